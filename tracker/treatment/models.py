"""Tables of treatment: sessions of every kind, courses and their plan, and medication."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    TextClause,
    and_,
    exists,
    false,
    literal_column,
    select,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from tracker.domain.sharing.access import Action
from tracker.domain.treatment.session_record import SessionRecordFacts
from tracker.domain.values.facts import names_of
from tracker.fields.courses import COURSE, COURSE_IN_DETAILS
from tracker.fields.doses import DOSE
from tracker.fields.field import limits
from tracker.fields.session_records import SESSION_RECORD
from tracker.fields.sessions import SESSION
from tracker.patients.models import AuthorsOnly, FirstDay, Imported, PatientRow, SharedByDay
from tracker.storage.base import (
    Amount,
    Base,
    Code,
    Flag,
    Line,
    Money,
    Note,
    OptionalCode,
    OptionalLine,
    Score,
    Whole,
    Words,
    between,
)

_LIVE = text("deleted_at IS NULL")
_PLANNED = text("status = 'planned' AND deleted_at IS NULL")
_OF_COURSE, _OF_NONE = text("course_id IS NOT NULL"), text("course_id IS NULL")


def _partly(name: str, *columns: str, where: TextClause) -> Index:
    """An index over some of the rows, on either engine."""
    return Index(name, *columns, sqlite_where=where, postgresql_where=where)


class Course(PatientRow, Base):
    """A plan of professional sessions of one kind."""

    __tablename__ = "course"
    __table_args__ = (
        Index("ix_course_started", "patient_id", "started_on"),
        *(between(*limit) for limit in limits((*COURSE, *COURSE_IN_DETAILS))),
    )

    kind: Mapped[Code]
    phase: Mapped[Code]
    started_on: Mapped[date]
    ended_on: Mapped[date | None]
    planned_sessions: Mapped[int]
    per_week: Mapped[Whole]
    goal: Mapped[Words]
    visits_allowed: Mapped[Whole]
    visits_rule: Mapped[OptionalCode]
    created_at: Mapped[datetime]

    @classmethod
    def shared_since(cls, first: FirstDay) -> ColumnElement[bool]:
        """Courses that are shared whole, with the week before them: of part of one its numbers would not be true."""
        begins: date = first.week_later
        session = TreatmentSession.__table__.alias().c
        earlier = exists().where(
            session.patient_id == cls.patient_id,
            session.course_id == cls.id,
            session.deleted_at.is_(None),
            session.local_day < begins,
        )
        return and_(cls.started_on >= begins, ~earlier)


class PlanChange(PatientRow, Base):
    """One dated change of a course's plan: what became what, by whom and why."""

    __tablename__ = "plan_change"
    __table_args__ = (
        ForeignKeyConstraint(["patient_id", "course_id"], ["course.patient_id", "course.id"], ondelete="CASCADE"),
        Index("ix_plan_change_course", "patient_id", "course_id", "at"),
    )

    course_id: Mapped[uuid.UUID]
    at: Mapped[datetime]
    by_account_id: Mapped[uuid.UUID | None]
    by_name: Mapped[Line]
    changed: Mapped[dict[str, Any]]
    reason: Mapped[Words]

    @classmethod
    def shared_since(cls, first: FirstDay) -> ColumnElement[bool]:
        shared: ColumnElement[bool] = cls.at >= first.began_at
        return shared


class TreatmentSession(Imported, SharedByDay, PatientRow, Base):
    """One treatment or self-care act. Where its time is not known, `started_at` stands at noon and is never said."""

    __tablename__ = "treatment_session"
    shared_by = "local_day"
    right = Action.RECORD
    __table_args__ = (
        ForeignKeyConstraint(["patient_id", "course_id"], ["course.patient_id", "course.id"]),
        Index("ix_treatment_session_day", "patient_id", "local_day"),
        Index("ix_treatment_session_kind", "patient_id", "kind", "started_at"),
        _partly("ix_treatment_session_of_course", "patient_id", "course_id", "started_at", where=_OF_COURSE),
        _partly("ix_treatment_session_of_none", "patient_id", "started_at", where=_OF_NONE),
        _partly("ix_treatment_session_planned", "patient_id", "started_at", where=_PLANNED),
        Imported.index("treatment_session"),
        *(between(*limit) for limit in limits(SESSION)),
        CheckConstraint("other_name IS NULL OR kind = 'other'", name="other_named"),
    )

    kind: Mapped[Code]
    status: Mapped[Code]
    started_at: Mapped[datetime]
    started_offset: Mapped[int]
    local_day: Mapped[date]
    minutes: Mapped[Whole]
    course_id: Mapped[uuid.UUID | None]
    practitioner: Mapped[OptionalLine]
    leg_before: Mapped[Score]
    back_before: Mapped[Score]
    leg_after: Mapped[Score]
    back_after: Mapped[Score]
    helped: Mapped[OptionalCode]
    regions: Mapped[tuple[str, ...] | None]
    zones: Mapped[tuple[str, ...] | None]
    points: Mapped[Words]
    needle_count: Mapped[Whole]
    needle_minutes: Mapped[Whole]
    stimulation: Mapped[OptionalCode]
    sensation: Mapped[OptionalCode]
    exercises: Mapped[Words]
    distance_m: Mapped[Whole]
    side_effects: Mapped[Words]
    cost: Mapped[Money]
    insurance_covered: Mapped[bool | None]
    note: Mapped[Note]
    entered_at: Mapped[datetime]
    other_name: Mapped[OptionalLine]
    time_unknown: Mapped[Flag]

    @classmethod
    def is_planned(cls) -> ColumnElement[bool]:
        """An appointment. Said by the word itself: with a value, a plan made for all values may not use their index."""
        planned: ColumnElement[bool] = cls.status == literal_column("'planned'")
        return planned


