"""What was judged outside the transaction that uses it, and is judged again there.

Judging a password takes a tenth of a second and holds no lock; a second factor is judged minutes after the password.
Whatever lets somebody in may change meanwhile. So each such change (password, factors, closing, opening, ending all
sign-ins) draws a new stamp for the account, higher than any before; what was judged names the stamp it was judged by,
and is used under the account's lock, where the account has no newer one. A password hashed anew with today's figures
is no change. Stamps know no clock.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from tracker.accounts import queries
from tracker.accounts.models import Account, AccountSession
from tracker.factors.services import steps
from tracker.storage.postgres import take_turns
from tracker.storage.rows import is_there

POSTGRES_LOCK: Final = 0x53434A44


@dataclass(frozen=True, slots=True)
class Judged:
    """Whose password, passkey or code it was, and the newest stamp of that moment."""

    account_id: uuid.UUID
    stamp: int


def newest_stamp(db_session: Session) -> int:
    """The newest stamp of all accounts: what begins now is begun by it, whosever it turns out to be."""
    return db_session.execute(select(func.coalesce(func.max(Account.security_stamp), 0))).scalar_one()


def hold(db_session: Session, judged: Judged, now: datetime) -> bool:
    """Take the account's lock until the caller commits; False where something has changed since it was judged."""
    stamp = _held(db_session, judged.account_id, now)
    return stamp is not None and stamp <= judged.stamp


def hold_sign_in(db_session: Session, account_id: uuid.UUID, public_id: uuid.UUID, now: datetime) -> bool:
    """Take the account's lock until the caller commits; False where this sign-in of it has been ended meanwhile."""
    mine = select(AccountSession).filter_by(account_id=account_id, public_id=public_id)
    return _held(db_session, account_id, now) is not None and is_there(db_session, mine)


def _held(db_session: Session, account_id: uuid.UUID, now: datetime) -> int | None:
    """The stamp of an account that may be signed in to, and its lock until the end of the transaction."""
    return db_session.execute(queries.to_enter(account_id, now).with_for_update(key_share=True)).scalar()


def wait_for(db_session: Session, account_id: uuid.UUID) -> None:
    """Wait for other changes of the account. SQLite has one writer at a time anyway."""
    if db_session.get_bind().dialect.name == "postgresql":
        db_session.execute(select(Account.id).where(Account.id == account_id).with_for_update(key_share=True))


def one_at_a_time(db_session: Session) -> None:
    """Wait for whoever draws a stamp or takes a name now, until they commit."""
    take_turns(db_session, POSTGRES_LOCK)


def end_all(db_session: Session, account_id: uuid.UUID) -> None:
    """Nothing that was judged until now is used any more, and no step that was begun is finished.

    To be called before the sign-ins are ended: whoever holds the account then has finished.
    """
    wait_for(db_session, account_id)
    one_at_a_time(db_session)  # or two could draw the same
    stamp = newest_stamp(db_session) + 1
    db_session.execute(update(Account).where(Account.id == account_id).values(security_stamp=stamp))
    steps.end_all(db_session, account_id)
