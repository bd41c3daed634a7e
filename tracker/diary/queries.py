"""Queries of the diary: entries by day, the last places, and the change that last touched an entry."""

import uuid
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    func,
    literal_column,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import aliased

from tracker.diary.models import DayContext, DayTags, Entry, LifeEvent
from tracker.domain.scores.daily import DAILY, EntryScore
from tracker.patients.models import Revision
from tracker.storage.prepared import prepared
from tracker.storage.rows import R, RowSelect, every_column, in_days, select_as, whole

SCORES: dict[str, Any] = {"leg": Entry.leg_pain, "back": Entry.back_pain}


class Detailed(NamedTuple):
    """What an entry says beside leg and back pain."""

    kind: str
    for_date: date
    regions: tuple[str, ...] | None
    note: str | None
    worst_leg_pain: int | None
    sleep_disturbed: int | None
    numbness_tingling: int | None
    weakness: int | None
    sitting_minutes: int | None
    walking_minutes: int | None
    qualities: tuple[str, ...] | None
    aggravated_by: tuple[str, ...] | None
    eased_by: tuple[str, ...] | None


DETAILS: Final = tuple(name for name in Detailed._fields if name not in {"kind", "for_date"})
ANSWERS: Final = tuple(name for name in DETAILS if name not in {"regions", "note"})
# Written out, as what is a value only when the statement is run keeps it from being run plainly (`storage.plain`).
BLANK: Final[Any] = literal_column("' '")
# Written out, so that the index of such entries is used.
IS_DAILY: Final[ColumnElement[str]] = literal_column(f"'{DAILY}'")


@prepared
def daily_entry(patient_id: uuid.UUID, day: date) -> RowSelect[Entry]:
    """Every column of a day's entry, to be changed."""
    return every_column(Entry).where(Entry.live(patient_id), Entry.for_date == day, Entry.kind == "daily")


@prepared
def any_entry(patient_id: uuid.UUID, entry_id: uuid.UUID) -> RowSelect[Entry]:
    """Every column of an entry, to be changed, also where it was deleted."""
    return every_column(Entry).where(Entry.patient_id == patient_id, Entry.id == entry_id)


def _entries(patient_id: uuid.UUID) -> RowSelect[Entry]:
    return whole(Entry).where(Entry.live(patient_id))


def _in_order(query: RowSelect[R]) -> RowSelect[R]:
    return query.order_by(Entry.for_date, Entry.kind, Entry.for_time, Entry.id)


@prepared
def entries_between(patient_id: uuid.UUID, first: date | None = None, last: date | None = None) -> RowSelect[Entry]:
    """Every column of the entries for the days from `first` to `last`, both included, oldest first.

    Within a day the day's own entry comes first, then its moments by time.
    """
    return _in_order(_entries(patient_id).where(in_days(Entry.for_date, first, last)))


@prepared
def latest_entries(patient_id: uuid.UUID, first: date, last: date, limit: int) -> RowSelect[Entry]:
    """So many of these days' entries, those of the newest days; within a day in the order of `entries_between`."""
    query = _entries(patient_id).where(in_days(Entry.for_date, first, last))
    return query.order_by(Entry.for_date.desc(), Entry.kind, Entry.for_time, Entry.id).limit(limit)


@prepared
def one_entry(patient_id: uuid.UUID, entry_id: uuid.UUID) -> RowSelect[Entry]:
    """One live entry, with the columns of `entries_between`."""
    return _entries(patient_id).where(Entry.id == entry_id)


@prepared
def entry_scores(patient_id: uuid.UUID, first: date | None = None, last: date | None = None) -> RowSelect[EntryScore]:
    """The scores of the entries, and how late they were given."""
    query = select_as(EntryScore, Entry, **SCORES)
    return _in_order(query.where(Entry.live(patient_id), in_days(Entry.for_date, first, last)))


@prepared
def deciding_scores(
    patient_id: uuid.UUID, first: date | None = None, last: date | None = None
) -> RowSelect[EntryScore]:
    """The same without moments that decide nothing: those of a day that has an entry of its own (`day_scores`).

    Moments of one day are in no order.
    """
    own = aliased(Entry)
    decided = select(own.for_date).where(
        own.patient_id == patient_id,
        own.deleted_at.is_(None),
        own.kind == IS_DAILY,
        in_days(own.for_date, first, last),
    )
    query = select_as(EntryScore, Entry, **SCORES).where(or_(Entry.kind == IS_DAILY, Entry.for_date.not_in(decided)))
    return query.where(Entry.live(patient_id), in_days(Entry.for_date, first, last)).order_by(Entry.for_date)


