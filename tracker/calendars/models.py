"""The table of calendar feeds: an account's own addresses, from which calendars fetch its appointments."""

import uuid
from datetime import datetime, time

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from tracker.storage.base import Base, Code, Line, OptionalLine


class CalendarFeed(Base):
    """Of its address only the SHA-256 stands here. It belongs to an account, and shows what that account may see.

    `words`: whether events say what they are about. `alarm` as `domain.course.alarms` has it. `reviews` and `log_at`
    (on the person's own clock; empty: not wanted) are of one's own record alone. `reads` counts the times it was
    fetched.
    """

    __tablename__ = "calendar_feed"
    __table_args__ = (Index("ix_calendar_feed_account", "account_id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    secret_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    label: Mapped[Line]
    of_patients: Mapped[bool]
    words: Mapped[bool]
    reviews: Mapped[bool]
    log_at: Mapped[time | None]
    alarm: Mapped[Code]
    made_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    read_by: Mapped[OptionalLine]
    reads: Mapped[int]
    ended_at: Mapped[datetime | None]
