"""Proposals for a course's plan: a practitioner makes them and takes them back, the patient decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.correspondence import queries
from tracker.correspondence.models import PlanProposal
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
from tracker.domain.values.facts import read_facts, values_of
from tracker.patients.services import row_writing
from tracker.patients.services.row_writing import NotFound
from tracker.storage.rows import one_of, row_of, rows_of
from tracker.treatment.models import Course
from tracker.treatment.queries import courses as course_queries
from tracker.treatment.services.courses import change_course, facts_of
from tracker.wording import errors
from tracker.wording.correspondence import ANSWERED, COURSE_GONE, PROPOSAL_STATES, proposal_words
from tracker.wording.language import _

MOST_SHOWN: Final = 12
STATE_AFTER: Final[Mapping[str, str]] = {"accept": ACCEPTED, "decline": DECLINED}


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """One proposal as both sides read it. `words` end a sentence; `why_not` says why it can no longer be accepted."""

    row: PlanProposal
    words: str
    why_not: str | None = None
    course_kind: str | None = None

    @property
    def is_open(self) -> bool:
        return self.row.state == OPEN

    @property
    def state_words(self) -> str:
        return PROPOSAL_STATES[self.row.state]


def proposed(row: PlanProposal) -> ProposalFacts:
    """The facts of a stored proposal."""
    return read_facts(ProposalFacts, row)


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
    rows = db_session.execute(*queries.open_proposals(patient_id, MOST_SHOWN)).all()
    return [
        ProposalLine(row, proposal_words(proposed(row), facts_of(course)), course_kind=course.kind)
        for row, course in rows
    ]


def line_of(row: PlanProposal, plan: CourseFacts | None, done: int) -> ProposalLine:
    """One proposal beside the plan of its course; None where the course is gone."""
    facts = proposed(row)
    if row.state != OPEN:
        return ProposalLine(row, proposal_words(facts))
    reason = _(COURSE_GONE) if plan is None else why_not(facts, plan, done=done)
    return ProposalLine(row, proposal_words(facts, plan), None if reason is None else errors.said(reason))


def look_at(db_session: Session, row: PlanProposal) -> ProposalLine:
    """A stored proposal, beside the plan of its course as it is now."""
    course = row_of(db_session, *course_queries.one_course(row.patient_id, row.course_id))
    return line_of(row, None, 0) if course is None else line_of(row, facts_of(course), course.done)


def course_there(db_session: Session, row: PlanProposal) -> UUID | None:
    """The course of a proposal, unless it was deleted meanwhile."""
    course = _live_course(db_session, row)
    return None if course is None else course.id


def done_of(db_session: Session, patient_id: UUID, course_id: UUID) -> int:
    """How many sessions of the course were attended."""
    return one_of(db_session, *course_queries.one_course(patient_id, course_id)).done


def propose(db_session: Session, proposal_id: UUID, course: Course, facts: ProposalFacts, author: Author) -> UUID:
    """Save a proposal; the open one that it replaces is taken back with it, and comes back when it is undone.

    `Problems` where it cannot be proposed, `AlreadySaved` as for every form sent twice with other answers.
    """
    plan, patient_id = facts_of(course), author.patient_id
    differs = what_differs(facts, plan)
    given = {"by_account_id": author.account_id, "course_id": course.id, **values_of(differs)}
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
    accepted = deed("proposal_accepted", by=row.by_name, **_plan(proposed(row)))
    revision_id = row_writing.change(db_session, row, values, author, deed=accepted)
    by_both = replace(author, name=f"{row.by_name}, accepted by {author.name}")
    change_course(db_session, course, after, by_both, reason=row.reason, brought_by=revision_id)
    return revision_id


def _accepted(db_session: Session, row: PlanProposal, today: date) -> tuple[Course, CourseFacts]:
    """The course and its plan as it will be; `Problems` where the proposal no longer fits it."""
    facts, course = proposed(row), _live_course(db_session, row)
    if course is None:
        raise Problems({"proposal": _(COURSE_GONE)})
    plan = facts_of(course)
    reason = why_not(facts, plan, done=done_of(db_session, row.patient_id, row.course_id))
    if reason is not None:
        raise Problems({"proposal": reason})
    return course, check_course(plan_proposed(facts, plan, today=today), today=today)


def _take_back(
    db_session: Session, row: PlanProposal, author: Author, *, brought_by: UUID | None = None
) -> UUID | None:
    values = {"state": WITHDRAWN, "decided_at": author.now}
    taken_back = deed("proposal_withdrawn", **_plan(proposed(row)))
    return row_writing.change(db_session, row, values, author, deed=taken_back, brought_by=brought_by)


def _live_course(db_session: Session, row: PlanProposal) -> Course | None:
    try:
        return row_writing.get(db_session, Course, row.patient_id, row.course_id)
    except NotFound:
        return None


def _plan(facts: ProposalFacts) -> dict[str, Any]:
    return {name: value for name, value in values_of(facts).items() if name != "reason"}
