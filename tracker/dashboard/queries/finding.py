"""What is looked through when something of the record is looked for: a few columns of each table, by day.

What is typed never stands in a query: a note that is not shared reads as empty here, and so it cannot be found.
"""

import uuid
from collections.abc import Collection
from datetime import date, datetime, time
from decimal import Decimal
from typing import NamedTuple

from tracker.diary.models import Entry, LifeEvent
from tracker.domain.scores.daily import EntryScore
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, in_days, select_as
from tracker.treatment.models import Dose, TreatmentSession

Days = tuple[date | None, date | None]


class EntryFound(NamedTuple):
    """An entry or a moment, with its words."""

    kind: str
    for_date: date
    for_time: time | None
    leg_pain: int | None
    back_pain: int | None
    note: str | None
    time_unknown: bool


class SessionFound(NamedTuple):
    """A session with everything in it that is words."""

    kind: str
    other_name: str | None
    status: str
    started_at: datetime
    started_offset: int
    local_day: date
    minutes: int | None
    leg_before: int | None
    leg_after: int | None
    practitioner: str | None
    points: str | None
    exercises: str | None
    note: str | None


class DoseFound(NamedTuple):
    """A dose, or the statement that none was taken."""

    local_day: date
    none_taken: bool
    taken_at: datetime | None
    taken_offset: int | None
    name: str | None
    amount: Decimal | None
    unit: str | None
    note: str | None
    time_unknown: bool


class ChangeFound(NamedTuple):
    """A change with its words."""

    kind: str
    for_date: date
    note: str | None


@prepared
def entries(patient_id: uuid.UUID, first: date | None, last: date | None) -> RowSelect[EntryFound]:
    """Within a day its own entry first, then its moments by time."""
    query = select_as(EntryFound, Entry).where(Entry.live(patient_id), in_days(Entry.for_date, first, last))
    return query.order_by(Entry.for_date, Entry.kind, Entry.for_time, Entry.id)


@prepared
def sessions(patient_id: uuid.UUID, first: date | None, last: date | None) -> RowSelect[SessionFound]:
    """By time."""
    session = TreatmentSession
    query = select_as(SessionFound, session).where(session.live(patient_id), in_days(session.local_day, first, last))
    return query.order_by(session.started_at, session.id)


@prepared
def doses(patient_id: uuid.UUID, first: date | None, last: date | None) -> RowSelect[DoseFound]:
    """By time."""
    query = select_as(DoseFound, Dose).where(Dose.live(patient_id), in_days(Dose.local_day, first, last))
    return query.order_by(Dose.local_day, Dose.taken_at, Dose.id)


@prepared
def changes(patient_id: uuid.UUID, first: date | None, last: date | None) -> RowSelect[ChangeFound]:
    """By day."""
    query = select_as(ChangeFound, LifeEvent).where(
        LifeEvent.live(patient_id), in_days(LifeEvent.for_date, first, last)
    )
    return query.order_by(LifeEvent.for_date, LifeEvent.id)


def scores_of(patient_id: uuid.UUID, days: Collection[date]) -> RowSelect[EntryScore]:
    """The scores of the entries of these days, in no order."""
    query = select_as(EntryScore, Entry, leg=Entry.leg_pain, back=Entry.back_pain)
    return query.where(Entry.live(patient_id), Entry.for_date.in_(list(days)))
