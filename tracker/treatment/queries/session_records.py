"""Queries about practitioners' records of sessions. Each takes the patient first and sees live rows alone."""

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, and_, select

from tracker.domain.vocabularies import COURSE_KINDS
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect
from tracker.treatment.models import SessionRecord, TreatmentSession
from tracker.treatment.queries.treatment import SessionShort, in_short, is_recorded


@prepared
def of_session(patient_id: uuid.UUID, session_id: uuid.UUID) -> Select[SessionRecord]:
    """The records of a session, the first one first."""
    return (
        select(SessionRecord)
        .where(SessionRecord.live(patient_id), SessionRecord.session_id == session_id)
        .order_by(SessionRecord.entered_at, SessionRecord.id)
    )


def of_sessions(patient_id: uuid.UUID, session_ids: Sequence[uuid.UUID]) -> Select[SessionRecord]:
    """The records of some sessions, the first one first."""
    return (
        select(SessionRecord)
        .where(SessionRecord.live(patient_id), SessionRecord.session_id.in_(session_ids))
        .order_by(SessionRecord.entered_at, SessionRecord.id)
    )


@prepared
def own_of_session(patient_id: uuid.UUID, session_id: uuid.UUID, account_id: uuid.UUID) -> Select[SessionRecord]:
    """The record that this account wrote of a session: at most one."""
    return select(SessionRecord).where(
        SessionRecord.live(patient_id),
        SessionRecord.session_id == session_id,
        SessionRecord.by_account_id == account_id,
    )


@prepared
def recorders(patient_id: uuid.UUID) -> Select[uuid.UUID]:
    """Who recorded sessions, each account once."""
    return select(SessionRecord.by_account_id).where(SessionRecord.live(patient_id)).distinct()


@prepared
def latest_own(patient_id: uuid.UUID, account_id: uuid.UUID, kind: str) -> Select[SessionRecord]:
    """The record this account wrote of the latest session of `kind`: what a new one is filled with."""
    return (
        select(SessionRecord)
        .join(
            TreatmentSession,
            and_(
                TreatmentSession.live(SessionRecord.patient_id),
                TreatmentSession.id == SessionRecord.session_id,
            ),
        )
        .where(SessionRecord.live(patient_id), SessionRecord.by_account_id == account_id, TreatmentSession.kind == kind)
        .order_by(TreatmentSession.started_at.desc(), SessionRecord.id)
        .limit(1)
    )


@prepared
def without_own(patient_id: uuid.UUID, account_id: uuid.UUID, first: date, last: date) -> RowSelect[SessionShort]:
    """Professional sessions of these days, both included, that this account has no record of; the latest first."""
    return (
        in_short(patient_id)
        .where(
            TreatmentSession.kind.in_(COURSE_KINDS),
            TreatmentSession.status.in_(("planned", "attended")),
            TreatmentSession.local_day.between(first, last),
            ~is_recorded(account_id),
        )
        .order_by(TreatmentSession.started_at.desc(), TreatmentSession.id)
    )
