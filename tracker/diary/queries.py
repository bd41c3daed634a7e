"""Queries of the diary: entries by day, the last places, and the change that last touched an entry."""

import uuid
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from tracker.diary.models import Entry, LifeEvent
from tracker.domain.scores.entry import EntryFacts
from tracker.patients.models import Revision
from tracker.storage.prepared import prepared

FACTS = tuple(field.name for field in fields(EntryFacts))
STORED = ("id", *FACTS, "late", "leg_later", "back_later", "entered_at", "entered_offset")
# In the order of `EntryScore`'s fields.
SCORED: tuple[Any, ...] = (
    *(Entry.kind, Entry.for_date),
    *(Entry.leg_pain, Entry.back_pain, Entry.leg_later, Entry.back_later),
)


def _live(patient_id: uuid.UUID) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Entry.patient_id == patient_id, Entry.deleted_at.is_(None)


def _within(query: Select[Any], first: date | None, last: date | None) -> Select[Any]:
    if first is not None:
        query = query.where(Entry.for_date >= first)
    return query if last is None else query.where(Entry.for_date <= last)


@prepared
def daily_entry(patient_id: uuid.UUID, day: date) -> Select[Entry]:
    """The row of a day's entry, to be changed."""
    return select(Entry).where(*_live(patient_id), Entry.for_date == day, Entry.kind == "daily")


def _entries(patient_id: uuid.UUID) -> Select[Any]:
    return select(*(getattr(Entry, name) for name in STORED)).where(*_live(patient_id))


def _in_order(query: Select[Any]) -> Select[Any]:
    return query.order_by(Entry.for_date, Entry.kind, Entry.for_time, Entry.id)


@prepared
def entries_between(patient_id: uuid.UUID, first: date | None = None, last: date | None = None) -> Select[Any]:
    """Every column of the entries for the days from `first` to `last`, both included, oldest first.

    The columns are those of `STORED`: `kind`, `for_date`, `for_time`, `leg_pain`, `back_pain`, `regions`, `late` and
    the rest. Within a day the day's own entry comes first, then its moments by time.
    """
    return _in_order(_within(_entries(patient_id), first, last))


@prepared
def one_entry(patient_id: uuid.UUID, entry_id: uuid.UUID) -> Select[Any]:
    """One live entry, with the columns of `entries_between`."""
    return _entries(patient_id).where(Entry.id == entry_id)


@prepared
def one_change(patient_id: uuid.UUID, change_id: uuid.UUID) -> Select[Any]:
    """One live dated change, with the columns of `changes_between`."""
    return _changes(patient_id).where(LifeEvent.id == change_id)


@prepared
def entry_scores(patient_id: uuid.UUID, first: date | None = None, last: date | None = None) -> Select[Any]:
    """The scores of the entries, and how late they were given, in the order of `EntryScore`'s fields."""
    query = _within(select(*SCORED).where(*_live(patient_id)), first, last)
    return _in_order(query)


@prepared
def places_and_notes(patient_id: uuid.UUID, first: date, last: date) -> Select[Any]:
    """`for_date`, `regions` and `note` of the entries that hold one of the two, oldest first."""
    given = or_(Entry.regions.is_not(None), Entry.note.is_not(None))
    columns: list[Any] = [Entry.for_date, Entry.regions, Entry.note]
    query = select(*columns).where(*_live(patient_id), given)
    return _in_order(_within(query, first, last))


@prepared
def first_entry_day(patient_id: uuid.UUID) -> Select[Any]:
    """The earliest day that has an entry; empty where there is none."""
    return select(func.min(Entry.for_date)).where(*_live(patient_id))


@prepared
def warning_signs_since(patient_id: uuid.UUID, first: date, last: date) -> Select[Any]:
    """`for_date` and `warning_signs` of the entries and moments that hold a sign, both days included, newest first."""
    columns: list[Any] = [Entry.for_date, Entry.warning_signs]
    query = select(*columns).where(*_live(patient_id), Entry.warning_signs.is_not(None))
    return _within(query, first, last).order_by(Entry.for_date.desc(), Entry.id)


@prepared
def around_day(patient_id: uuid.UUID, day: date, *, yesterday: date, places_from: date) -> Select[Any]:
    """The entries of a day and of the day before, and the latest one since `places_from` that names a place.

    The columns and the order are those of `entries_between`.
    """
    given = or_(Entry.side.is_not(None), Entry.regions.is_not(None))
    latest = (
        select(Entry.id)
        .where(*_live(patient_id), Entry.for_date >= places_from, Entry.for_date < day, given)
        .order_by(Entry.for_date.desc(), Entry.kind, Entry.for_time.desc(), Entry.id)
        .limit(1)
        .scalar_subquery()
    )
    near = or_(Entry.for_date.between(yesterday, day), Entry.id == latest)
    return _in_order(_entries(patient_id).where(near))


@prepared
def last_revision(patient_id: uuid.UUID, table_name: str, row_id: uuid.UUID) -> Select[Any]:
    """`id` and `summary` of the change that last touched a row."""
    columns: list[Any] = [Revision.id, Revision.summary]
    query = select(*columns).where(
        Revision.patient_id == patient_id, Revision.table_name == table_name, Revision.row_id == row_id
    )
    return query.order_by(Revision.number.desc()).limit(1)


def _changes(patient_id: uuid.UUID) -> Select[Any]:
    columns: list[Any] = [LifeEvent.id, LifeEvent.for_date, LifeEvent.kind, LifeEvent.note]
    return select(*columns).where(LifeEvent.patient_id == patient_id, LifeEvent.deleted_at.is_(None))


@prepared
def changes_between(patient_id: uuid.UUID, first: date | None = None, last: date | None = None) -> Select[Any]:
    """`id`, `for_date`, `kind` and `note` of the dated changes, oldest first."""
    query = _changes(patient_id)
    if first is not None:
        query = query.where(LifeEvent.for_date >= first)
    if last is not None:
        query = query.where(LifeEvent.for_date <= last)
    return query.order_by(LifeEvent.for_date, LifeEvent.id)
