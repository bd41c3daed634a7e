"""Queries about courses and their plans. Each takes the patient first and sees live rows alone."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import and_, func, select

from tracker.patients.models import Revision
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, select_as, whole
from tracker.treatment.models import Course, PlanChange, TreatmentSession


class CourseRow(NamedTuple):
    """A course as it is planned, with its sessions counted.

    `first_session_day` is the day of its first session of any status, `first_attended_on` and `last_on` those of the
    first and the last attended one.
    """

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
    missed: int = 0
    first_session_day: date | None = None
    last_on: date | None = None
    first_attended_on: date | None = None


def counted(patient_id: uuid.UUID) -> RowSelect[CourseRow]:
    """Every course, in no order."""
    attended = TreatmentSession.status == "attended"
    sessions = (
        select(
            TreatmentSession.course_id,
            func.count().filter(attended).label("done"),
            func.count().filter(TreatmentSession.status == "missed").label("missed"),
            func.min(TreatmentSession.local_day).label("first_session_day"),
            func.max(TreatmentSession.local_day).filter(attended).label("last_on"),
            func.min(TreatmentSession.local_day).filter(attended).label("first_attended_on"),
        )
        .where(TreatmentSession.live(patient_id), TreatmentSession.course_id.is_not(None))
        .group_by(TreatmentSession.course_id)
        .subquery()
    )
    return (
        select_as(
            CourseRow,
            Course,
            done=func.coalesce(sessions.c.done, 0),
            missed=func.coalesce(sessions.c.missed, 0),
            first_session_day=sessions.c.first_session_day,
            last_on=sessions.c.last_on,
            first_attended_on=sessions.c.first_attended_on,
        )
        .select_from(Course)
        .outerjoin(sessions, sessions.c.course_id == Course.id)
        .where(Course.live(patient_id))
    )


@prepared
def courses_of(patient_id: uuid.UUID) -> RowSelect[CourseRow]:
    """The newest first."""
    return counted(patient_id).order_by(Course.started_on.desc(), Course.created_at.desc(), Course.id)


@prepared
def one_course(patient_id: uuid.UUID, course_id: uuid.UUID) -> RowSelect[CourseRow]:
    return counted(patient_id).where(Course.id == course_id)


@prepared
def running_courses(patient_id: uuid.UUID) -> RowSelect[CourseRow]:
    """Those that have not ended, by the day they were to start."""
    return counted(patient_id).where(Course.phase != "ended").order_by(Course.started_on, Course.id)


def _plan_changes(patient_id: uuid.UUID) -> RowSelect[PlanChange]:
    return (
        whole(PlanChange)
        .outerjoin(Revision, and_(Revision.patient_id == PlanChange.patient_id, Revision.id == PlanChange.id))
        .where(PlanChange.live(patient_id), Revision.undone_at.is_(None))
        .order_by(PlanChange.at, Revision.number, PlanChange.id)
    )


@prepared
def plan_changes(patient_id: uuid.UUID, course_id: uuid.UUID) -> RowSelect[PlanChange]:
    """The changes of a course's plan that were not undone, oldest first."""
    return _plan_changes(patient_id).where(PlanChange.course_id == course_id)


def plan_changes_of(patient_id: uuid.UUID, course_ids: Sequence[uuid.UUID]) -> RowSelect[PlanChange]:
    """The same changes of some courses."""
    return _plan_changes(patient_id).where(PlanChange.course_id.in_(course_ids))
