"""Queries about courses and their plans. Each takes the patient first and sees live rows alone."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, func, select

from tracker.patients.models import Revision
from tracker.storage.prepared import prepared
from tracker.storage.rows import R, RowSelect, select_as
from tracker.treatment.models import Course, PlanChange, TreatmentSession


class CountedCourse(NamedTuple):
    """A course with its attended and missed sessions counted."""

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
    done: int
    missed: int


def _courses(patient_id: uuid.UUID) -> RowSelect[CountedCourse]:
    counts = (
        select(
            TreatmentSession.course_id,
            func.count().filter(TreatmentSession.status == "attended").label("done"),
            func.count().filter(TreatmentSession.status == "missed").label("missed"),
        )
        .where(TreatmentSession.live(patient_id))
        .group_by(TreatmentSession.course_id)
        .subquery()
    )
    return (
        select_as(CountedCourse, Course, done=func.coalesce(counts.c.done, 0), missed=func.coalesce(counts.c.missed, 0))
        .select_from(Course)
        .outerjoin(counts, counts.c.course_id == Course.id)
        .where(Course.live(patient_id))
    )


@prepared
def courses_of(patient_id: uuid.UUID) -> RowSelect[CountedCourse]:
    """The newest first."""
    return _courses(patient_id).order_by(Course.started_on.desc(), Course.created_at.desc(), Course.id)


@prepared
def one_course(patient_id: uuid.UUID, course_id: uuid.UUID) -> RowSelect[CountedCourse]:
    return _courses(patient_id).where(Course.id == course_id)


class PlanChangeRow(NamedTuple):
    """What became what in a plan, who changed it and why."""

    id: uuid.UUID
    at: datetime
    changed: dict[str, list[Any]]
    by_name: str
    reason: str | None


class PlanChangedOf(NamedTuple):
    """When what became what in the plan of which course."""

    at: datetime
    changed: dict[str, list[Any]]
    course_id: uuid.UUID


def _plan_changes(row_type: type[R], patient_id: uuid.UUID) -> RowSelect[R]:
    return (
        select_as(row_type, PlanChange)
        .outerjoin(Revision, and_(Revision.patient_id == PlanChange.patient_id, Revision.id == PlanChange.id))
        .where(
            PlanChange.live(patient_id),
            Revision.undone_at.is_(None),
        )
        .order_by(PlanChange.at, Revision.number, PlanChange.id)
    )


@prepared
def plan_changes(patient_id: uuid.UUID, course_id: uuid.UUID) -> RowSelect[PlanChangeRow]:
    """The changes of a course's plan that were not undone, oldest first."""
    return _plan_changes(PlanChangeRow, patient_id).where(PlanChange.course_id == course_id)


def plan_changes_of(patient_id: uuid.UUID, course_ids: Sequence[uuid.UUID]) -> RowSelect[PlanChangedOf]:
    """The same changes of some courses."""
    return _plan_changes(PlanChangedOf, patient_id).where(PlanChange.course_id.in_(course_ids))


class RunningPlan(NamedTuple):
    """A course that has not ended, with its sessions counted."""

    id: uuid.UUID
    kind: str
    phase: str
    started_on: date
    first_session_day: date | None
    done: int
    last_on: date | None


@prepared
def running_courses(patient_id: uuid.UUID) -> RowSelect[RunningPlan]:
    """The plan of each course that has not ended, with the day of its first session of any status.

    Beside it how many sessions were attended, and the day of the last of those.
    """
    attended = TreatmentSession.status == "attended"
    sessions = (
        select(
            TreatmentSession.course_id,
            func.min(TreatmentSession.local_day).label("first_session_day"),
            func.count().filter(attended).label("done"),
            func.max(TreatmentSession.local_day).filter(attended).label("last_on"),
        )
        .where(TreatmentSession.live(patient_id))
        .group_by(TreatmentSession.course_id)
        .subquery()
    )
    return (
        select_as(
            RunningPlan,
            Course,
            first_session_day=sessions.c.first_session_day,
            done=func.coalesce(sessions.c.done, 0),
            last_on=sessions.c.last_on,
        )
        .select_from(Course)
        .outerjoin(sessions, sessions.c.course_id == Course.id)
        .where(Course.live(patient_id), Course.phase != "ended")
        .order_by(Course.started_on, Course.id)
    )
