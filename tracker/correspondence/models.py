"""Tables of what patient and practitioner write to each other."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.domain.limits import PER_WEEK, PLANNED_SESSIONS
from tracker.domain.sharing.access import Action
from tracker.patients.models import AlwaysShared, AuthorsOnly, PatientRow, SharedByDay
from tracker.storage.base import Base, Code, Line, OptionalCode, Whole, Words, between


class ReviewNote(AlwaysShared, AuthorsOnly, PatientRow, Base):
    """What a practitioner wrote to the patient, when it was read, and the patient's answer."""

    __tablename__ = "review_note"
    right = Action.COMMENT
    __table_args__ = (Index("ix_review_note_written", "patient_id", "written_at"),)
    own_words = ("text", "corrected_at")
    written = "written_at"

    by_account_id: Mapped[uuid.UUID]
    by_name: Mapped[Line]
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
    corrected_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    answer: Mapped[Words]
    answered_at: Mapped[datetime | None]


class PlanProposal(AlwaysShared, AuthorsOnly, PatientRow, Base):
    """A change of a course's plan that a practitioner proposes and the patient accepts or not; None is unchanged."""

    __tablename__ = "plan_proposal"
    right = Action.COMMENT
    __table_args__ = (
        ForeignKeyConstraint(["patient_id", "course_id"], ["course.patient_id", "course.id"], ondelete="CASCADE"),
        Index("ix_plan_proposal_course", "patient_id", "course_id", "made_at"),
        between("planned_sessions", *PLANNED_SESSIONS),
        between("per_week", *PER_WEEK),
    )
    own_words = ("planned_sessions", "per_week", "phase", "reason")
    written = "made_at"

    course_id: Mapped[uuid.UUID]
    by_account_id: Mapped[uuid.UUID]
    by_name: Mapped[Line]
    made_at: Mapped[datetime]
    planned_sessions: Mapped[Whole]
    per_week: Mapped[Whole]
    phase: Mapped[OptionalCode]
    reason: Mapped[Words]
    state: Mapped[Code]
    decided_at: Mapped[datetime | None]
    answer: Mapped[Words]


class FlagAnswer(AuthorsOnly, SharedByDay, PatientRow, Base):
    """What somebody did about warning signs: which they saw, by day, the latest of these days, and their words.

    The patient writes one as well as practitioners; all of them read it.
    """

    __tablename__ = "flag_answer"
    shared_by = "last_on"
    right = Action.ANSWER
    __table_args__ = (Index("ix_flag_answer_day", "patient_id", "last_on"),)
    own_words = ("text", "last_on")
    written = "answered_at"

    last_on: Mapped[date]
    flags: Mapped[list[Any]]
    text: Mapped[str] = mapped_column(Text)
    by_account_id: Mapped[uuid.UUID]
    by_name: Mapped[Line]
    answered_at: Mapped[datetime]


class ReviewRequest(AlwaysShared, AuthorsOnly, PatientRow, Base):
    """A practitioner suggests that the patient look at a course as a whole; a review held since then answers it."""

    __tablename__ = "review_request"
    right = Action.COMMENT
    __table_args__ = (
        ForeignKeyConstraint(["patient_id", "course_id"], ["course.patient_id", "course.id"], ondelete="CASCADE"),
        Index("ix_review_request_course", "patient_id", "course_id", "made_at"),
    )
    own_words = ()
    written = "made_at"

    course_id: Mapped[uuid.UUID]
    by_account_id: Mapped[uuid.UUID]
    by_name: Mapped[Line]
    made_at: Mapped[datetime]
    state: Mapped[Code]
    decided_at: Mapped[datetime | None]


class Question(AlwaysShared, PatientRow, Base):
    """What the patient wants to ask at the next session; it stands on the brief until it is done."""

    __tablename__ = "question"
    __table_args__ = (Index("ix_question_written", "patient_id", "written_at"),)

    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
