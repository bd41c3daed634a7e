"""Which letters the fonts of this machine can show, the typesetter's own among them, as far as that was met.

This is kept between papers, of any person: only that one unusual letter, looked at alone, has a glyph or has none.
"""

import threading
import unicodedata
from collections.abc import Iterable
from typing import Final

from tracker.papers.services.plainer import is_unusual

FAMILY: Final = "Libertinus Serif"
OF_PRIVATE_USE: Final = "Co"  # each font shows something else for it, if anything
_lock = threading.Lock()
_shown: dict[str, bool] = {}


def known_missing(letters: Iterable[str]) -> set[str]:
    """Those of the letters that are known to be in no font."""
    with _lock:
        return {letter for letter in letters if not _shown.get(letter, True) or _is_private(letter)}


def unknown(letters: Iterable[str]) -> list[str]:
    """Those of the letters that have to be asked about."""
    with _lock:
        return sorted({one for one in letters if is_unusual(one) and one not in _shown and not _is_private(one)})


def note(letters: Iterable[str], *, shown: bool) -> None:
    """Remember whether a font has these, each by itself. What is plain is never noted."""
    with _lock:
        _shown.update({letter: shown for letter in letters if is_unusual(letter)})


def _is_private(letter: str) -> bool:
    return unicodedata.category(letter) == OF_PRIVATE_USE
