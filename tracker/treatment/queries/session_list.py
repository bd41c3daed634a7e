"""The list of sessions, page by page, in a number of steps that does not grow with the sessions of no course."""

import uuid
from collections.abc import Callable
from datetime import date, datetime
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Select, select, union_all

from tracker.storage.prepared import Query, prepared
from tracker.storage.rows import RowSelect, select_as
from tracker.treatment.models import Course, TreatmentSession
from tracker.treatment.queries.treatment import is_recorded, live_course


class SessionListed(NamedTuple):
    """A session in the list, with its course, if any, and whether a practitioner recorded it."""

    id: uuid.UUID
    kind: str
    status: str
    started_at: datetime
    started_offset: int
    minutes: int | None
    practitioner: str | None
    leg_before: int | None
    leg_after: int | None
    back_before: int | None
    back_after: int | None
    helped: str | None
    distance_m: int | None
    side_effects: str | None
    other_name: str | None
    imported_from: str | None
    time_unknown: bool
    course_id: uuid.UUID | None
    course_kind: str
    course_started_on: date
    course_planned: int
    course_phase: str
    recorded: bool


def session_page(patient_id: uuid.UUID, show: str, limit: int, offset: int) -> Query[RowSelect[SessionListed]]:
    """Attended and missed sessions: by course, the newest first, then those without one."""
    return _PAGES[show](patient_id, limit, offset)


def _listed(
    patient_id: uuid.UUID, limit: int, offset: int, *conditions: ColumnElement[bool]
) -> RowSelect[SessionListed]:
    query = (
        select_as(
            SessionListed,
            TreatmentSession,
            course_id=Course.id,
            course_kind=Course.kind,
            course_started_on=Course.started_on,
            course_planned=Course.planned_sessions,
            course_phase=Course.phase,
            recorded=is_recorded(),
        )
        .outerjoin(Course, live_course())
        .where(TreatmentSession.live(patient_id))
    )
    return (
        query.where(TreatmentSession.status != "planned", *conditions)
        .order_by(
            Course.id.is_(None),
            Course.started_on.desc(),
            Course.id,
            TreatmentSession.started_at.desc(),
            TreatmentSession.id,
        )
        .limit(limit)
        .offset(offset)
    )


def _given_to_courses(patient_id: uuid.UUID) -> Select[uuid.UUID]:
    """The sessions that were ever given to a course; one that is gone or not shown counts as none, see above."""
    course = Course.__table__.alias().c
    courses = select(course.id).where(course.patient_id == patient_id)
    return select(TreatmentSession.id).where(
        TreatmentSession.patient_id == patient_id, TreatmentSession.course_id.in_(courses)
    )


def _within_reach(patient_id: uuid.UUID, limit: int, offset: int) -> ColumnElement[bool]:
    """Sessions of courses, and of the others the newest that may come to stand on the page: all may be too many."""
    others = (
        select(TreatmentSession.id)
        .where(TreatmentSession.live(patient_id), TreatmentSession.course_id.is_(None))
        .where(TreatmentSession.status != "planned")
        .order_by(TreatmentSession.started_at.desc(), TreatmentSession.id)
        .limit(limit + offset)
        .subquery()
    )
    return TreatmentSession.id.in_(union_all(_given_to_courses(patient_id), select(others.c.id)))


@prepared
def _listed_in_courses(patient_id: uuid.UUID, limit: int, offset: int) -> RowSelect[SessionListed]:
    given = TreatmentSession.id.in_(_given_to_courses(patient_id))
    return _listed(patient_id, limit, offset, given, Course.id.is_not(None))


@prepared
def _listed_elsewhere(patient_id: uuid.UUID, limit: int, offset: int) -> RowSelect[SessionListed]:
    return _listed(patient_id, limit, offset, _within_reach(patient_id, limit, offset), Course.id.is_(None))


@prepared
def _every_listed(patient_id: uuid.UUID, limit: int, offset: int) -> RowSelect[SessionListed]:
    return _listed(patient_id, limit, offset, _within_reach(patient_id, limit, offset))


_PAGES: Final[dict[str, Callable[[uuid.UUID, int, int], Query[RowSelect[SessionListed]]]]] = {
    "all": _every_listed,
    "courses": _listed_in_courses,
    "others": _listed_elsewhere,
}
