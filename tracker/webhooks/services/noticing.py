"""Which events a transaction brings about, and the messages that tell of them, written in that same transaction."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from tracker.diary.models import Entry
from tracker.domain.safety.warning_signs import WARNING_SIGNS
from tracker.domain.webhooks.event_types import EventType
from tracker.domain.webhooks.outcomes import State
from tracker.patients.services.history import RowChange, Snapshot
from tracker.sharing.services.live_shares import when_ended
from tracker.storage.rows import rows_of
from tracker.treatment.models import TreatmentSession
from tracker.webhooks import queries
from tracker.webhooks.models import WebhookDelivery

# Messages of one webhook that wait. A receiver that is away longer is told no more of what was saved meanwhile.
WAITING_MOST: Final = 100
ATTENDED: Final = "attended"
Event = tuple[uuid.UUID, EventType, uuid.UUID | None, datetime]


def queue_events(db_session: Session, changes: Sequence[RowChange]) -> None:
    """Write down what is to be told of these changes, in the caller's transaction: each event of a row once."""
    events = {}
    for change in changes:
        for event_type in happened(change):
            row_id = uuid.UUID(change.after["id"])
            events[change.patient_id, event_type, row_id] = (change.patient_id, event_type, row_id, change.at)
    queue(db_session, list(events.values()))


def happened(change: RowChange) -> Iterator[EventType]:
    """What a change of a row means to those who listen. What came from a file is none of it: it may be ten years."""
    after = change.after
    before = None if change.before is None or change.before["deleted_at"] is not None else change.before
    if after["deleted_at"] is not None or (change.before is None and after.get("imported_from") is not None):
        return
    if change.table_name == Entry.__tablename__:
        yield EventType.ENTRY_SAVED
        if _signs(after) - _signs(before):
            yield EventType.WARNING_SIGN_NOTED
    elif change.table_name == TreatmentSession.__tablename__ and _attended(after) and not _attended(before):
        yield EventType.SESSION_ATTENDED


def _signs(row: Snapshot | None) -> set[str]:
    return set(WARNING_SIGNS).intersection((row or {}).get("warning_signs") or ())


def _attended(row: Snapshot | None) -> bool:
    return row is not None and row["status"] == ATTENDED


@when_ended
def _share_ended(db_session: Session, patient_id: uuid.UUID, share_id: uuid.UUID, at: datetime) -> None:
    queue(db_session, [(patient_id, EventType.SHARE_ENDED, share_id, at)])


def queue(db_session: Session, events: Sequence[Event]) -> None:
    """Write a message for each event and each webhook of its record that listens to it."""
    for patient_id in {event[0] for event in events}:
        mine = [event for event in events if event[0] == patient_id]
        for webhook in rows_of(db_session, *queries.listening(patient_id)):
            heard = [event for event in mine if event[1].value in webhook.event_types]
            for _whose, event_type, row_id, at in heard[: max(WAITING_MOST - webhook.waiting, 0)]:
                db_session.add(message_of(webhook.id, event_type, row_id, at))


def message_of(webhook_id: uuid.UUID, event_type: EventType, row_id: uuid.UUID | None, at: datetime) -> WebhookDelivery:
    """A message that waits."""
    return WebhookDelivery(
        id=uuid.uuid4(),
        webhook_id=webhook_id,
        event_type=event_type.value,
        row_id=row_id,
        at=at,
        state=State.WAITING.value,
        tries=0,
    )
