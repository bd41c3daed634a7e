"""The table behind the Patients page: how each shared record stands, kept up to date with every change of it."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from tracker.storage.base import Base, OptionalCode, Whole


class Summary(Base):
    """What the rules said of a record at its last change. Nothing here depends on what day it is read.

    Worked out from the record and never edited: it can be thrown away and made again. `rules` is the version of the
    code that made it. `weeks` are the latest weekly means of the running course, for the sparkline.
    """

    __tablename__ = "standing"

    patient_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("patient.id", ondelete="CASCADE"), primary_key=True)
    rules: Mapped[int]
    made_at: Mapped[datetime]
    last_entry_on: Mapped[date | None]
    last_leg: Mapped[float | None]
    flare_on: Mapped[date | None]
    warned_on: Mapped[date | None]
    warning_signs: Mapped[tuple[str, ...] | None]
    flag_answered_on: Mapped[date | None]
    cautions: Mapped[tuple[str, ...] | None]
    course_id: Mapped[uuid.UUID | None]
    course_kind: Mapped[OptionalCode]
    course_started_on: Mapped[date | None]
    course_first_day: Mapped[date | None]
    phase: Mapped[OptionalCode]
    done: Mapped[Whole]
    planned: Mapped[Whole]
    review_due: Mapped[OptionalCode]
    baseline_leg: Mapped[float | None]
    latest_leg: Mapped[float | None]
    latest_low: Mapped[float | None]
    latest_high: Mapped[float | None]
    latest_days: Mapped[Whole]
    latest_late_days: Mapped[Whole]
    label: Mapped[OptionalCode]
    confirmed: Mapped[bool | None]
    doubts: Mapped[tuple[str, ...] | None]
    weeks: Mapped[list[Any] | None]