class PointLetters(Base):
    """Which line of points an account meant by the letters it typed, for each practitioner; theirs is the blank name.

    It decides what is offered first when the letters are asked about again, and nothing else.
    """

    __tablename__ = "point_letters"

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    practitioner: Mapped[str] = mapped_column(String(200), primary_key=True)
    letters: Mapped[str] = mapped_column(String(40), primary_key=True)
    line: Mapped[Code]
    at: Mapped[datetime]


class Dose(Imported, SharedByDay, PatientRow, Base):
    """One dose of medicine, or the statement that none was taken on a day; `time_unknown` as of sessions."""

    __tablename__ = "dose"
    shared_by = "local_day"
    __table_args__ = (
        Index("ix_dose_day", "patient_id", "local_day"),
        Imported.index("dose"),
        *(between(*limit) for limit in limits(DOSE)),
        CheckConstraint(
            "(none_taken AND name IS NULL AND taken_at IS NULL)"
            " OR (NOT none_taken AND name IS NOT NULL AND taken_at IS NOT NULL)",
            name="none_or_named",
        ),
    )

    local_day: Mapped[date]
    none_taken: Mapped[bool]
    taken_at: Mapped[datetime | None]
    taken_offset: Mapped[Whole]
    name: Mapped[OptionalLine]
    amount: Mapped[Amount]
    unit: Mapped[OptionalCode]
    helped: Mapped[OptionalCode]
    minutes_to_relief: Mapped[Whole]
    note: Mapped[Note]
    entered_at: Mapped[datetime]
    time_unknown: Mapped[Flag]


class SessionRecord(AuthorsOnly, PatientRow, Base):
    """A practitioner's side of one session: what was needled and how, beside the patient's own view of it.

    The items are those of STRICTA 2010 (MacPherson, PLoS Med 7:e1000261); adverse events are added to them.
    """

    __tablename__ = "session_record"
    right = Action.RECORD
    __table_args__ = (
        ForeignKeyConstraint(
            ["patient_id", "session_id"], ["treatment_session.patient_id", "treatment_session.id"], ondelete="CASCADE"
        ),
        Index(
            "uq_session_record_live",
            "patient_id",
            "session_id",
            "by_account_id",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        *(between(*limit) for limit in limits(SESSION_RECORD)),
    )
    own_words = names_of(SessionRecordFacts)
    written = "entered_at"

    session_id: Mapped[uuid.UUID]
    by_account_id: Mapped[uuid.UUID]
    by_name: Mapped[Line]
    entered_at: Mapped[datetime]
    style: Mapped[OptionalCode]
    style_other: Mapped[OptionalLine]
    rationale: Mapped[Words]
    varied: Mapped[bool | None]
    varied_note: Mapped[Words]
    needle_count: Mapped[Whole]
    points: Mapped[Words]
    depth: Mapped[OptionalLine]
    response: Mapped[OptionalCode]
    twitch: Mapped[bool | None]
    stimulation: Mapped[OptionalCode]
    stimulation_hz: Mapped[Amount]
    needle_minutes: Mapped[Whole]
    needle_gauge_mm: Mapped[Amount]
    needle_length_mm: Mapped[Amount]
    needle_brand: Mapped[OptionalLine]
    single_use: Mapped[bool | None]
    adjuncts: Mapped[tuple[str, ...] | None]
    setting: Mapped[Words]
    advice_given: Mapped[Words]
    position: Mapped[OptionalCode]
    adverse_events: Mapped[list[Any] | None]
    note: Mapped[Words]

    @classmethod
    def shared_since(cls, first: FirstDay) -> ColumnElement[bool]:
        session = TreatmentSession.__table__.alias().c
        return exists().where(
            session.patient_id == cls.patient_id, session.id == cls.session_id, session.local_day >= first.day
        )

    @classmethod
    def written_by(cls, reader: uuid.UUID | None) -> ColumnElement[bool]:
        return false() if reader is None else cls.by_account_id == reader

    @classmethod
    def beside(cls) -> Mapping[str, ColumnElement[Any]]:
        """The day and the kind of the session, which name it."""
        session = TreatmentSession.__table__.alias().c
        of_session = select(session.local_day, session.kind).where(
            session.patient_id == cls.patient_id, session.id == cls.session_id
        )
        return {
            "session_day": of_session.with_only_columns(session.local_day).scalar_subquery(),
            "session_kind": of_session.with_only_columns(session.kind).scalar_subquery(),
        }
