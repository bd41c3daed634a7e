"""Review notes: a practitioner writes, corrects and deletes their own; the patient reads and answers them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.correspondence import queries
from tracker.correspondence.models import ReviewNote
from tracker.domain.acting import Author
from tracker.domain.errors import Problems
from tracker.domain.values.deeds import deed
from tracker.patients.services import row_writing
from tracker.storage.rows import rows_of
from tracker.wording.correspondence import NO_ANSWER
from tracker.wording.language import _

SHOWN_ON_TODAY: Final = 300


@dataclass(frozen=True, slots=True)
class Unread:
    """The newest note that was not read yet, cut where it is long, and how many more there are."""

    note: ReviewNote
    more: int

    @property
    def is_cut(self) -> bool:
        return len(self.note.text) > SHOWN_ON_TODAY

    @property
    def shown(self) -> str:
        """The text, or its beginning up to a blank."""
        if not self.is_cut:
            return self.note.text
        begun = self.note.text[:SHOWN_ON_TODAY]
        return f"{begun.rpartition(' ')[0] or begun} …"


def notes_of(
    db_session: Session, patient_id: UUID, by_account_id: UUID | None, most: int, offset: int = 0
) -> Sequence[ReviewNote]:
    """Notes, newest first: those of one practitioner, or for the owner (None) of all of them."""
    return rows_of(db_session, *queries.notes(patient_id, by_account_id, most, offset))


def unread_note(db_session: Session, patient_id: UUID) -> Unread | None:
    """What Today shows of the notes its owner has not read, in one query."""
    found = db_session.execute(*queries.newest_unread(patient_id)).one_or_none()
    return None if found is None else Unread(found[0], found[1] - 1)


def write_note(db_session: Session, note_id: UUID, text: str, author: Author) -> UUID:
    """Save a new note; sent twice it is one note."""
    given = {"by_account_id": author.account_id, "text": text}
    row = ReviewNote(patient_id=author.patient_id, id=note_id, by_name=author.name, written_at=author.now, **given)
    return row_writing.create(db_session, row, author, deed=deed("note"), given=given)


def correct_note(db_session: Session, row: ReviewNote, text: str, author: Author) -> UUID | None:
    """Save another text, which makes the note unread again; None where it is the same text."""
    if text == row.text:
        return None
    values = {"text": text, "corrected_at": author.now, "read_at": None}
    return row_writing.change(db_session, row, values, author, deed=deed("note"))


def delete_note(db_session: Session, row: ReviewNote, author: Author) -> UUID:
    return row_writing.remove(db_session, row, author, deed=deed("note"))


def mark_read(db_session: Session, row: ReviewNote, author: Author) -> UUID | None:
    """Note that the owner has read it; None where that was noted before."""
    if row.read_at is not None:
        return None
    read = deed("note_read", by=row.by_name)
    return row_writing.change(db_session, row, {"read_at": author.now}, author, deed=read)


def answer_note(db_session: Session, row: ReviewNote, answer: str | None, author: Author) -> UUID | None:
    """Save the owner's answer, which also marks the note as read; an empty one takes an answer back.

    `Problems` where there is none to take back, None where the answer is the same.
    """
    if answer is None and row.answer is None:
        raise Problems({"answer": _(NO_ANSWER)})
    if answer == row.answer:
        return None
    values = {
        "answer": answer,
        "answered_at": None if answer is None else author.now,
        "read_at": author.now if row.read_at is None else row.read_at,
    }
    given = deed("note_unanswered" if answer is None else "note_answered", by=row.by_name)
    return row_writing.change(db_session, row, values, author, deed=given)
