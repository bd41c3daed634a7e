"""Sends what waits, the oldest first for each webhook, at least once: a receiver knows a message again by its id.

Whichever process makes a webhook busy sends for it; where that process dies, another goes on after a while. A
webhook that does not take a message is left alone for longer and longer, with all that waits for it, so that a receiver
that comes back is asked once and then told the rest a few at a time.
"""

import json
import logging
import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import Any, Final

from sqlalchemy import Engine, delete, update
from sqlalchemy.orm import Session

from tracker.audit.services.events import Caller
from tracker.domain.outbound.answers import Outcome
from tracker.domain.webhooks.event_types import EventType, Message
from tracker.domain.webhooks.outcomes import STOPS_AT_ONCE, State, Stopped
from tracker.domain.webhooks.retries import KEPT_FOR, is_too_much, wait_after
from tracker.domain.webhooks.signing import headers, read_key
from tracker.factors.services.sealing import CannotOpen, Sealer
from tracker.outbound.carrier import Answer, Carrier
from tracker.storage.rows import changes_any, column_of, row_of
from tracker.storage.sqlite import only_reading
from tracker.webhooks import queries
from tracker.webhooks.models import Webhook, WebhookDelivery
from tracker.webhooks.queries import NextMessage
from tracker.webhooks.services.webhooks import Whose, stop

log = logging.getLogger(__name__)
# A process that has not given a webhook back by then has died: one turn takes 20 seconds and one try more.
BUSY_FOR: Final = timedelta(minutes=5)
TURN_SECONDS: Final = 20.0
AT_A_TURN: Final = 10
BETWEEN_TURNS: Final = timedelta(seconds=30)
WEBHOOKS_AT_ONCE: Final = 50
LISTED_FOR: Final = timedelta(days=30)
# Names neither the app nor what it is about.
PROGRAM: Final = "webhooks/1"


@dataclass(frozen=True, slots=True)
class Sending:
    """What sending takes. `chance` gives numbers from 0 to 1; `goes_on` is false once the server is being stopped."""

    engine: Engine
    carrier: Carrier
    sealer: Sealer
    now: Callable[[], datetime]
    chance: Callable[[], float] = secrets.SystemRandom().random
    goes_on: Callable[[], bool] = lambda: True


def due(sending: Sending) -> list[uuid.UUID]:
    """The webhooks for which something waits that may be sent now."""
    with only_reading(), Session(sending.engine) as db_session:
        return list(column_of(db_session, *queries.due(sending.now(), WEBHOOKS_AT_ONCE)))


def send_to(sending: Sending, webhook_id: uuid.UUID) -> int:
    """Send what waits for one webhook, unless another process does; says how many messages were tried.

    Nothing of the database is held while a message is on its way.
    """
    with Session(sending.engine) as db_session:
        if not _claim(db_session, webhook_id, sending.now()):
            return 0
        tried, not_before = 0, None
        try:
            tried, not_before = _take_turn(db_session, sending, webhook_id)
        finally:
            db_session.rollback()
            _give_back(db_session, webhook_id, not_before)
        return tried


def forget(db_session: Session, now: datetime) -> None:
    """Take away messages that were done with long ago. The caller commits."""
    done = WebhookDelivery.state != State.WAITING.value, WebhookDelivery.at < now - LISTED_FOR
    db_session.execute(delete(WebhookDelivery).where(*done))


def _claim(db_session: Session, webhook_id: uuid.UUID, now: datetime) -> bool:
    mine = update(Webhook).where(queries.free(webhook_id, now)).values(busy_until=now + BUSY_FOR)
    claimed = changes_any(db_session, mine)
    late = WebhookDelivery.webhook_id == webhook_id, WebhookDelivery.state == State.WAITING.value
    if claimed:
        given_up = {"state": State.GIVEN_UP.value, "outcome": Outcome.LATE.value}
        db_session.execute(update(WebhookDelivery).where(*late, WebhookDelivery.at < now - KEPT_FOR).values(**given_up))
    db_session.commit()
    return claimed


def _give_back(db_session: Session, webhook_id: uuid.UUID, not_before: datetime | None) -> None:
    values: dict[str, Any] = {"busy_until": None}
    if not_before is not None:
        values["not_before"] = not_before
    db_session.execute(update(Webhook).where(Webhook.id == webhook_id).values(**values))
    db_session.commit()


def _take_turn(db_session: Session, sending: Sending, webhook_id: uuid.UUID) -> tuple[int, datetime | None]:
    """How many messages were tried, and where more wait than go out at a turn, when the next is."""
    ends = monotonic() + TURN_SECONDS
    for tried in range(AT_A_TURN):
        message = row_of(db_session, *queries.next_message(webhook_id))
        db_session.commit()
        if message is None:
            return tried, None
        answer = _carry(sending, message)
        _note(db_session, sending, message, answer)
        db_session.commit()
        if answer.outcome is not Outcome.TAKEN:
            return tried + 1, None
        if monotonic() > ends or not sending.goes_on():
            break
    return tried + 1, sending.now() + BETWEEN_TURNS


def _carry(sending: Sending, message: NextMessage) -> Answer:
    try:
        address, key = json.loads(sending.sealer.open(message.sealed, message.webhook_id.bytes))
    except CannotOpen:
        return Answer(Outcome.UNREADABLE)
    body = Message(
        event_type=EventType(message.event_type),
        record_id=message.patient_id,
        row_id=message.row_id,
        at=message.at,
    ).body
    signed = headers(read_key(key), str(message.id), body, sending.now())
    kind = {"Content-Type": "application/json", "User-Agent": PROGRAM}
    return sending.carrier.post(address, kind | signed, body)


def _note(db_session: Session, sending: Sending, message: NextMessage, answer: Answer) -> None:
    """Write down how a try went, and what follows for its webhook."""
    now, taken = sending.now(), answer.outcome is Outcome.TAKEN
    this = update(WebhookDelivery).where(WebhookDelivery.id == message.id)
    done = {"tries": message.tries + 1, "tried_at": now, "outcome": answer.outcome.value, "status": answer.status}
    its = update(Webhook).where(Webhook.id == message.webhook_id)
    if taken:
        well = {"failures": 0, "failing_since": None, "not_before": None}
        db_session.execute(its.values(**well, **_sealed_anew(sending, message)))
        db_session.execute(this.values(**done, state=State.TAKEN.value))
        return
    log.warning("webhook.not_taken webhook=%s outcome=%s", message.webhook_id, answer.outcome.value)
    failures, since = message.failures + 1, message.failing_since or now
    why = STOPS_AT_ONCE.get(answer.outcome) or (Stopped.FAILURES if is_too_much(failures, since, now) else None)
    if why is not None:
        whose = Whose(patient_id=message.patient_id, account_id=message.account_id, caller=Caller(now=now))
        stop(db_session, message.webhook_id, why, whose)
    wait = wait_after(failures, sending.chance(), answer.asked)
    db_session.execute(its.values(failures=failures, failing_since=since, not_before=now + wait))
    db_session.execute(this.values(**done))


def _sealed_anew(sending: Sending, message: NextMessage) -> dict[str, bytes]:
    """By today's key of the server, where it was sealed by a former one."""
    if sending.sealer.is_newest(message.sealed):
        return {}
    owner = message.webhook_id.bytes
    return {"sealed": sending.sealer.seal(sending.sealer.open(message.sealed, owner), owner)}
