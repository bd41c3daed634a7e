"""What an account's owner is told of it: each act is one event of its log, and what concerns their signing in is news.

Everything is written in the caller's transaction: an act whose event cannot be written does not happen.
"""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import update
from sqlalchemy.orm import Session

from tracker.accounts import queries
from tracker.accounts.models import Account
from tracker.accounts.services import judging
from tracker.audit.queries import latest_events
from tracker.audit.services.events import Caller, log_event
from tracker.domain.accounts.security_log import SecurityAct, is_news

KNOWN_FOR: Final = timedelta(days=180)
SHOWN, READ = 50, 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityLine:
    """What happened, or happened several times on end: the latest time of it."""

    at: datetime
    act: SecurityAct
    device: str | None
    address: str | None
    session_id: uuid.UUID | None
    times: int = 1

    def goes_on(self, earlier: "ActivityLine") -> bool:
        """Whether the earlier event was the same thing from the same place."""
        return (self.act, self.device, self.address) == (earlier.act, earlier.device, earlier.address)


def tell(
    db_session: Session, account_id: uuid.UUID, act: SecurityAct, caller: Caller, *, object_id: uuid.UUID | None = None
) -> None:
    """Log the act once; where it is news, every page says so from now on, until the owner has seen it."""
    judging.wait_for(db_session, account_id)  # before the log: both are locked in one order
    news = is_news(act, from_elsewhere=False) or (
        not caller.is_host and is_news(act, from_elsewhere=True) and not _is_known(db_session, account_id, caller)
    )
    log_event(db_session, account_id, act, caller, object_id=object_id)
    if news:
        unseen = update(Account).where(Account.id == account_id, Account.notice_since.is_(None))
        db_session.execute(unseen.values(notice_since=caller.now))


def sign_in_act(db_session: Session, account_id: uuid.UUID, caller: Caller) -> SecurityAct:
    """Whether this sign-in is from a device and network that the account was used from in the last half year.

    The very first sign-in of an account is nothing new: there was none to tell it from.
    """
    if _is_known(db_session, account_id, caller) or not _was_ever_in(db_session, account_id):
        return SecurityAct.SIGNED_IN
    return SecurityAct.SIGNED_IN_NEW_DEVICE


def _is_known(db_session: Session, account_id: uuid.UUID, caller: Caller) -> bool:
    place = (caller.device, caller.address)
    return (
        db_session.execute(queries.sign_in_from(account_id, *place)).first() is not None
        or db_session.execute(queries.event_from(account_id, *place, since=caller.now - KNOWN_FOR)).first() is not None
    )


def _was_ever_in(db_session: Session, account_id: uuid.UUID) -> bool:
    return (
        db_session.execute(queries.any_sign_in(account_id)).first() is not None
        or db_session.execute(queries.any_sign_in_event(account_id)).first() is not None
    )


def have_seen(db_session: Session, account_id: uuid.UUID) -> None:
    """The owner has looked: no page speaks of it any more."""
    db_session.execute(update(Account).where(Account.id == account_id).values(notice_since=None))


def latest(db_session: Session, account_id: uuid.UUID) -> Sequence[ActivityLine]:
    """The newest fifty, newest first; the same thing from the same place several times on end is one."""
    events = db_session.execute(*latest_events(account_id, READ)).scalars()
    lines = (
        ActivityLine(
            at=event.at,
            act=SecurityAct(event.act),
            device=event.device,
            address=event.address,
            session_id=event.session_id,
        )
        for event in events
    )
    return list(_folded(lines))[:SHOWN]


def _folded(lines: Iterator[ActivityLine]) -> Iterator[ActivityLine]:
    last = next(lines, None)
    if last is None:
        return
    for line in lines:
        if last.goes_on(line):
            last = replace(last, times=last.times + 1)
        else:
            yield last
            last = line
    yield last
