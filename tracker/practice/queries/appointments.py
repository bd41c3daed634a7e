"""Queries of the appointments in the records that are shared with a practitioner, from the first shared day on."""

import uuid
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, or_, select

from tracker.domain.vocabularies import COURSE_KINDS
from tracker.sharing.models import Grant
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, in_days, select_as
from tracker.treatment.models import TreatmentSession


class Appointment(NamedTuple):
    """A session that is planned for a time, or was at it."""

    patient_id: uuid.UUID
    kind: str
    status: str
    started_at: datetime
    started_offset: int
    local_day: date


@prepared
def near(practitioner_account_id: uuid.UUID, first: date, last: date) -> RowSelect[Appointment]:
    """Those of some days, whatever became of them, the earliest first."""
    return (
        select_as(Appointment, TreatmentSession)
        .join(Grant, _shared(TreatmentSession, practitioner_account_id))
        .where(in_days(TreatmentSession.local_day, first, last))
        .order_by(TreatmentSession.started_at, TreatmentSession.id)
    )


@prepared
def coming(practitioner_account_id: uuid.UUID, now: datetime) -> RowSelect[Appointment]:
    """The next one of each record, from `now` on."""
    shared = _shared(TreatmentSession, practitioner_account_id)
    next_one = (
        select(TreatmentSession.id)
        .where(shared, TreatmentSession.is_planned(), TreatmentSession.started_at >= now)
        .order_by(TreatmentSession.started_at, TreatmentSession.id)
        .limit(1)
        .correlate(Grant)
        .scalar_subquery()
    )
    is_next = and_(TreatmentSession.patient_id == Grant.patient_id, TreatmentSession.id == next_one)
    return (
        select_as(Appointment, TreatmentSession)
        .join(Grant, is_next)
        .where(Grant.practitioner_account_id == practitioner_account_id, Grant.ended_at.is_(None))
    )


def _shared(session: Any, practitioner_account_id: Any) -> ColumnElement[bool]:
    """Professional sessions of a record on the days that its grant shows, as long as nobody has ended the grant."""
    return and_(
        Grant.patient_id == session.patient_id,
        Grant.practitioner_account_id == practitioner_account_id,
        Grant.ended_at.is_(None),
        or_(Grant.first_day.is_(None), session.local_day >= Grant.first_day),
        session.deleted_at.is_(None),
        session.kind.in_(COURSE_KINDS),
    )
