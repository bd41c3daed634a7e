"""What a cell of a workbook shows, as text: a number with a point, a day and a time as ISO 8601 has them.

After ECMA-376, part 1: 18.17.4 (days counted from 1900 or 1904), 18.18.11 (kinds of cells), 18.8.30 (formats).
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

from tracker.importers.opening import COLUMNS_MOST, trimmed

DAYS: Final = frozenset((*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)))
"""Of the formats every workbook has, those of days and times; 27 to 36 and 50 to 58 are those of East Asia."""
NOT_SHOWN: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
OF_TIME: Final = re.compile(r"[ymdhs]", re.IGNORECASE)
EPOCH, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - a clock of no zone
FIRST_TRUE_DAY: Final = 61  # Excel counts a 29 February 1900
LAST_DAY, LAST_DAY_1904 = 2_958_465, 2_957_003
DAY_SECONDS: Final = 86_400
DIGITS: Final = 15


@dataclass(frozen=True, slots=True)
class Formats:
    """Which styles of cells show a day or a time."""

    date_like: frozenset[str]

    @classmethod
    def of(cls, styles: Sequence[str], codes: Mapping[str, str]) -> "Formats":
        """Of the format's id of each style, and of the codes of those formats that the workbook has of its own."""
        return cls(frozenset(str(place) for place, key in enumerate(styles) if _is_date_like(key, codes)))

    def of_style(self, style: str) -> bool:
        return style in self.date_like


def _is_date_like(key: str, codes: Mapping[str, str]) -> bool:
    if key in codes:
        return OF_TIME.search(NOT_SHOWN.sub("", codes[key].partition(";")[0])) is not None
    return key.isdecimal() and len(key) < len("1000") and int(key) in DAYS


@lru_cache(COLUMNS_MOST)
def column_of(letters: str) -> int:
    """The place of a column, A being 0; one beyond all that are read where it is no column."""
    if not letters.isascii() or not letters.isalpha() or len(letters) > len("XFD"):
        return COLUMNS_MOST
    place = 0
    for letter in letters.upper():
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def shown(kind: str, text: str, strings: Sequence[str], date_like: bool, *, from_1904: bool) -> str:  # noqa: FBT001
    """The text of a cell of this kind, trimmed."""
    if kind == "s":
        return trimmed(strings[int(text)]) if text.isdecimal() and int(text[:9]) < len(strings) else ""
    if kind == "d":
        return text.removesuffix("T00:00:00")
    if kind != "n":
        return trimmed(text)
    try:
        value = float(text)
    except ValueError:
        return trimmed(text)
    if date_like and 0 <= value < (LAST_DAY_1904 if from_1904 else LAST_DAY):
        return _moment(value, from_1904=from_1904)
    return f"{value:.{DIGITS}g}" if math.isfinite(value) else ""


def _moment(value: float, *, from_1904: bool) -> str:
    days, part = divmod(round(value * DAY_SECONDS), DAY_SECONDS)
    hours, minutes = divmod(part // 60, 60)
    clock = f"{hours:02}:{minutes:02}"
    if days == 0:
        return clock
    epoch = EPOCH_1904 if from_1904 else EPOCH if days >= FIRST_TRUE_DAY else EPOCH + timedelta(1)
    day = (epoch + timedelta(days)).date().isoformat()
    return f"{day}T{clock}" if part else day
