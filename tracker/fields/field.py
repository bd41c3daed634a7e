"""What a recorded field is, and short ways to declare one.

From a declaration come the limits of the database, the column of the file with its query, its cells and its reading
back, the words of the diary's list and the lines of the brief. The column of the model and the attribute of the facts
are written by hand and held against it by `tests/fields`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from types import MappingProxyType
from typing import Any, Final

from tracker.domain.limits import DAY_MINUTES, DAYS_LATER_HIGH, SCORE_HIGH, SCORE_LOW
from tracker.wording.language import N_
from tracker.wording.vocabularies import IMPORT_SOURCES

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
    SHARE = "share"  # 0 to 1, always with three decimals
    YES_NO = "yes or no"
    NOT_STORED = "yes or no, of which the opposite is stored"  # with a second value: what it is of, nothing without it
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
    stays one); `codes` are those it may hold, `words` what is said for them within a sentence, `titles` as they
    begin a line. `listed` is said in the
    diary's list, `brief` is the title in the brief, each empty where the field is not shown there by itself.
    """

    name: str
    kind: Kind
    meaning: str
    stored: tuple[str, ...]
    codes: tuple[str, ...]
    words: Mapping[str, str]
    titles: Mapping[str, str]
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


def field(
    kind: Kind,
    name: str,
    meaning: str,
    among: Codes = (),
    *,
    stored: str | tuple[str, ...] = "",
    within: tuple[int | None, int | None] = (None, None),
    **more: Any,
) -> Field:
    """Declare a field: `among` are its codes, `within` its limits; the column has its name if not said otherwise."""
    held = (stored or name,) if isinstance(stored, str) else stored
    titles = among if isinstance(among, Mapping) else NO_WORDS
    said = {"words": NO_WORDS, "titles": titles, "low": within[0], "high": within[1]} | more
    return Field(name=name, kind=kind, meaning=meaning, stored=held, codes=tuple(among), **said)


SCORES: Final = (SCORE_LOW, SCORE_HIGH)
identifier = partial(field, Kind.IDENTIFIER)
code = partial(field, Kind.CODE)
codes = partial(field, Kind.CODES)
whole = partial(field, Kind.WHOLE)
score = partial(field, Kind.SCORE, within=SCORES)  # its meaning says what the two ends are
minutes = partial(field, Kind.MINUTES, within=(0, DAY_MINUTES))
# How late a score was given: worked out when it is saved, so that only a file can say too much.
days_later = partial(field, Kind.DAYS_LATER, within=(0, DAYS_LATER_HIGH))
decimal = partial(field, Kind.DECIMAL)
# A mean of scores that was worked out once and is kept, with two decimals.
mean = partial(field, Kind.DECIMAL, within=SCORES)
line = partial(field, Kind.LINE)
note = partial(field, Kind.NOTE)
day = partial(field, Kind.DAY)
moment = partial(field, Kind.MOMENT)
yes_no = partial(field, Kind.YES_NO)
not_stored = partial(field, Kind.NOT_STORED)
number = partial(field, Kind.DECIMAL, computed=True)
count = partial(field, Kind.WHOLE, computed=True)


def imported_from() -> Field:
    """Which app a row came from; every table of such rows has this one."""
    return code("imported_from", N_("The app it was imported from; empty where it was entered here"), IMPORT_SOURCES)


def computed(name: str, kind: Kind, meaning: str, among: Codes = (), **more: Any) -> Field:
    return field(kind, name, meaning, among, computed=True, **more)
