"""Queries of what is written to each other: columns only, of one patient, and for a writer their own rows alone.

`by_account_id` is the practitioner who looks; None is the owner of the record, who sees what all of them wrote.
"""

import uuid
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, func, select, tuple_

from tracker.correspondence.models import FlagAnswer, PlanProposal, Question, ReviewNote, ReviewRequest
from tracker.domain.course.proposal import ENDED, OPEN, WITHDRAWN
from tracker.review.models import CourseReview
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, select_as
from tracker.treatment.models import Course, TreatmentSession

NOTE = (
    ReviewNote.id,
    ReviewNote.by_name,
    ReviewNote.text,
    ReviewNote.written_at,
    ReviewNote.corrected_at,
    ReviewNote.read_at,
    ReviewNote.answer,
    ReviewNote.answered_at,
)


def _live(model: Any, patient_id: uuid.UUID, by_account_id: uuid.UUID | None) -> ColumnElement[bool]:
    own: ColumnElement[bool] = model.live(patient_id)
    return own if by_account_id is None else and_(own, model.by_account_id == by_account_id)


class NoteRow(NamedTuple):
    """A review note."""

    id: uuid.UUID
    by_name: str
    text: str
    written_at: datetime
    corrected_at: datetime | None
    read_at: datetime | None
    answer: str | None
    answered_at: datetime | None


@prepared
def notes(patient_id: uuid.UUID, by_account_id: uuid.UUID | None, most: int, offset: int) -> RowSelect[NoteRow]:
    """Review notes, newest first."""
    return (
        select_as(NoteRow, ReviewNote)
        .where(_live(ReviewNote, patient_id, by_account_id))
        .order_by(ReviewNote.written_at.desc(), ReviewNote.id)
        .limit(most)
        .offset(offset)
    )


class UnreadNote(NamedTuple):
    """A review note, and how many are not read."""

    id: uuid.UUID
    by_name: str
    text: str
    written_at: datetime
    corrected_at: datetime | None
    read_at: datetime | None
    answer: str | None
    answered_at: datetime | None
    unread: int


@prepared
def newest_unread(patient_id: uuid.UUID) -> RowSelect[UnreadNote]:
    """The newest note the owner has not read, and how many such notes there are; no row where there is none."""
    return (
        select_as(UnreadNote, ReviewNote, unread=func.count().over())
        .where(_live(ReviewNote, patient_id, None), ReviewNote.read_at.is_(None))
        .order_by(ReviewNote.written_at.desc(), ReviewNote.id)
        .limit(1)
    )


class ProposalRow(NamedTuple):
    """A plan that was proposed."""

    id: uuid.UUID
    course_id: uuid.UUID
    by_account_id: uuid.UUID
    by_name: str
    made_at: datetime
    planned_sessions: int | None
    per_week: int | None
    phase: str | None
    reason: str | None
    state: str
    decided_at: datetime | None
    answer: str | None


@prepared
def proposals(
    patient_id: uuid.UUID, course_id: uuid.UUID, by_account_id: uuid.UUID | None, most: int
) -> RowSelect[ProposalRow]:
    """What was proposed for a course, open proposals first, then the newest."""
    return (
        select_as(ProposalRow, PlanProposal)
        .where(_live(PlanProposal, patient_id, by_account_id), PlanProposal.course_id == course_id)
        .order_by(PlanProposal.state != OPEN, PlanProposal.made_at.desc(), PlanProposal.id)
        .limit(most)
    )


class OpenProposal(NamedTuple):
    """A proposed plan, beside the plan of its course."""

    id: uuid.UUID
    course_id: uuid.UUID
    by_account_id: uuid.UUID
    by_name: str
    made_at: datetime
    planned_sessions: int | None
    per_week: int | None
    phase: str | None
    reason: str | None
    state: str
    decided_at: datetime | None
    answer: str | None
    course_kind: str
    course_phase: str
    course_started_on: date
    course_planned: int
    course_per_week: int | None


@prepared
def open_proposals(patient_id: uuid.UUID, most: int) -> RowSelect[OpenProposal]:
    """What waits for the owner's answer, newest first, beside the plan of its course; an ended course has none."""
    course = and_(
        Course.live(PlanProposal.patient_id),
        Course.id == PlanProposal.course_id,
        Course.phase != ENDED,
    )
    return (
        select_as(
            OpenProposal,
            PlanProposal,
            course_kind=Course.kind,
            course_phase=Course.phase,
            course_started_on=Course.started_on,
            course_planned=Course.planned_sessions,
            course_per_week=Course.per_week,
        )
        .join(Course, course)
        .where(_live(PlanProposal, patient_id, None), PlanProposal.state == OPEN)
        .order_by(PlanProposal.made_at.desc(), PlanProposal.id)
        .limit(most)
    )


