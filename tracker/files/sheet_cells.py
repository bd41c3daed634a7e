"""Values as the cells of a workbook hold them: text, numbers, and days and times as numbers that count days.

A moment takes two cells: the clock of the place as it stood there, and how far east of UTC that place was.
Source: ECMA-376 part 1, 18.17.4.1, the date system of 1900. It counts a 29 February 1900 that never was, so that days
before March 1900 stay text.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Final

from tracker.domain.values.rounding import two_decimals
from tracker.fields.field import Field, Kind
from tracker.files.cells import AS_TEXT, AS_VALUES, YES_NO, Converters, amount, listed, opposite

Cell = str | int | float | None
Write = Callable[..., Cell]
DAY_ZERO: Final = date(1899, 12, 30).toordinal()
FIRST_SERIAL: Final = 61
DAY_SECONDS: Final = 86_400
DAY_LENGTH: Final = len("2026-03-01")
MOMENT_LENGTH: Final = len("2026-03-01T18:30:00")
MOST_UNITS: Final = 32_767
OFFSET: Final = "_offset"
TWO_CELLS: Final = frozenset({Kind.MOMENT, Kind.DOSE_TIME})
DAYS_KEPT: Final = 8192


@lru_cache(DAYS_KEPT)
def day_cell(iso: str) -> Cell:
    """A day as a whole number; as text where a workbook cannot count it, None for a blank."""
    if not iso:
        return None
    serial = date.fromisoformat(iso).toordinal() - DAY_ZERO
    return iso if serial < FIRST_SERIAL else serial


def _seconds(clock: str) -> int:
    return int(clock[:2]) * 3600 + int(clock[3:5]) * 60 + int(clock[6:8] or 0)


def clock_cell(clock: str) -> Cell:
    """A time of day as its part of the day, from hours and minutes."""
    return _seconds(clock) / DAY_SECONDS if clock else None


def moment_cell(iso: str) -> Cell:
    """The day and its part that had gone by on the clock of the place; a day alone stays a whole number."""
    day = day_cell(iso[:DAY_LENGTH])
    if len(iso) <= DAY_LENGTH:
        return day
    if isinstance(day, int):
        return day + _seconds(iso[DAY_LENGTH + 1 : MOMENT_LENGTH]) / DAY_SECONDS
    return iso[:MOMENT_LENGTH]


def offset_cell(iso: str) -> Cell:
    """The offset of a moment from UTC: +01:00."""
    return iso[MOMENT_LENGTH:] or None


def cut(text: str, sign: str) -> str:
    """As much of a text as a cell holds, counted in UTF-16 as workbooks do; what was cut ends in `sign`."""
    if 2 * len(text) <= MOST_UNITS:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * MOST_UNITS:
        return text
    return units[: 2 * (MOST_UNITS - len(sign))].decode("utf-16-le", "ignore") + sign


@lru_cache(DAYS_KEPT)
def _mean(value: float | None) -> Cell:
    return None if value is None else float(two_decimals(value))


def _amount(value: Any) -> Cell:
    return None if value is None else float(amount(value))


def _score(value: float | None) -> Cell:
    return value if isinstance(value, int) else _mean(value)


DECIMALS: Final[Mapping[int | None, Write]] = {None: _score, 2: _mean, 3: _amount}


def _as_it_is(value: Any) -> Cell:
    cell: Cell = value
    return cell


def _plain_values(value: Any) -> Cell:
    return None if value is None else json.dumps(value, sort_keys=True, ensure_ascii=False)


def moment_text(field: Field, write: Converters) -> Callable[..., str]:
    """How a field that takes two cells is written in one: as ISO, a day alone where there is no more."""
    if field.kind is Kind.MOMENT:
        return lambda value, offset=0: "" if value is None else write.moment(value, offset)

    def dose_time(day: Any, none_taken: Any, taken_at: Any, offset: int | None) -> str:
        return write.day(day) if none_taken else write.moment(taken_at, offset or 0)

    return dose_time


def _writers(write: Converters) -> Mapping[Kind, Write]:
    return {
        Kind.IDENTIFIER: write.identifier,
        Kind.CODES: listed,
        Kind.DAY: lambda value: None if value is None else day_cell(write.day(value)),
        Kind.CLOCK: lambda value: clock_cell(write.clock(value)),
        Kind.YES_NO: YES_NO.__getitem__,
        Kind.NOT_STORED: opposite,
        Kind.PLAIN_VALUES: _plain_values,
    }


WRITERS: Final = {id(write): _writers(write) for write in (AS_TEXT, AS_VALUES)}


def cell_writer(field: Field, write: Converters) -> Write:
    """How a field that takes one cell is written, from the values of its slots."""
    if field.kind is Kind.DECIMAL:
        return DECIMALS[field.places]
    return WRITERS[id(write)].get(field.kind, _as_it_is)
