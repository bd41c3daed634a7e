"""Queries about practitioners' records of sessions. Each takes the patient first and sees live rows alone."""

import uuid
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, select

from tracker.domain.vocabularies import COURSE_KINDS
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, select_as
from tracker.treatment.models import SessionRecord, TreatmentSession


def is_recorded(by_account_id: uuid.UUID | None = None) -> ColumnElement[bool]:
    """Whether a practitioner recorded the session that the query around this is about; one of them, where named."""
    query = exists().where(
        SessionRecord.live(TreatmentSession.patient_id),
        SessionRecord.session_id == TreatmentSession.id,
    )
    return query if by_account_id is None else query.where(SessionRecord.by_account_id == by_account_id)


@prepared
def of_session(patient_id: uuid.UUID, session_id: uuid.UUID) -> Select[SessionRecord]:
    """The records of a session, the first one first."""
    return (
        select(SessionRecord)
        .where(SessionRecord.live(patient_id), SessionRecord.session_id == session_id)
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


class Unrecorded(NamedTuple):
    """A session that an account has no record of."""

    id: uuid.UUID
    kind: str
    status: str
    started_at: datetime
    started_offset: int
    local_day: date
    practitioner: str | None
    other_name: str | None


@prepared
def without_own(patient_id: uuid.UUID, account_id: uuid.UUID, first_day: date, last_day: date) -> RowSelect[Unrecorded]:
    """Professional sessions of these days, both included, that this account has no record of; the latest first."""
    return (
        select_as(Unrecorded, TreatmentSession)
        .where(
            TreatmentSession.live(patient_id),
            TreatmentSession.kind.in_(COURSE_KINDS),
            TreatmentSession.status.in_(("planned", "attended")),
            TreatmentSession.local_day >= first_day,
            TreatmentSession.local_day <= last_day,
            ~is_recorded(account_id),
        )
        .order_by(TreatmentSession.started_at.desc(), TreatmentSession.id)
    )
