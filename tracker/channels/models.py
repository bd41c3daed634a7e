"""Tables of where an account is reached, and of what waits to be sent to it."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from tracker.storage.base import Base, Code, Line, OptionalCode, OptionalLine


class PushSubscription(Base):
    """A browser that is told by Web Push. It ends with the sign-in under which it was switched on.

    `sealed` is the address at the browser's service and its keys, by the server's own key: whoever has the address can
    send. `endpoint_hash` is its SHA-256, so that one browser is one row, whoever uses it.
    """

    __tablename__ = "push_subscription"
    __table_args__ = (Index("ix_push_subscription_account", "account_id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    session_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("account_session.public_id", ondelete="CASCADE"), unique=True
    )
    endpoint_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime]
    not_before: Mapped[datetime | None]
    tried_at: Mapped[datetime | None]
    outcome: Mapped[OptionalCode]


class MailAddress(Base):
    """An account's e-mail address that was asked to be confirmed, or was. It counts while it is the account's own.

    `secret_hash` is the SHA-256 of what the mailed link holds. `stopped_at`: reminders go there no more.
    """

    __tablename__ = "mail_address"

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    address: Mapped[Line]
    language: Mapped[Code]
    secret_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    asked_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]


class Notice(Base):
    """Something that waits to be sent beside the server, to one address or one browser, at most once."""

    __tablename__ = "notice"
    __table_args__ = (Index("ix_notice_state", "state", "at"), Index("ix_notice_account", "account_id"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    subscription_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("push_subscription.id", ondelete="CASCADE"))
    kind: Mapped[Code]
    address: Mapped[OptionalLine]
    language: Mapped[Code]
    at: Mapped[datetime]
    state: Mapped[Code]
    tries: Mapped[int]
    not_before: Mapped[datetime | None]
    outcome: Mapped[OptionalCode]
