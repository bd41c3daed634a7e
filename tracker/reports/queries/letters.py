"""Queries of the files of what patient and practitioner wrote to each other, read in pieces as in `queries`."""

from typing import Any

from sqlalchemy import Select

from tracker.correspondence.models import FlagAnswer, PlanProposal, Question, ReviewNote, ReviewRequest
from tracker.reports.queries.files import Key, Wanted, pick, start_after


def notes(wanted: Wanted, after: Key | None, most: int) -> Select[Any]:
    """Review notes of every practitioner, by when they were written."""
    note = ReviewNote
    query = pick(
        note.id,
        note.by_name,
        note.written_at,
        note.text,
        note.corrected_at,
        note.read_at,
        note.answer,
        note.answered_at,
    ).where(*wanted.live(note))
    return start_after(query, (note.written_at, note.id), after).limit(most)


def proposals(wanted: Wanted, after: Key | None, most: int) -> Select[Any]:
    """Proposals of every practitioner, by when they were made."""
    proposal = PlanProposal
    query = pick(
        proposal.id,
        proposal.course_id,
        proposal.by_name,
        proposal.made_at,
        proposal.planned_sessions,
        proposal.per_week,
        proposal.phase,
        proposal.reason,
        proposal.state,
        proposal.decided_at,
        proposal.answer,
    ).where(*wanted.live(proposal))
    return start_after(query, (proposal.made_at, proposal.id), after).limit(most)


def flag_answers(wanted: Wanted, after: Key | None, most: int) -> Select[Any]:
    """Answers to warning signs, by when they were given."""
    answer = FlagAnswer
    query = pick(answer.id, answer.by_name, answer.answered_at, answer.text, answer.flags)
    return start_after(query.where(*wanted.live(answer)), (answer.answered_at, answer.id), after).limit(most)


def reviews_suggested(wanted: Wanted, after: Key | None, most: int) -> Select[Any]:
    """Reviews that practitioners suggested, by when they did."""
    one = ReviewRequest
    query = pick(one.id, one.course_id, one.by_name, one.made_at, one.state, one.decided_at)
    return start_after(query.where(*wanted.live(one)), (one.made_at, one.id), after).limit(most)


def questions(wanted: Wanted, after: Key | None, most: int) -> Select[Any]:
    """Questions, by when they were written down."""
    query = pick(Question.id, Question.text, Question.written_at, Question.done_at).where(*wanted.live(Question))
    return start_after(query, (Question.written_at, Question.id), after).limit(most)
