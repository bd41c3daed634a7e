"""The side of a typed point: its words in ten languages, and where they stand."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tracker.domain.values.tables import table
from tracker.domain.values.text import is_mark, normal

_NOISE_WORDS: Final = "side sides on the of à a au du côté côtés cote cotes des deux seite seiten auf lado lati lato"


def _bare(word: str) -> str:
    """The word without accents, as some keyboards give it."""
    return "".join(c for c in normal("NFD", word) if not is_mark(c))


SIDE_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {key: row["side"] for row in table("side_words") for word in row["words"].split() for key in (word, _bare(word))}
)
_NOISE: Final = frozenset(_NOISE_WORDS.split())
_LETTERS: Final = MappingProxyType({"l": "left", "r": "right"})
_LEFT_AND_RIGHT: Final = re.compile(r"(?<![^\W_])(?:l\s*[+/&]\s*r|r\s*[+/&]\s*l)[\s)\]]*$", re.IGNORECASE)
_GLUED: Final = re.compile(r"(?<=[0-9])([lr])$", re.IGNORECASE)
_BRACKET: Final = re.compile(r"([^\s(\[])([(\[])")
_SIGNS: Final = "左右双雙"
_EDGES: Final = " \t()[]:,.-"


def without_side(text: str) -> tuple[str, str] | None:
    """`text` without the side that stands before or after it, and that side; None where there is none, or no more.

    A lone L or R counts after a point alone, never before one: both are letters of codes. No other single letter is
    safe.
    """
    match = _LEFT_AND_RIGHT.search(text)
    if match is not None:
        rest = text[: match.start()].strip(_EDGES)
        return (rest, "both") if rest else None
    words = _spaced(text).split()
    return _behind(words) or _before(words)


def _spaced(text: str) -> str:
    """The same with a blank before a side that is written without one: BL40L, BL40(L), 委中左."""
    text = _GLUED.sub(r" \1", _BRACKET.sub(r"\1 \2", text.strip()))
    if len(text) > 1 and text[-1] in _SIGNS:
        return f"{text[:-1]} {text[-1]}"
    if len(text) > 1 and text[0] in _SIGNS:
        return f"{text[0]} {text[1:]}"
    return text


def _behind(words: list[str]) -> tuple[str, str] | None:
    for place in range(len(words) - 1, 0, -1):
        word = words[place].strip(_EDGES).casefold()
        side = SIDE_WORDS.get(word) or (_LETTERS.get(word) if place == len(words) - 1 else None)
        if side is not None:
            return _with_noise(words[:place], side, behind=True)
        if word and word not in _NOISE:
            return None
    return None


def _before(words: list[str]) -> tuple[str, str] | None:
    for place in range(len(words) - 1):
        word = words[place].strip(_EDGES).casefold()
        if word in SIDE_WORDS:
            return _with_noise(words[place + 1 :], SIDE_WORDS[word], behind=False)
        if word not in _NOISE:
            return None
    return None


def _with_noise(words: list[str], side: str, *, behind: bool) -> tuple[str, str] | None:
    while words and words[-1 if behind else 0].strip(_EDGES).casefold() in _NOISE:
        words.pop(-1 if behind else 0)
    left = " ".join(words).strip(_EDGES)
    return (left, side) if left else None
