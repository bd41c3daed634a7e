"""The security log: who signed in from where, what lets somebody in and when it changed, what a host did.

It holds ids, fixed codes, the device's summary and the network it came from, and nothing of a record.
"""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import delete
from sqlalchemy.orm import Session

from tracker.audit import queries
from tracker.audit.models import SecurityEvent
from tracker.audit.services import chain
from tracker.domain.accounts.security_log import SERVER, SecurityAct
from tracker.storage.postgres import take_turns
from tracker.storage.rows import row_of

LOCKS: Final = 0x7FFFFFFFFFFFFFFF


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Whence somebody acts, and when; a host, of whom nothing is known, has a moment alone.

    `session_id` is their sign-in, `device` and `address` their device and network as they are shown to them, `network`
    what the throttles count, and `known` the cookie of browsers that were signed in with before.
    """

    now: datetime
    session_id: uuid.UUID | None = None
    address: str | None = None
    device: str | None = None
    network: str = ""
    known: str | None = None

    @property
    def is_host(self) -> bool:
        """Whether nothing is known of where they are: they are at the server itself."""
        return self.address is None and self.device is None


def log_event(
    db_session: Session, subject_id: uuid.UUID, act: SecurityAct, caller: Caller, *, object_id: uuid.UUID | None = None
) -> None:
    """Add one event about an account (or `SERVER`) to the log, in the caller's transaction."""
    take_turns(db_session, subject_id.int & LOCKS)
    last = row_of(db_session, *queries.last_event(subject_id))
    event = SecurityEvent(
        id=uuid.uuid4(),
        subject_id=subject_id,
        at=caller.now.astimezone(UTC).replace(microsecond=0),
        act=act.value,
        session_id=caller.session_id,
        address=caller.address,
        device=caller.device,
        object_id=object_id,
    )
    chain.add(db_session, event, last)


def forget_events(db_session: Session, account_id: uuid.UUID, now: datetime) -> None:
    """The account is erased: its own events go, and one without content says that it was."""
    db_session.execute(delete(SecurityEvent).where(SecurityEvent.subject_id == account_id))
    log_event(db_session, SERVER, SecurityAct.ACCOUNT_ERASED, Caller(now=now), object_id=account_id)


def broken_chains(db_session: Session) -> tuple[int, list[uuid.UUID]]:
    """How many subjects have a security log, and whose is not whole any more."""
    return chain.broken(db_session, SecurityEvent, "subject_id")
