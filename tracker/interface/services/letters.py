"""What patient and practitioner write to each other, and the reviews of courses, which are read alone."""

from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.correspondence.models import Question, ReviewNote
from tracker.correspondence.services import notes, questions
from tracker.domain.acting import Author
from tracker.domain.errors import Fault, Problems
from tracker.domain.sharing.access import Action
from tracker.files import contract
from tracker.interface.services.resource import Resource, Values
from tracker.patients.services import row_writing
from tracker.review.models import CourseReview
from tracker.wording.language import N_


def _own_note(db_session: Session, note_id: UUID, author: Author) -> ReviewNote:
    assert author.account_id is not None, "a token is somebody's"  # noqa: S101
    return row_writing.get_own(db_session, ReviewNote, author.patient_id, note_id, author.account_id)


def _put_note(db_session: Session, note_id: UUID, values: Values, author: Author) -> UUID | None:
    text = values["text"]
    if text is None:
        raise Problems({"text": Fault("needed")})
    try:
        row = _own_note(db_session, note_id, author)
    except row_writing.NotFound:
        return notes.write_note(db_session, note_id, text, author)
    return notes.correct_note(db_session, row, text, author)


def _remove_note(db_session: Session, note_id: UUID, author: Author) -> UUID:
    return notes.delete_note(db_session, _own_note(db_session, note_id, author), author)


def _put_question(db_session: Session, question_id: UUID, values: Values, author: Author) -> UUID | None:
    """A question is asked or taken away, and never reworded, as on its page."""
    try:
        row = row_writing.get(db_session, Question, author.patient_id, question_id)
    except row_writing.NotFound:
        return questions.add_question(db_session, question_id, values["text"], author)
    if values["text"] != row.text:
        raise Problems({"text": Fault("kind_stays")})
    return None


def _remove_question(db_session: Session, question_id: UUID, author: Author) -> UUID:
    row = row_writing.get(db_session, Question, author.patient_id, question_id)
    return questions.delete_question(db_session, row, author)


REVIEWS: Final = Resource(
    name="reviews",
    one="review",
    title=N_("Reviews"),
    file=contract.REVIEWS,
    model=CourseReview,
    order="held_on",
)
NOTES: Final = Resource(
    name="notes",
    one="note",
    title=N_("Notes and questions"),
    file=contract.NOTES,
    model=ReviewNote,
    order="written_at",
    is_day=False,
    given=frozenset({"text"}),
    put=_put_note,
    remove=_remove_note,
    writes=Action.COMMENT,
    authors_alone=True,
)
QUESTIONS: Final = Resource(
    name="questions",
    one="question",
    title=N_("Notes and questions"),
    file=contract.QUESTIONS,
    model=Question,
    order="written_at",
    is_day=False,
    given=frozenset({"text"}),
    put=_put_question,
    remove=_remove_question,
)
