"""Sessions of its kind that are in no course, offered to one: logged before it was planned, or never given to any."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from tracker.domain.acting import Author
from tracker.domain.course.counting import run_up_from
from tracker.domain.limits import PLANNED_SESSIONS
from tracker.domain.treatment.one_visit import Visit
from tracker.domain.values.deeds import deed
from tracker.patients.services import row_writing
from tracker.storage.rows import rows_of
from tracker.treatment.models import Course, TreatmentSession
from tracker.treatment.queries import courses as course_queries
from tracker.treatment.queries import treatment
from tracker.treatment.services.one_visit import visit_in
from tracker.wording.treatment import in_no_course

MOST: Final = PLANNED_SESSIONS[1]


@dataclass(frozen=True, slots=True)
class Offer:
    """What a course is offered, oldest first: its kind, and the sessions."""

    kind: str
    sessions: Sequence[Visit]

    def __bool__(self) -> bool:
        return bool(self.sessions)

    @property
    def words(self) -> str:
        """3 acupuncture sessions since Mon 2 Nov 2026 are in no course."""
        return in_no_course(len(self.sessions), self.kind, self.sessions[0].started_at.date())


def offer_to(db_session: Session, patient_id: uuid.UUID, course_id: uuid.UUID) -> Offer | None:
    """What this course is offered, in two queries; None where there is no such course, or it has ended."""
    courses = rows_of(db_session, *course_queries.courses_of(patient_id))
    course = next((row for row in courses if row.id == course_id), None)
    if course is None or course.phase == "ended":
        return None
    rows = rows_of(db_session, *treatment.loose_sessions(patient_id, course.kind))
    before = [row.ended_on for row in courses if row.kind == course.kind and row.ended_on is not None]
    first = run_up_from((row.local_day for row in rows), course.started_on, max(before, default=None))
    found = [visit_in(row) for row in rows if first is not None and row.local_day >= first]
    return Offer(course.kind, found[:MOST])


def count_in(
    db_session: Session, course_id: uuid.UUID, chosen: Collection[uuid.UUID], author: Author
) -> uuid.UUID | None:
    """Give the chosen ones of what the course is offered to it, as one change; None where none of them is left."""
    patient_id = author.patient_id
    course = row_writing.get(db_session, Course, patient_id, course_id)
    offer = offer_to(db_session, patient_id, course_id)
    taken = [one for one in (() if offer is None else offer.sessions) if one.id in chosen]
    counted = deed("counted_in", kind=course.kind, sessions=len(taken))
    first = None
    for one in taken:
        row = row_writing.get(db_session, TreatmentSession, patient_id, one.id)
        made = row_writing.change(db_session, row, {"course_id": course.id}, author, deed=counted, brought_by=first)
        first = first or made
    return first
