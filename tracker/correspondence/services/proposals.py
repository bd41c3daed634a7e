"""Proposals for a course's plan: a practitioner makes them and takes them back, the patient decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.correspondence import queries
from tracker.correspondence.models import PlanProposal
from tracker.correspondence.queries import OpenProposal, ProposalRow
from tracker.domain.acting import Author
from tracker.domain.course.plan import CourseFacts, check_course
from tracker.domain.course.proposal import (
    ACCEPTED,
    DECLINED,
    NO_LONGER,
    OPEN,
    WITHDRAWN,
    ProposalFacts,
    check_proposal,
    plan_proposed,
    what_differs,
    why_not,
)
from tracker.domain.errors import Problems
from tracker.domain.values.deeds import deed
from tracker.patients.services import row_writing
from tracker.patients.services.row_writing import NotFound
from tracker.storage.rows import rows_of
from tracker.treatment.models import Course
from tracker.treatment.services.courses import change_course, facts_of
from tracker.wording import errors
from tracker.wording.correspondence import ANSWERED, COURSE_GONE
from tracker.wording.language import _
from tracker.wording.proposals import PROPOSAL_STATES, proposal_words

MOST_SHOWN: Final = 12
STATE_AFTER: Final[Mapping[str, str]] = {"accept": ACCEPTED, "decline": DECLINED}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalLine:
    """One proposal as both sides read it. `words` end a sentence; `why_not` says why it can no longer be accepted."""

    id: UUID
    course_id: UUID
    by_account_id: UUID
    by_name: str
    made_at: datetime
    words: str
    reason: str | None
    state: str
    decided_at: datetime | None
    answer: str | None
    why_not: str | None
    course_kind: str | None = None

    @property
    def is_open(self) -> bool:
        return self.state == OPEN

    @property
    def state_words(self) -> str:
        return PROPOSAL_STATES[self.state]


def proposals_of(
    db_session: Session, patient_id: UUID, by_account_id: UUID | None, course: Any, done: int
) -> Sequence[ProposalLine]:
    """What was proposed for a course (a row with the facts of its plan) with `done` attended sessions, in one query.

    Open ones first, then the newest: those of one practitioner, or for the owner (None) of all of them.
    """
    plan = facts_of(course)
    rows = rows_of(db_session, *queries.proposals(patient_id, course.id, by_account_id, MOST_SHOWN))
    return [line_of(row, plan, done) for row in rows]


def waiting(db_session: Session, patient_id: UUID) -> Sequence[ProposalLine]:
    """What waits for the owner's answer, as Today shows it, in one query."""
    rows = rows_of(db_session, *queries.open_proposals(patient_id, MOST_SHOWN))
    return [_line(row, proposal_words(_facts(row), _plan_beside(row)), None, row.course_kind) for row in rows]


def line_of(row: PlanProposal | ProposalRow, plan: CourseFacts | None, done: int) -> ProposalLine:
    """One proposal beside the plan of its course; None where the course is gone."""
    facts = _facts(row)
    if row.state != OPEN:
        return _line(row, proposal_words(facts), None)
    reason = _(COURSE_GONE) if plan is None else why_not(facts, plan, done=done)
    return _line(row, proposal_words(facts, plan), None if reason is None else errors.said(reason))


def look_at(db_session: Session, row: PlanProposal) -> ProposalLine:
    """A stored proposal, beside the plan of its course as it is now."""
    course = _live_course(db_session, row)
    plan = None if course is None else facts_of(course)
    return line_of(row, plan, done_of(db_session, row.patient_id, row.course_id))


def own_proposal(db_session: Session, patient_id: UUID, proposal_id: UUID, by_account_id: UUID) -> PlanProposal:
    """The proposal, for who made it; `NotFound` for everybody else."""
    row = row_writing.get(db_session, PlanProposal, patient_id, proposal_id)
    if row.by_account_id != by_account_id:
        raise NotFound
    return row


def course_there(db_session: Session, row: PlanProposal) -> UUID | None:
    """The course of a proposal, unless it was deleted meanwhile."""
    course = _live_course(db_session, row)
    return None if course is None else course.id


def done_of(db_session: Session, patient_id: UUID, course_id: UUID) -> int:
    """How many sessions of the course were attended."""
    return db_session.execute(*queries.attended(patient_id, course_id)).scalar_one()


