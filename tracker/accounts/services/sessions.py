"""Sign-ins: made, looked up, renewed and ended. The cookie holds a secret of 256 bits, the table only its SHA-256.

A sign-in ends after a time without use (idle), after a time in all (absolute), and when the clock stands before the
moment it was last seen: how much time has passed is then unknown, and it may never be more than the limits.
"""

import hashlib
import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, and_, delete, or_, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tracker.accounts.models import Account, AccountSession
from tracker.audit.services.events import Caller
from tracker.storage import sqlite
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, select_as

SECRET_BYTES = 32
SECRET_LENGTH = 43
CLOCK_SLACK = timedelta(minutes=2)
RENEWALS_PER_IDLE = 10
BRIEF_MS = 100


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a sign-in lasts: the usual ones, and those that are kept on a person's own phone."""

    idle: timedelta
    absolute: timedelta
    kept_idle: timedelta
    kept_absolute: timedelta

    def of(self, *, kept: bool) -> tuple[timedelta, timedelta]:
        return (self.kept_idle, self.kept_absolute) if kept else (self.idle, self.absolute)

    def have_ended(self, *, created_at: datetime, seen_at: datetime, kept: bool, now: datetime) -> bool:
        idle, absolute = self.of(kept=kept)
        return now - seen_at >= idle or now - created_at >= absolute or now < seen_at - CLOCK_SLACK

    def need_renewal(self, *, seen_at: datetime, kept: bool, now: datetime) -> bool:
        return now - seen_at >= self.of(kept=kept)[0] / RENEWALS_PER_IDLE


def new_secret() -> str:
    return secrets.token_urlsafe(SECRET_BYTES)


def id_hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def looks_like_secret(value: str | None) -> bool:
    return value is not None and len(value) == SECRET_LENGTH and value.isascii()


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
    is_practitioner: bool
    is_demo: bool
    second_factor_since: datetime | None
    notice_since: datetime | None
    erase_at: datetime | None


@prepared
def session_with_account(hashed: bytes) -> RowSelect[SessionWithAccount]:
    """The sign-in of a cookie."""
    return (
        select_as(
            SessionWithAccount,
            AccountSession,
            user_name=Account.user_name,
            time_zone=Account.time_zone,
            is_practitioner=Account.is_practitioner,
            is_demo=Account.is_demo,
            second_factor_since=Account.second_factor_since,
            notice_since=Account.notice_since,
            erase_at=Account.erase_at,
        )
        .join(Account, Account.id == AccountSession.account_id)
        .where(AccountSession.id_hash == hashed, Account.disabled_at.is_(None))
    )


def begin(
    db_session: Session,
    account_id: uuid.UUID,
    caller: Caller,
    limits: Limits,
    *,
    kept: bool,
) -> str:
    """Sign somebody in; the secret is for their cookie. `caller.session_id` is what the new sign-in is called."""
    now = caller.now
    db_session.execute(delete(AccountSession).where(_ended(limits, now)))
    secret = new_secret()
    db_session.add(
        AccountSession(
            id_hash=id_hash(secret),
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
    found = db_session.execute(
        update(AccountSession)
        .where(AccountSession.public_id == public_id)
        .values(id_hash=id_hash(secret), confirmed_at=now, seen_at=now)
    )
    return secret if found.rowcount else None  # type: ignore[attr-defined]


def end(db_session: Session, secret: str) -> None:
    """End the sign-in of this cookie."""
    db_session.execute(delete(AccountSession).where(AccountSession.id_hash == id_hash(secret)))


def end_one(db_session: Session, account_id: uuid.UUID, public_id: uuid.UUID) -> bool:
    """End one of an account's sign-ins; False where it has no such one."""
    found = db_session.execute(
        delete(AccountSession).where(AccountSession.account_id == account_id, AccountSession.public_id == public_id)
    )
    return bool(found.rowcount)  # type: ignore[attr-defined]


def end_all(db_session: Session, account_id: uuid.UUID, *, except_for: uuid.UUID | None = None) -> None:
    """End all of an account's sign-ins, but for the one named."""
    query = delete(AccountSession).where(AccountSession.account_id == account_id)
    if except_for is not None:
        query = query.where(AccountSession.public_id != except_for)
    db_session.execute(query)


@contextmanager
def _brief_connection(engine: Engine) -> Iterator[Connection]:
    """A transaction of its own that gives up soon where somebody else is writing."""
    with sqlite.writing(BRIEF_MS), engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {BRIEF_MS}")
        yield connection


def try_to_renew(engine: Engine, secret: str, now: datetime) -> None:
    """Note that the sign-in is in use. A page is never refused because this cannot be written just now."""
    _try(
        engine,
        update(AccountSession)
        .where(AccountSession.id_hash == id_hash(secret), AccountSession.seen_at < now)
        .values(seen_at=now),
    )


def try_to_end(engine: Engine, secret: str) -> None:
    """What is over is taken away at the first look, so that no clock set back brings it to life again."""
    _try(engine, delete(AccountSession).where(AccountSession.id_hash == id_hash(secret)))


def _try(engine: Engine, statement: Any) -> None:
    try:
        with _brief_connection(engine) as connection:
            connection.execute(statement)
    except DBAPIError:
        return
