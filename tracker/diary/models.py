"""Tables of the diary: entries by day and moment, and life events."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped

from tracker.fields.entries import ENTRY
from tracker.fields.field import limits
from tracker.patients.models import PatientRow, SharedByDay
from tracker.storage.base import Base, Code, Note, OptionalCode, Score, Whole, between

_LIVE_DAILY = text("kind = 'daily' AND deleted_at IS NULL")
_LIVE = text("deleted_at IS NULL")


class Entry(SharedByDay, PatientRow, Base):
    __tablename__ = "entry"
    shared_by = "for_date"
    __table_args__ = (
        Index("ix_entry_day", "patient_id", "for_date"),
        Index(
            "uq_entry_daily",
            "patient_id",
            "for_date",
            unique=True,
            sqlite_where=_LIVE_DAILY,
            postgresql_where=_LIVE_DAILY,
        ),
        *(between(*limit) for limit in limits(ENTRY)),
        CheckConstraint("leg_pain IS NOT NULL OR back_pain IS NOT NULL", name="scored"),
    )

    kind: Mapped[Code]
    for_date: Mapped[date]
    for_time: Mapped[time | None]
    entered_at: Mapped[datetime]
    entered_offset: Mapped[int]
    late: Mapped[bool]
    leg_later: Mapped[Whole]
    back_later: Mapped[Whole]
    leg_pain: Mapped[Score]
    back_pain: Mapped[Score]
    worst_leg_pain: Mapped[Score]
    side: Mapped[OptionalCode]
    regions: Mapped[tuple[str, ...] | None]
    qualities: Mapped[tuple[str, ...] | None]
    numbness_tingling: Mapped[Score]
    weakness: Mapped[Score]
    sleep_disturbed: Mapped[Score]
    sitting_minutes: Mapped[Whole]
    walking_minutes: Mapped[Whole]
    aggravated_by: Mapped[tuple[str, ...] | None]
    eased_by: Mapped[tuple[str, ...] | None]
    warning_signs: Mapped[tuple[str, ...] | None]
    note: Mapped[Note]


class LifeEvent(SharedByDay, PatientRow, Base):
    """A dated line that the charts show: a new chair, a fall, an illness."""

    __tablename__ = "dated_change"
    shared_by = "for_date"
    __table_args__ = (Index("ix_dated_change_day", "patient_id", "for_date"),)

    kind: Mapped[Code]
    for_date: Mapped[date]
    note: Mapped[Note]
    entered_at: Mapped[datetime]


class DayTags(SharedByDay, PatientRow, Base):
    """The patient's own short words on one day, as `write_tags` writes them."""

    __tablename__ = "day_tags"
    shared_by = "for_date"
    words_alone = True
    __table_args__ = (
        Index("uq_day_tags_day", "patient_id", "for_date", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE),
    )

    for_date: Mapped[date]
    tags: Mapped[Note]
    entered_at: Mapped[datetime]
