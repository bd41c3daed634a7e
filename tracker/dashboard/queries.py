"""Queries for the pages that join the features: columns only, and always of one patient."""

import uuid
from datetime import date
from typing import Any

from sqlalchemy import Select, select

from tracker.prepared import prepared
from tracker.treatment.models import Course, Dose, TreatmentSession


@prepared
def courses(patient_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """Every course, the latest first."""
    return (
        select(
            Course.id,
            Course.kind,
            Course.phase,
            Course.started_on,
            Course.ended_on,
            Course.planned_sessions,
            Course.per_week,
            Course.goal,
            Course.visits_allowed,
        )
        .where(Course.patient_id == patient_id, Course.deleted_at.is_(None))
        .order_by(Course.ended_on.is_not(None), Course.started_on.desc(), Course.id)
    )


_SESSION = (
    TreatmentSession.id,
    TreatmentSession.kind,
    TreatmentSession.status,
    TreatmentSession.started_at,
    TreatmentSession.local_day,
    TreatmentSession.minutes,
    TreatmentSession.course_id,
    TreatmentSession.leg_before,
    TreatmentSession.leg_after,
)


def _sessions(patient_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(*_SESSION)
        .where(TreatmentSession.patient_id == patient_id, TreatmentSession.deleted_at.is_(None))
        .order_by(TreatmentSession.started_at, TreatmentSession.id)
    )


@prepared
def sessions(patient_id: uuid.UUID, first: date, last: date) -> Select[*tuple[Any, ...]]:
    """The sessions of the days from `first` to `last`, oldest first."""
    return _sessions(patient_id).where(TreatmentSession.local_day >= first, TreatmentSession.local_day <= last)


@prepared
def course_sessions(patient_id: uuid.UUID, course_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """Every session of one course, oldest first."""
    return _sessions(patient_id).where(TreatmentSession.course_id == course_id)


@prepared
def dose_days(patient_id: uuid.UUID, first: date, last: date) -> Select[date]:
    """The days on which medicine was taken."""
    return (
        select(Dose.local_day)
        .where(
            Dose.patient_id == patient_id,
            Dose.deleted_at.is_(None),
            Dose.none_taken.is_(False),
            Dose.local_day >= first,
            Dose.local_day <= last,
        )
        .distinct()
        .order_by(Dose.local_day)
    )