def propose(db_session: Session, proposal_id: UUID, course: Course, facts: ProposalFacts, author: Author) -> UUID:
    """Save a proposal; the open one that it replaces is taken back with it, and comes back when it is undone.

    `Problems` where it cannot be proposed, `AlreadySaved` as for every form sent twice with other answers.
    """
    plan, patient_id = facts_of(course), author.patient_id
    differs = what_differs(facts, plan)
    given = {"by_account_id": author.account_id, "course_id": course.id, **_columns(differs)}
    row = PlanProposal(
        patient_id=patient_id, id=proposal_id, by_name=author.name, made_at=author.now, state=OPEN, **given
    )
    made = deed("proposal", **_plan(differs))
    if db_session.get(PlanProposal, (patient_id, proposal_id)) is not None:
        return row_writing.create(db_session, row, author, deed=made, given=given)
    check_proposal(facts, plan, done=done_of(db_session, patient_id, course.id))
    earlier = db_session.execute(*queries.own_open(patient_id, course.id, row.by_account_id)).scalars().all()
    revision_id = row_writing.create(db_session, row, author, deed=made, given=given)
    for one in earlier:
        _take_back(db_session, one, author, brought_by=revision_id)
    return revision_id


def withdraw(db_session: Session, row: PlanProposal, author: Author) -> UUID | None:
    """Take an open proposal back; None where it was taken back before, `Problems` where it was answered."""
    if row.state == WITHDRAWN:
        return None
    if row.state != OPEN:
        raise Problems({"proposal": _(ANSWERED)})
    return _take_back(db_session, row, author)


def decide(db_session: Session, row: PlanProposal, decision: str, answer: str | None, author: Author) -> UUID | None:
    """Accept a proposal or say no thanks; what is accepted changes the plan, and undoing puts back both.

    None where the same was decided before; `Problems` where the proposal is no longer open
    or no longer fits, and then it stays as it is.
    """
    state = STATE_AFTER[decision]
    if row.state == state:
        return None
    if row.state != OPEN:
        raise Problems({"proposal": NO_LONGER[row.state]})
    values = {"state": state, "decided_at": author.now, "answer": answer}
    if state == DECLINED:
        declined = deed("proposal_declined", by=row.by_name)
        return row_writing.change(db_session, row, values, author, deed=declined)
    course, after = _accepted(db_session, row, author.today)
    accepted = deed("proposal_accepted", by=row.by_name, **_plan(_facts(row)))
    revision_id = row_writing.change(db_session, row, values, author, deed=accepted)
    by_both = replace(author, name=f"{row.by_name}, accepted by {author.name}")
    change_course(db_session, course, after, by_both, reason=row.reason, brought_by=revision_id)
    return revision_id


def _accepted(db_session: Session, row: PlanProposal, today: date) -> tuple[Course, CourseFacts]:
    """The course and its plan as it will be; `Problems` where the proposal no longer fits it."""
    facts, course = _facts(row), _live_course(db_session, row)
    if course is None:
        raise Problems({"proposal": _(COURSE_GONE)})
    plan = facts_of(course)
    reason = why_not(facts, plan, done=done_of(db_session, row.patient_id, row.course_id))
    if reason is not None:
        raise Problems({"proposal": reason})
    return course, check_course(plan_proposed(facts, plan, today=today), today=today)


def _take_back(db_session: Session, row: PlanProposal, author: Author, *, brought_by: UUID | None = None) -> UUID:
    values = {"state": WITHDRAWN, "decided_at": author.now}
    taken_back = deed("proposal_withdrawn", **_plan(_facts(row)))
    return row_writing.change(db_session, row, values, author, deed=taken_back, brought_by=brought_by)


def _live_course(db_session: Session, row: PlanProposal) -> Course | None:
    try:
        return row_writing.get(db_session, Course, row.patient_id, row.course_id)
    except NotFound:
        return None


def _facts(row: PlanProposal | ProposalRow | OpenProposal) -> ProposalFacts:
    return ProposalFacts(
        planned_sessions=row.planned_sessions, per_week=row.per_week, phase=row.phase, reason=row.reason
    )


def _plan(facts: ProposalFacts) -> dict[str, object]:
    return {"planned_sessions": facts.planned_sessions, "per_week": facts.per_week, "phase": facts.phase}


def _columns(facts: ProposalFacts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in ProposalFacts.__slots__}


def _plan_beside(row: OpenProposal) -> CourseFacts:
    return CourseFacts(
        kind=row.course_kind,
        phase=row.course_phase,
        started_on=row.course_started_on,
        planned_sessions=row.course_planned,
        per_week=row.course_per_week,
    )


def _line(
    row: PlanProposal | ProposalRow | OpenProposal, words: str, reason: str | None, course_kind: str | None = None
) -> ProposalLine:
    return ProposalLine(
        id=row.id,
        course_id=row.course_id,
        by_account_id=row.by_account_id,
        by_name=row.by_name,
        made_at=row.made_at,
        words=words,
        reason=row.reason,
        state=row.state,
        decided_at=row.decided_at,
        answer=row.answer,
        why_not=reason,
        course_kind=course_kind,
    )
