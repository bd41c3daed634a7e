"""Steps under way: a password that was right and waits for its second factor, a passkey that was asked for.

The browser keeps the secret in a cookie; a step is good for five minutes and is burnt by the one who finishes it.
"""

import secrets
import uuid
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from sqlalchemy import delete
from sqlalchemy.orm import Session

from tracker.factors.models import Step
from tracker.passwords.tokens import new_secret, secret_hash
from tracker.storage.rows import changes_any, row_of, select_as

LASTS: Final = timedelta(minutes=5)
CHALLENGE_BYTES: Final = 32


class Purpose(StrEnum):
    """What the step is a step to; one made for one purpose is nothing for another."""

    SECOND_FACTOR = "second_factor"
    SIGN_IN_WITH_PASSKEY = "sign_in_with_passkey"
    ADD_PASSKEY = "add_passkey"
    CONFIRM_WITH_PASSKEY = "confirm_with_passkey"
    RECOVER = "recover"


class Pending(NamedTuple):
    """A step under way: whose it is (None before anybody is known), its challenge, and whether to stay in.

    `stamp` is the newest of all accounts when it was begun.
    """

    account_id: uuid.UUID | None = None
    challenge: bytes | None = None
    kept: bool = False
    stamp: int = 0


def new_challenge() -> bytes:
    """What a device is to sign, once."""
    return secrets.token_bytes(CHALLENGE_BYTES)


def begin(db_session: Session, purpose: Purpose, begun: Pending, now: datetime) -> str:
    """Begin a step; gives the secret for the cookie."""
    db_session.execute(delete(Step).where(Step.made_at <= now - LASTS))
    secret = new_secret()
    db_session.add(Step(id_hash=secret_hash(secret), purpose=purpose.value, made_at=now, **begun._asdict()))
    db_session.flush()
    return secret


def find(db_session: Session, secret: str | None, purpose: Purpose, now: datetime) -> Pending | None:
    """The step of this cookie, while it lasts. A clock that stands before its beginning ends it too."""
    if secret is None:
        return None
    return row_of(
        db_session,
        select_as(Pending, Step).where(
            Step.id_hash == secret_hash(secret),
            Step.purpose == purpose.value,
            Step.made_at > now - LASTS,
            Step.made_at <= now + LASTS,
        ),
    )


def burn(db_session: Session, secret: str) -> bool:
    """Use the step up; False where somebody else was first."""
    return changes_any(db_session, delete(Step).where(Step.id_hash == secret_hash(secret)))


def end_all(db_session: Session, account_id: uuid.UUID) -> None:
    """What the account has begun comes to nothing: its password or its factors have changed meanwhile."""
    db_session.execute(delete(Step).where(Step.account_id == account_id))
