"""The one judge of new passwords: whether somebody who knows the commonest ones, names, words and dates guesses it.

A password is judged as it stands, and again without what parts its words and with what is repeated said once: each
reading must hold. The word lists and the counting of guesses are zxcvbn's (Wheeler, USENIX Security 2016). It is loaded
with the first password that is judged, for it takes 15 MB. Its search through look-alike letters takes seconds on some
texts, so that one is left out: look-alikes are put back to letters here, once. What is left takes milliseconds.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from tracker.passwords.common import CONTEXT_WORDS, FAMOUS, is_of_few_pieces, own_words

JUDGED_AT_ONCE: Final = 40  # a longer text is judged part by part, whose guesses multiply
FEWEST_GUESSES: Final = 1e9
REPEATS_FROM: Final = 0.6  # what is left where so much was said again that it counts once
CORE_LEAST, ENDS_MOST = 6, 6
FAMOUS_LEAST: Final = 10
NUMBER_LEAST, NUMBER_MOST = 12, 15
MARKS_FOR: Final = str.maketrans("@$", "as")
LETTERS_FOR: Final = str.maketrans("@4301!5$7", "aaeoiisst")
_BETWEEN: Final = re.compile(r"[\W_]+")
_NUMBER: Final = re.compile(r"[+0-9\s\-./()_,:]+")
_SAID_AGAIN: Final = (re.compile(r"(.{3,64}?)\1+"), re.compile(r"(..)\1{2,}"), re.compile(r"(.)\1{2,}"))


def is_guessable(password: str, *, user_name: str = "", hosts: Sequence[str] = ()) -> bool:
    """Whether a new password is refused: `docs/security.md` says of what kinds those are."""
    own, text = own_words(user_name, hosts), password.casefold()
    if _is_number(text) or any(_is_known(reading, own) for reading in _readings(text)):
        return True
    return any(guesses(reading, own) < FEWEST_GUESSES for reading in dict.fromkeys([password, said_once(text)]))


def _readings(text: str) -> Iterator[str]:
    """The text, and without what parts its words; where marks are most of it, they part nothing."""
    words = _BETWEEN.sub("", text)
    for reading in (text, words) if len(words) >= len(text) / 2 else (text,):
        yield from dict.fromkeys([reading, said_once(reading)])


def said_once(text: str) -> str:
    """Rosa1 for rosarosarosa1: where two fifths or more are said again, they count once."""
    once = text
    for again in _SAID_AGAIN:
        once = again.sub(r"\1", once)
    return once if len(once) <= len(text) * REPEATS_FROM else text


def _is_known(text: str, own: Sequence[str]) -> bool:
    return is_of_few_pieces(text, own) or is_dressed_up(text) or _is_famous(text)


def _is_number(text: str) -> bool:
    """A telephone number, or any that is short: digits alone, and marks as people put them between."""
    if not _NUMBER.fullmatch(text):
        return False
    digits = sum(map(str.isdigit, text))
    return digits < NUMBER_LEAST or (digits <= NUMBER_MOST and text.strip(" (").startswith(("+", "0")))


def _is_famous(text: str) -> bool:
    """An example or saying that everybody knows, its beginning, or with a few marks more."""
    for known in {_BETWEEN.sub("", text), _BETWEEN.sub("", without_look_alikes(text))}:
        for famous in FAMOUS:
            if (famous in known and len(known) - len(famous) <= ENDS_MOST) or (
                len(known) >= FAMOUS_LEAST and known in famous
            ):
                return True
    return False


def core_of(text: str) -> tuple[int, int]:
    """From the first letter to behind the last one; nothing where there is no letter."""
    letters = [place for place, mark in enumerate(text) if mark.isalpha()]
    return (letters[0], letters[-1] + 1) if letters else (0, 0)


def without_look_alikes(text: str) -> str:
    """P4ssw0rd12 as password12: digits and marks between letters are taken for the letters they look like."""
    start, end = core_of(text)
    return text[:start] + text[start:end].translate(LETTERS_FOR) + text[end:]


def is_dressed_up(password: str) -> bool:
    """Whether it is one of the 30,000 commonest passwords, but for look-alikes and a few marks at its ends."""
    from zxcvbn.matching import RANKED_DICTIONARIES  # type: ignore[import-untyped]  # noqa: PLC0415 - it is big

    text, common = password.casefold(), RANKED_DICTIONARIES["passwords"]
    cores = (_core(without_look_alikes(one)) for one in (text, text.translate(MARKS_FOR)))
    known = {core for core in (text, *cores) if len(core) >= CORE_LEAST and len(text) - len(core) <= ENDS_MOST}
    return any(core in common for core in known)


def _core(text: str) -> str:
    return text[slice(*core_of(text))]


def guesses(password: str, own: Sequence[str] = ()) -> float:
    """How many guesses it takes of somebody who knows one's `own` words; of many parts, the first that are enough."""
    words = (*own, *CONTEXT_WORDS)
    found = 1.0
    for start in range(0, len(password), JUDGED_AT_ONCE):
        part = password[start : start + JUDGED_AT_ONCE]
        found *= min(_guesses(part, words), 2 * _guesses(without_look_alikes(part.casefold()), words))
        if found >= FEWEST_GUESSES:
            break
    return found


def _guesses(text: str, words: Sequence[str]) -> float:
    from zxcvbn import matching, scoring  # type: ignore[import-untyped]  # noqa: PLC0415 - it is big

    known = {**matching.RANKED_DICTIONARIES, "user_inputs": matching.build_ranked_dict(words)}
    found: list[dict[str, Any]] = [
        *matching.dictionary_match(text, known),
        *matching.reverse_dictionary_match(text, known),
        *matching.spatial_match(text),
        *matching.sequence_match(text),
        *matching.regex_match(text),
        *matching.date_match(text),
    ]
    found.sort(key=lambda match: (match["i"], match["j"]))
    return float(scoring.most_guessable_match_sequence(text, found)["guesses"])
