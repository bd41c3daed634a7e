"""Queries of webhooks, and of the messages to them."""

import uuid
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from tracker.accounts.models import Account
from tracker.domain.webhooks.outcomes import State, Stopped
from tracker.patients.models import Patient
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, select_as, whole
from tracker.webhooks.models import Webhook, WebhookDelivery


class Listening(NamedTuple):
    """A webhook that is told of events: of which, and how many messages to it wait."""

    id: uuid.UUID
    event_types: tuple[str, ...]
    waiting: int


class NextMessage(NamedTuple):
    """A message whose turn it is, and all that sending it takes."""

    id: uuid.UUID
    webhook_id: uuid.UUID
    event_type: str
    row_id: uuid.UUID | None
    at: datetime
    tries: int
    patient_id: uuid.UUID
    account_id: uuid.UUID
    sealed: bytes
    failures: int
    failing_since: datetime | None


@prepared
def webhooks(patient_id: uuid.UUID) -> RowSelect[Webhook]:
    """Every webhook of a record, the newest first."""
    return whole(Webhook).where(Webhook.patient_id == patient_id).order_by(Webhook.made_at.desc(), Webhook.id)


@prepared
def latest(webhook_id: uuid.UUID, most: int) -> RowSelect[WebhookDelivery]:
    """The latest messages to a webhook, the newest first."""
    query = whole(WebhookDelivery).where(WebhookDelivery.webhook_id == webhook_id)
    return query.order_by(WebhookDelivery.at.desc(), WebhookDelivery.id).limit(most)


def _waits(webhook_id: Any) -> ColumnElement[bool]:
    return and_(WebhookDelivery.webhook_id == webhook_id, WebhookDelivery.state == State.WAITING.value)


@prepared
def listening(patient_id: uuid.UUID) -> RowSelect[Listening]:
    """The webhooks of a record that have not stopped."""
    waiting = select(func.count()).where(_waits(Webhook.id)).correlate(Webhook).scalar_subquery()
    query = select_as(Listening, Webhook, waiting=waiting)
    return query.where(Webhook.patient_id == patient_id, Webhook.stopped_at.is_(None)).order_by(Webhook.id)


def _is_free(now: Any) -> ColumnElement[bool]:
    """Whether anything may be sent to a webhook now."""
    return and_(
        Webhook.stopped_at.is_(None),
        or_(Webhook.busy_until.is_(None), Webhook.busy_until <= now),
        or_(Webhook.not_before.is_(None), Webhook.not_before <= now),
    )


def free(webhook_id: uuid.UUID, now: datetime) -> ColumnElement[bool]:
    """The same of one."""
    return and_(Webhook.id == webhook_id, _is_free(now))


def _is_open(now: Any) -> ColumnElement[bool]:
    """Whether the account of a record is neither closed nor past the days before it is erased."""
    open_ = and_(Account.disabled_at.is_(None), or_(Account.erase_at.is_(None), Account.erase_at > now))
    of_record = Patient.id == Webhook.patient_id, Account.id == Patient.account_id
    return exists().where(*of_record, open_).correlate(Webhook)


@prepared
def due(now: datetime, most: int) -> Select[uuid.UUID]:
    """Webhooks for which messages wait that may be sent now, of accounts that are open; who waited longest first."""
    waits = exists().where(_waits(Webhook.id)).correlate(Webhook)
    query = select(Webhook.id).where(_is_free(now), waits, _is_open(now))
    return query.order_by(Webhook.not_before.nulls_first(), Webhook.id).limit(most)


@prepared
def next_message(webhook_id: uuid.UUID) -> RowSelect[NextMessage]:
    """The oldest message that waits, while its webhook has not stopped."""
    query = select_as(NextMessage, WebhookDelivery, Webhook, account_id=Patient.account_id)
    return (
        query.join(Webhook, Webhook.id == WebhookDelivery.webhook_id)
        .join(Patient, Patient.id == Webhook.patient_id)
        .where(_waits(webhook_id), Webhook.stopped_at.is_(None))
        .order_by(WebhookDelivery.at, WebhookDelivery.id)
        .limit(1)
    )


@prepared
def failing(moment: datetime) -> Select[int]:
    """How many webhooks have taken nothing since before a moment, or were given up for that."""
    since = or_(Webhook.failing_since <= moment, Webhook.stopped_by == Stopped.FAILURES.value)
    return select(func.count()).select_from(Webhook).where(since)


@prepared
def overdue(now: datetime, moment: datetime) -> Select[int]:
    """How many messages wait since before a moment for webhooks to which they could be sent."""
    waits = (WebhookDelivery.state == State.WAITING.value, WebhookDelivery.at <= moment)
    joined = select(func.count()).select_from(WebhookDelivery).join(Webhook, Webhook.id == WebhookDelivery.webhook_id)
    return joined.where(*waits, _is_free(now), _is_open(now))
