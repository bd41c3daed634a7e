"""Webhooks of one's own record: made, listed, tried, paused and ended; their key is shown once."""

import json
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from tracker.accounts.services import judging
from tracker.accounts.services.accounts import Keeper
from tracker.accounts.services.activity import tell
from tracker.audit.services.events import Caller
from tracker.audit.services.withdrawals import Kind, withdraw
from tracker.domain.accounts.security_log import SecurityAct
from tracker.domain.errors import Fault, Problems
from tracker.domain.outbound.places import Place
from tracker.domain.webhooks.event_types import EventType
from tracker.domain.webhooks.outcomes import CAN_GO_ON, State, Stopped
from tracker.domain.webhooks.signing import KEY_BYTES, written_key
from tracker.factors.services.sealing import Sealer
from tracker.patients.services.turns import take_turn
from tracker.storage.rows import rows_of
from tracker.throttling.throttles import LimitedAct, Who
from tracker.webhooks import queries
from tracker.webhooks.models import Webhook, WebhookDelivery
from tracker.webhooks.services.noticing import message_of

WEBHOOKS_MOST: Final = 5
SHOWN: Final = 8


class AlreadyMade(Exception):
    """The same form has made this webhook before, and its key was shown then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookFacts:
    """What somebody decides about a webhook: what it is for, its address as typed and taken apart, what it tells."""

    id: uuid.UUID
    label: str
    address: str
    place: Place
    event_types: Sequence[str]


@dataclass(frozen=True, slots=True)
class WebhookLine:
    """A webhook as its owner sees it, with the latest messages to it, the newest first."""

    webhook: Webhook
    messages: Sequence[WebhookDelivery]

    @property
    def can_go_on(self) -> bool:
        return self.webhook.stopped_by is not None and Stopped(self.webhook.stopped_by) in CAN_GO_ON


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """Whose webhooks they are, and who acts from where."""

    patient_id: uuid.UUID
    account_id: uuid.UUID
    caller: Caller


def take_try(db_session: Session, keeper: Keeper, whose: Whose) -> None:
    """Before one is added or tested: `Throttled` after too many in an hour."""
    keeper.throttle.take(db_session, LimitedAct.TRY_WEBHOOK, Who(account=str(whose.account_id)), whose.caller.now)


def make_webhook(db_session: Session, sealer: Sealer, facts: WebhookFacts, whose: Whose) -> str:
    """Make a webhook; gives the key of its signatures as it is shown, once. The caller commits.

    `AlreadyMade`; `Problems` where the record has as many as it may.
    """
    judging.wait_for(db_session, whose.account_id)
    take_turn(db_session, whose.patient_id)
    if db_session.get(Webhook, facts.id) is not None:
        raise AlreadyMade
    if len(rows_of(db_session, *queries.webhooks(whose.patient_id))) >= WEBHOOKS_MOST:
        raise Problems({"label": Fault("too_many_webhooks", most=WEBHOOKS_MOST)})
    key = written_key(secrets.token_bytes(KEY_BYTES))
    db_session.add(
        Webhook(
            id=facts.id,
            patient_id=whose.patient_id,
            label=facts.label,
            origin=facts.place.origin[:200],
            sealed=sealer.seal(json.dumps([facts.address, key]).encode(), facts.id.bytes),
            event_types=tuple(facts.event_types),
            made_at=whose.caller.now,
            failures=0,
        )
    )
    db_session.flush()
    tell(db_session, whose.account_id, SecurityAct.WEBHOOK_ADDED, whose.caller, object_id=facts.id)
    return key


def list_webhooks(db_session: Session, patient_id: uuid.UUID) -> Sequence[WebhookLine]:
    """Every webhook of a record with the latest messages to it, the newest first."""
    return [
        WebhookLine(one, rows_of(db_session, *queries.latest(one.id, SHOWN)))
        for one in rows_of(db_session, *queries.webhooks(patient_id))
    ]


def send_test(db_session: Session, webhook_id: uuid.UUID, whose: Whose) -> bool:
    """Have a test sent soon, whatever failed before; whether it could be asked for. The caller commits."""
    webhook = _own(db_session, webhook_id, whose)
    if webhook is None or webhook.stopped_at is not None:
        return False
    webhook.not_before = None
    db_session.add(message_of(webhook_id, EventType.TEST_SENT, None, whose.caller.now))
    return True


def pause(db_session: Session, webhook_id: uuid.UUID, whose: Whose) -> bool:
    """Send nothing from now on, and keep nothing for later; whether it is theirs. The caller commits."""
    webhook = _own(db_session, webhook_id, whose)
    if webhook is not None and webhook.stopped_at is None:
        stop(db_session, webhook_id, Stopped.OWNER, whose)
    return webhook is not None


def go_on(db_session: Session, webhook_id: uuid.UUID, whose: Whose) -> bool:
    """Tell of what happens from now on; whether it is theirs and can. The caller commits."""
    webhook = _own(db_session, webhook_id, whose)
    if webhook is None or (webhook.stopped_by is not None and Stopped(webhook.stopped_by) not in CAN_GO_ON):
        return False
    if webhook.stopped_at is not None:
        tell(db_session, whose.account_id, SecurityAct.WEBHOOK_RESUMED, whose.caller, object_id=webhook_id)
        webhook.stopped_at = webhook.stopped_by = webhook.not_before = webhook.failing_since = None
        webhook.failures = 0
    return True


def end_webhook(db_session: Session, webhook_id: uuid.UUID, whose: Whose) -> bool:
    """Take it away with its address, its key and its messages; whether there was one of theirs. The caller commits.

    No backup brings it back.
    """
    if _own(db_session, webhook_id, whose) is None:
        return False
    tell(db_session, whose.account_id, SecurityAct.WEBHOOK_ENDED, whose.caller, object_id=webhook_id)
    db_session.execute(delete(Webhook).where(Webhook.id == webhook_id))
    withdraw(db_session, Kind.WEBHOOK, webhook_id, whose.caller.now)
    return True


def stop(db_session: Session, webhook_id: uuid.UUID, why: Stopped, whose: Whose) -> None:
    """Send nothing more; what waits is given up. Its owner is told of it where it was not their own doing."""
    act = SecurityAct.WEBHOOK_PAUSED if why is Stopped.OWNER else SecurityAct.WEBHOOK_STOPPED
    tell(db_session, whose.account_id, act, whose.caller, object_id=webhook_id)
    values = {"stopped_at": whose.caller.now, "stopped_by": why.value}
    db_session.execute(update(Webhook).where(Webhook.id == webhook_id).values(**values))
    waiting = WebhookDelivery.webhook_id == webhook_id, WebhookDelivery.state == State.WAITING.value
    db_session.execute(update(WebhookDelivery).where(*waiting).values(state=State.GIVEN_UP.value))


def _own(db_session: Session, webhook_id: uuid.UUID, whose: Whose) -> Webhook | None:
    """The webhook, where it is theirs; their account and record are held from here on."""
    judging.wait_for(db_session, whose.account_id)
    take_turn(db_session, whose.patient_id)
    webhook = db_session.get(Webhook, webhook_id, populate_existing=True)
    return webhook if webhook is not None and webhook.patient_id == whose.patient_id else None
