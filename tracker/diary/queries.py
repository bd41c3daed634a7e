"""Queries of the diary: entries by day, the last places, and the change that last touched an entry."""

import uuid
from dataclasses import fields
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, func, or_, select

from tracker.diary.models import Entry, LifeEvent
from tracker.domain.scores.daily import EntryScore
from tracker.domain.scores.entry import EntryFacts
from tracker.patients.models import Revision
from tracker.storage.prepared import prepared
from tracker.storage.rows import R, RowSelect, select_as, whole

FACTS = tuple(field.name for field in fields(EntryFacts))
SCORES: dict[str, Any] = {"leg": Entry.leg_pain, "back": Entry.back_pain}


class PlaceNoted(NamedTuple):
    """Where it hurt, and the words of an entry."""

    for_date: date
    regions: tuple[str, ...]
    note: str | None


class SignsOfDay(NamedTuple):
    """The warning signs of an entry."""

    for_date: date
    warning_signs: tuple[str, ...]


class LastRevision(NamedTuple):
    """The change that last touched a row."""

    id: uuid.UUID
    code: str
    facts: dict[str, Any]


class LifeEventRow(NamedTuple):
    """A life event."""

    id: uuid.UUID
    for_date: date
    kind: str
    note: str | None


def _within(query: RowSelect[R], first: date | None, last: date | None) -> RowSelect[R]:
    if first is not None:
        query = query.where(Entry.for_date >= first)
    return query if last is None else query.where(Entry.for_date <= last)


@prepared
def daily_entry(patient_id: uuid.UUID, day: date) -> Select[Entry]:
    """The row of a day's entry, to be changed."""
    return select(Entry).where(Entry.live(patient_id), Entry.for_date == day, Entry.kind == "daily")


def _entries(patient_id: uuid.UUID) -> RowSelect[Entry]:
    return whole(Entry).where(Entry.live(patient_id))


def _in_order(query: RowSelect[R]) -> RowSelect[R]:
    return query.order_by(Entry.for_date, Entry.kind, Entry.for_time, Entry.id)


@prepared
def entries_between(patient_id: uuid.UUID, first: date | None = None, last: date | None = None) -> RowSelect[Entry]:
    """Every column of the entries for the days from `first` to `last`, both included, oldest first.

    Within a day the day's own entry comes first, then its moments by time.
    """
    return _in_order(_within(_entries(patient_id), first, last))


@prepared
def one_entry(patient_id: uuid.UUID, entry_id: uuid.UUID) -> RowSelect[Entry]:
    """One live entry, with the columns of `entries_between`."""
    return _entries(patient_id).where(Entry.id == entry_id)


@prepared
def one_life_event(patient_id: uuid.UUID, event_id: uuid.UUID) -> RowSelect[LifeEventRow]:
    """One life event that was not deleted, with the columns of `life_events_between`."""
    return _life_events(patient_id).where(LifeEvent.id == event_id)


@prepared
def entry_scores(patient_id: uuid.UUID, first: date | None = None, last: date | None = None) -> RowSelect[EntryScore]:
    """The scores of the entries, and how late they were given."""
    query = select_as(EntryScore, Entry, **SCORES).where(Entry.live(patient_id))
    return _in_order(_within(query, first, last))


@prepared
def places_and_notes(patient_id: uuid.UUID, first: date, last: date) -> RowSelect[PlaceNoted]:
    """The entries that hold places or words, oldest first."""
    given = or_(Entry.regions.is_not(None), Entry.note.is_not(None))
    query = select_as(PlaceNoted, Entry).where(Entry.live(patient_id), given)
    return _in_order(_within(query, first, last))


@prepared
def first_entry_day(patient_id: uuid.UUID) -> Select[date | None]:
    """The earliest day that has an entry; empty where there is none."""
    return select(func.min(Entry.for_date)).where(Entry.live(patient_id))


@prepared
def warning_signs_since(patient_id: uuid.UUID, first: date, last: date) -> RowSelect[SignsOfDay]:
    """The entries and moments that hold a sign, both days included, newest first."""
    query = select_as(SignsOfDay, Entry).where(Entry.live(patient_id), Entry.warning_signs.is_not(None))
    return _within(query, first, last).order_by(Entry.for_date.desc(), Entry.id)


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
def last_revision(patient_id: uuid.UUID, table_name: str, row_id: uuid.UUID) -> RowSelect[LastRevision]:
    query = select_as(LastRevision, Revision).where(
        Revision.patient_id == patient_id, Revision.table_name == table_name, Revision.row_id == row_id
    )
    return query.order_by(Revision.number.desc()).limit(1)


def _life_events(patient_id: uuid.UUID) -> RowSelect[LifeEventRow]:
    return select_as(LifeEventRow, LifeEvent).where(LifeEvent.live(patient_id))


@prepared
def life_events_between(
    patient_id: uuid.UUID, first: date | None = None, last: date | None = None
) -> RowSelect[LifeEventRow]:
    """The life events, oldest first."""
    query = _life_events(patient_id)
    if first is not None:
        query = query.where(LifeEvent.for_date >= first)
    if last is not None:
        query = query.where(LifeEvent.for_date <= last)
    return query.order_by(LifeEvent.for_date, LifeEvent.id)
