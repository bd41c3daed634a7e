"""Gathers what a brief is made of, in a number of queries that is the same for every record and every day asked for."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from tracker.correspondence import queries as correspondence
from tracker.diary import queries as diary
from tracker.diary.models import Entry, LifeEvent
from tracker.domain.brief.contents import Since, since_of
from tracker.domain.course.counting import ENDED
from tracker.domain.safety.cautions import Carried
from tracker.domain.safety.warning_signs import recent_from
from tracker.domain.scores.daily import DayScore, EntryScore, day_scores
from tracker.domain.values.periods import WEEK
from tracker.patients.queries import ActivityScore
from tracker.patients.services.about import read_bout, read_carried
from tracker.practice.queries import brief as queries
from tracker.practice.queries.brief import ScoredEntry
from tracker.practice.services.brief_chart import CHART_DAYS
from tracker.review.models import CourseReview
from tracker.review.queries import reviews as review
from tracker.review.queries.reviews import SessionRow
from tracker.review.services.choosing import Choice, choose_course
from tracker.review.services.fit import Kept, read_shown
from tracker.review.services.measuring import MeasuredCourse, earliest_needed, measure_course, sessions_of
from tracker.review.services.notices import Notices, notices_of
from tracker.storage.rows import one_of, row_of, rows_of
from tracker.treatment.models import Dose, SessionRecord, TreatmentSession
from tracker.treatment.queries import treatment
from tracker.treatment.queries.courses import CourseRow

SIGNS_BEFORE = timedelta(days=28)
FUNCTION_BEFORE = timedelta(days=28)


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefFacts:
    """What stands in a record from `since` to `today`, and what it is compared with.

    `course` is the one of `choice`, with its `notices` and `reviews`; `last` the last session of its kind before
    today and `records` what practitioners recorded of it. `days` are day scores and `places` the regions marked, from
    before the course on; `entries` hold signs and notes; `acts` what was attended since, `doses` what was taken.
    """

    today: date
    since: Since
    shared_from: date | None
    notes_shared: bool
    choice: Choice
    course: MeasuredCourse | None
    notices: Notices
    reviews: Sequence[CourseReview]
    last: TreatmentSession | None
    records: Sequence[SessionRecord]
    days: Mapping[date, DayScore]
    places: Mapping[date, tuple[str, ...]]
    entries: Sequence[Entry]
    acts: Sequence[TreatmentSession]
    doses: Sequence[Dose]
    functions: Sequence[ActivityScore]
    bout: str
    cautions: Sequence[Carried]
    changes: Sequence[LifeEvent]
    questions: Sequence[str]
    fit: Kept | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What of the record is shown: from which day on (None: all of it), and whether with notes.

    `course` is the course that was asked for, `trade` what the reader practises: see `choose_course`.
    """

    shared_from: date | None = None
    notes: bool = True
    course: uuid.UUID | None = None
    trade: str | None = None


def read_brief(db_session: Session, patient_id: uuid.UUID, asked: str | None, today: date, shown: Shown) -> BriefFacts:
    """Everything a brief is made of, in 16 queries at most."""
    choice = choose_course(db_session, patient_id, shown.course, today, shown.trade)
    row = choice.row
    running = row if row is not None and (row.phase != ENDED or shown.course is not None) else None
    kind = None if running is None else running.kind
    last = row_of(db_session, *queries.last_session(patient_id, kind, today))
    since = since_of(
        asked,
        today=today,
        last_session=None if last is None or running is None or running.phase == ENDED else last.local_day,
        begins=_begins(db_session, patient_id) if asked else None,
        shared_from=shown.shared_from,
    )
    own = sessions_of(db_session, patient_id, None if row is None else row.id)
    first = min(since.day - WEEK, today - timedelta(days=CHART_DAYS - 1), _needed(row, own, last, today))
    entries = rows_of(db_session, *queries.scores_and_places(patient_id, first, today))
    days = day_scores(EntryScore._make(entry[: len(EntryScore._fields)]) for entry in entries)
    course = None if row is None else measure_course(row, own, days, today)
    reviews = [] if row is None else rows_of(db_session, *review.reviews(patient_id, row.id))
    return BriefFacts(
        today=today,
        since=since,
        shared_from=shown.shared_from,
        notes_shared=shown.notes,
        choice=choice,
        course=course,
        notices=_notices(course, reviews, today),
        reviews=reviews,
        last=last,
        records=[] if last is None else rows_of(db_session, *queries.session_records(patient_id, last.id)),
        days=days,
        places=_places(entries),
        **_since_then(db_session, patient_id, since.day, today),
        functions=rows_of(db_session, *review.activity_scores(patient_id, first - FUNCTION_BEFORE, today)),
        bout=read_bout(db_session, patient_id, today),
        cautions=read_carried(db_session, patient_id),
        fit=read_shown(db_session, patient_id),
        questions=[row.text for row in rows_of(db_session, *correspondence.open_questions(patient_id))],
    )


def _since_then(db_session: Session, patient_id: uuid.UUID, since: date, today: date) -> dict[str, Any]:
    """What was noted and done from `since` on; signs and warning signs from earlier, to stand beside."""
    signs_from = min(since - SIGNS_BEFORE, recent_from(today))
    acts_from = min(since, recent_from(today))
    return {
        "entries": rows_of(db_session, *queries.details(patient_id, signs_from, today)),
        "acts": [
            act
            for act in rows_of(db_session, *treatment.sessions_between(patient_id, acts_from, today))
            if act.status == "attended"
        ],
        "doses": rows_of(db_session, *treatment.doses_between(patient_id, since, today)),
        "changes": rows_of(db_session, *diary.life_events_between(patient_id, since, today)),
    }


def _begins(db_session: Session, patient_id: uuid.UUID) -> date | None:
    row = one_of(db_session, *queries.begins(patient_id))
    return min(filter(None, (row.entry, row.session)), default=None)


def _needed(row: CourseRow | None, own: Sequence[SessionRow], last: TreatmentSession | None, today: date) -> date:
    """The first day whose score is needed: the course's starting week, or the last session's next day."""
    course = today if row is None else earliest_needed(row, own)
    return min(course, today if last is None else last.local_day)


def _notices(course: MeasuredCourse | None, reviews: Sequence[CourseReview], today: date) -> Notices:
    if course is None:
        return Notices()
    return notices_of(course, reviews, None, today)


def _places(entries: Sequence[ScoredEntry]) -> dict[date, tuple[str, ...]]:
    """The regions of each day, its own entry and its moments together."""
    places: dict[date, tuple[str, ...]] = {}
    for entry in entries:
        if entry.regions:
            places[entry.for_date] = places.get(entry.for_date, ()) + entry.regions
    return places
