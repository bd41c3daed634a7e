"""How a course stands today: its measure, the reviews held of it and what it calls for."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tracker.review import queries
from tracker.review.services.measuring import CourseReading, CourseRow, measured
from tracker.review.services.notices import Notices, maintenance_since, notices_of
from tracker.treatment import queries as treatment


@dataclass(frozen=True, slots=True)
class CourseNow:
    """One course with what it calls for."""

    reading: CourseReading
    notices: Notices
    reviews: Sequence[Any]

    @property
    def ended(self) -> bool:
        return self.reading.row.phase == "ended"


def read_now(db_session: Session, patient_id: uuid.UUID, row: CourseRow, today: date, zone: ZoneInfo) -> CourseNow:
    """The course as it stands, in three queries, four in maintenance."""
    return stand(db_session, patient_id, measured(db_session, patient_id, row, today), today, zone)


def stand(db_session: Session, patient_id: uuid.UUID, reading: CourseReading, today: date, zone: ZoneInfo) -> CourseNow:
    """A course that was read already, with its reviews and notices: one query, two in maintenance."""
    reviews = db_session.execute(*queries.reviews(patient_id, reading.row.id)).all()
    held = [(review.held_on, review.sessions_done) for review in reviews]
    since = None
    if reading.row.phase == "maintenance":
        changes = db_session.execute(*treatment.plan_changes(patient_id, reading.row.id)).all()
        since = maintenance_since(changes, reading.row.started_on, zone)
    return CourseNow(reading, notices_of(reading, held, since, today), reviews)
