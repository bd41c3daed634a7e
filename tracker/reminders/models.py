"""Tables of reminders: what an account wants to be called about, and each call that was made or tried."""

import uuid
from datetime import date, datetime, time

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from tracker.storage.base import Base, Code, Flag, OptionalCode, between


class ReminderSettings(Base):
    """What an account wants, see `domain.reminders.wishes.Wishes`; times are those of the person's own clock.

    What was due by `since` is not called: what is wanted was changed then. `language` is the one it was said in, for
    the words of a call. `silenced_on` is the local day of the last "not today", and `silenced_at` when that was said.
    """

    __tablename__ = "reminder_settings"
    __table_args__ = (between("after_hours", 1, 24),)

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    kinds: Mapped[tuple[str, ...] | None]
    channels: Mapped[tuple[str, ...] | None]
    log_at: Mapped[time | None]
    weekdays: Mapped[tuple[str, ...] | None]
    before: Mapped[Code]
    after_hours: Mapped[int]
    next_day_at: Mapped[time | None]
    medicine_at: Mapped[time | None]
    medicine_days: Mapped[tuple[str, ...] | None]
    later_at: Mapped[time | None]
    quiet_from: Mapped[time | None]
    quiet_until: Mapped[time | None]
    language: Mapped[Code]
    since: Mapped[datetime]
    silenced_on: Mapped[date | None]
    silenced_at: Mapped[datetime | None]


class ReminderCall(Base):
    """One call of a kind about a local day: whoever makes the row makes the call. It is the log of them as well.

    `state` as `domain.reminders.trying.State` has it; `push` and `email` say how the last try went by each. `tries` is
    how often it was tried, the last time at `at`; `rarer`: it said that calls become rarer.
    """

    __tablename__ = "reminder_call"
    __table_args__ = (Index("ix_reminder_call_at", "at"),)

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[Code] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    due_at: Mapped[datetime]
    at: Mapped[datetime]
    tries: Mapped[int]
    state: Mapped[Code]
    push: Mapped[OptionalCode]
    email: Mapped[OptionalCode]
    rarer: Mapped[Flag]
