"""How single values are written in the exported files, and how rows become the bytes of a CSV file.

Rows come as the database driver hands them over, because an export is mostly this work: SQLite keeps ids, days and
moments as text, other databases as Python values. `AS_TEXT` and `AS_VALUES` hold the converters for the two.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from tracker.domain.body.locations import farthest_point
from tracker.domain.limits import DAY_MINUTES
from tracker.domain.values.numbers import typed
from tracker.domain.values.rounding import two_decimals

Cell = str | int | None
RowCells = Sequence[Cell]
LINES_AT_ONCE: Final = 500
DANGEROUS: Final = frozenset("=+-@\t\r\n\x00＝＋－＠")
QUOTE: Final = "'"
_GUARDED: Final = DANGEROUS | {QUOTE}
NUMBERS: Final[dict[Any, str]] = {None: ""} | {number: str(number) for number in range(DAY_MINUTES + 1)}
YES_NO: Final[dict[Any, str]] = {None: "", True: "yes", False: "no"}
MINUTES_PER_HOUR: Final = 60
LAST_HOUR: Final = 23


def guarded(text: str | None) -> str:
    """Free text that no spreadsheet runs as a formula: a leading `'` where the first character could start one.

    Text that starts with `'` itself gets another, so that taking one away again is exact (`unguarded`).
    """
    if not text:
        return ""
    return QUOTE + text if text[0] in _GUARDED else text


def unguarded(text: str) -> str:
    """The inverse of `guarded`; text that needed no guard is left alone, also where a person typed a leading `'`."""
    return text[1:] if text[:1] == QUOTE and text[1:2] and text[1] in _GUARDED else text


@lru_cache(maxsize=4096)
def listed(codes: str | None) -> str:
    """Codes as they are stored, joined by blanks, as a list; people give the same few sets again and again."""
    return codes.replace(" ", "; ") if codes else ""


@lru_cache(maxsize=4096)
def farthest(codes: str | None) -> str:
    """The farthest of the regions as they are stored."""
    return (farthest_point(codes.split(" ")) if codes else None) or ""


@lru_cache(maxsize=256)
def offset_of(minutes: int) -> tuple[timedelta, str]:
    """An offset in minutes east of UTC, as a span of time and as it is written: 90 is +01:30."""
    hours, rest = divmod(abs(minutes), MINUTES_PER_HOUR)
    return timedelta(minutes=minutes), f"{'-' if minutes < 0 else '+'}{hours:02d}:{rest:02d}"


def money(value: Any) -> str:
    return "" if value is None else f"{value:.2f}"


def amount(value: Any) -> str:
    """Up to three decimals, without zeros that say nothing: 0.5, 400, and 1.1250 (`numbers.typed`)."""
    return "" if value is None else typed(Decimal(f"{value:.3f}"))


def day_score(value: float | None) -> str:
    """A day's score: the whole number a person gave, or a mean of moments with two decimals."""
    return str(value) if isinstance(value, int) else two_decimals(value)


def _text_id(value: str | None) -> str:
    if value is None:
        return ""
    return f"{value[:8]}-{value[8:12]}-{value[12:16]}-{value[16:20]}-{value[20:]}"


def _text_moment(value: str, offset: int) -> str:
    span, suffix = offset_of(offset)
    hour = int(value[11:13]) + offset // MINUTES_PER_HOUR
    if offset % MINUTES_PER_HOUR == 0 and 0 <= hour <= LAST_HOUR:
        return f"{value[:10]}T{hour:02d}{value[13:19]}{suffix}"  # most moments: the same day, and twice as fast
    return (datetime.fromisoformat(value[:19]) + span).isoformat() + suffix


def _text_clock(value: str | None) -> str:
    return value[:5] if value else ""


def _value_id(value: Any) -> str:
    return "" if value is None else str(value)


def _value_moment(value: datetime, offset: int) -> str:
    span, suffix = offset_of(offset)
    return (value.astimezone(UTC).replace(tzinfo=None, microsecond=0) + span).isoformat() + suffix


def _value_clock(value: time | None) -> str:
    return "" if value is None else value.isoformat("minutes")


@dataclass(frozen=True, slots=True)
class Converters:
    """From what the driver hands over to cells: ids, days, times of day, and UTC moments with their offset."""

    identifier: Callable[[Any], str]
    day: Callable[[Any], str]
    clock: Callable[[Any], str]
    moment: Callable[[Any, int], str]


AS_TEXT: Final = Converters(_text_id, str, _text_clock, _text_moment)
AS_VALUES: Final = Converters(_value_id, str, _value_clock, _value_moment)


def utc_moment(value: datetime | None) -> str:
    """A moment that has no offset of its own, in UTC."""
    return "" if value is None else _value_moment(value, 0)


def escaped(text: str) -> str:
    """Text as it stands between the quotes of a cell."""
    return text.replace('"', '""') if '"' in text else text


def quoted(rows: Iterable[RowCells]) -> Iterator[str]:
    """The rows as lines: cells in quotes but for empty ones, lines ended by CR LF (RFC 4180).

    To some readers an empty cell in quotes is a text, and one text makes a column of numbers a column of texts.
    """
    for row in rows:
        yield f"{','.join([_quoted(cell) for cell in row])}\r\n"


def _quoted(cell: Cell) -> str:
    return "" if cell is None or cell == "" else f'"{escaped(str(cell))}"'


def file_bytes(header: Sequence[str], lines: Iterable[str]) -> Iterator[bytes]:
    """The file in pieces, UTF-8, the header first."""
    waiting = list(quoted((header,)))
    for line in lines:
        waiting.append(line)
        if len(waiting) >= LINES_AT_ONCE:
            yield "".join(waiting).encode()
            waiting.clear()
    if waiting:
        yield "".join(waiting).encode()
