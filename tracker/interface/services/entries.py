"""Entries: a day's own one, and moments."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.diary.models import Entry
from tracker.diary.services import writing
from tracker.domain.acting import Author
from tracker.domain.scores.entry import EntryFacts
from tracker.files import contract
from tracker.files.cells import farthest
from tracker.interface.services.resource import InTheWay, Resource, Values
from tracker.wording.language import N_

GIVEN: Final = frozenset(
    {"kind", "for_date", "for_time", "leg_pain", "back_pain", "worst_leg_pain", "side", "regions", "qualities"}
    | {"numbness_tingling", "weakness", "sleep_disturbed", "sitting_minutes", "walking_minutes"}
    | {"aggravated_by", "eased_by", "warning_signs", "note"}
)


def _put(db_session: Session, entry_id: UUID, values: Values, author: Author) -> UUID | None:
    try:
        return writing.put_entry(db_session, entry_id, EntryFacts(**values), author)
    except writing.DayTaken as taken:
        raise InTheWay({"for_date": taken.message}, entry_id=str(taken.entry_id)) from None


def _day(values: Values, _author: Author) -> date:
    return values["for_date"]  # type: ignore[no-any-return]


def _worked_out(
    db_session: Session, _patient_id: UUID, _here: datetime, _rows: Sequence[Any]
) -> Mapping[str, Callable[..., Any]]:
    """SQLite hands regions over as they are stored."""
    return {"farthest_point": farthest if db_session.get_bind().dialect.name == "sqlite" else _farthest}


def _farthest(regions: str | tuple[str, ...] | None) -> str:
    """Of the regions as they are stored, or as a tuple."""
    return farthest(regions if regions is None or isinstance(regions, str) else " ".join(regions) or None)


ENTRIES: Final = Resource(
    name="entries",
    one="entry",
    title=N_("Daily entries and moments"),
    file=contract.ENTRIES,
    model=Entry,
    order="for_date",
    worked_out=_worked_out,
    given=GIVEN,
    put=_put,
    remove=writing.delete_entry,
    day_of=_day,
)
