"""Queries about courses as a whole: columns only, and always of one patient."""

import uuid
from typing import Any

from sqlalchemy import Select, select

from tracker.prepared import prepared
from tracker.treatment.models import Course, TreatmentSession


@prepared
def courses(patient_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """Every course, running ones first, then the latest."""
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
            Course.visits_rule,
        )
        .where(Course.patient_id == patient_id, Course.deleted_at.is_(None))
        .order_by(Course.ended_on.is_not(None), Course.started_on.desc(), Course.id)
    )


SESSION = (
    TreatmentSession.id,
    TreatmentSession.kind,
    TreatmentSession.status,
    TreatmentSession.started_at,
    TreatmentSession.local_day,
    TreatmentSession.minutes,
    TreatmentSession.course_id,
    TreatmentSession.leg_before,
    TreatmentSession.leg_after,
    TreatmentSession.side_effects,
)


@prepared
def course_sessions(patient_id: uuid.UUID, course_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """Every session of one course, oldest first."""
    return (
        select(*SESSION)
        .where(
            TreatmentSession.patient_id == patient_id,
            TreatmentSession.course_id == course_id,
            TreatmentSession.deleted_at.is_(None),
        )
        .order_by(TreatmentSession.started_at, TreatmentSession.id)
    )
