"""Tables of second factors: authenticator apps, passkeys, and steps that are under way."""

import uuid
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from tracker.storage.base import Base, Code, Line


class Authenticator(Base):
    """The authenticator app of an account. It counts once `confirmed_at` is set; `last_step` is the last code used."""

    __tablename__ = "authenticator"

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    sealed_secret: Mapped[bytes] = mapped_column(LargeBinary(200))
    made_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    last_step: Mapped[int | None] = mapped_column(BigInteger)


class Passkey(Base):
    """One passkey of an account: its public half."""

    __tablename__ = "passkey"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1023), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary(2048))
    sign_count: Mapped[int] = mapped_column(BigInteger)
    label: Mapped[Line]
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Step(Base):
    """Something begun and not yet finished: the cookie holds the secret, here stands its SHA-256. It works once.

    `stamp` is the newest stamp of all accounts at its beginning: an account that has a newer one does not finish it.
    """

    __tablename__ = "step"

    id_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    purpose: Mapped[Code]
    account_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    challenge: Mapped[bytes | None] = mapped_column(LargeBinary(64))
    kept: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime]
    stamp: Mapped[int] = mapped_column(default=0, server_default="0")
