"""A practitioner suggests a review of a course; the patient goes to it or says not now. Once between two reviews."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.correspondence import queries
from tracker.correspondence.models import ReviewRequest
from tracker.correspondence.queries import OpenRequest
from tracker.domain.acting import Author
from tracker.domain.course.proposal import COURSE_ENDED, DECLINED, ENDED, OPEN, WITHDRAWN
from tracker.domain.errors import Problems
from tracker.domain.values.deeds import Deed, deed
from tracker.patients.services import row_writing
from tracker.storage.rows import rows_of


def suggested(db_session: Session, patient_id: UUID) -> Sequence[OpenRequest]:
    """What Today shows, in one query: of each course the latest."""
    rows = rows_of(db_session, *queries.open_requests(patient_id))
    return list({row.course_id: row for row in reversed(rows)}.values())[::-1]


def requested(db_session: Session, courses: list[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], ReviewRequest]:
    """What was suggested since their last review for these courses, each by its patient and id; at most one query."""
    asked = set(courses)
    rows = rows_of(db_session, *queries.requests_of(*map(list, zip(*asked, strict=True)))) if asked else ()
    found = {(row.patient_id, row.course_id): row for row in reversed(rows)}
    return {pair: row for pair, row in found.items() if pair in asked}


def suggest(db_session: Session, course: Any, request_id: UUID, author: Author) -> UUID | None:
    """Suggest a review; None where somebody has since the last one. `Problems` for a course that has ended."""
    if course.phase == ENDED:
        raise Problems({"id": COURSE_ENDED})
    if requested(db_session, [(course.patient_id, course.id)]):
        return None
    given = {"by_account_id": author.account_id, "course_id": course.id}
    row = ReviewRequest(
        patient_id=course.patient_id, id=request_id, by_name=author.name, made_at=author.now, state=OPEN, **given
    )
    return row_writing.create(db_session, row, author, deed=deed("review_suggested"), given=given)


def withdraw(db_session: Session, row: ReviewRequest, author: Author) -> UUID | None:
    """Take an open suggestion back; None where there is nothing to take back any more."""
    return _decide(db_session, row, WITHDRAWN, author, deed("review_unsuggested"))


def dismiss(db_session: Session, row: ReviewRequest, author: Author) -> UUID | None:
    """The patient says not now; None where that was decided before."""
    return _decide(db_session, row, DECLINED, author, deed("review_dismissed", by=row.by_name))


def _decide(db_session: Session, row: ReviewRequest, state: str, author: Author, what: Deed) -> UUID | None:
    if row.state != OPEN:
        return None
    return row_writing.change(db_session, row, {"state": state, "decided_at": author.now}, author, deed=what)
