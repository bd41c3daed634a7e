"""What was done last time, offered in words and taken by one explicit tap."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.domain.errors import Invalid, Problems
from tracker.domain.treatment.session_detail import as_last_time, may_be_repeated
from tracker.domain.treatment.sessions import SessionFacts
from tracker.domain.values import parsing
from tracker.patients.services import row_writing
from tracker.storage.rows import rows_of
from tracker.treatment.models import TreatmentSession
from tracker.treatment.queries import treatment
from tracker.treatment.services.sessions import facts_of
from tracker.wording.language import _
from tracker.wording.treatment import LAST_TIME_CHANGED, last_time_words

DIGITS: Final = 16


@dataclass(frozen=True, slots=True)
class LastTime:
    """The session of the same kind that came last; `token` stands for it as it was when it was shown."""

    id: UUID
    facts: SessionFacts

    @property
    def day(self) -> date:
        return self.facts.started_at.date()

    @property
    def words(self) -> str:
        return last_time_words(self.facts)

    @property
    def token(self) -> str:
        return f"{self.id}.{sha256(self.words.encode()).hexdigest()[:DIGITS]}"


def latest(db_session: Session, patient_id: UUID, kind: str, other_than: UUID) -> tuple[LastTime, ...]:
    """The last attended sessions of this kind, the latest first, but for the one a form is about, in one query."""
    rows = rows_of(db_session, *treatment.latest_of_kind(patient_id, kind, other_than))
    return tuple(LastTime(row.id, facts_of(row)) for row in rows)


def last_time(db_session: Session, patient_id: UUID, kind: str, other_than: UUID) -> LastTime | None:
    """The attended session of this kind that came last, but for the one the form is about."""
    return next(iter(latest(db_session, patient_id, kind, other_than)), None)


def offered(db_session: Session, patient_id: UUID, kind: str, other_than: UUID) -> LastTime | None:
    """The latest of them of which something was said that may be repeated."""
    found = latest(db_session, patient_id, kind, other_than)
    return next((one for one in found if may_be_repeated(one.facts)), None)


def taken(db_session: Session, patient_id: UUID, facts: SessionFacts, token: str | None) -> SessionFacts:
    """The facts with what the tap took, none without a tap; `Problems` where that is no longer what was shown."""
    if token is None:
        return facts
    last = _named_by(db_session, patient_id, token)
    if last is None or last.token != token or last.facts.kind != facts.kind:
        raise Problems({"last_time": _(LAST_TIME_CHANGED)})
    return as_last_time(facts, last.facts)


def _named_by(db_session: Session, patient_id: UUID, token: str) -> LastTime | None:
    try:
        session_id = parsing.identifier(token.partition(".")[0])
        row = session_id and row_writing.get(db_session, TreatmentSession, patient_id, session_id)
    except (Invalid, row_writing.NotFound):
        return None
    return LastTime(row.id, facts_of(row)) if row else None
