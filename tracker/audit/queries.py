"""Reading the security log."""

import uuid
from typing import NamedTuple

from sqlalchemy import Select, select

from tracker.audit.models import SecurityEvent
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, select_as


class LastEvent(NamedTuple):
    """The end of a chain."""

    number: int
    digest: bytes


@prepared
def last_event(subject_id: uuid.UUID) -> RowSelect[LastEvent]:
    return (
        select_as(LastEvent, SecurityEvent)
        .where(SecurityEvent.subject_id == subject_id)
        .order_by(SecurityEvent.number.desc())
        .limit(1)
    )


@prepared
def latest_events(subject_id: uuid.UUID, most: int) -> Select[*tuple[SecurityEvent]]:
    """The newest events of one subject, newest first."""
    return (
        select(SecurityEvent)
        .where(SecurityEvent.subject_id == subject_id)
        .order_by(SecurityEvent.number.desc())
        .limit(most)
    )
