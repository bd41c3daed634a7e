"""What practitioners record of sessions, in their own view."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.domain.acting import Author
from tracker.domain.errors import Fault, Invalid, Problems
from tracker.domain.sharing.access import Action
from tracker.domain.treatment.session_record import AdverseEvent, SessionRecordFacts
from tracker.domain.values import parsing
from tracker.files import contract
from tracker.interface.services.resource import Resource, Values
from tracker.patients.services import row_writing
from tracker.treatment.models import SessionRecord, TreatmentSession
from tracker.treatment.services import session_records
from tracker.wording.language import N_

YES_NO: Final = frozenset({"resolved", "serious"})
NAMES: Final = frozenset(field.name for field in fields(AdverseEvent))
NO_EFFECTS: Final = Fault("no_effects")
NONE_TO_RECORD: Final = Fault("no_session_to_record")


def _put(db_session: Session, record_id: UUID, values: Values, author: Author) -> UUID | None:
    session_id = values.pop("session_id")
    if session_id is None:
        raise Problems({"session_id": Fault("needed")})
    facts = SessionRecordFacts(**values | {"adverse_events": _events(values["adverse_events"])})
    try:
        session = row_writing.get(db_session, TreatmentSession, author.patient_id, session_id)
    except row_writing.NotFound:
        raise Problems({"session_id": NONE_TO_RECORD}) from None
    if not session_records.may_be_recorded(session):
        raise Problems({"session_id": NONE_TO_RECORD})
    try:
        row = _own(db_session, record_id, author)
    except row_writing.NotFound:
        return session_records.add_record(db_session, session, record_id, facts, author)
    if row.session_id != session_id:
        raise Problems({"session_id": Fault("kind_stays")})
    return session_records.correct_record(db_session, session, row, facts, author)


def _own(db_session: Session, record_id: UUID, author: Author) -> SessionRecord:
    assert author.account_id is not None, "a token is somebody's"  # noqa: S101
    return row_writing.get_own(db_session, SessionRecord, author.patient_id, record_id, author.account_id)


def _remove(db_session: Session, record_id: UUID, author: Author) -> UUID:
    row = _own(db_session, record_id, author)
    session = row_writing.get(db_session, TreatmentSession, author.patient_id, row.session_id)
    return session_records.delete_record(db_session, session, row, author)


def _events(values: Sequence[Mapping[str, Any]] | None) -> tuple[AdverseEvent, ...] | None:
    """None is that nothing was said, and none that there were none; `Problems` for what is no such event."""
    if values is None:
        return None
    try:
        return tuple(map(_event, values))
    except Invalid as error:
        raise Problems({"adverse_events": error.message}) from None


def _event(given: Mapping[str, Any]) -> AdverseEvent:
    if "item" not in given or not given.keys() <= NAMES:
        raise Invalid(NO_EFFECTS)
    for name, value in given.items():
        if value is not None and not isinstance(value, bool if name in YES_NO else str):
            raise Invalid(NO_EFFECTS)
    lines = {name: parsing.line(given[name]) for name in ("lasted", "action") if given.get(name) is not None}
    return AdverseEvent(**{**given, **lines})


SESSION_RECORDS: Final = Resource(
    name="session_records",
    one="session_record",
    title=N_("Records of sessions"),
    file=contract.SESSION_RECORDS,
    model=SessionRecord,
    order="entered_at",
    is_day=False,
    given=frozenset(contract.SESSION_RECORDS.header) - {"record_id", "by", "entered_at"},
    put=_put,
    remove=_remove,
    writes=Action.RECORD,
)
