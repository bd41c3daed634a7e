"""Queries of what is written to each other: of one patient, and for a writer their own rows alone.

`by_account_id` is the practitioner who looks; None is the owner of the record, who sees what all of them wrote.
"""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, func, select

from tracker.correspondence.models import FlagAnswer, PlanProposal, Question, ReviewNote, ReviewRequest
from tracker.domain.course.proposal import ENDED, OPEN, WITHDRAWN
from tracker.review.models import CourseReview
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, every_column, select_as, whole
from tracker.treatment.models import Course


def _live(model: Any, patient_id: uuid.UUID, by_account_id: uuid.UUID | None) -> ColumnElement[bool]:
    own: ColumnElement[bool] = model.live(patient_id)
    return own if by_account_id is None else and_(own, model.by_account_id == by_account_id)


def _newest(model: Any) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """The order of writings, the latest first."""
    return getattr(model, model.written).desc(), model.id


def _of_a_course_that_goes_on(model: Any) -> ColumnElement[bool]:
    return and_(Course.live(model.patient_id), Course.id == model.course_id, Course.phase != ENDED)


@prepared
def notes(patient_id: uuid.UUID, by_account_id: uuid.UUID | None, most: int, offset: int) -> RowSelect[ReviewNote]:
    """Review notes, newest first."""
    own = _live(ReviewNote, patient_id, by_account_id)
    return whole(ReviewNote).where(own).order_by(*_newest(ReviewNote)).limit(most).offset(offset)


@prepared
def newest_unread(patient_id: uuid.UUID) -> Select[ReviewNote, int]:
    """The newest note the owner has not read, and how many such notes there are; no row where there is none."""
    return (
        select(ReviewNote, func.count().over())
        .where(ReviewNote.live(patient_id), ReviewNote.read_at.is_(None))
        .order_by(*_newest(ReviewNote))
        .limit(1)
    )


@prepared
def proposals(
    patient_id: uuid.UUID, course_id: uuid.UUID, by_account_id: uuid.UUID | None, most: int
) -> RowSelect[PlanProposal]:
    """What was proposed for a course, open proposals first, then the newest."""
    return (
        whole(PlanProposal)
        .where(_live(PlanProposal, patient_id, by_account_id), PlanProposal.course_id == course_id)
        .order_by(PlanProposal.state != OPEN, *_newest(PlanProposal))
        .limit(most)
    )


@prepared
def open_proposals(patient_id: uuid.UUID, most: int) -> Select[PlanProposal, Course]:
    """What waits for the owner's answer, newest first, each with its course; an ended course has none."""
    return (
        select(PlanProposal, Course)
        .join(Course, _of_a_course_that_goes_on(PlanProposal))
        .where(PlanProposal.live(patient_id), PlanProposal.state == OPEN)
        .order_by(*_newest(PlanProposal))
        .limit(most)
    )


@prepared
def own_open(patient_id: uuid.UUID, course_id: uuid.UUID, by_account_id: uuid.UUID) -> Select[PlanProposal]:
    """The open proposals of one practitioner for a course, to be changed."""
    own = _live(PlanProposal, patient_id, by_account_id)
    of_course = (PlanProposal.course_id == course_id, PlanProposal.state == OPEN)
    return select(PlanProposal).where(own, *of_course).order_by(*_newest(PlanProposal))


@prepared
def flag_answers(patient_id: uuid.UUID, from_day: date) -> RowSelect[FlagAnswer]:
    """Answers to warning signs of this day and later, whoever gave them, the latest first."""
    of_days = (FlagAnswer.live(patient_id), FlagAnswer.last_on >= from_day)
    return whole(FlagAnswer).where(*of_days).order_by(*_newest(FlagAnswer))


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
    return (
        select_as(OpenRequest, ReviewRequest, course_kind=Course.kind)
        .join(Course, _of_a_course_that_goes_on(ReviewRequest))
        .where(ReviewRequest.live(patient_id), ReviewRequest.state == OPEN, _unreviewed())
        .order_by(*_newest(ReviewRequest))
    )


@prepared
def requests_of(patient_ids: Sequence[uuid.UUID], course_ids: Sequence[uuid.UUID]) -> RowSelect[ReviewRequest]:
    """What was suggested to these patients for courses of these ids since their last review, and not taken back.

    The latest first. The id of a course is unique within its patient alone: not every pair may be meant.
    """
    return (
        every_column(ReviewRequest)
        .where(
            ReviewRequest.patient_id.in_(patient_ids),
            ReviewRequest.course_id.in_(course_ids),
            ReviewRequest.deleted_at.is_(None),
            ReviewRequest.state != WITHDRAWN,
            _unreviewed(),
        )
        .order_by(*_newest(ReviewRequest))
    )


@prepared
def open_questions(patient_id: uuid.UUID) -> RowSelect[Question]:
    """What the patient wants to ask, in the order it was written."""
    waiting = (Question.live(patient_id), Question.done_at.is_(None))
    return whole(Question).where(*waiting).order_by(Question.written_at, Question.id)


@prepared
def done_questions(patient_id: uuid.UUID, most: int) -> RowSelect[Question]:
    """What was asked, the latest first."""
    asked = (Question.live(patient_id), Question.done_at.is_not(None))
    return whole(Question).where(*asked).order_by(Question.done_at.desc(), Question.id).limit(most)
