"""Queries of tokens."""

import uuid
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Select, Update, func, select, update

from tracker.accounts.models import Account
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, select_as
from tracker.tokens.models import ProgramToken


class TokenWithAccount(NamedTuple):
    """A token with its account: all that a request needs to know of who comes."""

    id: uuid.UUID
    name: str
    scope: str
    stamp: int
    made_at: datetime
    last_day: date
    used_at: datetime | None
    used_by: str | None
    account_id: uuid.UUID
    user_name: str
    time_zone: str
    is_practitioner: bool
    is_demo: bool
    second_factor_since: datetime | None
    erase_at: datetime | None
    security_stamp: int


@prepared
def token_by_secret(hashed: bytes) -> RowSelect[TokenWithAccount]:
    """The one look-up of a request, whatever it came with."""
    return (
        select_as(TokenWithAccount, ProgramToken, Account, id=ProgramToken.id)
        .join(Account, Account.id == ProgramToken.account_id)
        .where(ProgramToken.secret_hash == hashed, ProgramToken.ended_at.is_(None), Account.disabled_at.is_(None))
    )


class TokenLine(NamedTuple):
    """A token as its owner sees it; `stamp` is the account's own one where it has not ended with a change of it."""

    id: uuid.UUID
    name: str
    scope: str
    stamp: int
    security_stamp: int
    made_at: datetime
    last_day: date
    used_at: datetime | None
    used_by: str | None


@prepared
def tokens_of(account_id: uuid.UUID) -> RowSelect[TokenLine]:
    """Every token of an account that was not ended, the newest first."""
    return (
        select_as(TokenLine, ProgramToken, Account, id=ProgramToken.id)
        .join(Account, Account.id == ProgramToken.account_id)
        .where(ProgramToken.account_id == account_id, ProgramToken.ended_at.is_(None))
        .order_by(ProgramToken.made_at.desc(), ProgramToken.id)
    )


def stamp_of(account_id: uuid.UUID) -> Select[int]:
    return select(Account.security_stamp).where(Account.id == account_id)


def how_many(account_id: uuid.UUID) -> Select[int]:
    return select(func.count()).where(ProgramToken.account_id == account_id, ProgramToken.ended_at.is_(None))


def used(token_id: uuid.UUID, at: datetime, by: str) -> Update:
    """Note that a program came with it."""
    return update(ProgramToken).where(ProgramToken.id == token_id).values(used_at=at, used_by=by or None)
