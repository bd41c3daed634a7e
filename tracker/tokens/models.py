"""The table of tokens."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from tracker.storage.base import Base, Code, Line, OptionalLine


class ProgramToken(Base):
    """One token. Of its secret only the SHA-256 stands here.

    `scope` as `domain.accounts.programs` has it. `last_day` is its last day in its owner's zone, `stamp` the account's
    stamp (`accounts.judging`) when it was made: once what lets its owner in has changed, it is over as sign-ins are.
    `used_by` is the kind of program that came with it last.
    """

    __tablename__ = "program_token"
    __table_args__ = (Index("ix_program_token_account", "account_id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    secret_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    name: Mapped[Line]
    scope: Mapped[Code]
    stamp: Mapped[int]
    made_at: Mapped[datetime]
    last_day: Mapped[date]
    used_at: Mapped[datetime | None]
    used_by: Mapped[OptionalLine]
    ended_at: Mapped[datetime | None]
