"""Tokens: made, listed, ended, and looked up at each request of a program.

The secret is seen once and kept as SHA-256 alone. Since nobody can guess 256 bits, tokens are looked up first and only
unknown ones are counted, by network; how much one token may ask for is counted in `pace`.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tracker.accounts.services.sessions import try_briefly
from tracker.audit.services.withdrawals import Kind, withdraw
from tracker.domain.accounts.programs import DAYS_MOST, TOKENS_MOST, Scope
from tracker.domain.errors import Fault, Problems
from tracker.domain.values.periods import local_day
from tracker.passwords.tokens import looks_like_secret, new_secret, secret_hash
from tracker.storage.rows import row_of, rows_of, value_of
from tracker.tokens import queries
from tracker.tokens.models import ProgramToken
from tracker.tokens.queries import TokenLine, TokenWithAccount

PREFIX: Final = "stk_"
# Its last use is told to a few minutes: a program that asks every second is not to write every second.
TOLD_AGAIN: Final = timedelta(minutes=5)


class AlreadyMade(Exception):
    """The same form has made this token before, and its secret was shown then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenFacts:
    """What somebody decides about a token; `last_day` is its last day in their own zone."""

    name: str
    scope: Scope
    last_day: date


@dataclass(frozen=True, slots=True)
class Listed:
    """A token as its owner sees it, and whether it still opens anything."""

    token: TokenLine
    is_over: bool


def make_token(
    db_session: Session, token_id: uuid.UUID, facts: TokenFacts, account_id: uuid.UUID, here: datetime
) -> str:
    """Make a token; gives its secret, which is kept nowhere. `here` is now in its owner's zone. The caller commits.

    `AlreadyMade`; `Problems` where the account has as many as it may, or the day is not one of the next 366.
    """
    if db_session.get(ProgramToken, token_id) is not None:
        raise AlreadyMade
    if (value_of(db_session, queries.how_many(account_id)) or 0) >= TOKENS_MOST:
        raise Problems({"name": Fault("too_many_tokens", most=TOKENS_MOST)})
    today = here.date()
    if facts.last_day < today:
        raise Problems({"last_day": Fault("last_day_passed")})
    if facts.last_day > today + timedelta(days=DAYS_MOST):
        raise Problems({"last_day": Fault("token_too_long")})
    secret = PREFIX + new_secret()
    db_session.add(
        ProgramToken(
            id=token_id,
            account_id=account_id,
            secret_hash=secret_hash(secret),
            name=facts.name,
            scope=facts.scope.value,
            stamp=value_of(db_session, queries.stamp_of(account_id)),
            made_at=here,
            last_day=facts.last_day,
        )
    )
    return secret


def list_tokens(db_session: Session, account_id: uuid.UUID, today: date) -> Sequence[Listed]:
    """Every token of an account that was not ended, the newest first; `today` is in its owner's zone."""
    rows = rows_of(db_session, *queries.tokens_of(account_id))
    return [Listed(row, row.stamp != row.security_stamp or row.last_day < today) for row in rows]


def end_token(db_session: Session, account_id: uuid.UUID, token_id: uuid.UUID, now: datetime) -> bool:
    """End a token: its program gets in no more. Whether there was one of theirs. The caller commits."""
    token = db_session.get(ProgramToken, token_id)
    if token is None or token.account_id != account_id or token.ended_at is not None:
        return False
    token.ended_at = now
    withdraw(db_session, Kind.TOKEN, token_id, now)
    return True


def find_token(db_session: Session, secret: str, now: datetime) -> TokenWithAccount | None:
    """The token of this secret, while it lives."""
    if not secret.startswith(PREFIX) or not looks_like_secret(secret.removeprefix(PREFIX)):
        return None
    row = row_of(db_session, *queries.token_by_secret(secret_hash(secret)))
    if row is None or row.stamp != row.security_stamp or (row.erase_at is not None and row.erase_at <= now):
        return None
    return row if local_day(now, ZoneInfo(row.time_zone)) <= row.last_day else None


def is_news(token: TokenWithAccount, program: str, now: datetime) -> bool:
    """Whether its owner is to be told of this use of it."""
    seen = token.used_at
    return seen is None or now - seen >= TOLD_AGAIN or now < seen or (token.used_by or "") != program


def try_to_tell(engine: Engine, token: TokenWithAccount, program: str, now: datetime) -> None:
    """Note that it is in use, and by what kind of program. Nothing is refused because this cannot be written now."""
    try_briefly(engine, queries.used(token.id, now, program))
