"""What the patient wants to ask next time: written, asked, deleted."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.correspondence import queries
from tracker.correspondence.models import Question
from tracker.domain.acting import Author
from tracker.domain.brief.questions import check_room
from tracker.domain.values.deeds import Deed, deed
from tracker.patients.services import row_writing
from tracker.storage.rows import rows_of

ASKED_SHOWN: Final = 20
TEXT_KEPT: Final = 200


def open_questions(db_session: Session, patient_id: UUID) -> Sequence[Question]:
    """What stands on the brief, in the order it was written."""
    return rows_of(db_session, *queries.open_questions(patient_id))


def asked_questions(db_session: Session, patient_id: UUID) -> Sequence[Question]:
    """What was asked, the latest first."""
    return rows_of(db_session, *queries.done_questions(patient_id, ASKED_SHOWN))


def add_question(db_session: Session, question_id: UUID, text: str, author: Author) -> UUID:
    """Save a question; `Problems` where too many are open already."""
    given, patient_id = {"text": text}, author.patient_id
    row = Question(patient_id=patient_id, id=question_id, written_at=author.now, **given)
    if db_session.get(Question, (patient_id, question_id)) is None:
        check_room(len(open_questions(db_session, patient_id)))
    return row_writing.create(db_session, row, author, deed=_deed("question", text), given=given)


def mark_asked(db_session: Session, row: Question, author: Author) -> UUID | None:
    """Take a question off the brief; None where it was taken off before."""
    if row.done_at is not None:
        return None
    return row_writing.change(db_session, row, {"done_at": author.now}, author, deed=_deed("question_asked", row.text))


def delete_question(db_session: Session, row: Question, author: Author) -> UUID:
    return row_writing.remove(db_session, row, author, deed=_deed("question", row.text))


def _deed(code: str, text: str) -> Deed:
    return deed(code, text=text[:TEXT_KEPT])
