"""Answers to warning signs: by the patient and by practitioners, read by all of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.correspondence import queries
from tracker.correspondence.models import FlagAnswer
from tracker.correspondence.queries import FlagAnswerRow
from tracker.domain.acting import Author
from tracker.domain.safety.flags import Flag, answered_flags, read_flags, to_answer, unanswered, write_flags
from tracker.domain.values.deeds import deed
from tracker.patients.services import row_writing
from tracker.patients.services.row_writing import NotFound
from tracker.storage.rows import rows_of

ANSWERED = deed("flag_answer")


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer, and those of the signs it saw that the reader of it sees as well."""

    id: UUID
    by_account_id: UUID
    by_name: str
    at: datetime
    text: str
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody says they did about the signs that they were `shown`."""

    text: str
    shown: Sequence[Flag]


@dataclass(frozen=True, slots=True)
class Flags:
    """Warning signs of the last two weeks, by day, the newest first; those without an answer, and the answers."""

    noted: Sequence[Flag]
    waiting: Sequence[Flag]
    answers: Sequence[AnswerLine]


def read_answers(db_session: Session, patient_id: UUID, noted: Sequence[Flag]) -> Flags:
    """The warning signs that were noted with what was answered to them, in one query where there are any."""
    if not noted:
        return Flags((), (), ())
    rows = rows_of(db_session, *queries.flag_answers(patient_id, min(day for day, _codes in noted)))
    every = [_line(row, answered_flags(noted, read_flags(row.flags))) for row in rows]
    answers = [one for one in every if one.flags]
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


def own_answer(db_session: Session, patient_id: UUID, answer_id: UUID, by_account_id: UUID) -> FlagAnswer:
    """The answer, for who gave it; `NotFound` for everybody else."""
    row = row_writing.get(db_session, FlagAnswer, patient_id, answer_id)
    if row.by_account_id != by_account_id:
        raise NotFound
    return row


def take_back(db_session: Session, row: FlagAnswer, author: Author) -> UUID:
    """What it stood for waits for an answer again."""
    return row_writing.remove(db_session, row, author, deed=ANSWERED)


def latest_answered(flags: Flags) -> date | None:
    """The latest day all of whose warning signs were answered."""
    waiting = {day for day, _codes in flags.waiting}
    return next((day for day, _codes in flags.noted if day not in waiting), None)


def _line(row: FlagAnswerRow, flags: tuple[Flag, ...]) -> AnswerLine:
    return AnswerLine(row.id, row.by_account_id, row.by_name, row.answered_at, row.text, flags)


def _seen(answers: Iterable[AnswerLine]) -> list[Flag]:
    return [flag for one in answers for flag in one.flags]
