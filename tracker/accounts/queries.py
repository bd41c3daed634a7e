"""Queries about accounts, as named builders."""

import uuid
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from tracker.accounts.models import Account, AccountSession, RecoveryCode
from tracker.audit.models import SecurityEvent
from tracker.domain.accounts.security_log import SIGN_INS
from tracker.storage.rows import RowSelect, select_as


def may_sign_in(now: datetime) -> ColumnElement[bool]:
    """Accounts that can be signed in to: one that is disabled, or whose erasure is due, is like none."""
    return and_(Account.disabled_at.is_(None), or_(Account.erase_at.is_(None), Account.erase_at > now))


def account_by_name(name_key: str) -> Select[Account]:
    return select(Account).where(Account.name_key == name_key)


def name_key_of(account_id: uuid.UUID) -> Select[str]:
    return select(Account.name_key).where(Account.id == account_id)


class PasswordOf(NamedTuple):
    """What checks the password of a name."""

    id: uuid.UUID
    password_hash: str
    security_stamp: int


def sign_in_facts(name_key: str, now: datetime) -> RowSelect[PasswordOf]:
    """What is needed to check a password."""
    return select_as(PasswordOf, Account).where(Account.name_key == name_key, may_sign_in(now))


def id_by_name(name_key: str, now: datetime) -> Select[uuid.UUID]:
    return select(Account.id).where(Account.name_key == name_key, may_sign_in(now))


class PasswordFacts(NamedTuple):
    """What checks the password of somebody signed in."""

    password_hash: str
    security_stamp: int


def password_facts(account_id: uuid.UUID) -> RowSelect[PasswordFacts]:
    """What is needed to check the password of somebody who is signed in."""
    return select_as(PasswordFacts, Account).where(Account.id == account_id)


def stamp_to_enter(account_id: uuid.UUID, now: datetime) -> Select[int]:
    """The stamp of an account that may be signed in to, and its lock until the end of the transaction."""
    return (
        select(Account.security_stamp).where(Account.id == account_id, may_sign_in(now)).with_for_update(key_share=True)
    )


def name_is_taken(name_key: str, look_key: str) -> Select[uuid.UUID]:
    """Whoever has this name, or one that looks like it."""
    return select(Account.id).where(or_(Account.name_key == name_key, Account.look_key == look_key)).limit(1)


def looks_like_anothers(name_key: str, look_key: str) -> Select[uuid.UUID]:
    """An account of another name that looks like this one."""
    return select(Account.id).where(Account.name_key != name_key, Account.look_key == look_key).limit(1)


def account_exists(account_id: uuid.UUID) -> Select[uuid.UUID]:
    return select(Account.id).where(Account.id == account_id)


def is_practitioner(account_id: uuid.UUID) -> Select[bool]:
    return select(Account.is_practitioner).where(Account.id == account_id)


class Profile(NamedTuple):
    """An account's own page."""

    user_name: str
    email: str | None
    time_zone: str
    created_at: datetime
    password_changed_at: datetime
    second_factor_since: datetime | None
    codes_left: int


def profile(account_id: uuid.UUID) -> RowSelect[Profile]:
    """The account's own page: its facts, and how many of its own recovery codes are left (a host's are not its own)."""
    left = (
        select(func.count())
        .where(
            RecoveryCode.account_id == account_id,
            RecoveryCode.used_at.is_(None),
            RecoveryCode.expires_at.is_(None),
        )
        .scalar_subquery()
    )
    return select_as(Profile, Account, codes_left=left).where(Account.id == account_id)


def account_to_enter(account_id: uuid.UUID, now: datetime) -> Select[uuid.UUID]:
    """Who may finish signing in; nobody where the account has been disabled meanwhile."""
    return select(Account.id).where(Account.id == account_id, may_sign_in(now))


def still_good(now: datetime) -> ColumnElement[bool]:
    """Recovery codes that still work: not used and, where the host made them, not over."""
    lasts = or_(RecoveryCode.expires_at.is_(None), RecoveryCode.expires_at > now)
    return and_(RecoveryCode.used_at.is_(None), lasts)


class CodeOwner(NamedTuple):
    """Whose recovery code it is."""

    id: uuid.UUID
    security_stamp: int


def unused_code(name_key: str, code_hash: bytes, now: datetime) -> RowSelect[CodeOwner]:
    """Whose unused recovery code this is, for the name typed."""
    return (
        select_as(CodeOwner, Account)
        .join(RecoveryCode, RecoveryCode.account_id == Account.id)
        .where(
            Account.name_key == name_key,
            may_sign_in(now),
            RecoveryCode.code_hash == code_hash,
            still_good(now),
        )
    )


class SignIn(NamedTuple):
    """A sign-in that lasts."""

    public_id: uuid.UUID
    device: str
    address: str
    created_at: datetime
    seen_at: datetime
    kept: bool


def sign_ins(account_id: uuid.UUID) -> RowSelect[SignIn]:
    """An account's sign-ins, the latest used first."""
    return (
        select_as(SignIn, AccountSession)
        .where(AccountSession.account_id == account_id)
        .order_by(AccountSession.seen_at.desc(), AccountSession.public_id)
    )


def one_sign_in(account_id: uuid.UUID, public_id: uuid.UUID) -> Select[uuid.UUID]:
    return select(AccountSession.public_id).where(
        AccountSession.account_id == account_id, AccountSession.public_id == public_id
    )


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


def sign_in_from(account_id: uuid.UUID, device: str | None, address: str | None) -> Select[uuid.UUID]:
    """A sign-in of the account that lasts, from this device and network."""
    return select(AccountSession.public_id).where(
        AccountSession.account_id == account_id, AccountSession.device == device, AccountSession.address == address
    )


def known_place(account_id: uuid.UUID, address: str, *, since: datetime) -> Select[bool]:
    """Whether the account is signed in from this network, or was since then."""
    here = select(AccountSession.public_id).where(
        AccountSession.account_id == account_id, AccountSession.address == address
    )
    before = any_sign_in_event(account_id).where(SecurityEvent.address == address, SecurityEvent.at > since)
    return select(or_(here.exists(), before.exists()))


def any_sign_in(account_id: uuid.UUID) -> Select[uuid.UUID]:
    return select(AccountSession.public_id).where(AccountSession.account_id == account_id)


def any_sign_in_event(account_id: uuid.UUID) -> Select[uuid.UUID]:
    return select(SecurityEvent.id).where(
        SecurityEvent.subject_id == account_id, SecurityEvent.act.in_([act.value for act in SIGN_INS])
    )


def event_from(account_id: uuid.UUID, device: str | None, address: str | None, *, since: datetime) -> Select[uuid.UUID]:
    """A sign-in of the account from this device and network, that its log knows."""
    return any_sign_in_event(account_id).where(
        SecurityEvent.device == device, SecurityEvent.address == address, SecurityEvent.at > since
    )
