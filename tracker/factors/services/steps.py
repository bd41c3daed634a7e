"""Steps under way: a password that was right and waits for its second factor, a passkey that was asked for.

The browser keeps the secret in a cookie; a step is good for five minutes and is burnt by the one who finishes it.
"""

import hashlib
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tracker.factors.models import Step

LASTS: Final = timedelta(minutes=5)
SECRET_BYTES: Final = 32
CHALLENGE_BYTES: Final = 32


class Purpose(StrEnum):
    """What the step is a step to; one made for one purpose is nothing for another."""

    SECOND_FACTOR = "second_factor"
    SIGN_IN_WITH_PASSKEY = "sign_in_with_passkey"
    ADD_PASSKEY = "add_passkey"
    CONFIRM_WITH_PASSKEY = "confirm_with_passkey"
    RECOVER = "recover"


@dataclass(frozen=True, slots=True)
class Pending:
    """A step under way: whose it is (None before anybody is known), its challenge, and whether to stay in.

    `stamp` is the newest of all accounts when it was begun.
    """

    account_id: uuid.UUID | None = None
    challenge: bytes | None = None
    kept: bool = False
    stamp: int = 0


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def new_challenge() -> bytes:
    """What a device is to sign, once."""
    return secrets.token_bytes(CHALLENGE_BYTES)


def begin(db_session: Session, purpose: Purpose, begun: Pending, now: datetime) -> str:
    """Begin a step; gives the secret for the cookie."""
    db_session.execute(delete(Step).where(Step.made_at <= now - LASTS))
    secret = secrets.token_urlsafe(SECRET_BYTES)
    step = Step(
        id_hash=_hash(secret),
        purpose=purpose.value,
        account_id=begun.account_id,
        challenge=begun.challenge,
        kept=begun.kept,
        made_at=now,
        stamp=begun.stamp,
    )
    db_session.add(step)
    db_session.flush()
    return secret


def find(db_session: Session, secret: str | None, purpose: Purpose, now: datetime) -> Pending | None:
    """The step of this cookie, while it lasts. A clock that stands before its beginning ends it too."""
    if secret is None:
        return None
    row = db_session.execute(
        select(Step.account_id, Step.challenge, Step.kept, Step.stamp).where(
            Step.id_hash == _hash(secret),
            Step.purpose == purpose.value,
            Step.made_at > now - LASTS,
            Step.made_at <= now + LASTS,
        )
    ).one_or_none()
    return None if row is None else Pending(row.account_id, row.challenge, row.kept, row.stamp)


def burn(db_session: Session, secret: str) -> bool:
    """Use the step up; False where somebody else was first."""
    found = db_session.execute(delete(Step).where(Step.id_hash == _hash(secret)))
    return bool(found.rowcount)  # type: ignore[attr-defined]


def end_all(db_session: Session, account_id: uuid.UUID) -> None:
    """What the account has begun comes to nothing: its password or its factors have changed meanwhile."""
    db_session.execute(delete(Step).where(Step.account_id == account_id))
