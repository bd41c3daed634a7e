"""Queries about starting weeks and their record: columns only, and always of one patient."""

import uuid
from typing import Any

from sqlalchemy import Select, and_, func, select

from tracker.accounts.models import Account
from tracker.review.models import StartingWeek
from tracker.storage.prepared import prepared
from tracker.treatment.models import Course, TreatmentSession

STARTING_WEEK = ("mean", "days", "first_day", "last_day", "overlaps", "late_days")


@prepared
def starting_weeks_now(patient_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """Every course with the local day of its first attended session and the newest record of its starting week."""
    first_day = (
        select(func.min(TreatmentSession.local_day))
        .where(
            TreatmentSession.patient_id == patient_id,
            TreatmentSession.course_id == Course.id,
            TreatmentSession.status == "attended",
            TreatmentSession.deleted_at.is_(None),
        )
        .correlate(Course)
        .scalar_subquery()
    )
    newest = (
        select(StartingWeek.id)
        .where(StartingWeek.patient_id == patient_id, StartingWeek.course_id == Course.id)
        .order_by(StartingWeek.at.desc())
        .limit(1)
        .correlate(Course)
        .scalar_subquery()
    )
    return (
        select(
            Course.id,
            Course.ended_on,
            first_day.label("first_session_day"),
            StartingWeek.at,
            StartingWeek.first_session_day.label("known_session_day"),
            *(getattr(StartingWeek, name) for name in STARTING_WEEK),
        )
        .outerjoin(StartingWeek, and_(StartingWeek.patient_id == Course.patient_id, StartingWeek.id == newest))
        .where(Course.patient_id == patient_id, Course.deleted_at.is_(None))
    )


@prepared
def starting_weeks(patient_id: uuid.UUID, course_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """Every value a course's starting week was given, newest first, with the name of the account that gave it."""
    return (
        select(StartingWeek.at, Account.user_name, *(getattr(StartingWeek, name) for name in STARTING_WEEK))
        .outerjoin(Account, Account.id == StartingWeek.by_account_id)
        .where(StartingWeek.patient_id == patient_id, StartingWeek.course_id == course_id)
        .order_by(StartingWeek.at.desc())
    )
