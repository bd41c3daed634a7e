"""Life events: dated lines, such as a new chair or a fall."""

from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.diary.models import LifeEvent
from tracker.diary.services import writing
from tracker.diary.services.writing import LifeEventFacts
from tracker.domain.acting import Author
from tracker.files import contract
from tracker.interface.services.resource import Resource, Values
from tracker.patients.services.row_writing import NotFound
from tracker.wording.language import N_


def _put(db_session: Session, event_id: UUID, values: Values, author: Author) -> UUID | None:
    facts = LifeEventFacts(**values)
    try:
        return writing.change_life_event(db_session, event_id, facts, author)
    except NotFound:
        return writing.save_life_event(db_session, event_id, facts, author)


LIFE_EVENTS: Final = Resource(
    name="life_events",
    one="life_event",
    title=N_("Life events"),
    file=contract.CHANGES,
    model=LifeEvent,
    order="for_date",
    given=frozenset({"kind", "for_date", "note"}),
    put=_put,
    remove=writing.delete_life_event,
)
