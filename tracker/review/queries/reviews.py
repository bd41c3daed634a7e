"""Queries about courses as a whole: columns only, and always of one patient."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, select

from tracker.patients.models import FunctionActivity, FunctionScore
from tracker.review.models import CourseReview
from tracker.storage.prepared import prepared
from tracker.treatment.models import Course, Dose, TreatmentSession


@prepared
def courses(patient_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """Every course, running ones first, then the latest; each with how many sessions were attended, and the last."""
    attended = (
        select(
            TreatmentSession.course_id,
            func.count().label("done"),
            func.max(TreatmentSession.local_day).label("last_on"),
        )
        .where(
            TreatmentSession.patient_id == patient_id,
            TreatmentSession.deleted_at.is_(None),
            TreatmentSession.status == "attended",
            TreatmentSession.course_id.is_not(None),
        )
        .group_by(TreatmentSession.course_id)
        .subquery()
    )
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
            func.coalesce(attended.c.done, 0).label("done"),
            attended.c.last_on,
        )
        .select_from(Course)
        .outerjoin(attended, attended.c.course_id == Course.id)
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
    TreatmentSession.other_name,
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


def sessions_of_courses(patient_id: uuid.UUID, course_ids: Sequence[uuid.UUID]) -> Select[*tuple[Any, ...]]:
    """Every session of some courses, oldest first."""
    return (
        select(*SESSION)
        .where(
            TreatmentSession.patient_id == patient_id,
            TreatmentSession.course_id.in_(course_ids),
            TreatmentSession.deleted_at.is_(None),
        )
        .order_by(TreatmentSession.started_at, TreatmentSession.id)
    )


def reviews_of_courses(patient_id: uuid.UUID, course_ids: Sequence[uuid.UUID]) -> Select[*tuple[Any, ...]]:
    """Course, day and sessions done of every review of some courses, oldest first."""
    return (
        select(CourseReview.course_id, CourseReview.held_on, CourseReview.sessions_done)
        .where(
            CourseReview.patient_id == patient_id,
            CourseReview.course_id.in_(course_ids),
            CourseReview.deleted_at.is_(None),
        )
        .order_by(CourseReview.held_on, CourseReview.entered_at, CourseReview.id)
    )


@prepared
def reviews(patient_id: uuid.UUID, course_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """The reviews of one course, oldest first."""
    return (
        select(
            CourseReview.id,
            CourseReview.held_on,
            CourseReview.sessions_done,
            CourseReview.global_change,
            CourseReview.decision,
            CourseReview.reason,
            CourseReview.label,
            CourseReview.confirmed,
            CourseReview.baseline_leg,
            CourseReview.latest_leg,
            CourseReview.doubts,
            CourseReview.baseline_late_days,
            CourseReview.latest_late_days,
            CourseReview.by_name,
        )
        .where(
            CourseReview.patient_id == patient_id,
            CourseReview.course_id == course_id,
            CourseReview.deleted_at.is_(None),
        )
        .order_by(CourseReview.held_on, CourseReview.entered_at, CourseReview.id)
    )


@prepared
def visits(patient_id: uuid.UUID, kind: str) -> Select[date]:
    """The days of the attended sessions of a kind, but for those that the insurer is said not to pay."""
    return (
        select(TreatmentSession.local_day)
        .where(
            TreatmentSession.patient_id == patient_id,
            TreatmentSession.kind == kind,
            TreatmentSession.status == "attended",
            TreatmentSession.insurance_covered.is_not(False),
            TreatmentSession.deleted_at.is_(None),
        )
        .order_by(TreatmentSession.local_day)
    )


@prepared
def attended_between(patient_id: uuid.UUID, first: date, last: date) -> Select[*tuple[Any, ...]]:
    """Id, kind, day, course and own name of every attended session of the days from `first` to `last`, oldest first."""
    return (
        select(
            TreatmentSession.id,
            TreatmentSession.kind,
            TreatmentSession.local_day,
            TreatmentSession.course_id,
            TreatmentSession.other_name,
        )
        .where(
            TreatmentSession.patient_id == patient_id,
            TreatmentSession.status == "attended",
            TreatmentSession.deleted_at.is_(None),
            TreatmentSession.local_day >= first,
            TreatmentSession.local_day <= last,
        )
        .order_by(TreatmentSession.local_day, TreatmentSession.started_at, TreatmentSession.id)
    )


@prepared
def medicine_days(patient_id: uuid.UUID, first: date, last: date) -> Select[*tuple[Any, ...]]:
    """Each day from `first` to `last` with its answer: medicine taken, or none (`none_taken`); a day may have both."""
    return (
        select(Dose.local_day, Dose.none_taken)
        .where(
            Dose.patient_id == patient_id,
            Dose.deleted_at.is_(None),
            Dose.local_day >= first,
            Dose.local_day <= last,
        )
        .distinct()
        .order_by(Dose.local_day)
    )


@prepared
def activity_scores(patient_id: uuid.UUID, first: date, last: date) -> Select[*tuple[Any, ...]]:
    """Name, day and score of what the patient can do, of the days from `first` to `last`."""
    return (
        select(FunctionActivity.name, FunctionScore.for_date, FunctionScore.score)
        .join(
            FunctionActivity,
            and_(
                FunctionActivity.patient_id == FunctionScore.patient_id,
                FunctionActivity.id == FunctionScore.activity_id,
            ),
        )
        .where(
            FunctionScore.patient_id == patient_id,
            FunctionScore.deleted_at.is_(None),
            FunctionActivity.deleted_at.is_(None),
            FunctionScore.for_date >= first,
            FunctionScore.for_date <= last,
        )
        .order_by(FunctionScore.for_date, FunctionActivity.position, FunctionActivity.id)
    )
