"""What decides whether a call is wanted as things stand: read for one person, and only what the call asks for."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tracker.dashboard.queries.waiting import waits
from tracker.domain.course.review_day import ReviewsHeld, next_review
from tracker.domain.reminders.calls import Call, Standing
from tracker.domain.reminders.trying import State
from tracker.domain.reminders.wishes import Kind, Wishes
from tracker.domain.scores.function import function_due
from tracker.domain.values.periods import local_day
from tracker.reminders import queries
from tracker.reminders.models import ReminderCall
from tracker.review.queries import reviews
from tracker.review.services.measuring import open_courses, read_courses
from tracker.storage.rows import is_there, one_of, rows_of, value_of

OF_A_SCORE: Final = frozenset({Kind.LOG, Kind.NEXT_DAY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who wants calls: their account and record, where they live, what they want, and what they said last."""

    account_id: uuid.UUID
    patient_id: uuid.UUID
    zone: ZoneInfo
    wishes: Wishes
    since: datetime
    language: str
    silenced_on: date | None
    silenced_at: datetime | None


def read_standing(db_session: Session, person: Person, call: Call, calls: Iterable[ReminderCall]) -> Standing:
    """How things stand for this call, after the `calls` of this person until now."""
    went = [one for one in calls if one.state == State.SENT.value and one.kind == call.kind.value]
    last = max((one.day for one in went if one.day < call.day), default=None)
    return Standing(
        scored=call.kind in OF_A_SCORE and is_there(db_session, *queries.scored(person.patient_id, call.day)),
        silenced=person.silenced_on == local_day(call.at, person.zone),
        review_due=call.kind is Kind.REVIEW and _review_due(db_session, person.patient_id, call.day),
        activities_due=call.kind is Kind.ACTIVITIES and _activities_due(db_session, person.patient_id, call.day),
        unanswered=_unanswered(db_session, person, went) if call.kind is Kind.LOG else 0,
        called={} if last is None else {call.kind: last},
    )


def _unanswered(db_session: Session, person: Person, went: Sequence[ReminderCall]) -> int:
    """How many of the calls to log reached them since they last wrote or said anything."""
    if not went:
        return 0
    wrote = value_of(db_session, *queries.last_change(person.patient_id, person.account_id))
    said = max(moment for moment in (person.since, person.silenced_at, wrote) if moment is not None)
    return sum(one.at > said for one in went)


def _review_due(db_session: Session, patient_id: uuid.UUID, today: date) -> bool:
    """Whether the review of any course in its initial phase is due by what was done until today."""
    for row in open_courses(read_courses(db_session, patient_id), today):
        if row.phase != "initial":
            continue
        sessions = rows_of(db_session, *reviews.course_sessions(patient_id, row.id))
        held = rows_of(db_session, *reviews.reviews(patient_id, row.id))
        done = [one.local_day for one in sessions if one.status == "attended"]
        known = ReviewsHeld([one.sessions_done for one in held], [one.held_on for one in held])
        due = next_review(done, row.planned_sessions, known)
        if due is not None and due[0] <= today:
            return True
    return False


def _activities_due(db_session: Session, patient_id: uuid.UUID, today: date) -> bool:
    found = one_of(db_session, *waits(patient_id))
    return bool(found.named) and function_due(found.scored_on, today)
