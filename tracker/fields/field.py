"""What a recorded field is, and short ways to declare one.

From a declaration come the limits of the database, the column of the file with its query, its cells and its reading
back, the words of the diary's list and the lines of the brief. The column of the model and the attribute of the facts
are written by hand and held against it by `tests/fields`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from tracker.domain.limits import DAY_MINUTES, SCORE_HIGH, SCORE_LOW

NO_WORDS: Final[Mapping[str, str]] = MappingProxyType({})


class Kind(StrEnum):
    """What a field holds; in brackets the value of a row of a file that is not simply of that type."""

    IDENTIFIER = "identifier"
    CODE = "code"
    CODES = "codes"
    DAY = "day"
    CLOCK = "clock"
    MOMENT = "moment"  # a UTC moment, or with a second value: minutes east of UTC where it was
    DOSE_TIME = "dose time"  # the day, whether none was taken on it, the moment, minutes east of UTC
    SCORE = "score"
    MINUTES = "minutes"
    WHOLE = "whole"
    DAYS_LATER = "days later"
    DECIMAL = "decimal"
    YES_NO = "yes or no"
    LINE = "line"
    NOTE = "note"
    POINTS = "points"
    EXERCISES = "exercises"
    SIDE_EFFECTS = "side effects"
    PLAIN_VALUES = "plain values"  # what JSON can hold


LIMITED: Final = frozenset({Kind.SCORE, Kind.MINUTES, Kind.WHOLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field, which is a column of a file.

    `stored` names the columns of the table that hold it, `meaning` says what it is in files. `computed` ones are worked
    out at every export and ignored by the import. `low` and `high` are limits, `places` decimals (None: a whole number
    stays one); `codes` are those it may hold, `words` what is said for them within a
    sentence. `listed` is said in the diary's list,
    `brief` is the title in the brief, each empty where the field is not shown there by itself.
    """

    name: str
    kind: Kind
    meaning: str
    stored: tuple[str, ...]
    codes: tuple[str, ...]
    words: Mapping[str, str]
    low: int | None = None
    high: int | None = None
    places: int | None = 2
    required: bool = False
    computed: bool = False
    listed: str = ""
    brief: str = ""


Fields = tuple[Field, ...]


def slots(fields: Sequence[Field]) -> tuple[str, ...]:
    """The columns of the table that hold the fields, each once, in the order they are first needed."""
    return tuple(dict.fromkeys(name for field in fields for name in field.stored))


def limits(fields: Sequence[Field]) -> Iterator[tuple[str, int, int]]:
    """Each column whose numbers the database holds between two limits."""
    for field in fields:
        if field.kind in LIMITED and field.low is not None and field.high is not None:
            yield field.stored[0], field.low, field.high


Codes = Mapping[str, str] | tuple[str, ...]


def _field(
    name: str, kind: Kind, meaning: str, stored: str | tuple[str, ...] = "", among: Codes = (), **more: Any
) -> Field:
    held = (stored or name,) if isinstance(stored, str) else stored
    return Field(name=name, kind=kind, meaning=meaning, stored=held, codes=tuple(among), **{"words": NO_WORDS} | more)


def identifier(name: str, meaning: str, stored: str = "", *, required: bool = False) -> Field:
    return _field(name, Kind.IDENTIFIER, meaning, stored, required=required)


def code(name: str, meaning: str, among: Codes, *, required: bool = False) -> Field:
    return _field(name, Kind.CODE, meaning, among=among, required=required)


def codes(name: str, meaning: str, among: Codes, *, listed: str = "", words: Mapping[str, str] = NO_WORDS) -> Field:
    return _field(name, Kind.CODES, meaning, among=among, listed=listed, words=words)


def whole(name: str, meaning: str, low: int, high: int, *, required: bool = False) -> Field:
    return _field(name, Kind.WHOLE, meaning, low=low, high=high, required=required)


def score(name: str, meaning: str, *, listed: str = "", brief: str = "") -> Field:
    """A whole number from 0 to 10; `meaning` says what the two ends are."""
    return _field(name, Kind.SCORE, meaning, low=SCORE_LOW, high=SCORE_HIGH, listed=listed, brief=brief)


def minutes(name: str, meaning: str, low: int = 0, high: int = DAY_MINUTES, *, listed: str = "") -> Field:
    return _field(name, Kind.MINUTES, meaning, low=low, high=high, listed=listed)


def days_later(name: str, meaning: str, high: int) -> Field:
    """How late a score was given: worked out when it is saved, so that only a file can say too much."""
    return _field(name, Kind.DAYS_LATER, meaning, low=0, high=high)


def decimal(name: str, meaning: str, high: int, places: int) -> Field:
    return _field(name, Kind.DECIMAL, meaning, high=high, places=places)


def mean(name: str, meaning: str) -> Field:
    """A mean of scores that was worked out once and is kept, with two decimals."""
    return _field(name, Kind.DECIMAL, meaning, low=SCORE_LOW, high=SCORE_HIGH)


def line(name: str, meaning: str, stored: str = "", *, required: bool = False) -> Field:
    return _field(name, Kind.LINE, meaning, stored, required=required)


def note(name: str, meaning: str, *, required: bool = False) -> Field:
    return _field(name, Kind.NOTE, meaning, required=required)


def day(name: str, meaning: str, *, required: bool = False) -> Field:
    return _field(name, Kind.DAY, meaning, required=required)


def moment(name: str, meaning: str, *, offset: str = "", required: bool = False) -> Field:
    """A moment; `offset` is the column with the minutes east of UTC where it was, if that is kept."""
    return _field(name, Kind.MOMENT, meaning, (name, offset) if offset else name, required=required)


def dose_time(name: str, meaning: str, stored: tuple[str, str, str, str]) -> Field:
    return _field(name, Kind.DOSE_TIME, meaning, stored, required=True)


def yes_no(name: str, meaning: str, *, required: bool = False) -> Field:
    return _field(name, Kind.YES_NO, meaning, required=required)


def structured(name: str, kind: Kind, meaning: str, *, required: bool = False) -> Field:
    """A field that is written as text in a way of its own."""
    return _field(name, kind, meaning, required=required)


def computed(
    name: str, kind: Kind, meaning: str, among: Codes = (), *, stored: str | tuple[str, ...] = "", **more: Any
) -> Field:
    return _field(name, kind, meaning, stored, among, computed=True, **more)


def number(name: str, meaning: str) -> Field:
    return computed(name, Kind.DECIMAL, meaning)


def count(name: str, meaning: str, stored: str = "") -> Field:
    return computed(name, Kind.WHOLE, meaning, stored=stored)
