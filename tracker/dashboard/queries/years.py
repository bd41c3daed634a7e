"""Queries of years: what the days of each week come to, added up by the database.

A week is told by its number, 0 for the one that begins on the day given, which is no later than any day asked for. The
entries of days are added up by week, moments by day.
"""

import uuid
from datetime import date
from functools import reduce
from operator import add
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    case,
    cast,
    func,
    literal_column,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import aliased

from tracker.diary.models import Entry
from tracker.diary.queries import ANSWERS, BLANK, IS_DAILY
from tracker.domain.scores.lateness import REMEMBERED_DAYS
from tracker.storage.base import Codes
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, in_days, select_as
from tracker.storage.weeks import days_after, weeks_after

CODES: Final = tuple(name for name in ANSWERS if isinstance(getattr(Entry, name).type, Codes))
NUMBERS: Final = tuple(name for name in ANSWERS if name not in CODES)
# Written out, as what a statement is given each time keeps PostgreSQL from seeing that two are the same.
BETWEEN: Final = "|"
BETWEEN_DAYS: Final[Any] = literal_column(f"'{BETWEEN}'")
ONE: Final[Any] = literal_column("1")
NONE: Final[Any] = literal_column("0")
REMEMBERED: Final[Any] = literal_column(str(REMEMBERED_DAYS))
FROM_MEMORY: Final[Any] = literal_column(str(REMEMBERED_DAYS + 1))


class DayOfMoments(NamedTuple):
    """The moments of one day, added up as in `SummedMoments`, with the places and one of the notes they hold.

    `own` says whether the day has an entry of its own, which then decides its score. One row more, without a single
    moment and first of all, holds the earliest day that has an entry of its own, or none.
    """

    day: date | None
    moments: int
    own: int
    leg_sum: int | None
    leg_count: int
    leg_later: int | None
    back_sum: int | None
    back_count: int
    back_later: int | None
    imported: int
    from_words: int
    regions: str | None
    note: str | None


def _daily(patient_id: uuid.UUID, first: date | None, last: date) -> ColumnElement[bool]:
    return and_(Entry.live(patient_id), Entry.kind == IS_DAILY, in_days(Entry.for_date, first, last))


def _joined(texts: Any) -> ColumnElement[str]:
    return type_coerce(func.aggregate_strings(texts, BLANK), String)


def _flag(condition: Any) -> ColumnElement[int]:
    return case((condition, ONE), else_=NONE)


def _text(number: Any) -> ColumnElement[str]:
    return cast(number, String)


def _raw(codes: Any) -> ColumnElement[str]:
    return type_coerce(codes, String)


def _how_given() -> ColumnElement[str]:
    told = or_(Entry.leg_later > NONE, Entry.back_later > NONE, Entry.imported_from.is_not(None), Entry.from_words)
    digits = (
        _flag(Entry.leg_pain.is_not(None)),
        _flag(Entry.back_pain.is_not(None)),
        _later(Entry.leg_later),
        _later(Entry.back_later),
        _flag(Entry.imported_from.is_not(None)),
        _flag(Entry.from_words),
    )
    return case((told, reduce(add, map(_text, digits))))


def _later(column: Any) -> ColumnElement[int]:
    return case((column > REMEMBERED, FROM_MEMORY), else_=func.coalesce(column, NONE))


@prepared
def days_of_moments(patient_id: uuid.UUID, first: date | None, last: date) -> RowSelect[DayOfMoments]:
    """The moments of each day, oldest first, behind the first day that has an entry of its own."""
    own = aliased(Entry)
    decided = select(own.for_date).where(
        own.patient_id == patient_id,
        own.deleted_at.is_(None),
        own.kind == IS_DAILY,
        in_days(own.for_date, first, last),
    )
    columns: dict[str, Any] = {
        "day": Entry.for_date,
        "moments": func.count(),
        "own": _flag(Entry.for_date.in_(decided)),
        "imported": func.max(_flag(Entry.imported_from.is_not(None))),
        "from_words": func.max(_flag(Entry.from_words)),
        "regions": _joined(Entry.regions),
        "note": func.max(Entry.note),
    }
    for site, score, later in (("leg", Entry.leg_pain, Entry.leg_later), ("back", Entry.back_pain, Entry.back_later)):
        columns |= {
            f"{site}_sum": func.sum(score),
            f"{site}_count": func.count(score),
            f"{site}_later": func.max(case((score.is_not(None), later))),
        }
    counted = ("moments", "own", "leg_count", "back_count", "imported", "from_words")
    none = {name: NONE if name in counted else null() for name in DayOfMoments._fields}
    parts = (
        select_as(DayOfMoments, **(none | {"day": func.min(Entry.for_date)})).where(_daily(patient_id, first, last)),
        select_as(DayOfMoments, **columns)
        .where(Entry.live(patient_id), Entry.kind != IS_DAILY, in_days(Entry.for_date, first, last))
        .group_by(Entry.for_date),
    )
    every = union_all(*parts).subquery()
    typed: dict[str, Any] = {name: every.c[name] for name in DayOfMoments._fields}
    typed |= {
        "day": type_coerce(every.c.day, Entry.for_date.type),
        "regions": type_coerce(every.c.regions, String),
        "note": type_coerce(every.c.note, Entry.note.type),
    }
    return select_as(DayOfMoments, **typed).order_by(every.c.moments > NONE, every.c.day)


@prepared
def weeks_of_days(patient_id: uuid.UUID, begin: date, first: date, last: date) -> Select[*tuple[Any, ...]]:
    """What the entries of the days of each week say, oldest first: a row for each week that has any.

    `leg` and `back` are their scores, and the codes of each question its answers, joined by blanks; of each number its
    sum, by its name with `_sum`, and the largest, with `_most`; of every answer how many days have one, with `_days`;
    of how many days anything is answered, `detailed`. `given` is, of each day whose scores were not given plainly on
    the day itself, six digits: whether it has a score of leg and of back, how many days later those were given, none of
    them above the first that counts as from memory, whether another app had them, and whether in words. `places` are,
    joined by `BETWEEN`, of each day how many days it comes after `begin`, and the codes of its places. `note` is one.
    """
    answers = {name: getattr(Entry, name) for name in ANSWERS}
    columns: dict[str, ColumnElement[Any]] = {
        "week": weeks_after(Entry.for_date, begin),
        "days": func.count(),
        "leg": _joined(cast(Entry.leg_pain, String)),
        "back": _joined(cast(Entry.back_pain, String)),
        "detailed": func.count(case((or_(*(column.is_not(None) for column in answers.values())), ONE))),
    }
    columns |= {f"{name}_days": func.count(column) for name, column in answers.items()}
    columns |= {f"{name}_sum": func.sum(answers[name]) for name in NUMBERS}
    columns |= {f"{name}_most": func.max(answers[name]) for name in NUMBERS}
    columns |= {name: _joined(answers[name]) for name in CODES}
    columns |= {"given": _joined(_how_given()), "note": type_coerce(func.max(Entry.note), Entry.note.type)}
    marked = case((Entry.regions.is_not(None), _text(days_after(Entry.for_date, begin)) + BLANK + _raw(Entry.regions)))
    columns["places"] = type_coerce(func.aggregate_strings(marked, BETWEEN_DAYS), String)
    query = select(*(column.label(name) for name, column in columns.items()))
    return query.where(_daily(patient_id, first, last)).group_by("week").order_by("week")
