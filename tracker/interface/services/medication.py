"""Doses of medicine, and the statement that none was taken on a day."""

from dataclasses import replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.domain.acting import Author
from tracker.domain.treatment.medication import DoseFacts
from tracker.files import contract
from tracker.interface.services.resource import Resource, Values
from tracker.patients.services import row_writing
from tracker.treatment.models import Dose
from tracker.treatment.services import doses
from tracker.wording.language import N_


def _facts(values: Values) -> DoseFacts:
    """Of a day alone nothing was taken; of a moment it is its own local day that counts."""
    taken = values["taken_at"]
    if isinstance(taken, datetime):
        return DoseFacts(for_date=taken.date(), **values)
    return DoseFacts(for_date=taken, none_taken=True, **(values | {"taken_at": None}))


def _put(db_session: Session, dose_id: UUID, values: Values, author: Author) -> UUID | None:
    facts = _facts(values)
    try:
        row = row_writing.get(db_session, Dose, author.patient_id, dose_id)
    except row_writing.NotFound:
        if facts == DoseFacts(for_date=facts.for_date, none_taken=True):
            return doses.say_none_taken(db_session, dose_id, facts.for_date, author)
        return doses.add_dose(db_session, dose_id, facts, author)
    same_time = facts.taken_at is not None and facts.taken_at == doses.facts_of(row).taken_at
    return doses.change_dose(db_session, row, replace(facts, time_unknown=row.time_unknown and same_time), author)


def _remove(db_session: Session, dose_id: UUID, author: Author) -> UUID:
    return doses.delete_dose(db_session, row_writing.get(db_session, Dose, author.patient_id, dose_id), author)


def _day(values: Values, author: Author) -> date:
    taken: date | datetime = values["taken_at"]
    return taken.astimezone(author.zone).date() if isinstance(taken, datetime) else taken


MEDICATION: Final = Resource(
    name="medication",
    one="dose",
    title=N_("Medicine"),
    file=contract.MEDICATION,
    model=Dose,
    order="local_day",
    given=frozenset(contract.MEDICATION.header) - {"dose_id", "imported_from", "time_known"},
    put=_put,
    remove=_remove,
    day_of=_day,
)
