"""Sessions and self-care of every kind, planned ones as well."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.domain.acting import Author
from tracker.domain.treatment.sessions import SessionFacts
from tracker.files import contract
from tracker.interface.services.resource import Resource, Values
from tracker.interface.services.source import source_of
from tracker.patients.services import row_writing
from tracker.reports.services.files import next_days_of, numbers_of
from tracker.storage.rows import RowSelect
from tracker.treatment.models import Course, TreatmentSession
from tracker.treatment.queries.treatment import live_course
from tracker.treatment.services import sessions
from tracker.treatment.services.sessions import Told
from tracker.wording.language import N_

NOT_GIVEN: Final = {"session_id", "session_number", "leg_next_day", "imported_from", "time_known"}


def _put(db_session: Session, session_id: UUID, values: Values, author: Author) -> UUID | None:
    """A program names a visit by its id, so one under another id is another visit and nothing is asked."""
    facts = SessionFacts(**values)
    try:
        row = row_writing.get(db_session, TreatmentSession, author.patient_id, session_id)
    except row_writing.NotFound:
        return sessions.create_session(db_session, session_id, Told(facts, looked_at=None), author)
    same_time = facts.started_at == sessions.facts_of(row).started_at
    facts = replace(facts, time_unknown=row.time_unknown and same_time)
    return sessions.change_session(db_session, row, Told(facts, looked_at=None), author)


def _remove(db_session: Session, session_id: UUID, author: Author) -> UUID:
    row = row_writing.get(db_session, TreatmentSession, author.patient_id, session_id)
    return sessions.delete_session(db_session, row, author)


def _day(values: Values, author: Author) -> date:
    return values["started_at"].astimezone(author.zone).date()  # type: ignore[no-any-return]


def _worked_out(
    db_session: Session, patient_id: UUID, here: datetime, rows: Sequence[Any]
) -> Mapping[str, Callable[..., Any]]:
    source = source_of(db_session, patient_id, here)
    return {"session_number": numbers_of(source, rows).get, "leg_next_day": next_days_of(source, rows).get}


def _with_course(query: RowSelect[Any]) -> RowSelect[Any]:
    """A course that is gone, or not shown, is not named."""
    joined: RowSelect[Any] = query.outerjoin(Course, live_course())
    return joined


SESSIONS: Final = Resource(
    name="sessions",
    one="session",
    title=N_("Sessions"),
    file=contract.SESSIONS,
    model=TreatmentSession,
    order="local_day",
    columns={"course_id": Course.id},
    joined=_with_course,
    worked_out=_worked_out,
    given=frozenset(contract.SESSIONS.header) - NOT_GIVEN,
    put=_put,
    remove=_remove,
    day_of=_day,
)
