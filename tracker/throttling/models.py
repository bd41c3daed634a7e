"""The table of counted tries."""

import uuid
from datetime import datetime

from sqlalchemy import Index, LargeBinary, String, false
from sqlalchemy.orm import Mapped, mapped_column

from tracker.storage.base import Base


class Attempt(Base):
    """One failed or counted try, for the throttles; `key` is a digest, so that no name or address stands here.

    `under_way`: it has not been judged yet.
    """

    __tablename__ = "attempt"
    __table_args__ = (Index("ix_attempt_act_key_at", "act", "key", "at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    act: Mapped[str] = mapped_column(String(40))
    key: Mapped[bytes] = mapped_column(LargeBinary(32))
    at: Mapped[datetime]
    under_way: Mapped[bool] = mapped_column(default=False, server_default=false())
