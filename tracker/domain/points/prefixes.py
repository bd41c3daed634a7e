"""How ten languages write the line of a point: letters to WHO letters, as data.

Sources: books, courses and programs of each language, compared one by one. Letters that only a doubtful source gives
are in `UNCERTAIN`: they are shown as a choice, and never make another choice disappear.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tracker.domain.values.tables import table

LINES: Final = ("LU", "LI", "ST", "SP", "HT", "SI", "BL", "KI", "PC", "TE", "GB", "LR", "GV", "CV")
ROMAN: Final = "roman"
# A language a row: the countries that speak it, and by line the letters in use.
_LANGUAGES: Final = table("point_prefixes")
# Letters that are WHO letters, and in one language those of another line: asked where that language is likely.
OTHERWISE_IN: Final[Mapping[str, tuple[str, str]]] = MappingProxyType({"st": ("pl", "SP")})
# The same in some old English books: asked where the person says that the code is an old one.
OTHERWISE_OLD: Final[Mapping[str, str]] = MappingProxyType({"li": "LR"})
# Letters that a doubtful source has for a line, with the numbers from which they are offered.
UNCERTAIN: Final[Mapping[str, tuple[str, int]]] = MappingProxyType({"f": ("GB", 1), "l": ("SP", 12)})
# Levels of the spine are written like points: letter, highest number.
LEVELS: Final[Mapping[str, int]] = MappingProxyType({"c": 7, "t": 12, "l": 5, "s": 5})

# Books before about 1990 count the outer row of the back first (WHO fixed today's numbers in 1984). Numbers of theirs:
# the outer row is 36 to 49, the inner one 50 to 54; of today's: the inner row is 36 to 40, the outer one 41 to 54.
ROWS_FIRST, ROWS_LAST, INNER_OLD, OUTER_TODAY = 36, 54, 50, 41
INNER_SHIFT, OUTER_SHIFT = 14, 5


def today_of_old(number: int) -> int:
    """Today's number of what older books call BL`number`; 36 to 54 differ, all others are the same.

    Source: the WHO nomenclature of 1984; old is today plus 14 for 36 to 40, and today less 5 for 41 to 54.
    """
    if not ROWS_FIRST <= number <= ROWS_LAST:
        return number
    return number - INNER_SHIFT if number >= INNER_OLD else number + OUTER_SHIFT


def old_of_today(number: int) -> int:
    """The inverse of `today_of_old`: what older books call today's BL`number`."""
    if not ROWS_FIRST <= number <= ROWS_LAST:
        return number
    return number - OUTER_SHIFT if number >= OUTER_TODAY else number + INNER_SHIFT


def _readings() -> dict[str, dict[str, tuple[str, ...]]]:
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in _LANGUAGES:
        for line in LINES:
            for written in row[line].split():
                lines = found.setdefault(written.casefold(), {})
                lines[line] = (*lines.get(line, ()), row["language"])
    return found


# Letters in small letters: the lines they may mean, each with its languages.
READINGS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = MappingProxyType(_readings())
# Languages that write the number before the letters as well; Roman numerals stand on either side.
NUMBER_FIRST: Final = frozenset({"fr", "ru", ROMAN})
# Countries with several of them: the usual one first.
_FIRST: Final = {"CH": ("de", "fr", "it"), "BE": ("nl", "fr"), "LU": ("fr", "de"), "CA": ("en", "fr")}


def languages_of(country: str | None) -> tuple[str, ...]:
    """The languages of `country` (ISO 3166, two letters) among those whose codes are known, the usual one first.

    Empty where none is known. They only decide the order in which readings of a code are offered.
    """
    code = (country or "").upper()
    found = tuple(row["language"] for row in _LANGUAGES if code in row["countries"].split())
    return _FIRST.get(code, found)
