"""Queries of where an account is reached, and of what waits to be sent."""

import uuid
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from tracker.accounts.models import Account, AccountSession
from tracker.accounts.queries import may_sign_in
from tracker.channels.models import MailAddress, Notice, PushSubscription
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, select_as, whole

MAILED, PUSHED = True, False


class State(StrEnum):
    """Where a notice is on its way. SENDING: a process has it, and nobody else takes it up again."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    GIVEN_UP = "given_up"


class Lasting(NamedTuple):
    """How long a sign-in that is kept on a device lasts without being used, and in all."""

    idle: timedelta
    absolute: timedelta


class BrowserLine(NamedTuple):
    """A browser as its owner sees it."""

    id: uuid.UUID
    session_id: uuid.UUID
    device: str
    made_at: datetime
    tried_at: datetime | None
    outcome: str | None


class Target(NamedTuple):
    """A browser to which something can be sent."""

    id: uuid.UUID
    sealed: bytes
    not_before: datetime | None


class AddressLine(NamedTuple):
    """The address of an account, and what is known of it; `mailed` is the one that was mailed to."""

    email: str | None
    mailed: str | None
    asked_at: datetime | None
    confirmed_at: datetime | None
    stopped_at: datetime | None


class Recipient(NamedTuple):
    """A confirmed address."""

    address: str
    language: str
    stopped_at: datetime | None


def _lives(now: datetime, lasting: Lasting) -> ColumnElement[bool]:
    """A sign-in that is over sends nothing, whether or not it was taken away yet."""
    used = AccountSession.seen_at > now - lasting.idle, AccountSession.created_at > now - lasting.absolute
    return and_(AccountSession.kept.is_(True), *used)


def browsers(account_id: uuid.UUID, now: datetime, lasting: Lasting) -> RowSelect[BrowserLine]:
    """The browsers of an account, the newest first."""
    query = select_as(BrowserLine, PushSubscription, AccountSession)
    query = query.join(AccountSession, AccountSession.public_id == PushSubscription.session_id)
    mine = query.where(PushSubscription.account_id == account_id, _lives(now, lasting))
    return mine.order_by(PushSubscription.made_at.desc(), PushSubscription.id)


def targets(account_id: uuid.UUID, now: datetime, lasting: Lasting) -> RowSelect[Target]:
    """The same as they are sent to, while somebody can sign in to the account."""
    query = select_as(Target, PushSubscription)
    query = query.join(AccountSession, AccountSession.public_id == PushSubscription.session_id)
    query = query.join(Account, Account.id == PushSubscription.account_id)
    mine = query.where(PushSubscription.account_id == account_id, _lives(now, lasting), may_sign_in(now))
    return mine.order_by(PushSubscription.id)


def target(subscription_id: uuid.UUID) -> RowSelect[Target]:
    return select_as(Target, PushSubscription).where(PushSubscription.id == subscription_id)


def address_line(account_id: uuid.UUID) -> RowSelect[AddressLine]:
    query = select_as(AddressLine, Account, MailAddress, mailed=MailAddress.address)
    return query.outerjoin(MailAddress, MailAddress.account_id == Account.id).where(Account.id == account_id)


def recipient(account_id: uuid.UUID) -> RowSelect[Recipient]:
    """The address of an account, once it was confirmed, and while it is the account's own."""
    query = select_as(Recipient, MailAddress).join(Account, Account.id == MailAddress.account_id)
    known = MailAddress.confirmed_at.is_not(None), MailAddress.address == Account.email
    return query.where(MailAddress.account_id == account_id, *known)


def open_recipient(account_id: uuid.UUID, now: datetime) -> RowSelect[Recipient]:
    """The same while somebody can sign in to the account."""
    return recipient(account_id).where(may_sign_in(now))


def by_secret(hashed: bytes, asked_since: datetime) -> RowSelect[MailAddress]:
    """The address that a mailed link confirms, while it lasts and the address is the account's own."""
    query = whole(MailAddress).join(Account, Account.id == MailAddress.account_id)
    mine = MailAddress.secret_hash == hashed, MailAddress.asked_at > asked_since, MailAddress.address == Account.email
    return query.where(*mine)


def waits(account_id: uuid.UUID, kind: str, since: datetime) -> Select[bool]:
    """Whether something waits for an account, or the same was told since then."""
    mine = select(Notice.id).where(Notice.account_id == account_id, Notice.address.is_not(None))
    told = or_(Notice.state == State.WAITING.value, and_(Notice.kind == kind, Notice.at > since))
    return select(mine.where(told).exists())


@prepared
def due(now: datetime, most: int) -> Select[uuid.UUID]:
    """What may be sent now, the oldest first."""
    query = select(Notice.id).where(Notice.state == State.WAITING.value, _is_free(now))
    return query.order_by(Notice.at, Notice.id).limit(most)


def _is_free(now: Any) -> ColumnElement[bool]:
    return or_(Notice.not_before.is_(None), Notice.not_before <= now)


def notice(notice_id: uuid.UUID) -> RowSelect[Notice]:
    return whole(Notice).where(Notice.id == notice_id)


@prepared
def overdue(now: datetime, moment: datetime, mailed: bool) -> Select[int]:  # noqa: FBT001
    """How much waits since before a moment although it could be sent: mail, or push messages."""
    late = Notice.state == State.WAITING.value, Notice.at <= moment, _is_free(now)
    kind = Notice.address.is_not(None) == mailed
    return select(func.count()).select_from(Notice).where(*late, kind)


@prepared
def how_many_browsers() -> Select[int]:
    return select(func.count()).select_from(PushSubscription)
