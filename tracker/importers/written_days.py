"""Days and clock times as people write them into tables: numbers in either order, months by name, hours in words."""

import re
from collections.abc import Iterable
from datetime import date, time
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from tracker.importers import times
from tracker.importers.contract import When

MONTHS_MOST: Final = 12
LONGEST: Final = 60
ANY_ZONE: Final = ZoneInfo("UTC")
NAMES: Final = (
    "jan sty ene gen",
    "feb fév lut",
    "mar mär mrt",
    "apr avr abr kwi",
    "may mai mag mei maj",
    "jun juin giu cze",
    "jul juil lug lip",
    "aug aoû ago sie",
    "sep set wrz",
    "oct okt ott paź",
    "nov lis",
    "dec dez déc dic gru",
)
MONTHS: Final = MappingProxyType({name: month for month, names in enumerate(NAMES, 1) for name in names.split()})
"""How the names of months begin in English, German, French, Spanish, Italian, Dutch and Polish."""
_PARTS: Final = (
    (9, "morning mornings morgen morgens früh vormittag vormittags matin mañana mattina ochtend rano"),
    (12, "noon midday mittag mittags midi mediodía mezzogiorno middag południe"),
    (15, "afternoon nachmittag nachmittags après-midi tarde pomeriggio namiddag popołudnie"),
    (20, "evening evenings abend abends soir sera avond wieczór wieczorem"),
    (23, "night nacht nachts nuit noche notte noc"),
)
PARTS: Final = MappingProxyType({word: hour for hour, words in _PARTS for word in words.split()})
"""The hour in the middle of a part of the day, by its name."""
_CLOCK: Final = re.compile(
    r"(?:^|[\sT,])(\d{1,2}(?:[:.h]\d{2}(?::\d{2}(?:\.\d+)?)?|(?=\s*(?:uhr|h|[ap]\.?m)))\s*(?:[ap]\.?m\.?)?)\s*(?:uhr|h)?$",
    re.IGNORECASE,
)
_YEAR_FIRST: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_NAMED: Final = re.compile(
    r"(\d{1,2})\.?(?:st|nd|rd|th|er)?[\s-]+(?:de\s+)?([^\W\d_]{3,})\.?[\s,-]+(?:de\s+)?(\d{4})", re.IGNORECASE
)
_NAME_FIRST: Final = re.compile(r"([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.IGNORECASE)
_WEEKDAY: Final = re.compile(r"^[^\W\d_]{2,12}\.?,?\s+(?=\d|[^\W\d_]{3,}\.?\s+\d)")


def clock(text: str) -> time | None:
    """A clock time that is the whole cell, also 18h30 and 18 Uhr; of a day with a clock the clock."""
    found = _CLOCK.search(text) if len(text) <= LONGEST else None
    if found is None:
        return None
    written = found[1].strip().casefold().replace("h", ":")
    return times.clock(written) or times.clock(re.sub(r"^(\d{1,2})(?![\d:.])", r"\1:00", written))


def part_of_day(text: str) -> time | None:
    """The middle of a part of the day, such as 20:00 for "evening"; None for other words."""
    hour = PARTS.get(text.strip().casefold())
    return None if hour is None else time(hour)


def numbers(text: str) -> tuple[int, int, int] | None:
    """The two numbers whose order is to be known, and the year; None for a day that can be read without."""
    return times.numbered_day(_day_text(text)) if len(text) <= LONGEST else None


def month_comes_first(cells: Iterable[str]) -> bool | None:
    """What a whole column says of its order, None where nothing shows it, or where it says both.

    A number over 12 does; and where dots stand between them the day comes first.
    """
    found, dots, said = False, True, set[bool]()
    for cell in cells:
        pair = numbers(cell)
        if pair is None:
            continue
        if (pair[0] > MONTHS_MOST) is not (pair[1] > MONTHS_MOST):
            said.add(pair[1] > MONTHS_MOST)
        found, dots = True, dots and "." in _day_text(cell)
    if said:
        return said.pop() if len(said) == 1 else None
    return None if found and not dots else False


def when(text: str, zone: ZoneInfo, *, month_first: bool) -> When | None:
    """The day of a cell, and its clock where it has one; None where it is no day that there is."""
    if len(text) > LONGEST:
        return None
    if text.isascii() and text.isdecimal():
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    if (moment := times.iso_moment(text, zone)) is not None:
        return moment
    written = _day_text(text)
    pair = times.numbered_day(written)
    day = times.ordered_day(pair, month_first=month_first) if pair else _named_day(written)
    return None if day is None else When(day, clock(text))


def is_day(text: str) -> bool:
    """Whether it looks like a day, in whatever order."""
    return numbers(text) is not None or when(text, ANY_ZONE, month_first=False) is not None


def has_clock(text: str) -> bool:
    """Whether it is a clock time, or a day with one."""
    found = when(text, ANY_ZONE, month_first=False)
    return clock(text) is not None or (found is not None and found.clock is not None)


def _day_text(text: str) -> str:
    found = _CLOCK.search(text)
    written = text[: found.start()] if found else text
    return _WEEKDAY.sub("", written.strip(" ,"), count=1)


def _named_day(text: str) -> date | None:
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := _NAMED.fullmatch(text):
        day, month, year = int(found[1]), _month(found[2]), int(found[3])
    elif found := _NAME_FIRST.fullmatch(text):
        day, month, year = int(found[2]), _month(found[1]), int(found[3])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(name: str) -> int:
    plain = name.casefold()
    return MONTHS.get(plain[:4]) or MONTHS.get(plain[:3]) or 0
