"""Reading the security log and the list of what was withdrawn."""

import uuid
from typing import Any

from sqlalchemy import Select, select

from tracker.audit.models import SecurityEvent, Withdrawal
from tracker.storage.prepared import prepared


@prepared
def last_event(subject_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(SecurityEvent.number, SecurityEvent.digest)
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


def all_events() -> Select[*tuple[SecurityEvent]]:
    return select(SecurityEvent).order_by(SecurityEvent.subject_id, SecurityEvent.number)


def withdrawals() -> Select[*tuple[Any, ...]]:
    return select(Withdrawal.kind, Withdrawal.id, Withdrawal.at)
