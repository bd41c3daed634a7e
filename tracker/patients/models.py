"""Tables of a person's record. Every row carries `patient_id`, first in its key, and is only loaded through it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    SQLColumnExpression,
    String,
    and_,
    false,
    text,
    true,
)
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from tracker.domain.limits import SCORE_HIGH, SCORE_LOW
from tracker.domain.sharing.access import Action
from tracker.domain.values.periods import DAYS_IN_WEEK, day_begins
from tracker.storage.base import Base, Code, Line, Note, OptionalCode, OptionalLine, Words, between

_IMPORTED = text("import_id IS NOT NULL")


class Patient(Base):
    __tablename__ = "patient"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), unique=True)
    country: Mapped[str | None] = mapped_column(String(2))
    # Of the cards of the first weeks, those that were answered with nothing to keep, or put away.
    cards_settled: Mapped[tuple[str, ...] | None]
    created_at: Mapped[datetime]
    # When rows were last brought in without a history of single changes (`patients.services.since`).
    brought_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class FirstDay:
    """The first day that is shared: `day` in the patient's zone, and the moment in UTC at which it began there.

    Rows that hold their own local day are compared by it, rows that hold a moment alone by the moment, and what is
    shared with the week before it alone by the day a week later. Each may stand in a statement as a named parameter.
    """

    day: Any
    began_at: Any
    week_later: Any

    @classmethod
    def of(cls, day: date, zone: ZoneInfo) -> "FirstDay":
        return cls(day, day_begins(day, zone), day + timedelta(days=DAYS_IN_WEEK))


class PatientRow:
    """What every row of a record has: its patient, an id unique within that patient, and when it was deleted."""

    @declared_attr
    def patient_id(cls) -> Mapped[uuid.UUID]:  # noqa: N805
        return mapped_column(ForeignKey("patient.id", ondelete="CASCADE"), primary_key=True, sort_order=-2)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, sort_order=-1)
    deleted_at: Mapped[datetime | None] = mapped_column(sort_order=90)
    authors_only: ClassVar[bool] = False
    # Rows that are nothing but free text: where notes are not shared they are not there at all.
    words_alone: ClassVar[bool] = False
    # Rows that nobody but the owner sees, whatever is shared.
    owners_alone: ClassVar[bool] = False
    # What others than the owner need to write such rows; None: nobody else does.
    right: ClassVar[Action | None] = None

    @classmethod
    def live(cls, patient_id: uuid.UUID | SQLColumnExpression[uuid.UUID]) -> ColumnElement[bool]:
        """The rows of a record that were not deleted."""
        return and_(cls.patient_id == patient_id, cls.deleted_at.is_(None))

    @classmethod
    def shared_since(cls, first: FirstDay) -> ColumnElement[bool]:  # noqa: ARG003
        """The rows somebody sees with whom the record is shared from `first` on: none, where a table is silent."""
        return false()

    @classmethod
    def written_by(cls, reader: uuid.UUID | None) -> ColumnElement[bool] | None:  # noqa: ARG003
        """The rows somebody sees who is not shown what other practitioners recorded: all (None), where none are such.

        None, and not true(): each page of somebody else's record would put that beside every table.
        """
        return None


class AuthorsOnly:
    """Rows that only those who wrote them may correct, not even the owner of the record.

    When a share ends, what its writer wrote stays theirs: the columns of `own_words`, when it was written, and what
    `beside` finds of whatever it was written about. All other columns are the patient's.
    """

    authors_only: ClassVar[bool] = True
    own_words: ClassVar[tuple[str, ...]] = ()
    written: ClassVar[str]

    @classmethod
    def beside(cls) -> Mapping[str, ColumnElement[Any]]:
        """What is kept with a row that stands elsewhere, by name."""
        return {}


class AlwaysShared:
    """Rows that belong to the record as a whole, whatever day it is shared from."""

    @classmethod
    def shared_since(cls, first: FirstDay) -> ColumnElement[bool]:  # noqa: ARG003
        return true()


class OwnersAlone:
    """Rows that nobody but the owner sees, whatever is shared."""

    owners_alone: ClassVar[bool] = True

    @classmethod
    def shared_since(cls, first: FirstDay) -> ColumnElement[bool]:  # noqa: ARG003
        return false()


class Imported:
    """Rows that may have come from another app's file: which app (a code), and by which import; else both are empty.

    What an import brought and nobody changed since has no `Revision`.
    """

    imported_from: Mapped[OptionalCode] = mapped_column(sort_order=80)
    import_id: Mapped[uuid.UUID | None] = mapped_column(sort_order=81)

    @staticmethod
    def index(table_name: str) -> Index:
        """Finds what an import brought, in an index over imported rows alone."""
        return Index(
            f"ix_{table_name}_import",
            "patient_id",
            "import_id",
            sqlite_where=_IMPORTED,
            postgresql_where=_IMPORTED,
        )


class SharedByDay:
    """Rows of one local day, in the column `shared_by`, which are shared from that day on."""

    shared_by: ClassVar[str]

    @classmethod
    def shared_since(cls, first: FirstDay) -> ColumnElement[bool]:
        shared: ColumnElement[bool] = getattr(cls, cls.shared_by) >= first.day
        return shared


class Episode(AlwaysShared, PatientRow, Base):
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


class Caution(AlwaysShared, PatientRow, Base):
    """Something a practitioner must know before needles go in; its note is written for them."""

    __tablename__ = "caution"

    kind: Mapped[Code]
    noted_on: Mapped[date]
    confirmed_on: Mapped[date]
    ended_on: Mapped[date | None]
    note: Mapped[Words]


class FunctionActivity(AlwaysShared, PatientRow, Base):
    """One activity the patient named, scored weekly from 0 (unable) to 10 (as before)."""

    __tablename__ = "function_activity"

    name: Mapped[Line]
    position: Mapped[int]
    created_at: Mapped[datetime]
    retired_on: Mapped[date | None]


class FunctionScore(SharedByDay, PatientRow, Base):
    __tablename__ = "function_score"
    shared_by = "for_date"
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
    """How one row of a record looked before one change: what undo, restore and the history read.

    `code` and `facts` say what was done (`domain/values/deeds.py`). `brought_by` is the change that leads the act to
    which this one belongs, None for that one itself. `through` is the name of the token by which a program did it.
    """

    __tablename__ = "revision"
    __table_args__ = (
        Index("uq_revision_row", "patient_id", "table_name", "row_id", "number", unique=True),
        Index("ix_revision_brought_by", "patient_id", "brought_by"),
    )

    patient_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("patient.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    table_name: Mapped[Code]
    row_id: Mapped[uuid.UUID]
    number: Mapped[int]
    at: Mapped[datetime]
    by_account_id: Mapped[uuid.UUID | None]
    through: Mapped[OptionalLine]
    before: Mapped[dict[str, Any] | None]
    code: Mapped[Code]
    facts: Mapped[dict[str, Any]]
    brought_by: Mapped[uuid.UUID | None]
    deletes: Mapped[bool]
    undone_at: Mapped[datetime | None]
