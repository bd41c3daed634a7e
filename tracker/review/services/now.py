"""How a course stands today: its measure, the reviews held of it and what it calls for."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tracker.review.queries import reviews as queries
from tracker.review.services.measuring import (
    CourseReading,
    CourseRow,
    SessionRow,
    days_between,
    earliest_needed,
    reading_of,
)
from tracker.review.services.notices import Notices, maintenance_since, notices_of
from tracker.treatment.queries import treatment


@dataclass(frozen=True, slots=True)
class CourseNow:
    """One course with what it calls for."""

    reading: CourseReading
    notices: Notices

    @property
    def ended(self) -> bool:
        return self.reading.row.phase == "ended"


def read_now(
    db_session: Session, patient_id: uuid.UUID, rows: Sequence[CourseRow], today: date, zone: ZoneInfo
) -> list[CourseNow]:
    """The courses as they stand, in three queries for all of them, four with one in maintenance."""
    if not rows:
        return []
    ids = [row.id for row in rows]
    sessions = _by_course(SessionRow(*row) for row in db_session.execute(queries.sessions_of_courses(patient_id, ids)))
    first = min(earliest_needed(row, sessions.get(row.id, ())) for row in rows)
    days = days_between(db_session, patient_id, first, today)
    reviews = _by_course(db_session.execute(queries.reviews_of_courses(patient_id, ids)))
    maintained = [row.id for row in rows if row.phase == "maintenance"]
    changes: Mapping[uuid.UUID, list[Any]] = {}
    if maintained:
        changes = _by_course(db_session.execute(treatment.plan_changes_of(patient_id, maintained)))
    found = []
    for row in rows:
        own = sessions.get(row.id, [])
        needed = earliest_needed(row, own)
        reading = reading_of(row, own, {day: score for day, score in days.items() if day >= needed}, today)
        held = [(review.held_on, review.sessions_done) for review in reviews.get(row.id, ())]
        since = maintenance_since(changes.get(row.id, ()), row.started_on, zone) if row.id in maintained else None
        found.append(CourseNow(reading, notices_of(reading, held, since, today)))
    return found


def _by_course(rows: Iterable[Any]) -> dict[uuid.UUID, list[Any]]:
    found: dict[uuid.UUID, list[Any]] = {}
    for row in rows:
        found.setdefault(row.course_id, []).append(row)
    return found


def stand(db_session: Session, patient_id: uuid.UUID, reading: CourseReading, today: date, zone: ZoneInfo) -> CourseNow:
    """A course that was read already, with its reviews and notices: one query, two in maintenance."""
    reviews = db_session.execute(*queries.reviews(patient_id, reading.row.id)).all()
    held = [(review.held_on, review.sessions_done) for review in reviews]
    since = None
    if reading.row.phase == "maintenance":
        changes = db_session.execute(*treatment.plan_changes(patient_id, reading.row.id)).all()
        since = maintenance_since(changes, reading.row.started_on, zone)
    return CourseNow(reading, notices_of(reading, held, since, today))