@prepared
def own_open(patient_id: uuid.UUID, course_id: uuid.UUID, by_account_id: uuid.UUID) -> Select[PlanProposal]:
    """The open proposals of one practitioner for a course, to be changed."""
    return (
        select(PlanProposal)
        .where(
            _live(PlanProposal, patient_id, by_account_id),
            PlanProposal.course_id == course_id,
            PlanProposal.state == OPEN,
        )
        .order_by(PlanProposal.made_at.desc(), PlanProposal.id)
    )


@prepared
def attended(patient_id: uuid.UUID, course_id: uuid.UUID) -> Select[int]:
    """How many sessions of a course were attended."""
    return select(func.count()).where(
        TreatmentSession.live(patient_id),
        TreatmentSession.course_id == course_id,
        TreatmentSession.status == "attended",
    )


class FlagAnswerRow(NamedTuple):
    """An answer to warning signs."""

    id: uuid.UUID
    by_account_id: uuid.UUID
    by_name: str
    answered_at: datetime
    text: str
    flags: Any


@prepared
def flag_answers(patient_id: uuid.UUID, from_day: date) -> RowSelect[FlagAnswerRow]:
    """Answers to warning signs of this day and later, whoever gave them, the latest first."""
    return (
        select_as(FlagAnswerRow, FlagAnswer)
        .where(
            FlagAnswer.live(patient_id),
            FlagAnswer.last_on >= from_day,
        )
        .order_by(FlagAnswer.answered_at.desc(), FlagAnswer.id)
    )


def _unreviewed() -> ColumnElement[bool]:
    """No review was held since it was suggested."""
    return ~exists().where(
        CourseReview.live(ReviewRequest.patient_id),
        CourseReview.course_id == ReviewRequest.course_id,
        CourseReview.entered_at >= ReviewRequest.made_at,
    )


class OpenRequest(NamedTuple):
    """A review that is suggested."""

    id: uuid.UUID
    by_name: str
    made_at: datetime
    course_id: uuid.UUID
    course_kind: str


@prepared
def open_requests(patient_id: uuid.UUID) -> RowSelect[OpenRequest]:
    """Reviews that practitioners suggest and nothing was done about yet, the latest first, of courses that go on."""
    course = and_(
        Course.live(ReviewRequest.patient_id),
        Course.id == ReviewRequest.course_id,
        Course.phase != ENDED,
    )
    return (
        select_as(OpenRequest, ReviewRequest, course_kind=Course.kind)
        .join(Course, course)
        .where(_live(ReviewRequest, patient_id, None), ReviewRequest.state == OPEN, _unreviewed())
        .order_by(ReviewRequest.made_at.desc(), ReviewRequest.id)
    )


class RequestRow(NamedTuple):
    """A review that was suggested."""

    id: uuid.UUID
    patient_id: uuid.UUID
    course_id: uuid.UUID
    by_account_id: uuid.UUID
    made_at: datetime
    state: str


def requests_of(courses: list[tuple[uuid.UUID, uuid.UUID]]) -> RowSelect[RequestRow]:
    """What was suggested for these courses since their last review, and not taken back; the latest first.

    A course is named by its patient's id and its own, which is unique within that patient alone.
    """
    return (
        select_as(RequestRow, ReviewRequest)
        .where(
            tuple_(ReviewRequest.patient_id, ReviewRequest.course_id).in_(courses),
            ReviewRequest.deleted_at.is_(None),
            ReviewRequest.state != WITHDRAWN,
            _unreviewed(),
        )
        .order_by(ReviewRequest.made_at.desc(), ReviewRequest.id)
    )


class QuestionRow(NamedTuple):
    """One question, and when it was written or, for one that was asked, when that was."""

    id: uuid.UUID
    text: str
    at: datetime


@prepared
def open_questions(patient_id: uuid.UUID) -> RowSelect[QuestionRow]:
    """What the patient wants to ask, in the order it was written."""
    return (
        select_as(QuestionRow, Question, at=Question.written_at)
        .where(Question.live(patient_id), Question.done_at.is_(None))
        .order_by(Question.written_at, Question.id)
    )


@prepared
def done_questions(patient_id: uuid.UUID, most: int) -> RowSelect[QuestionRow]:
    """What was asked, the latest first."""
    return (
        select_as(QuestionRow, Question, at=Question.done_at)
        .where(Question.live(patient_id), Question.done_at.is_not(None))
        .order_by(Question.done_at.desc(), Question.id)
        .limit(most)
    )
