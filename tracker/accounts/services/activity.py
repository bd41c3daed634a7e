"""What an account's owner is told of it: each act is one event of its log, and what concerns their signing in is news.

Everything is written in the caller's transaction: an act whose event cannot be written does not happen.
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby, islice
from operator import attrgetter
from typing import Final

from sqlalchemy import update
from sqlalchemy.orm import Session

from tracker.accounts import queries
from tracker.accounts.models import Account
from tracker.accounts.services import judging
from tracker.audit.models import SecurityEvent
from tracker.audit.queries import latest_events
from tracker.audit.services.events import Caller, log_event
from tracker.domain.accounts.security_log import SecurityAct

KNOWN_FOR: Final = timedelta(days=180)
SHOWN, READ = 50, 500
NEWS: Final = frozenset(
    {
        SecurityAct.SIGNED_IN_NEW_DEVICE,
        SecurityAct.PASSWORD_CHANGED,
        SecurityAct.PASSWORD_RECOVERED,
        SecurityAct.RECOVERY_CODES_MADE,
        SecurityAct.RECOVERY_CODE_USED,
        SecurityAct.AUTHENTICATOR_ADDED,
        SecurityAct.AUTHENTICATOR_REMOVED,
        SecurityAct.PASSKEY_ADDED,
        SecurityAct.PASSKEY_REMOVED,
        SecurityAct.EMAIL_CHANGED,
        SecurityAct.MAIL_ENDED,
        SecurityAct.TOKEN_MADE,
        SecurityAct.HOST_RESET,
        SecurityAct.HOST_REMOVED_FACTORS,
        SecurityAct.HOST_ENDED_SIGN_INS,
        SecurityAct.HOST_ENABLED,
    }
)
NEWS_FROM_ELSEWHERE: Final = frozenset(
    {SecurityAct.FACTOR_REFUSED, SecurityAct.PASSKEY_REFUSED, SecurityAct.SIGN_IN_THROTTLED}
)


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """What happened, or happened several times on end: the latest time of it."""

    at: datetime
    act: SecurityAct
    device: str | None
    address: str | None
    session_id: uuid.UUID | None
    times: int


Telling = Callable[[Session, uuid.UUID, SecurityAct, datetime], None]
_WHEN_NEWS: list[Telling] = []


def when_news(act: Telling) -> Telling:
    """Have this done whenever the owner of an account is told of something, in the same transaction."""
    _WHEN_NEWS.append(act)
    return act


def is_news(act: SecurityAct, *, from_elsewhere: bool) -> bool:
    """Whether the owner of the account is told of the act on every page until they have seen it.

    So is every change of what lets somebody in, and a sign-in from a device that was not used before. Tries that came
    close (a right password without its second factor, a passkey that is not as it should be, too many wrong passwords)
    are news where they come from a device or network that is not known as the owner's.

    Source: OWASP ASVS 5.0.0, 6.3.5 and 6.3.7.
    """
    return act in NEWS or (from_elsewhere and act in NEWS_FROM_ELSEWHERE)


def tell(
    db_session: Session, account_id: uuid.UUID, act: SecurityAct, caller: Caller, *, object_id: uuid.UUID | None = None
) -> None:
    """Log the act once; where it is news, every page says so from now on, until the owner has seen it."""
    judging.wait_for(db_session, account_id)  # before the log: both are locked in one order
    news = is_news(act, from_elsewhere=False) or (
        not caller.is_host and is_news(act, from_elsewhere=True) and not _is_known(db_session, account_id, caller)
    )
    log_event(db_session, account_id, act, caller, object_id=object_id)
    if news or act is SecurityAct.ERASURE_ASKED:  # every page speaks of that as long as it stands
        for one in _WHEN_NEWS:
            one(db_session, account_id, act, caller.now)
    if news:
        unseen = update(Account).where(Account.id == account_id, Account.notice_since.is_(None))
        db_session.execute(unseen.values(notice_since=caller.now))


def sign_in_act(db_session: Session, account_id: uuid.UUID, caller: Caller) -> SecurityAct:
    """Whether this sign-in is from a device and network that the account was used from in the last half year.

    The very first sign-in of an account is nothing new: there was none to tell it from.
    """
    was_ever_in = queries.was_in(account_id)
    if _is_known(db_session, account_id, caller) or not db_session.execute(was_ever_in).scalar_one():
        return SecurityAct.SIGNED_IN
    return SecurityAct.SIGNED_IN_NEW_DEVICE


def _is_known(db_session: Session, account_id: uuid.UUID, caller: Caller) -> bool:
    query = queries.was_in(account_id, caller.now - KNOWN_FOR, device=caller.device, address=caller.address)
    return db_session.execute(query).scalar_one()


def have_seen(db_session: Session, account_id: uuid.UUID) -> None:
    """The owner has looked: no page speaks of it any more."""
    db_session.execute(update(Account).where(Account.id == account_id).values(notice_since=None))


def latest(db_session: Session, account_id: uuid.UUID) -> Sequence[ActivityLine]:
    """The newest fifty, newest first; the same thing from the same place several times on end is one."""
    events = db_session.execute(*latest_events(account_id, READ)).scalars()
    on_end = (list(same) for _, same in groupby(events, key=attrgetter("act", "device", "address")))
    return [_line(same[0], times=len(same)) for same in islice(on_end, SHOWN)]


def _line(event: SecurityEvent, times: int) -> ActivityLine:
    return ActivityLine(event.at, SecurityAct(event.act), event.device, event.address, event.session_id, times)
