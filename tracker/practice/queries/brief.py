"""Queries of the brief: columns only, and always of one patient."""

import uuid
from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_, select

from tracker.diary.models import Entry
from tracker.diary.queries import SCORED
from tracker.domain.vocabularies import COURSE_KINDS
from tracker.fields.entries import SIGNS
from tracker.storage.prepared import prepared
from tracker.treatment.models import SessionRecord, TreatmentSession

_RECORDED = (
    *("by_name", "points", "needle_count", "stimulation", "needle_minutes", "adjuncts", "adverse_events"),
    "entered_at",
)


@prepared
def last_session(patient_id: uuid.UUID, kind: str | None, before: date) -> Select[*tuple[Any, ...]]:
    """Every column of the attended session that came last before a day: of a kind, or of any professional one."""
    query = select(*TreatmentSession.__table__.columns).where(
        TreatmentSession.patient_id == patient_id,
        TreatmentSession.deleted_at.is_(None),
        TreatmentSession.status == "attended",
        TreatmentSession.local_day < before,
    )
    kinds = TreatmentSession.kind.in_(COURSE_KINDS) if kind is None else TreatmentSession.kind == kind
    return query.where(kinds).order_by(TreatmentSession.started_at.desc(), TreatmentSession.id).limit(1)


@prepared
def begins(patient_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """The first day with an entry, and the first with a session; each empty where there is none."""
    session = (
        select(func.min(TreatmentSession.local_day))
        .where(
            TreatmentSession.patient_id == patient_id,
            TreatmentSession.deleted_at.is_(None),
            TreatmentSession.status == "attended",
        )
        .scalar_subquery()
    )
    columns: list[Any] = [func.min(Entry.for_date).label("entry"), session.label("session")]
    return select(*columns).where(Entry.patient_id == patient_id, Entry.deleted_at.is_(None))


@prepared
def scores_and_places(patient_id: uuid.UUID, first: date, last: date) -> Select[*tuple[Any, ...]]:
    """The scores of the entries of some days, in the order of `EntryScore`'s fields, then regions; oldest first."""
    return (
        select(*SCORED, Entry.regions)
        .where(
            Entry.patient_id == patient_id,
            Entry.deleted_at.is_(None),
            Entry.for_date >= first,
            Entry.for_date <= last,
        )
        .order_by(Entry.for_date, Entry.kind, Entry.for_time, Entry.id)
    )


@prepared
def details(patient_id: uuid.UUID, first: date, last: date) -> Select[*tuple[Any, ...]]:
    """What the entries of some days hold beside pain: signs, warning signs, notes; oldest first."""
    signs = [getattr(Entry, sign.stored[0]) for sign in SIGNS]
    given = or_(*(column.is_not(None) for column in (*signs, Entry.warning_signs, Entry.note)))
    columns: list[Any] = [Entry.kind, Entry.for_date, *signs, Entry.warning_signs, Entry.note]
    return (
        select(*columns)
        .where(
            Entry.patient_id == patient_id,
            Entry.deleted_at.is_(None),
            Entry.for_date >= first,
            Entry.for_date <= last,
            given,
        )
        .order_by(Entry.for_date, Entry.kind.desc(), Entry.for_time, Entry.id)
    )


@prepared
def session_records(patient_id: uuid.UUID, session_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """What practitioners recorded of one session, the first to do so first."""
    return (
        select(*(getattr(SessionRecord, name) for name in _RECORDED))
        .where(
            SessionRecord.patient_id == patient_id,
            SessionRecord.session_id == session_id,
            SessionRecord.deleted_at.is_(None),
        )
        .order_by(SessionRecord.entered_at, SessionRecord.id)
    )
