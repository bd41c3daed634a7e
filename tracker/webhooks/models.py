"""Tables of webhooks: where a record's events are told, and each message on its way or done."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from tracker.storage.base import Base, Code, Line, OptionalCode, Whole


class Webhook(Base):
    """Whom of its owner's programs a record tells what happened.

    `sealed` is the address and the key of its signatures, by the server's own key, for either lets somebody in
    elsewhere; `origin` is what of the address is shown. `busy_until`: a process sends for it until then. `failures` in
    a row began at `failing_since`, and nothing is tried before `not_before`. `stopped_by` says who or what stopped it.
    """

    __tablename__ = "webhook"
    __table_args__ = (Index("ix_webhook_patient", "patient_id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    patient_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("patient.id", ondelete="CASCADE"))
    label: Mapped[Line]
    origin: Mapped[Line]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    event_types: Mapped[tuple[str, ...]]
    made_at: Mapped[datetime]
    busy_until: Mapped[datetime | None]
    not_before: Mapped[datetime | None]
    failures: Mapped[int]
    failing_since: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    stopped_by: Mapped[OptionalCode]


class WebhookDelivery(Base):
    """One message to one webhook. Its `id` is the same at every try; `outcome` and `status` are of the last of them."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (Index("ix_webhook_delivery_state", "webhook_id", "state", "at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    webhook_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("webhook.id", ondelete="CASCADE"))
    event_type: Mapped[Code]
    row_id: Mapped[uuid.UUID | None]
    at: Mapped[datetime]
    state: Mapped[Code]
    tries: Mapped[int]
    tried_at: Mapped[datetime | None]
    outcome: Mapped[OptionalCode]
    status: Mapped[Whole]
