"""Sign-ins: made, looked up, renewed and ended. The cookie holds a secret of 256 bits, the table only its SHA-256.

A sign-in ends after a time without use (idle), after a time in all (absolute), and when the clock stands before the
moment it was last seen: how much time has passed is then unknown, and it may never be more than the limits.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, NamedTuple

from sqlalchemy import Engine, and_, delete, or_, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tracker.accounts.models import Account, AccountSession
from tracker.audit.services.events import Caller
from tracker.passwords.tokens import new_secret, secret_hash
from tracker.storage import sqlite
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, changes_any, select_as

CLOCK_SLACK = timedelta(minutes=2)
RENEWALS_PER_IDLE = 10
BRIEF_MS = 100
MOST_REMEMBERED = 1_000

_still_there: dict[bytes, None] = {}
_still_there_lock = Lock()


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a sign-in lasts: the usual ones, and those that are kept on a person's own phone."""

    idle: timedelta
    absolute: timedelta
    kept_idle: timedelta
    kept_absolute: timedelta

    def of(self, *, kept: bool) -> tuple[timedelta, timedelta]:
        return (self.kept_idle, self.kept_absolute) if kept else (self.idle, self.absolute)

    def have_ended(self, one: "AccountSession | SessionWithAccount", now: datetime) -> bool:
        idle, absolute = self.of(kept=one.kept)
        return now - one.seen_at >= idle or now - one.created_at >= absolute or now < one.seen_at - CLOCK_SLACK

    def need_renewal(self, one: "SessionWithAccount", now: datetime) -> bool:
        return now - one.seen_at >= self.of(kept=one.kept)[0] / RENEWALS_PER_IDLE


class SessionWithAccount(NamedTuple):
    """A sign-in with its account: all that every page needs to know of who looks at it."""

    public_id: uuid.UUID
    account_id: uuid.UUID
    created_at: datetime
    seen_at: datetime
    confirmed_at: datetime
    kept: bool
    user_name: str
    time_zone: str
    theme: str
    text_size: str
    date_format: str
    is_practitioner: bool
    is_demo: bool
    second_factor_since: datetime | None
    notice_since: datetime | None
    erase_at: datetime | None


@prepared
def session_with_account(hashed: bytes) -> RowSelect[SessionWithAccount]:
    """The sign-in of a cookie."""
    return (
        select_as(SessionWithAccount, AccountSession, Account)
        .join(Account, Account.id == AccountSession.account_id)
        .where(AccountSession.id_hash == hashed, Account.disabled_at.is_(None))
    )


def begin(db_session: Session, account_id: uuid.UUID, caller: Caller, limits: Limits, *, kept: bool) -> str:
    """Sign somebody in; the secret is for their cookie. `caller.session_id` is what the new sign-in is called."""
    now = caller.now
    db_session.execute(delete(AccountSession).where(_ended(limits, now)))
    secret = new_secret()
    db_session.add(
        AccountSession(
            id_hash=secret_hash(secret),
            public_id=caller.session_id or uuid.uuid4(),
            account_id=account_id,
            created_at=now,
            seen_at=now,
            confirmed_at=now,
            kept=kept,
            device=caller.device or "",
            address=caller.address or "",
        )
    )
    db_session.flush()
    return secret


def _ended(limits: Limits, now: datetime) -> Any:
    def over(*, kept: bool) -> Any:
        idle, absolute = limits.of(kept=kept)
        return and_(
            AccountSession.kept.is_(kept),
            or_(AccountSession.seen_at <= now - idle, AccountSession.created_at <= now - absolute),
        )

    return or_(over(kept=False), over(kept=True))


def confirm(db_session: Session, public_id: uuid.UUID, now: datetime) -> str | None:
    """The password was given again: the same sign-in under a new secret. None where it has been ended meanwhile."""
    secret = new_secret()
    this = update(AccountSession).where(AccountSession.public_id == public_id)
    found = changes_any(db_session, this.values(id_hash=secret_hash(secret), confirmed_at=now, seen_at=now))
    return secret if found else None


def end(db_session: Session, secret: str) -> None:
    """End the sign-in of this cookie."""
    db_session.execute(delete(AccountSession).where(AccountSession.id_hash == secret_hash(secret)))


def end_one(db_session: Session, account_id: uuid.UUID, public_id: uuid.UUID) -> bool:
    """End one of an account's sign-ins; False where it has no such one."""
    return changes_any(db_session, delete(AccountSession).filter_by(account_id=account_id, public_id=public_id))


def end_all(db_session: Session, account_id: uuid.UUID, *, except_for: uuid.UUID | None = None) -> None:
    """End all of an account's sign-ins, but for the one named."""
    query = delete(AccountSession).where(AccountSession.account_id == account_id)
    if except_for is not None:
        query = query.where(AccountSession.public_id != except_for)
    db_session.execute(query)


def try_to_renew(engine: Engine, secret: str, now: datetime) -> None:
    """Note that the sign-in is in use. A page is never refused because this cannot be written just now."""
    this = update(AccountSession).where(AccountSession.id_hash == secret_hash(secret), AccountSession.seen_at < now)
    try_briefly(engine, this.values(seen_at=now))


def try_to_end(engine: Engine, secret: str) -> None:
    """What is over is taken away at the first look, so that no clock set back brings it to life again.

    Where somebody else is writing just then, this process remembers that it is over until it can be taken away.
    """
    hashed = secret_hash(secret)
    is_gone = try_briefly(engine, delete(AccountSession).where(AccountSession.id_hash == hashed))
    with _still_there_lock:
        _still_there.pop(hashed, None)
        if not is_gone:
            _still_there[hashed] = None
        while len(_still_there) > MOST_REMEMBERED:
            del _still_there[next(iter(_still_there))]


def was_over(secret: str) -> bool:
    """Whether the sign-in was found to be over, and could not be taken away."""
    return bool(_still_there) and secret_hash(secret) in _still_there


def try_briefly(engine: Engine, statement: Any) -> bool:
    """In a transaction of its own that gives up soon where somebody else is writing; whether it was done."""
    try:
        with sqlite.writing(BRIEF_MS), engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = {BRIEF_MS}")
            connection.execute(statement)
    except DBAPIError:
        return False
    return True
