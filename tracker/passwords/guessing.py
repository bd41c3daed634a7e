"""The one judge of new passwords: how many guesses, and how few pieces, zxcvbn makes of them with our words as well.

zxcvbn (Wheeler, USENIX Security 2016) has lists of the commonest passwords, names and words, and knows look-alikes,
walks over a keyboard, runs, dates and repeats. A password is judged as it stands, without what parts its words, and
with what is repeated said once. The library is asked through its one function for what that is documented to answer,
and loaded with the first password that is judged, for it takes 15 MB. It tries every way in which signs may stand for
letters, which takes seconds where there are many: then they are read as the keys they stand on.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from threading import Lock
from typing import Any, Final

from tracker.passwords.common import KNOWN, own_words

JUDGED_AT_ONCE: Final = 40  # a longer text is judged part by part, whose guesses multiply
FEWEST_GUESSES: Final = 1e9
FEW_PIECES, FEW_PIECES_WITHOUT_LETTERS = 10, 7
WORD, DATE, RUN, OWN = 4, 3, 2, 1  # what a piece counts; digits and marks count one each, unknown letters are not few
COMMON_NUMBERS: Final = 1000  # of the commonest passwords
FIRST_YEAR: Final = 1900
NUMBER_LEAST, NUMBER_MOST = 12, 15
REPEATS_FROM: Final = 0.6  # what is left where so much was said again that it counts once
SIGNS_MOST: Final = 2
KEYS: Final = str.maketrans("!@$%(+|{[<", "1245900000")
LETTERS: Final = str.maketrans("@$", "as")
_INSIDE: Final = re.compile(r"(?<=[^\W_])[!|](?=[^\W_])")
_WORDS: Final = re.compile(r"[^\W_]+|[\W_]+")
_BETWEEN: Final = re.compile(r"[\W_]+")
_NUMBER: Final = re.compile(r"[+0-9\s\-./()_,:]+")
_SAID_AGAIN: Final = (re.compile(r"(.{3,64}?)\1+"), re.compile(r"(..)\1{2,}"), re.compile(r"(.)\1{2,}"))
_one_at_a_time = Lock()  # the library keeps the words it is told of where all threads read them


def is_guessable(password: str, *, user_name: str = "", hosts: Sequence[str] = ()) -> bool:
    """Whether a new password is refused: `docs/security.md` says of what kinds those are."""
    own = own_words(user_name, hosts)
    few = FEW_PIECES if any(map(str.isalpha, password)) else FEW_PIECES_WITHOUT_LETTERS
    return _is_number(password) or any(
        guesses(reading, own) * tries < FEWEST_GUESSES or pieces(reading, own) <= few
        for reading, tries in dict(_readings(password)).items()
    )


def _readings(text: str) -> Iterator[tuple[str, float]]:
    """The text, and without what parts its words, which takes ten times as many guesses for each mark that does.

    Where marks are most of it, they part nothing.
    """
    words, marks = _BETWEEN.sub("", text), set("".join(_BETWEEN.findall(text)))
    if len(words) >= len(text) / 2:
        yield said_once(words), 10 ** len(marks)
    yield said_once(text), 1
    yield text, 1


def said_once(text: str) -> str:
    """Rosa1 for rosarosarosa1: where two fifths or more are said again, they count once."""
    once = text
    for again in _SAID_AGAIN:
        once = again.sub(r"\1", once)
    return once if len(once) <= len(text) * REPEATS_FROM else text


def _is_number(text: str) -> bool:
    """A telephone number, or any that is short: digits alone, and marks as people put them between."""
    if not _NUMBER.fullmatch(text):
        return False
    digits = sum(map(str.isdigit, text))
    return digits < NUMBER_LEAST or (digits <= NUMBER_MOST and text.strip(" (").startswith(("+", "0")))


def guesses(text: str, own: Sequence[str] = ()) -> float:
    """How many guesses it takes of somebody who knows one's `own` words; of many parts, the first that are enough."""
    found = 1.0
    for start in range(0, len(text), JUDGED_AT_ONCE):
        part = text[start : start + JUDGED_AT_ONCE]
        found *= min(float(_asked(one, own)["guesses"]) for one in {part, _with_letters(part)})
        if found >= FEWEST_GUESSES:
            break
    return found


def pieces(text: str, own: Sequence[str] = ()) -> int:
    """What the pieces count that make up the text, word by word; more than are few where any of it is unknown."""
    return min(_pieces_of_words(one, own) for one in {text, _with_letters(text)})


def _pieces_of_words(text: str, own: Sequence[str]) -> int:
    found = 0
    for part in _WORDS.findall(text):
        found += _pieces_of(part[:JUDGED_AT_ONCE], own) if part[0].isalnum() else len(part)
        if found > FEW_PIECES:
            break
    return found


def _pieces_of(word: str, own: Sequence[str]) -> int:
    parts = _asked(word, own)["sequence"]
    return sum(_counts(part, own, alone=len(parts) == 1) for part in parts)


def _counts(piece: Mapping[str, Any], own: Sequence[str], *, alone: bool) -> int:
    token: str = piece["token"]
    if piece["pattern"] == "bruteforce":
        return _counts_unknown(token, own, alone=alone)
    if piece["pattern"] == "repeat":
        return len(piece["base_token"])
    if piece["pattern"] == "date":
        return DATE if piece["year"] >= FIRST_YEAR else len(token)
    if piece["pattern"] != "dictionary":
        return RUN
    if piece["dictionary_name"] == "user_inputs":
        return OWN
    return RUN if token.isdigit() and piece["rank"] <= COMMON_NUMBERS else WORD


def _counts_unknown(token: str, own: Sequence[str], *, alone: bool) -> int:
    """Digits one each; what the library took together is asked again by itself, until it has nothing to say of it."""
    if not any(map(str.isalpha, token)):
        return len(token)
    return FEW_PIECES + 1 if alone else _pieces_of(token, own)


def _with_letters(text: str) -> str:
    return _INSIDE.sub("i", text.translate(LETTERS))


def _asked(text: str, own: Sequence[str]) -> Mapping[str, Any]:
    from zxcvbn import zxcvbn  # type: ignore[import-untyped]  # noqa: PLC0415 - it is big

    if len({mark for mark in text if ord(mark) in KEYS}) > SIGNS_MOST:
        text = text.translate(KEYS)
    with _one_at_a_time:
        found: Mapping[str, Any] = zxcvbn(text, user_inputs=[*own, *KNOWN])
    return found
