"""What somebody else is shown of a record, set beneath every query of their request.

Once a database session looks for another than the owner, each of its selects finds rows of that one record alone,
from the day it is shared from on, whatever the query asked for. A table that does not say what of it is shared shows
nothing.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import event
from sqlalchemy.orm import Mapper, ORMExecuteState, Session, with_loader_criteria
from sqlalchemy.sql.base import ExecutableOption

from tracker.domain.sharing.access import Terms
from tracker.patients.models import FirstDay, PatientRow
from tracker.storage.base import Base

SCOPE = "what somebody else is shown"


@dataclass(frozen=True, slots=True)
class Scope:
    """What of one patient's record is shown, by the `terms`, to the account of `reader`, or to whoever has a link.

    The first day is one of the patient's own, so what holds a moment and no day is compared in the patient's `zone`.
    """

    patient_id: UUID
    terms: Terms
    zone: ZoneInfo
    reader: UUID | None = None


def _record_tables() -> list[type[PatientRow]]:
    mappers: Sequence[Mapper[Base]] = list(Base.registry.mappers)
    return [mapper.class_ for mapper in mappers if issubclass(mapper.class_, PatientRow)]


def criteria(scope: Scope) -> tuple[ExecutableOption, ...]:
    """The options that keep a select within the scope, also for one that is run outside a session."""
    options = []
    terms = scope.terms
    first = None if terms.first_day is None else FirstDay.of(terms.first_day, scope.zone)
    for model in _record_tables():
        own = model.patient_id == scope.patient_id
        shown = own if first is None else own & model.shared_since(first)
        written = None if terms.others else model.written_by(scope.reader)
        shown = shown if written is None else shown & written
        options.append(with_loader_criteria(model, shown, include_aliases=True))
    return tuple(options)


def look_through(db_session: Session, scope: Scope) -> None:
    """From here on the session sees what `scope` shows, and nothing else of any record."""
    db_session.info[SCOPE] = criteria(scope)


@contextmanager
def whole_record(db_session: Session) -> Iterator[None]:
    """Inside, the session sees all of the record again: for what the app itself works out from a change."""
    options = db_session.info.pop(SCOPE, None)
    try:
        yield
    finally:
        if options is not None:
            db_session.info[SCOPE] = options


@event.listens_for(Session, "do_orm_execute")
def _keep_within(state: ORMExecuteState) -> None:
    options = state.session.info.get(SCOPE)
    if options is not None and state.is_select:
        state.statement = state.statement.options(*options)
