"""Texts made plainer, step by step, for what the typesetter cannot put together: it does not always say which it is."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Final

from tracker.domain.values.text import normal
from tracker.papers.services.scripts import follows, is_silent

TAG: Final = re.compile(r"(<[^>]*>)")
FIRST_UNUSUAL: Final = "\x7f"
LATIN: Final = "\xa0", "\u017f"  # Latin-1 and Latin Extended-A, which the font that comes with the typesetter has
ALSO_SURE: Final = frozenset("–—‘’“”…•→−≥≤")
# Their letters are read without marks; elsewhere a mark is as much of a word as a letter.
READ_WITHOUT: Final = frozenset({"LATIN", "GREEK", "CYRILLIC", "HEBREW", "ARABIC", "COMBINING"})


def is_unusual(letter: str) -> bool:
    """Whether a font may lack it; nothing else is ever asked about or put in words."""
    return letter >= FIRST_UNUSUAL and not letter.isspace()


def is_sure(letter: str) -> bool:
    """Whether it is shown on any machine."""
    return not is_unusual(letter) or (LATIN[0] <= letter <= LATIN[1] and not is_silent(letter)) or letter in ALSO_SURE


def to_blame(texts: Iterable[str]) -> set[str]:
    """What is said in words where these are not shown: their marks, or of those without any their unusual letters."""
    return {letter for text in texts for letter in (_only(text, follows) or _only(text, is_unusual))}


def _only(text: str, wanted: Callable[[str], bool]) -> list[str]:
    return [letter for letter in text if is_unusual(letter) and wanted(letter)]


def composed(text: str) -> str:
    """The text with as few marks as can be."""
    return normal("NFC", text)


def unmarked(text: str) -> str:
    """The text without marks, joiners, and signs that choose how another looks."""
    return "".join(letter for letter in plain_blanks(text) if not follows(letter))


def plain_blanks(text: str) -> str:
    """The text with the one blank that every font has."""
    return "".join(" " if letter >= FIRST_UNUSUAL and letter.isspace() else letter for letter in text)


def lost_without_marks(text: str) -> set[str]:
    """Letters and marks of scripts that cannot be read without the marks that this text has."""
    scripts = {
        _script(letter)
        for letter, mark in pairwise(text)
        if unicodedata.category(letter)[0] in "LM" and unicodedata.category(mark)[0] == "M" and not is_silent(mark)
    }
    lost = scripts - READ_WITHOUT
    return {letter for letter in text if is_unusual(letter) and _script(letter) in lost}


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def in_texts(drawing: str, changed: Callable[[str], str]) -> str:
    """The drawing with its texts changed, and nothing else of it."""
    return "".join(part if part.startswith("<") else changed(part) for part in TAG.split(drawing))


def texts_of(drawing: str) -> str:
    """All that a drawing writes."""
    return TAG.sub("\n", drawing)
