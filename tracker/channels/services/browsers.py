"""Browsers that are told by Web Push: switched on, listed, ended, and one of them sent something."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from tracker.accounts.models import AccountSession
from tracker.accounts.services import judging
from tracker.channels import queries
from tracker.channels.models import Notice, PushSubscription
from tracker.channels.queries import BrowserLine, Lasting, State, Target
from tracker.channels.services.means import Means
from tracker.domain.errors import Fault, Problems
from tracker.factors.services.sealing import CannotOpen, Sealer
from tracker.outbound.carrier import Answer
from tracker.outbound.web_push import ENDED, Message, SigningKey, Subscription
from tracker.storage.rows import changes_any, rows_of, value_of
from tracker.wording.catalogues import spoken_tag

BROWSERS_MOST: Final = 10
TEST: Final = "test"
UNREADABLE: Final = "unreadable"


class NotKept(Exception):
    """The sign-in of this browser ends by itself within hours, and the subscription would with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """Whose browser it is: the account, the sign-in in it, and when."""

    account_id: uuid.UUID
    session_id: uuid.UUID
    now: datetime


def add_browser(db_session: Session, sealer: Sealer, subscription: Subscription, whose: Whose, key: SigningKey) -> None:
    """Have this browser told from now on; what it had before, for whomever, ends. The caller commits.

    `NotKept`; `Problems` where the account has as many as it may.
    """
    judging.wait_for(db_session, whose.account_id)
    kept = select(AccountSession.kept).where(AccountSession.public_id == whose.session_id)
    if not db_session.execute(kept).scalar():
        raise NotKept
    hashed = sha256(subscription.endpoint.encode()).digest()
    for before in (PushSubscription.endpoint_hash == hashed, PushSubscription.session_id == whose.session_id):
        db_session.execute(delete(PushSubscription).where(before))
    mine = select(PushSubscription.id).where(PushSubscription.account_id == whose.account_id)
    if len(db_session.execute(mine).all()) >= BROWSERS_MOST:
        raise Problems({"endpoint": Fault("too_many_browsers", most=BROWSERS_MOST)})
    new = uuid.uuid4()
    parts = [subscription.endpoint, subscription.public_key.hex(), subscription.auth.hex(), key.id]
    db_session.add(
        PushSubscription(
            id=new,
            account_id=whose.account_id,
            session_id=whose.session_id,
            endpoint_hash=hashed,
            sealed=sealer.seal(json.dumps(parts).encode(), new.bytes),
            made_at=whose.now,
        )
    )
    db_session.flush()


def list_browsers(db_session: Session, account_id: uuid.UUID, now: datetime, lasting: Lasting) -> Sequence[BrowserLine]:
    return rows_of(db_session, queries.browsers(account_id, now, lasting))


def is_kept(db_session: Session, session_id: uuid.UUID) -> bool:
    """Whether the sign-in lasts, so that something can be sent to its browser."""
    return bool(db_session.execute(select(AccountSession.kept).where(AccountSession.public_id == session_id)).scalar())


def end_browser(db_session: Session, account_id: uuid.UUID, subscription_id: uuid.UUID) -> bool:
    """Send it nothing more; whether there was one of theirs. The caller commits."""
    judging.wait_for(db_session, account_id)
    this = PushSubscription.id == subscription_id, PushSubscription.account_id == account_id
    return changes_any(db_session, delete(PushSubscription).where(*this))


def ask_test(db_session: Session, subscription_id: uuid.UUID, whose: Whose) -> bool:
    """Have a test sent soon; whether it is theirs. The caller commits."""
    this = PushSubscription.id == subscription_id, PushSubscription.account_id == whose.account_id
    if not value_of(db_session, select(select(PushSubscription.id).where(*this).exists())):
        return False
    db_session.add(
        Notice(
            id=uuid.uuid4(),
            account_id=whose.account_id,
            subscription_id=subscription_id,
            kind=TEST,
            language=spoken_tag(),
            at=whose.now,
            state=State.WAITING.value,
            tries=0,
        )
    )
    return True


def send(means: Means, target: Target, message: Message, now: datetime) -> Answer | None:
    """Send something to one browser, and write down how it went; None where it could not be read, and has ended.

    Nothing of the database is held while its service is asked.
    """
    pusher = means.pusher
    if pusher is None:
        return None
    try:
        endpoint, public_key, auth, key_id = json.loads(means.sealer.open(target.sealed, target.id.bytes))
        to = Subscription(endpoint, bytes.fromhex(public_key), bytes.fromhex(auth))
        answer = pusher.push(to, key_id, message, now)
    except CannotOpen:
        answer = None
    with Session(means.engine) as db_session:
        _note(db_session, target, answer, now)
        db_session.commit()
    return answer


def _note(db_session: Session, target: Target, answer: Answer | None, now: datetime) -> None:
    """A browser whose service says that it is gone has ended, and so has one whose keys cannot be read any more."""
    this = PushSubscription.id == target.id, PushSubscription.sealed == target.sealed
    if answer is None or answer.status in ENDED:
        db_session.execute(delete(PushSubscription).where(*this))
        return
    asked = {"not_before": now + answer.asked if answer.asked else None}
    how = {"tried_at": now, "outcome": answer.outcome.value}
    db_session.execute(update(PushSubscription).where(*this).values(**asked, **how))
