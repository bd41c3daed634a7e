"""How many guesses a password takes of somebody who knows the commonest passwords, names, words and dates.

The word lists and the way of counting are zxcvbn's (Wheeler, USENIX Security 2016). It is loaded with the
first password that is judged, for it takes 15 MB. Its search through look-alike letters takes seconds on some texts,
so that one is left out: look-alikes are put back to letters here, once. What is left takes milliseconds.
"""

from collections.abc import Sequence
from typing import Any, Final

from tracker.accounts.common_passwords import CONTEXT_WORDS, own_words

JUDGED_MOST: Final = 40  # a longer text is judged by its beginning
FEWEST_GUESSES: Final = 1e9
ENDS_MOST: Final = 6
MARKS_FOR: Final = str.maketrans("@$", "as")
LETTERS_FOR: Final = str.maketrans("@4301!5$7", "aaeoiisst")


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
    return text in common or any(core in common and len(text) - len(core) <= ENDS_MOST for core in cores)


def _core(text: str) -> str:
    return text[slice(*core_of(text))]


def guesses(password: str, *, user_name: str = "") -> float:
    """How many guesses it takes; at most `JUDGED_MOST` characters are looked at."""
    text = password[:JUDGED_MOST]
    words = (*own_words(user_name), *CONTEXT_WORDS)
    return min(_guesses(text, words), 2 * _guesses(without_look_alikes(text.casefold()), words))


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


def is_guessable(password: str, *, user_name: str = "") -> bool:
    """Whether it would not stand up to a thousand million guesses."""
    return is_dressed_up(password) or guesses(password, user_name=user_name) < FEWEST_GUESSES
