"""Queries about accounts, as named builders."""

import uuid
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from tracker.accounts.models import Account, AccountSession, RecoveryCode
from tracker.audit.models import SecurityEvent
from tracker.domain.accounts.security_log import SecurityAct
from tracker.storage.rows import RowSelect, select_as, whole

SIGN_INS: Final = frozenset(
    {
        SecurityAct.ACCOUNT_MADE,
        SecurityAct.SIGNED_IN,
        SecurityAct.SIGNED_IN_NEW_DEVICE,
        SecurityAct.PASSWORD_RECOVERED,
    }
)


def may_sign_in(now: datetime) -> ColumnElement[bool]:
    """Accounts that can be signed in to: one that is disabled, or whose erasure is due, is like none."""
    return and_(Account.disabled_at.is_(None), or_(Account.erase_at.is_(None), Account.erase_at > now))


class PasswordOf(NamedTuple):
    """What checks the password of an account."""

    id: uuid.UUID
    password_hash: str
    security_stamp: int


def password_by_name(name_key: str, now: datetime) -> RowSelect[PasswordOf]:
    return select_as(PasswordOf, Account).where(Account.name_key == name_key, may_sign_in(now))


def password_of(account_id: uuid.UUID) -> RowSelect[PasswordOf]:
    """The same of somebody who is signed in."""
    return select_as(PasswordOf, Account).where(Account.id == account_id)


def id_by_name(name_key: str, now: datetime) -> Select[uuid.UUID]:
    return select(Account.id).where(Account.name_key == name_key, may_sign_in(now))


def to_enter(account_id: uuid.UUID, now: datetime) -> Select[int]:
    """The stamp of an account that may be signed in to: nothing where it has been disabled meanwhile."""
    return select(Account.security_stamp).where(Account.id == account_id, may_sign_in(now))


class Profile(NamedTuple):
    """An account's own page."""

    user_name: str
    email: str | None
    time_zone: str
    created_at: datetime
    second_factor_since: datetime | None
    codes_left: int


def profile(account_id: uuid.UUID) -> RowSelect[Profile]:
    """The account's own page: its facts, and how many of its own recovery codes are left (a host's are not its own)."""
    unused = select(func.count()).where(
        RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None), RecoveryCode.expires_at.is_(None)
    )
    return select_as(Profile, Account, codes_left=unused.scalar_subquery()).where(Account.id == account_id)


class LookOf(NamedTuple):
    """How an account wants its pages to look."""

    theme: str
    text_size: str
    date_format: str


def look(account_id: uuid.UUID) -> RowSelect[LookOf]:
    return select_as(LookOf, Account).where(Account.id == account_id)


def still_good(now: datetime) -> ColumnElement[bool]:
    """Recovery codes that still work: not used and, where the host made them, not over."""
    lasts = or_(RecoveryCode.expires_at.is_(None), RecoveryCode.expires_at > now)
    return and_(RecoveryCode.used_at.is_(None), lasts)


def unused_code(name_key: str, code_hash: bytes, now: datetime) -> Select[uuid.UUID, int]:
    """Whose unused recovery code this is, for the name typed, and the stamp of that account."""
    return (
        select(Account.id, Account.security_stamp)
        .join(RecoveryCode, RecoveryCode.account_id == Account.id)
        .where(Account.name_key == name_key, may_sign_in(now), RecoveryCode.code_hash == code_hash, still_good(now))
    )


def sign_ins(account_id: uuid.UUID) -> RowSelect[AccountSession]:
    """An account's sign-ins, the latest used first."""
    mine = whole(AccountSession).where(AccountSession.account_id == account_id)
    return mine.order_by(AccountSession.seen_at.desc(), AccountSession.public_id)


class AccountLine(NamedTuple):
    """An account, for whoever runs the server."""

    user_name: str
    is_practitioner: bool
    is_demo: bool
    created_at: datetime
    second_factor_since: datetime | None
    disabled_at: datetime | None
    erase_at: datetime | None


def account_lines() -> RowSelect[AccountLine]:
    """Every account, for whoever runs the server: nothing of what they record."""
    return select_as(AccountLine, Account).order_by(Account.name_key)


def was_in(account_id: uuid.UUID, since: datetime | None = None, **place: str | None) -> Select[bool]:
    """Whether the account is signed in from this place (its `device`, its `address`), or was since then by its log.

    From anywhere and at any time, where neither is said.
    """
    here = select(AccountSession.public_id).filter_by(account_id=account_id, **place)
    before = select(SecurityEvent.id).filter_by(subject_id=account_id, **place)
    before = before.where(SecurityEvent.act.in_([act.value for act in SIGN_INS]))
    if since is not None:
        before = before.where(SecurityEvent.at > since)
    return select(or_(here.exists(), before.exists()))
