"""How single values are written in the exported files, and how rows become the bytes of a CSV file.

Rows come as the database driver hands them over, because an export is mostly this work: SQLite keeps ids, days and
moments as text, other databases as Python values. `AS_TEXT` and `AS_VALUES` hold the converters for the two.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from types import SimpleNamespace
from typing import Any, Final

from tracker.domain.body import farthest_point
from tracker.domain.rounding import two_decimals

Cell = str | int | None
RowCells = Sequence[Cell]
ROWS_AT_ONCE: Final = 500
DANGEROUS: Final = frozenset("=+-@\t\r\n\x00＝＋－＠")
QUOTE: Final = "'"
_GUARDED: Final = DANGEROUS | {QUOTE}
YES_NO: Final[dict[Any, str]] = {None: "", True: "yes", False: "no"}
MINUTES_PER_HOUR: Final = 60


def guarded(text: str | None) -> str | None:
    """Free text that no spreadsheet runs as a formula: a leading `'` where the first character could start one.

    Text that starts with `'` itself gets another, so that taking one away again is exact (`unguarded`).
    """
    return QUOTE + text if text and text[0] in _GUARDED else text


def unguarded(text: str) -> str:
    """The inverse of `guarded`; text that needed no guard is left alone, also where a person typed a leading `'`."""
    return text[1:] if text[:1] == QUOTE and text[1:2] and text[1] in _GUARDED else text


def listed(codes: str | None) -> str | None:
    """Codes as they are stored, joined by blanks, as a list of the export."""
    return codes.replace(" ", "; ") if codes else codes


@lru_cache(maxsize=4096)
def farthest(codes: str | None) -> str | None:
    """The farthest of the regions as they are stored; people name the same few sets over and over."""
    return farthest_point(codes.split(" ")) if codes else None


@lru_cache(maxsize=256)
def offset_of(minutes: int) -> tuple[timedelta, str]:
    """An offset in minutes east of UTC, as a span of time and as it is written: 90 is +01:30."""
    hours, rest = divmod(abs(minutes), MINUTES_PER_HOUR)
    return timedelta(minutes=minutes), f"{'-' if minutes < 0 else '+'}{hours:02d}:{rest:02d}"


def money(value: Any) -> str:
    return "" if value is None else f"{value:.2f}"


def amount(value: Any) -> str:
    """Up to three decimals, without zeros that say nothing: 0.5, 400."""
    return "" if value is None else f"{value:.3f}".rstrip("0").rstrip(".")


def day_score(value: float | None) -> str:
    """A day's score: the whole number a person gave, or a mean of moments with two decimals."""
    return str(value) if isinstance(value, int) else two_decimals(value)


def _text_id(value: str | None) -> str | None:
    if value is None:
        return None
    return f"{value[:8]}-{value[8:12]}-{value[12:16]}-{value[16:20]}-{value[20:]}"


def _text_moment(value: str, offset: int) -> str:
    span, suffix = offset_of(offset)
    return (datetime.fromisoformat(value[:19]) + span).isoformat() + suffix


def _text_clock(value: str | None) -> str | None:
    return value[:5] if value else None


def _same(value: str | None) -> str | None:
    return value


def _value_id(value: Any) -> str | None:
    return None if value is None else str(value)


def _value_moment(value: datetime, offset: int) -> str:
    span, suffix = offset_of(offset)
    return (value.astimezone(UTC).replace(tzinfo=None, microsecond=0) + span).isoformat() + suffix


def _value_clock(value: time | None) -> str | None:
    return None if value is None else value.isoformat("minutes")


def _value_day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


@dataclass(frozen=True, slots=True)
class Converters:
    """From what the driver hands over to cells: ids, days, times of day, and UTC moments with their offset."""

    identifier: Callable[[Any], str | None]
    day: Callable[[Any], str | None]
    clock: Callable[[Any], str | None]
    moment: Callable[[Any, int], str]


AS_TEXT: Final = Converters(_text_id, _same, _text_clock, _text_moment)
AS_VALUES: Final = Converters(_value_id, _value_day, _value_clock, _value_moment)


def utc_moment(value: datetime | None) -> str:
    """A moment that has no offset of its own, in UTC."""
    return "" if value is None else _value_moment(value, 0)


def local_moment(value: datetime, offset: int) -> str:
    """A UTC moment at the offset stored beside it."""
    return _value_moment(value, offset)


def csv_bytes(header: Sequence[str], rows: Iterable[RowCells]) -> Iterator[bytes]:
    """The file in pieces: RFC 4180, every cell in quotes, lines ended by CR LF, UTF-8."""
    lines: list[str] = []
    writer = csv.writer(SimpleNamespace(write=lines.append), quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow(row)
        if len(lines) >= ROWS_AT_ONCE:
            yield "".join(lines).encode()
            lines.clear()
    if lines:
        yield "".join(lines).encode()
