"""Queries about courses as a whole: columns only, and always of one patient."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Select, select

from tracker.patients.models import FunctionActivity, FunctionScore
from tracker.patients.queries import ActivityScore, named_scores
from tracker.review.models import CourseReview
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, in_days, select_as, whole
from tracker.treatment.models import Course, TreatmentSession
from tracker.treatment.queries.courses import CourseRow, counted


@prepared
def courses(patient_id: uuid.UUID) -> RowSelect[CourseRow]:
    """Every course, running ones first, then the latest."""
    return counted(patient_id).order_by(Course.ended_on.is_not(None), Course.started_on.desc(), Course.id)


class SessionRow(NamedTuple):
    """A session as the charts and lists need it."""

    id: uuid.UUID
    kind: str
    status: str
    started_at: datetime
    local_day: date
    minutes: int | None
    course_id: uuid.UUID | None
    leg_before: int | None
    leg_after: int | None
    side_effects: str | None
    other_name: str | None = None
    time_unknown: bool = False


def _sessions(patient_id: uuid.UUID) -> RowSelect[SessionRow]:
    """The sessions of a record, oldest first."""
    live = select_as(SessionRow, TreatmentSession).where(TreatmentSession.live(patient_id))
    return live.order_by(TreatmentSession.started_at, TreatmentSession.id)


@prepared
def course_sessions(patient_id: uuid.UUID, course_id: uuid.UUID) -> RowSelect[SessionRow]:
    """Every session of one course, oldest first."""
    return _sessions(patient_id).where(TreatmentSession.course_id == course_id)


@prepared
def sessions_of_courses(patient_id: uuid.UUID, course_ids: Sequence[uuid.UUID]) -> RowSelect[SessionRow]:
    """Every session of some courses, oldest first."""
    return _sessions(patient_id).where(TreatmentSession.course_id.in_(course_ids))


def _reviews(patient_id: uuid.UUID) -> RowSelect[CourseReview]:
    """The reviews of a record, oldest first."""
    live = whole(CourseReview).where(CourseReview.live(patient_id))
    return live.order_by(CourseReview.held_on, CourseReview.entered_at, CourseReview.id)


@prepared
def reviews(patient_id: uuid.UUID, course_id: uuid.UUID) -> RowSelect[CourseReview]:
    """The reviews of one course, oldest first."""
    return _reviews(patient_id).where(CourseReview.course_id == course_id)


@prepared
def reviews_of_courses(patient_id: uuid.UUID, course_ids: Sequence[uuid.UUID]) -> RowSelect[CourseReview]:
    """Every review of some courses, oldest first."""
    return _reviews(patient_id).where(CourseReview.course_id.in_(course_ids))


@prepared
def visits(patient_id: uuid.UUID, kind: str) -> Select[date]:
    """The days of the attended sessions of a kind, but for those that the insurer is said not to pay."""
    return (
        select(TreatmentSession.local_day)
        .where(
            TreatmentSession.live(patient_id),
            TreatmentSession.kind == kind,
            TreatmentSession.status == "attended",
            TreatmentSession.insurance_covered.is_not(False),
        )
        .order_by(TreatmentSession.local_day)
    )


@prepared
def activity_scores(patient_id: uuid.UUID, first: date, last: date) -> RowSelect[ActivityScore]:
    """Name, day and score of what the patient can do, of the days from `first` to `last`."""
    return (
        named_scores(patient_id)
        .where(FunctionActivity.deleted_at.is_(None), in_days(FunctionScore.for_date, first, last))
        .order_by(FunctionScore.for_date, FunctionActivity.position, FunctionActivity.id)
    )
