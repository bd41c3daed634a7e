"""Answers to warning signs: by the patient and by practitioners, read by all of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.correspondence import queries
from tracker.correspondence.models import FlagAnswer
from tracker.domain.acting import Author
from tracker.domain.safety.flags import Flag, answered_flags, read_flags, to_answer, unanswered, write_flags
from tracker.domain.values.deeds import deed
from tracker.patients.services import row_writing
from tracker.storage.rows import rows_of

ANSWERED = deed("flag_answer")


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody says they did about the signs that they were `shown`."""

    text: str
    shown: Sequence[Flag]


@dataclass(frozen=True, slots=True)
class Flags:
    """Warning signs of the last two weeks, by day, the newest first; those without an answer, and the answers.

    Each answer with those of the signs it saw that the reader of it sees as well.
    """

    noted: Sequence[Flag]
    waiting: Sequence[Flag]
    answers: Sequence[tuple[FlagAnswer, tuple[Flag, ...]]]


def read_answers(db_session: Session, patient_id: UUID, noted: Sequence[Flag]) -> Flags:
    """The warning signs that were noted with what was answered to them, in one query where there are any."""
    if not noted:
        return Flags((), (), ())
    rows = rows_of(db_session, *queries.flag_answers(patient_id, min(day for day, _codes in noted)))
    every = [(row, answered_flags(noted, read_flags(row.flags))) for row in rows]
    answers = [(row, seen) for row, seen in every if seen]
    return Flags(noted, unanswered(noted, _seen(answers)), answers)


def answer(db_session: Session, answer_id: UUID, told: Answer, flags: Flags, author: Author) -> UUID:
    """Save what was done about warning signs; sent twice it is one answer.

    `Problems` where none of them waits for an answer any more.
    """
    given = {"by_account_id": author.account_id, "text": told.text}
    known = db_session.get(FlagAnswer, (author.patient_id, answer_id))
    about = read_flags(known.flags) if known is not None else to_answer(told.shown, flags.noted, _seen(flags.answers))
    row = FlagAnswer(
        patient_id=author.patient_id,
        id=answer_id,
        last_on=max((day for day, _codes in about), default=author.now.date()),
        flags=write_flags(about),
        by_name=author.name,
        answered_at=author.now,
        **given,
    )
    return row_writing.create(db_session, row, author, deed=ANSWERED, given=given)


def take_back(db_session: Session, row: FlagAnswer, author: Author) -> UUID:
    """What it stood for waits for an answer again."""
    return row_writing.remove(db_session, row, author, deed=ANSWERED)


def latest_answered(flags: Flags) -> date | None:
    """The latest day all of whose warning signs were answered."""
    waiting = {day for day, _codes in flags.waiting}
    return next((day for day, _codes in flags.noted if day not in waiting), None)


def _seen(answers: Iterable[tuple[FlagAnswer, tuple[Flag, ...]]]) -> list[Flag]:
    return [flag for _row, seen in answers for flag in seen]
