"""Writing medication: doses, and the statement that none was taken on a day.

The statement is never rewritten when a dose is added later: it only stands while its day holds no dose (see the
queries), so undoing the dose brings it back.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.domain.acting import Author
from tracker.domain.errors import Problems
from tracker.domain.treatment.medication import DoseFacts, check_dose
from tracker.domain.values.deeds import Deed, deed
from tracker.domain.values.facts import read_facts, values_of
from tracker.domain.values.periods import local, offset_of
from tracker.patients.services import history, row_writing
from tracker.storage.rows import rows_of
from tracker.treatment.models import Dose
from tracker.treatment.queries import treatment
from tracker.wording.language import _
from tracker.wording.treatment import DOSE_CHANGED, HAS_DOSES, amount_words, medicine_words


def columns_of(facts: DoseFacts) -> dict[str, Any]:
    """The facts as the table keeps them."""
    values = values_of(facts)
    offset = None if facts.taken_at is None else offset_of(facts.taken_at)
    return values | {"taken_offset": offset, "local_day": values.pop("for_date")}


def facts_of(row: Dose) -> DoseFacts:
    """The facts of a stored dose."""
    taken_at = None if row.taken_at is None else local(row.taken_at, row.taken_offset)
    return read_facts(DoseFacts, row, for_date=row.local_day, taken_at=taken_at)


def add_dose(db_session: Session, dose_id: UUID, facts: DoseFacts, author: Author) -> UUID:
    """Save a dose; `Problems` where it cannot stand."""
    check_dose(facts, now=author.now, today=author.today)
    return _create(db_session, dose_id, facts, author)


def take_again(db_session: Session, dose_id: UUID, source_id: UUID, author: Author, *, said: str | None) -> UUID:
    """Log the medicine of an earlier dose as taken now, if it is still what the button `said`.

    `Problems` where that dose was changed or deleted meanwhile.
    """
    try:
        source = row_writing.get(db_session, Dose, author.patient_id, source_id)
    except row_writing.NotFound:
        raise Problems({"dose_id": _(DOSE_CHANGED)}) from None
    if source.none_taken or said != medicine_words(source.name, amount_words(source.amount, source.unit)):
        raise Problems({"dose_id": _(DOSE_CHANGED)})
    facts = DoseFacts(
        for_date=author.given_on, taken_at=author.given_here, name=source.name, amount=source.amount, unit=source.unit
    )
    return _create(db_session, dose_id, facts, author, asked=("name", "amount", "unit"))


def say_none_taken(db_session: Session, dose_id: UUID, day: date, author: Author) -> UUID:
    """Note that no medicine was taken on `day`; saying it again changes nothing. `Problems` where doses stand."""
    for found in rows_of(db_session, *treatment.doses_of_day(author.patient_id, day)):
        if not found.none_taken:
            raise Problems({"day": _(HAS_DOSES)})
        known = row_writing.get(db_session, Dose, author.patient_id, found.id)
        first = history.made_by(db_session, known)
        if first is not None:
            return first.id
    facts = DoseFacts(for_date=day, none_taken=True)
    return _create(db_session, dose_id, facts, author)


def _create(db_session: Session, dose_id: UUID, facts: DoseFacts, author: Author, asked: Sequence[str] = ()) -> UUID:
    """A new row; a form that comes twice is compared by what was `asked`, or else by all of it."""
    values = columns_of(facts)
    row = Dose(patient_id=author.patient_id, id=dose_id, entered_at=author.now, **values)
    given = {name: values[name] for name in asked or values}
    return row_writing.create(db_session, row, author, deed=_deed(facts), given=given)


def change_dose(db_session: Session, row: Dose, facts: DoseFacts, author: Author) -> UUID | None:
    """Save other facts for a dose; None where they stood so before, `Problems` where they cannot stand."""
    check_dose(facts, now=author.now, today=author.today)
    return row_writing.change(db_session, row, columns_of(facts), author, deed=_deed(facts))


def delete_dose(db_session: Session, row: Dose, author: Author) -> UUID:
    """Take a dose, or a "took none" statement, out of sight."""
    return row_writing.remove(db_session, row, author, deed=_deed(facts_of(row)))


def _deed(facts: DoseFacts) -> Deed:
    if facts.none_taken or facts.taken_at is None:
        return deed("no_medicine", day=facts.for_date)
    unknown = {"time_unknown": True} if facts.time_unknown else {}
    at = facts.taken_at.replace(tzinfo=None)
    return deed("dose", name=facts.name, amount=facts.amount, unit=facts.unit, at=at, **unknown)
