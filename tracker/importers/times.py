"""Days and clock times as other apps write them. Wall clocks stay as written; UTC is moved to the person's zone."""

import re
from datetime import UTC, date, datetime, time, tzinfo
from functools import lru_cache
from typing import Final

from tracker.domain.limits import LINE_LENGTH
from tracker.importers.contract import When

CACHED: Final = 1024  # days and clock times come again in many rows
MINUTE: Final = 60
CENTURY: Final = 2000
_CLOCK: Final = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.]\d{2}(?:\.\d+)?)?\s*([ap])?\.?m?\.?", re.IGNORECASE)
_DAY: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?!\d)")
NOON: Final = 12


def iso_day(text: str) -> date | None:
    """A day written as 2026-03-01; None where it is none."""
    written = text.strip()
    return _iso_day(written) if len(written) == len("2026-03-01") else None


@lru_cache(CACHED)
def _iso_day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def numbered_day(text: str) -> tuple[int, int, int] | None:
    """The two numbers and the year (two digits: of this century) of a day such as 3/05/22 that a text begins by."""
    found = _DAY.match(text.strip())
    if found is None:
        return None
    year = int(found[3])
    return int(found[1]), int(found[2]), year if len(found[3]) > len("22") else CENTURY + year


def ordered_day(numbers: tuple[int, int, int], *, month_first: bool) -> date | None:
    """The day of such numbers; None where there is none."""
    first, second, year = numbers
    try:
        return date(year, first, second) if month_first else date(year, second, first)
    except ValueError:
        return None


def clock(text: str) -> time | None:
    """A clock time such as 3:17, 20:30:15, 8:30 pm, 12:00 AM, to the minute; None where it is none."""
    written = text.strip()
    return _clock(written) if len(written) <= LINE_LENGTH else None


@lru_cache(CACHED)
def _clock(written: str) -> time | None:
    found = _CLOCK.fullmatch(written.replace("\u202f", " ").replace("\u00a0", " "))
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2]), (found[3] or "").casefold()
    if half:
        if not 1 <= hour <= NOON:
            return None
        hour = hour % NOON + (NOON if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < MINUTE else None  # noqa: PLR2004


def as_written(moment: datetime) -> When:
    """Day and clock of the place where it was, as the file writes them; without an offset that of the zone holds."""
    offset = moment.utcoffset()
    return When(
        moment.date(),
        time(moment.hour, moment.minute, fold=moment.fold),
        None if offset is None else round(offset.total_seconds()) // MINUTE,
    )


def from_utc(moment: datetime, zone: tzinfo) -> When:
    """Day and clock in a zone, the person's, of a moment that the file gives in UTC, with or without saying so."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return as_written(aware.astimezone(zone))


def from_epoch(milliseconds: int, zone: tzinfo) -> When | None:
    """The same of milliseconds since 1970; None beyond what a calendar holds."""
    try:
        return from_utc(datetime.fromtimestamp(milliseconds / 1000, UTC), zone)
    except (OverflowError, ValueError, OSError):
        return None


def iso_moment(text: str, zone: tzinfo) -> When | None:
    """Day and clock of a moment in ISO 8601; None where it is none. A day alone has no clock.

    With Z it is moved to the zone, with another offset kept as written, without one it is the clock of the zone.
    """
    written = text.strip()
    if (day := iso_day(written)) is not None:
        return When(day)
    try:
        moment = datetime.fromisoformat(written)
        return from_utc(moment, zone) if written.endswith(("Z", "z")) else as_written(moment)
    except (ValueError, OverflowError):
        return None
