"""Queries of what is written to each other: columns only, of one patient, and for a writer their own rows alone.

`by_account_id` is the practitioner who looks; None is the owner of the record, who sees what all of them wrote.
"""

import uuid
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select

from tracker.correspondence.models import PlanProposal, Question, ReviewNote
from tracker.domain.proposal import ENDED, OPEN
from tracker.prepared import prepared
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
