"""Tables of a person's record. Every row carries `patient_id`, first in its key, and is only loaded through it."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from tracker.base import Base, Code, Line, Note, OptionalCode, between
from tracker.domain.limits import SCORE_HIGH, SCORE_LOW


class Patient(Base):
    __tablename__ = "patient"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), unique=True)
    country: Mapped[str | None] = mapped_column(String(2))
    set_up_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class PatientRow:
    """What every row of a record has: its patient, an id unique within that patient, and when it was deleted."""

    @declared_attr
    def patient_id(cls) -> Mapped[uuid.UUID]:  # noqa: N805
        return mapped_column(ForeignKey("patient.id", ondelete="CASCADE"), primary_key=True, sort_order=-2)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, sort_order=-1)
    deleted_at: Mapped[datetime | None] = mapped_column(sort_order=90)


class Episode(PatientRow, Base):
    """One bout of sciatica."""

    __tablename__ = "episode"

    side: Mapped[OptionalCode]
    began_on: Mapped[date | None]
    duration_at_start: Mapped[OptionalCode]
    cause_told: Mapped[OptionalCode]
    warning_signs: Mapped[tuple[str, ...] | None]
    ended_on: Mapped[date | None]
    note: Mapped[Note]
    created_at: Mapped[datetime]


class Caution(PatientRow, Base):
    """Something a practitioner must know before needles go in."""

    __tablename__ = "caution"

    kind: Mapped[Code]
    noted_on: Mapped[date]
    confirmed_on: Mapped[date]
    ended_on: Mapped[date | None]
    note: Mapped[Note]


class FunctionActivity(PatientRow, Base):
    """One activity the patient named, scored weekly from 0 (unable) to 10 (as before)."""

    __tablename__ = "function_activity"

    name: Mapped[Line]
    position: Mapped[int]
    created_at: Mapped[datetime]
    retired_on: Mapped[date | None]


class FunctionScore(PatientRow, Base):
    __tablename__ = "function_score"
    __table_args__ = (
        ForeignKeyConstraint(
            ["patient_id", "activity_id"], ["function_activity.patient_id", "function_activity.id"], ondelete="CASCADE"
        ),
        Index("uq_function_score_day", "patient_id", "activity_id", "for_date", unique=True),
        between("score", SCORE_LOW, SCORE_HIGH),
    )

    activity_id: Mapped[uuid.UUID]
    for_date: Mapped[date]
    score: Mapped[int]
    entered_at: Mapped[datetime]


class Revision(Base):
    """How one row of a record looked before one change: what undo, restore and the history read."""

    __tablename__ = "revision"
    __table_args__ = (Index("ix_revision_row", "patient_id", "table_name", "row_id", "number"),)

    patient_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("patient.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    table_name: Mapped[Code]
    row_id: Mapped[uuid.UUID]
    number: Mapped[int]
    at: Mapped[datetime]
    by_account_id: Mapped[uuid.UUID | None]
    before: Mapped[dict[str, Any] | None]
    summary: Mapped[Line]
    deletes: Mapped[bool]
    undone_at: Mapped[datetime | None]
