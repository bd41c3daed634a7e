"""Queries of the files of what patient and practitioner wrote to each other, read in pieces as in `queries`."""

from typing import Any

from tracker.correspondence.models import FlagAnswer, PlanProposal, Question, ReviewNote, ReviewRequest
from tracker.files import letters
from tracker.reports.queries.files import Key, Wanted, columns_of, pick, start_after
from tracker.storage.rows import RowSelect


def notes(wanted: Wanted, after: Key | None, most: int) -> RowSelect[Any]:
    """Review notes of every practitioner, by when they were written."""
    note = ReviewNote
    query = pick(*columns_of(note, letters.NOTES)).where(*wanted.live(note))
    return start_after(query, (note.written_at, note.id), after).limit(most)


def proposals(wanted: Wanted, after: Key | None, most: int) -> RowSelect[Any]:
    """Proposals of every practitioner, by when they were made."""
    proposal = PlanProposal
    query = pick(*columns_of(proposal, letters.PROPOSALS)).where(*wanted.live(proposal))
    return start_after(query, (proposal.made_at, proposal.id), after).limit(most)


def flag_answers(wanted: Wanted, after: Key | None, most: int) -> RowSelect[Any]:
    """Answers to warning signs, by when they were given."""
    answer = FlagAnswer
    query = pick(*columns_of(answer, letters.ANSWERS))
    return start_after(query.where(*wanted.live(answer)), (answer.answered_at, answer.id), after).limit(most)


def reviews_suggested(wanted: Wanted, after: Key | None, most: int) -> RowSelect[Any]:
    """Reviews that practitioners suggested, by when they did."""
    one = ReviewRequest
    query = pick(*columns_of(one, letters.SUGGESTED))
    return start_after(query.where(*wanted.live(one)), (one.made_at, one.id), after).limit(most)


def questions(wanted: Wanted, after: Key | None, most: int) -> RowSelect[Any]:
    """Questions, by when they were written down."""
    query = pick(*columns_of(Question, letters.QUESTIONS)).where(*wanted.live(Question))
    return start_after(query, (Question.written_at, Question.id), after).limit(most)
