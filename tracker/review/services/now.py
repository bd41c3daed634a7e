"""How a course stands today: its measure, the reviews held of it and what it calls for."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tracker.domain.scores.daily import DayScore
from tracker.review.queries import reviews as queries
from tracker.review.queries.reviews import SessionRow
from tracker.review.services.measuring import MeasuredCourse, earliest_needed, measure_course
from tracker.review.services.notices import Notices, maintenance_since, notices_of
from tracker.storage.rows import grouped, rows_of
from tracker.treatment.queries import courses as course_queries
from tracker.treatment.queries.courses import CourseRow


@dataclass(frozen=True, slots=True)
class CourseNow:
    """One course with what it calls for."""

    measured: MeasuredCourse
    notices: Notices

    @property
    def ended(self) -> bool:
        return self.measured.row.phase == "ended"


@dataclass(frozen=True, slots=True)
class CoursesHeld:
    """Courses of a record with their sessions, and the earliest day whose scores they are measured by."""

    patient_id: uuid.UUID
    rows: Sequence[CourseRow]
    sessions: Mapping[uuid.UUID | None, Sequence[SessionRow]]

    @property
    def first(self) -> date | None:
        return min((earliest_needed(row, self.sessions.get(row.id, ())) for row in self.rows), default=None)


def read_held(db_session: Session, patient_id: uuid.UUID, rows: Sequence[CourseRow]) -> CoursesHeld:
    """The sessions of these courses, in one query."""
    ids = [row.id for row in rows]
    held = rows_of(db_session, *queries.sessions_of_courses(patient_id, ids)) if ids else ()
    return CoursesHeld(patient_id, rows, dict(grouped(held, lambda row: row.course_id)))


def stand_now(
    db_session: Session, held: CoursesHeld, days: Mapping[date, DayScore], today: date, zone: ZoneInfo
) -> list[CourseNow]:
    """The courses by the scores of all `days` they need, in one query for all of them, two with one in maintenance."""
    patient_id, rows, sessions = held.patient_id, held.rows, held.sessions
    if not rows:
        return []
    ids = [row.id for row in rows]
    reviews = grouped(rows_of(db_session, *queries.reviews_of_courses(patient_id, ids)), lambda row: row.course_id)
    maintained = [row.id for row in rows if row.phase == "maintenance"]
    changed = rows_of(db_session, course_queries.plan_changes_of(patient_id, maintained)) if maintained else ()
    changes = grouped(changed, lambda row: row.course_id)
    found = []
    for row in rows:
        own = sessions.get(row.id, ())
        needed = earliest_needed(row, own)
        measured = measure_course(row, own, {day: score for day, score in days.items() if day >= needed}, today)
        since = maintenance_since(changes[row.id], row.started_on, zone) if row.id in maintained else None
        found.append(CourseNow(measured, notices_of(measured, reviews[row.id], since, today)))
    return found


def stand(
    db_session: Session, patient_id: uuid.UUID, measured: MeasuredCourse, today: date, zone: ZoneInfo
) -> CourseNow:
    """A course that was read already, with its reviews and notices: one query, two in maintenance."""
    held = rows_of(db_session, *queries.reviews(patient_id, measured.row.id))
    since = None
    if measured.row.phase == "maintenance":
        changes = rows_of(db_session, *course_queries.plan_changes(patient_id, measured.row.id))
        since = maintenance_since(changes, measured.row.started_on, zone)
    return CourseNow(measured, notices_of(measured, held, since, today))
