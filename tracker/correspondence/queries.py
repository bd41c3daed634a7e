"""Queries of what is written to each other: columns only, of one patient, and for a writer their own rows alone.

`by_account_id` is the practitioner who looks; None is the owner of the record, who sees what all of them wrote.
"""

import uuid
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select, tuple_

from tracker.correspondence.models import FlagAnswer, PlanProposal, Question, ReviewNote, ReviewRequest
from tracker.domain.course.proposal import ENDED, OPEN, WITHDRAWN
from tracker.review.models import CourseReview
from tracker.storage.prepared import prepared
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
FLAG_ANSWER = (
    FlagAnswer.id,
    FlagAnswer.by_account_id,
    FlagAnswer.by_name,
    FlagAnswer.answered_at,
    FlagAnswer.text,
    FlagAnswer.flags,
)
PROPOSAL = (
    PlanProposal.id,
    PlanProposal.course_id,
    PlanProposal.by_account_id,
    PlanProposal.by_name,
    PlanProposal.made_at,
    PlanProposal.planned_sessions,
    PlanProposal.per_week,
    PlanProposal.phase,
    PlanProposal.reason,
    PlanProposal.state,
    PlanProposal.decided_at,
    PlanProposal.answer,
)


def _live(model: Any, patient_id: uuid.UUID, by_account_id: uuid.UUID | None) -> ColumnElement[bool]:
    own = and_(model.patient_id == patient_id, model.deleted_at.is_(None))
    return own if by_account_id is None else and_(own, model.by_account_id == by_account_id)


@prepared
def notes(patient_id: uuid.UUID, by_account_id: uuid.UUID | None, most: int, offset: int) -> Select[*tuple[Any, ...]]:
    """Review notes, newest first."""
    return (
        select(*NOTE)
        .where(_live(ReviewNote, patient_id, by_account_id))
        .order_by(ReviewNote.written_at.desc(), ReviewNote.id)
        .limit(most)
        .offset(offset)
    )


@prepared
def newest_unread(patient_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """The newest note the owner has not read, and how many such notes there are; no row where there is none."""
    return (
        select(*NOTE, func.count().over().label("unread"))
        .where(_live(ReviewNote, patient_id, None), ReviewNote.read_at.is_(None))
        .order_by(ReviewNote.written_at.desc(), ReviewNote.id)
        .limit(1)
    )


@prepared
def proposals(
    patient_id: uuid.UUID, course_id: uuid.UUID, by_account_id: uuid.UUID | None, most: int
) -> Select[*tuple[Any, ...]]:
    """What was proposed for a course, open proposals first, then the newest."""
    return (
        select(*PROPOSAL)
        .where(_live(PlanProposal, patient_id, by_account_id), PlanProposal.course_id == course_id)
        .order_by(PlanProposal.state != OPEN, PlanProposal.made_at.desc(), PlanProposal.id)
        .limit(most)
    )


@prepared
def open_proposals(patient_id: uuid.UUID, most: int) -> Select[*tuple[Any, ...]]:
    """What waits for the owner's answer, newest first, beside the plan of its course; an ended course has none."""
    course = and_(
        Course.patient_id == PlanProposal.patient_id,
        Course.id == PlanProposal.course_id,
        Course.deleted_at.is_(None),
        Course.phase != ENDED,
    )
    return (
        select(
            *PROPOSAL,
            Course.kind.label("course_kind"),
            Course.phase.label("course_phase"),
            Course.started_on.label("course_started_on"),
            Course.planned_sessions.label("course_planned"),
            Course.per_week.label("course_per_week"),
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
        TreatmentSession.patient_id == patient_id,
        TreatmentSession.course_id == course_id,
        TreatmentSession.status == "attended",
        TreatmentSession.deleted_at.is_(None),
    )


@prepared
def flag_answers(patient_id: uuid.UUID, from_day: date) -> Select[*tuple[Any, ...]]:
    """Answers to warning signs of this day and later, whoever gave them, the latest first."""
    return (
        select(*FLAG_ANSWER)
        .where(
            FlagAnswer.patient_id == patient_id,
            FlagAnswer.deleted_at.is_(None),
            FlagAnswer.last_on >= from_day,
        )
        .order_by(FlagAnswer.answered_at.desc(), FlagAnswer.id)
    )


def _unreviewed() -> ColumnElement[bool]:
    """No review was held since it was suggested."""
    return ~exists().where(
        CourseReview.patient_id == ReviewRequest.patient_id,
        CourseReview.course_id == ReviewRequest.course_id,
        CourseReview.deleted_at.is_(None),
        CourseReview.entered_at >= ReviewRequest.made_at,
    )


@prepared
def open_requests(patient_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """Reviews that practitioners suggest and nothing was done about yet, the latest first, of courses that go on."""
    course = and_(
        Course.patient_id == ReviewRequest.patient_id,
        Course.id == ReviewRequest.course_id,
        Course.deleted_at.is_(None),
        Course.phase != ENDED,
    )
    return (
        select(
            ReviewRequest.id,
            ReviewRequest.by_name,
            ReviewRequest.made_at,
            ReviewRequest.course_id,
            Course.kind.label("course_kind"),
        )
        .join(Course, course)
        .where(_live(ReviewRequest, patient_id, None), ReviewRequest.state == OPEN, _unreviewed())
        .order_by(ReviewRequest.made_at.desc(), ReviewRequest.id)
    )


def requests_of(courses: list[tuple[uuid.UUID, uuid.UUID]]) -> Select[*tuple[Any, ...]]:
    """What was suggested for these courses since their last review, and not taken back; the latest first.

    A course is named by its patient's id and its own, which is unique within that patient alone.
    """
    return (
        select(
            ReviewRequest.id,
            ReviewRequest.patient_id,
            ReviewRequest.course_id,
            ReviewRequest.by_account_id,
            ReviewRequest.made_at,
            ReviewRequest.state,
        )
        .where(
            tuple_(ReviewRequest.patient_id, ReviewRequest.course_id).in_(courses),
            ReviewRequest.deleted_at.is_(None),
            ReviewRequest.state != WITHDRAWN,
            _unreviewed(),
        )
        .order_by(ReviewRequest.made_at.desc(), ReviewRequest.id)
    )


@prepared
def open_questions(patient_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """What the patient wants to ask, in the order it was written."""
    return (
        select(Question.id, Question.text, Question.written_at)
        .where(Question.patient_id == patient_id, Question.deleted_at.is_(None), Question.done_at.is_(None))
        .order_by(Question.written_at, Question.id)
    )


@prepared
def done_questions(patient_id: uuid.UUID, most: int) -> Select[*tuple[Any, ...]]:
    """What was asked, the latest first."""
    return (
        select(Question.id, Question.text, Question.done_at)
        .where(Question.patient_id == patient_id, Question.deleted_at.is_(None), Question.done_at.is_not(None))
        .order_by(Question.done_at.desc(), Question.id)
        .limit(most)
    )
