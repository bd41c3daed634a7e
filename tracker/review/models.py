"""Tables about a course as a whole: its reviews, each value of its starting week, and what was answered before one."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped

from tracker.patients.models import PatientRow, SharedByDay
from tracker.storage.base import Base, Code, Flag, Line, Money, Note, OptionalCode, Whole

_LIVE = text("deleted_at IS NULL")


class CourseReview(SharedByDay, PatientRow, Base):
    """One look at a course: what was decided, the patient's global change, and what the verdict said on that day.

    `doubts` say why it was not confirmed, the late and the imported days how many behind each mean were entered later,
    or came from another app; None where that was not kept yet.
    """

    __tablename__ = "course_review"
    shared_by = "held_on"
    __table_args__ = (
        ForeignKeyConstraint(["patient_id", "course_id"], ["course.patient_id", "course.id"], ondelete="CASCADE"),
        Index("ix_course_review_course", "patient_id", "course_id", "held_on"),
    )

    course_id: Mapped[uuid.UUID]
    held_on: Mapped[date]
    sessions_done: Mapped[int]
    global_change: Mapped[OptionalCode]
    decision: Mapped[Code]
    reason: Mapped[Note]
    label: Mapped[Code]
    confirmed: Mapped[bool]
    baseline_leg: Mapped[float | None]
    latest_leg: Mapped[float | None]
    doubts: Mapped[tuple[str, ...] | None]
    baseline_late_days: Mapped[Whole]
    latest_late_days: Mapped[Whole]
    baseline_imported_days: Mapped[Whole]
    latest_imported_days: Mapped[Whole]
    by_account_id: Mapped[uuid.UUID | None]
    by_name: Mapped[Line]
    entered_at: Mapped[datetime]


class StartingWeek(SharedByDay, PatientRow, Base):
    """One value that a course's starting week was given after session 1; the rows of a course are its audit trail.

    The newest is the one that holds. `mean` and the days are empty where too few days were left to make one.
    `late_days` of the days were entered later; None where that was not kept yet.
    """

    __tablename__ = "starting_week"
    shared_by = "first_session_day"
    __table_args__ = (
        ForeignKeyConstraint(["patient_id", "course_id"], ["course.patient_id", "course.id"], ondelete="CASCADE"),
        Index("ix_starting_week_course", "patient_id", "course_id", "at"),
    )

    course_id: Mapped[uuid.UUID]
    at: Mapped[datetime]
    by_account_id: Mapped[uuid.UUID | None]
    first_session_day: Mapped[date]
    mean: Mapped[float | None]
    days: Mapped[int]
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    overlaps: Mapped[bool]
    late_days: Mapped[Whole]


class FitAnswers(SharedByDay, PatientRow, Base):
    """What was answered on one day to "Does it fit me?": codes, and what a session costs; `in_brief` shows it there."""

    __tablename__ = "fit_answers"
    shared_by = "for_date"
    __table_args__ = (
        Index("uq_fit_answers_day", "patient_id", "for_date", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE),
    )

    for_date: Mapped[date]
    duration: Mapped[OptionalCode]
    side: Mapped[OptionalCode]
    cause_told: Mapped[OptionalCode]
    tried: Mapped[tuple[str, ...] | None]
    cautions: Mapped[tuple[str, ...] | None]
    medicine: Mapped[tuple[str, ...] | None]
    matters_most: Mapped[OptionalCode]
    session_cost: Mapped[Money]
    in_brief: Mapped[Flag]
    entered_at: Mapped[datetime]
