"""Tables of the diary: entries by day and moment, life events, a day's tags, and what a watch counted of it."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped

from tracker.domain.limits import DAY_MINUTES, STEPS
from tracker.fields.entries import ENTRY
from tracker.fields.field import limits
from tracker.patients.models import Imported, PatientRow, SharedByDay
from tracker.storage.base import Base, Code, Flag, Note, OptionalCode, Score, Whole, between

_LIVE_DAILY = text("kind = 'daily' AND deleted_at IS NULL")
_LIVE = text("deleted_at IS NULL")


class Entry(Imported, SharedByDay, PatientRow, Base):
    """A day or a moment; `from_words` says that its scores were made from words such as "moderate".

    With `time_unknown` only a part of the day is known, and `for_time`, the middle of it, is for the order alone.
    """

    __tablename__ = "entry"
    shared_by = "for_date"
    __table_args__ = (
        Index("ix_entry_day", "patient_id", "for_date"),
        Imported.index("entry"),
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
    from_words: Mapped[Flag]
    time_unknown: Mapped[Flag]


class LifeEvent(Imported, SharedByDay, PatientRow, Base):
    """A dated line that the charts show: a new chair, a fall, an illness."""

    __tablename__ = "dated_change"
    shared_by = "for_date"
    __table_args__ = (Index("ix_dated_change_day", "patient_id", "for_date"), Imported.index("dated_change"))

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


class DayContext(Imported, SharedByDay, PatientRow, Base):
    """What a watch or a phone counted of one day: its steps, and how long the night before it was slept."""

    __tablename__ = "day_context"
    shared_by = "for_date"
    __table_args__ = (
        Index("uq_day_context_day", "patient_id", "for_date", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE),
        Imported.index("day_context"),
        between("steps", *STEPS),
        between("sleep_minutes", 0, DAY_MINUTES),
        CheckConstraint("steps IS NOT NULL OR sleep_minutes IS NOT NULL", name="counted"),
    )

    for_date: Mapped[date]
    steps: Mapped[Whole]
    sleep_minutes: Mapped[Whole]
    entered_at: Mapped[datetime]
