"""Tables of accounts: who may sign in, with what, and from where they are signed in now."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.domain.accounts.look import DAY_FIRST, SYSTEM, TEXT_SIZES
from tracker.domain.accounts.look_alikes import LOOK_MOST, look_key
from tracker.storage.base import Base, Line, OptionalLine


def _look_of_name(inserted: Any) -> str:
    return look_key(inserted.get_current_parameters()["user_name"])


class Account(Base):
    """`security_stamp` is drawn anew with every change of what lets somebody in (`accounts.judging`).

    `look_key` (`accounts.look_alikes`) is not unique: of accounts made before it was asked for, some may look alike.
    """

    __tablename__ = "account"
    __table_args__ = (Index("ix_account_security_stamp", "security_stamp"), Index("ix_account_look_key", "look_key"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    user_name: Mapped[Line]
    name_key: Mapped[str] = mapped_column(String(200), unique=True)
    look_key: Mapped[str | None] = mapped_column(String(LOOK_MOST), default=_look_of_name)
    email: Mapped[OptionalLine]
    password_hash: Mapped[Line]
    time_zone: Mapped[str] = mapped_column(String(64))
    theme: Mapped[str] = mapped_column(String(12), default=SYSTEM, server_default=SYSTEM)
    text_size: Mapped[str] = mapped_column(String(4), default=TEXT_SIZES[0], server_default=TEXT_SIZES[0])
    date_format: Mapped[str] = mapped_column(String(12), default=DAY_FIRST, server_default=DAY_FIRST)
    is_practitioner: Mapped[bool] = mapped_column(default=False)
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    password_changed_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]
    second_factor_since: Mapped[datetime | None]
    notice_since: Mapped[datetime | None]
    erase_at: Mapped[datetime | None]
    security_stamp: Mapped[int] = mapped_column(default=0, server_default="0")


class AccountSession(Base):
    """One sign-in. The cookie holds the secret id; here stands only its SHA-256."""

    __tablename__ = "account_session"

    id_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    public_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    confirmed_at: Mapped[datetime]
    kept: Mapped[bool] = mapped_column(default=False)
    device: Mapped[Line]
    address: Mapped[Line]


class RecoveryCode(Base):
    """One single-use recovery code, as its SHA-256. One that the host made ends by itself."""

    __tablename__ = "recovery_code"

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
