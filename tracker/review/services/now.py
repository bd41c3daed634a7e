"""How a course stands today: its measure, the reviews held of it and what it calls for."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tracker.review.queries import reviews as queries
from tracker.review.queries.reviews import CourseRow
from tracker.review.services.measuring import MeasuredCourse, days_between, earliest_needed, measure_course
from tracker.review.services.notices import Notices, maintenance_since, notices_of
from tracker.storage.rows import grouped, rows_of
from tracker.treatment.queries import courses as course_queries


@dataclass(frozen=True, slots=True)
class CourseNow:
    """One course with what it calls for."""

    measured: MeasuredCourse
    notices: Notices

    @property
    def ended(self) -> bool:
        return self.measured.row.phase == "ended"


def read_now(
    db_session: Session, patient_id: uuid.UUID, rows: Sequence[CourseRow], today: date, zone: ZoneInfo
) -> list[CourseNow]:
    """The courses as they stand, in three queries for all of them, four with one in maintenance."""
    if not rows:
        return []
    ids = [row.id for row in rows]
    sessions = grouped(rows_of(db_session, queries.sessions_of_courses(patient_id, ids)), lambda row: row.course_id)
    first = min(earliest_needed(row, sessions.get(row.id, ())) for row in rows)
    days = days_between(db_session, patient_id, first, today)
    reviews = grouped(rows_of(db_session, queries.reviews_of_courses(patient_id, ids)), lambda row: row.course_id)
    maintained = [row.id for row in rows if row.phase == "maintenance"]
    changed = rows_of(db_session, course_queries.plan_changes_of(patient_id, maintained)) if maintained else ()
    changes = grouped(changed, lambda row: row.course_id)
    found = []
    for row in rows:
        own = sessions[row.id]
        needed = earliest_needed(row, own)
        measured = measure_course(row, own, {day: score for day, score in days.items() if day >= needed}, today)
        held = [(review.held_on, review.sessions_done) for review in reviews[row.id]]
        since = maintenance_since(changes[row.id], row.started_on, zone) if row.id in maintained else None
        found.append(CourseNow(measured, notices_of(measured, held, since, today)))
    return found


def stand(
    db_session: Session, patient_id: uuid.UUID, measured: MeasuredCourse, today: date, zone: ZoneInfo
) -> CourseNow:
    """A course that was read already, with its reviews and notices: one query, two in maintenance."""
    reviews = rows_of(db_session, *queries.reviews(patient_id, measured.row.id))
    held = [(review.held_on, review.sessions_done) for review in reviews]
    since = None
    if measured.row.phase == "maintenance":
        changes = rows_of(db_session, *course_queries.plan_changes(patient_id, measured.row.id))
        since = maintenance_since(changes, measured.row.started_on, zone)
    return CourseNow(measured, notices_of(measured, held, since, today))
