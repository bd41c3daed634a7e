"""What an account wants to be called about: read, changed, and silenced for a day."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import update
from sqlalchemy.orm import Session

from tracker.domain.course.alarms import Alarm
from tracker.domain.reminders.wishes import CHANNELS, WEEKDAYS, Kind, Wishes
from tracker.reminders import queries
from tracker.reminders.models import ReminderCall, ReminderSettings
from tracker.storage.rows import rows_of

SHOWN: Final = 20
_LISTS: Final = ("channels", "weekdays", "medicine_days")
_PLAIN: Final = ("log_at", "after_hours", "next_day_at", "medicine_at", "later_at", "quiet_from", "quiet_until")


@dataclass(frozen=True, slots=True)
class Kept:
    """What is stored for an account: the wishes, and the local day on which "not today" was last said."""

    wishes: Wishes
    silenced_on: date | None


def wishes_of(row: ReminderSettings) -> Wishes:
    """The wishes of a row."""
    plain: dict[str, Any] = {name: getattr(row, name) for name in _PLAIN}
    lists: dict[str, Any] = {name: frozenset(getattr(row, name) or ()) for name in _LISTS}
    kinds = frozenset(map(Kind, row.kinds or ()))
    return Wishes(kinds=kinds, **plain, **lists, before=Alarm(row.before))


def find(db_session: Session, account_id: uuid.UUID) -> Kept | None:
    """What an account wants; None where it never said."""
    row = db_session.get(ReminderSettings, account_id, populate_existing=True)
    return None if row is None else Kept(wishes_of(row), row.silenced_on)


def keep(db_session: Session, account_id: uuid.UUID, wishes: Wishes, *, language: str, now: datetime) -> None:
    """Store what is wanted from now on, in whole; the caller holds the account and commits."""
    values: dict[str, Any] = {name: getattr(wishes, name) for name in _PLAIN}
    order = {"kinds": list(Kind), "channels": CHANNELS, "weekdays": WEEKDAYS, "medicine_days": WEEKDAYS}
    for name, codes in order.items():
        values[name] = tuple(str(code) for code in codes if code in getattr(wishes, name))
    values |= {"before": wishes.before.value, "language": language, "since": now}
    row = db_session.get(ReminderSettings, account_id)
    if row is None:
        db_session.add(ReminderSettings(account_id=account_id, **values))
        return
    for name, value in values.items():
        setattr(row, name, value)


def silence(db_session: Session, account_id: uuid.UUID, day: date, now: datetime) -> None:
    """Not today: nothing more about the diary on this local day. It counts as an answer. The caller commits."""
    mine = update(ReminderSettings).where(ReminderSettings.account_id == account_id)
    db_session.execute(mine.values(silenced_on=day, silenced_at=now))


def list_calls(db_session: Session, account_id: uuid.UUID) -> Sequence[ReminderCall]:
    """The last calls of an account, the newest first."""
    return rows_of(db_session, *queries.latest(account_id, SHOWN))
