"""How single values are written in the exported files, in any format.

Rows come as the database driver hands them over, because an export is mostly this work: SQLite keeps ids, days and
moments as text, other databases as Python values. `AS_TEXT` and `AS_VALUES` hold the converters for the two.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from tracker.domain.body.locations import farthest_point
from tracker.domain.safety.flags import read_flags, write_sign
from tracker.domain.values.numbers import typed
from tracker.domain.values.rounding import two_decimals

DANGEROUS: Final = frozenset("=+-@\t\r\n\x00＝＋－＠")
QUOTE: Final = "'"
_GUARDED: Final = DANGEROUS | {QUOTE}
YES_NO: Final[dict[Any, str]] = {None: "", True: "yes", False: "no"}
_OPPOSITE: Final[dict[Any, str]] = {None: "", True: "no", False: "yes"}
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


def listed(codes: str | Iterable[str] | None) -> str:
    """Codes as a list; a text is how they are stored, joined by blanks."""
    return "; ".join(codes.split(" ") if isinstance(codes, str) else codes) if codes else ""


def opposite(value: Any, *of: Any) -> str:
    """Yes where false is stored and the other way round; nothing where what it would be `of` is not recorded."""
    return "" if None in of else _OPPOSITE[value]


def signs_text(flags: Any) -> str:
    """The warning signs that an answer is about, each with its day."""
    return "; ".join(write_sign(day, code) for day, codes in read_flags(flags) for code in codes)


@lru_cache(maxsize=4096)
def farthest(codes: str | None) -> str:
    """The farthest of the regions as they are stored."""
    return (farthest_point(codes.split(" ")) if codes else None) or ""


@lru_cache(maxsize=256)
def offset_of(minutes: int) -> tuple[timedelta, str, Mapping[str, str]]:
    """An offset in minutes east of UTC, as a span of time and as it is written: 90 is +01:30.

    With it the hours that stay on their day there, by those of UTC: most moments are moved by that alone.
    """
    hours, rest = divmod(abs(minutes), MINUTES_PER_HOUR)
    span, there = timedelta(minutes=minutes), {}
    if not rest:
        east = minutes // MINUTES_PER_HOUR
        there = {f"{hour:02d}": f"{hour + east:02d}" for hour in range(24) if 0 <= hour + east <= LAST_HOUR}
    return span, f"{'-' if minutes < 0 else '+'}{hours:02d}:{rest:02d}", there


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
    span, suffix, hours = offset_of(offset)
    hour = hours.get(value[11:13])
    if hour is not None:
        return f"{value[:10]}T{hour}{value[13:19]}{suffix}"
    return (datetime.fromisoformat(value[:19]) + span).isoformat() + suffix


def _text_clock(value: str | None) -> str:
    return value[:5] if value else ""


def _value_id(value: Any) -> str:
    return "" if value is None else str(value)


def _value_moment(value: datetime, offset: int) -> str:
    span, suffix, _hours = offset_of(offset)
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
