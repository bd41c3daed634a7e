"""Queries about courses as a whole: columns only, and always of one patient."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Select, and_, func, select

from tracker.patients.models import FunctionActivity, FunctionScore
from tracker.review.models import CourseReview
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, select_as
from tracker.treatment.models import Course, Dose, TreatmentSession


class CourseRow(NamedTuple):
    """A course as it is planned, and what was attended of it."""

    id: uuid.UUID
    kind: str
    phase: str
    started_on: date
    ended_on: date | None
    planned_sessions: int
    per_week: int | None
    goal: str | None
    visits_allowed: int | None
    visits_rule: str | None
    done: int = 0
    last_on: date | None = None


@prepared
def courses(patient_id: uuid.UUID) -> RowSelect[CourseRow]:
    """Every course, running ones first, then the latest; each with how many sessions were attended, and the last."""
    attended = (
        select(
            TreatmentSession.course_id,
            func.count().label("done"),
            func.max(TreatmentSession.local_day).label("last_on"),
        )
        .where(
            TreatmentSession.live(patient_id),
            TreatmentSession.status == "attended",
            TreatmentSession.course_id.is_not(None),
        )
        .group_by(TreatmentSession.course_id)
        .subquery()
    )
    return (
        select_as(CourseRow, Course, done=func.coalesce(attended.c.done, 0), last_on=attended.c.last_on)
        .select_from(Course)
        .outerjoin(attended, attended.c.course_id == Course.id)
        .where(Course.live(patient_id))
        .order_by(Course.ended_on.is_not(None), Course.started_on.desc(), Course.id)
    )


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


@prepared
def course_sessions(patient_id: uuid.UUID, course_id: uuid.UUID) -> RowSelect[SessionRow]:
    """Every session of one course, oldest first."""
    return (
        select_as(SessionRow, TreatmentSession)
        .where(
            TreatmentSession.live(patient_id),
            TreatmentSession.course_id == course_id,
        )
        .order_by(TreatmentSession.started_at, TreatmentSession.id)
    )


def sessions_of_courses(patient_id: uuid.UUID, course_ids: Sequence[uuid.UUID]) -> RowSelect[SessionRow]:
    """Every session of some courses, oldest first."""
    return (
        select_as(SessionRow, TreatmentSession)
        .where(
            TreatmentSession.live(patient_id),
            TreatmentSession.course_id.in_(course_ids),
        )
        .order_by(TreatmentSession.started_at, TreatmentSession.id)
    )


class ReviewHeld(NamedTuple):
    """Which course was reviewed when, and how far it was."""

    course_id: uuid.UUID
    held_on: date
    sessions_done: int


def reviews_of_courses(patient_id: uuid.UUID, course_ids: Sequence[uuid.UUID]) -> RowSelect[ReviewHeld]:
    """Course, day and sessions done of every review of some courses, oldest first."""
    return (
        select_as(ReviewHeld, CourseReview)
        .where(
            CourseReview.live(patient_id),
            CourseReview.course_id.in_(course_ids),
        )
        .order_by(CourseReview.held_on, CourseReview.entered_at, CourseReview.id)
    )


class ReviewRow(NamedTuple):
    """A review: what was said, and what the numbers said on that day."""

    id: uuid.UUID
    held_on: date
    sessions_done: int
    global_change: str | None
    decision: str
    reason: str | None
    label: str
    confirmed: bool
    baseline_leg: float | None
    latest_leg: float | None
    doubts: tuple[str, ...]
    baseline_late_days: int | None
    latest_late_days: int | None
    by_name: str


@prepared
def reviews(patient_id: uuid.UUID, course_id: uuid.UUID) -> RowSelect[ReviewRow]:
    """The reviews of one course, oldest first."""
    return (
        select_as(ReviewRow, CourseReview)
        .where(
            CourseReview.live(patient_id),
            CourseReview.course_id == course_id,
        )
        .order_by(CourseReview.held_on, CourseReview.entered_at, CourseReview.id)
    )


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


class AttendedSession(NamedTuple):
    """An attended session, by what it is called."""

    id: uuid.UUID
    kind: str
    local_day: date
    course_id: uuid.UUID | None
    other_name: str | None


@prepared
def attended_between(patient_id: uuid.UUID, first: date, last: date) -> RowSelect[AttendedSession]:
    """Id, kind, day, course and own name of every attended session of the days from `first` to `last`, oldest first."""
    return (
        select_as(AttendedSession, TreatmentSession)
        .where(
            TreatmentSession.live(patient_id),
            TreatmentSession.status == "attended",
            TreatmentSession.local_day >= first,
            TreatmentSession.local_day <= last,
        )
        .order_by(TreatmentSession.local_day, TreatmentSession.started_at, TreatmentSession.id)
    )


class MedicineDay(NamedTuple):
    """A day with an answer: medicine taken, or none."""

    local_day: date
    none_taken: bool


@prepared
def medicine_days(patient_id: uuid.UUID, first: date, last: date) -> RowSelect[MedicineDay]:
    """Each day from `first` to `last` with its answer: medicine taken, or none (`none_taken`); a day may have both."""
    return (
        select_as(MedicineDay, Dose)
        .where(
            Dose.live(patient_id),
            Dose.local_day >= first,
            Dose.local_day <= last,
        )
        .distinct()
        .order_by(Dose.local_day)
    )


class ActivityScore(NamedTuple):
    """A score of what the patient can do."""

    name: str
    for_date: date
    score: int


@prepared
def activity_scores(patient_id: uuid.UUID, first: date, last: date) -> RowSelect[ActivityScore]:
    """Name, day and score of what the patient can do, of the days from `first` to `last`."""
    return (
        select_as(ActivityScore, FunctionScore, name=FunctionActivity.name)
        .join(
            FunctionActivity,
            and_(FunctionActivity.live(FunctionScore.patient_id), FunctionActivity.id == FunctionScore.activity_id),
        )
        .where(
            FunctionScore.live(patient_id),
            FunctionScore.for_date >= first,
            FunctionScore.for_date <= last,
        )
        .order_by(FunctionScore.for_date, FunctionActivity.position, FunctionActivity.id)
    )
