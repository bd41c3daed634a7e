"""Queries of the brief: columns only, and always of one patient."""

import uuid
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import func, or_, select

from tracker.diary.models import Entry
from tracker.diary.queries import SCORES
from tracker.domain.vocabularies import COURSE_KINDS
from tracker.fields.entries import SIGNS
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, select_as, whole
from tracker.treatment.models import SessionRecord, TreatmentSession


class Begins(NamedTuple):
    """The first day with an entry, and the first with a session; each empty where there is none."""

    entry: date | None
    session: date | None


class ScoredEntry(NamedTuple):
    """The scores of an entry, as `EntryScore` has them, and where it hurt."""

    kind: str
    for_date: date
    leg: int | None
    back: int | None
    leg_later: int | None
    back_later: int | None
    regions: tuple[str, ...]


class RecordedSession(NamedTuple):
    """What a practitioner recorded of a session."""

    by_name: str
    points: str | None
    needle_count: int | None
    stimulation: str | None
    needle_minutes: int | None
    adjuncts: tuple[str, ...]
    adverse_events: list[Any] | None
    entered_at: datetime


@prepared
def last_session(patient_id: uuid.UUID, kind: str | None, before: date) -> RowSelect[TreatmentSession]:
    """Every column of the attended session that came last before a day: of a kind, or of any professional one."""
    query = whole(TreatmentSession).where(
        TreatmentSession.live(patient_id),
        TreatmentSession.status == "attended",
        TreatmentSession.local_day < before,
    )
    kinds = TreatmentSession.kind.in_(COURSE_KINDS) if kind is None else TreatmentSession.kind == kind
    return query.where(kinds).order_by(TreatmentSession.started_at.desc(), TreatmentSession.id).limit(1)


@prepared
def begins(patient_id: uuid.UUID) -> RowSelect[Begins]:
    session = (
        select(func.min(TreatmentSession.local_day))
        .where(
            TreatmentSession.live(patient_id),
            TreatmentSession.status == "attended",
        )
        .scalar_subquery()
    )
    return select_as(Begins, entry=func.min(Entry.for_date), session=session).where(Entry.live(patient_id))


@prepared
def scores_and_places(patient_id: uuid.UUID, first: date, last: date) -> RowSelect[ScoredEntry]:
    """The entries of some days, oldest first."""
    return (
        select_as(ScoredEntry, Entry, **SCORES)
        .where(
            Entry.live(patient_id),
            Entry.for_date >= first,
            Entry.for_date <= last,
        )
        .order_by(Entry.for_date, Entry.kind, Entry.for_time, Entry.id)
    )


@prepared
def details(patient_id: uuid.UUID, first: date, last: date) -> RowSelect[Entry]:
    """The entries of some days that hold anything beside pain, oldest first."""
    signs = [getattr(Entry, sign.stored[0]) for sign in SIGNS]
    given = or_(*(column.is_not(None) for column in (*signs, Entry.warning_signs, Entry.note)))
    return (
        whole(Entry)
        .where(
            Entry.live(patient_id),
            Entry.for_date >= first,
            Entry.for_date <= last,
            given,
        )
        .order_by(Entry.for_date, Entry.kind.desc(), Entry.for_time, Entry.id)
    )


@prepared
def session_records(patient_id: uuid.UUID, session_id: uuid.UUID) -> RowSelect[RecordedSession]:
    """What practitioners recorded of one session, the first to do so first."""
    return (
        select_as(RecordedSession, SessionRecord)
        .where(
            SessionRecord.live(patient_id),
            SessionRecord.session_id == session_id,
        )
        .order_by(SessionRecord.entered_at, SessionRecord.id)
    )