@prepared
def details_between(patient_id: uuid.UUID, first: date, last: date) -> RowSelect[Detailed]:
    """The entries that say anything beside leg and back pain, oldest first."""
    said = [getattr(Entry, name).is_not(None) for name in DETAILS]
    days = in_days(Entry.for_date, first, last)
    return _in_order(select_as(Detailed, Entry).where(Entry.live(patient_id), or_(*said), days))


@prepared
def first_entry_day(patient_id: uuid.UUID) -> Select[date | None]:
    """The earliest day that has an entry; empty where there is none."""
    return select(func.min(Entry.for_date)).where(Entry.live(patient_id))


@prepared
def warning_signs_since(patient_id: uuid.UUID, first: date, last: date) -> RowSelect[Entry]:
    """The entries and moments that hold a sign, both days included, newest first."""
    held = and_(Entry.warning_signs.is_not(None), in_days(Entry.for_date, first, last))
    return _entries(patient_id).where(held).order_by(Entry.for_date.desc(), Entry.id)


@prepared
def around_day(patient_id: uuid.UUID, day: date, *, yesterday: date, places_from: date) -> RowSelect[Entry]:
    """The entries of a day and of the day before, and the latest one since `places_from` that names a place.

    The columns and the order are those of `entries_between`.
    """
    given = or_(Entry.side.is_not(None), Entry.regions.is_not(None))
    latest = (
        select(Entry.id)
        .where(Entry.live(patient_id), Entry.for_date >= places_from, Entry.for_date < day, given)
        .order_by(Entry.for_date.desc(), Entry.kind, Entry.for_time.desc(), Entry.id)
        .limit(1)
        .scalar_subquery()
    )
    near = or_(Entry.for_date.between(yesterday, day), Entry.id == latest)
    return _in_order(_entries(patient_id).where(near))


@prepared
def last_revision(patient_id: uuid.UUID, table_name: str, row_id: uuid.UUID) -> RowSelect[Revision]:
    query = whole(Revision).where(
        Revision.patient_id == patient_id, Revision.table_name == table_name, Revision.row_id == row_id
    )
    return query.order_by(Revision.number.desc()).limit(1)


@prepared
def last_saved_at(patient_id: uuid.UUID, table_name: str, row_id: uuid.UUID) -> Select[datetime]:
    """When a row was last changed."""
    query = select(Revision.at).where(
        Revision.patient_id == patient_id, Revision.table_name == table_name, Revision.row_id == row_id
    )
    return query.order_by(Revision.number.desc()).limit(1)


@prepared
def life_events_between(
    patient_id: uuid.UUID, first: date | None = None, last: date | None = None
) -> RowSelect[LifeEvent]:
    """The life events, oldest first."""
    days = in_days(LifeEvent.for_date, first, last)
    return whole(LifeEvent).where(LifeEvent.live(patient_id), days).order_by(LifeEvent.for_date, LifeEvent.id)


@prepared
def day_tags(patient_id: uuid.UUID, day: date) -> Select[DayTags]:
    """The row of a day's tags, to be changed."""
    return select(DayTags).where(DayTags.live(patient_id), DayTags.for_date == day)


class BesideDay(NamedTuple):
    """The tags of a day, or what a watch counted of it."""

    for_date: date
    tags: str | None
    steps: int | None
    sleep_minutes: int | None
    imported_from: str | None


@prepared
def beside_days(patient_id: uuid.UUID, first: date | None = None, last: date | None = None) -> RowSelect[BesideDay]:
    """The tags of the days, newest first, and what a watch counted of them, in one statement."""
    none = {"steps": null(), "sleep_minutes": null(), "imported_from": null()}
    parts = (
        select_as(BesideDay, DayTags, **none).where(DayTags.live(patient_id), in_days(DayTags.for_date, first, last)),
        select_as(BesideDay, DayContext, tags=null()).where(
            DayContext.live(patient_id), in_days(DayContext.for_date, first, last)
        ),
    )
    every = union_all(*parts).subquery()
    columns = {name: every.c[name] for name in BesideDay._fields}
    typed = {"tags": type_coerce(every.c.tags, DayTags.tags.type), "for_date": every.c.for_date}
    return select_as(BesideDay, **(columns | typed)).order_by(every.c.for_date.desc())


@prepared
def tags_between(patient_id: uuid.UUID, first: date | None = None, last: date | None = None) -> RowSelect[DayTags]:
    """The tags of each day that has any, newest first."""
    days = in_days(DayTags.for_date, first, last)
    return whole(DayTags).where(DayTags.live(patient_id), days).order_by(DayTags.for_date.desc())
