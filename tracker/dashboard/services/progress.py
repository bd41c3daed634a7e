"""Gathers what the Progress page shows, in a number of queries that is the same for every range of days."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tracker.charts.facts import DaysShown
from tracker.charts.recorded import Recorded
from tracker.charts.strips_facts import CHOSEN, NUMBERS
from tracker.correspondence.services.flags import Flags, read_answers
from tracker.dashboard.queries import pages
from tracker.dashboard.services import chart_facts
from tracker.dashboard.services.ranges import QUARTER, Range, Span
from tracker.diary import queries as diary
from tracker.diary.queries import DayDetails, Detailed
from tracker.diary.services.reading import recent_warning_signs
from tracker.domain.scores.daily import DAILY, DayScore
from tracker.domain.scores.lateness import how_many
from tracker.domain.scores.summaries import Summary, summary_of
from tracker.review.queries import reviews as review
from tracker.review.queries.reviews import SessionRow
from tracker.review.services.choosing import Choice
from tracker.review.services.measuring import BEFORE_COURSE, days_between, earliest_needed, measure_course, sessions_of
from tracker.review.services.now import CourseNow, stand
from tracker.storage.rows import column_of, rows_of
from tracker.treatment.queries.courses import CourseRow

AFTER_COURSE = timedelta(days=28)
FUNCTION_BEFORE = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class ProgressPage:
    """Everything the Progress page shows for one range of days."""

    choice: Choice
    course: CourseNow | None
    charts: Recorded
    summary: Summary | None
    flags: Flags
    has_entries: bool


def read_progress(
    db_session: Session,
    patient_id: uuid.UUID,
    span: Span,
    choice: Choice,
    today: date,
    zone: ZoneInfo,
    shared_from: date | None = None,
) -> ProgressPage:
    """What Progress shows of `span`; days before `shared_from` are not counted as days without a score."""
    row = choice.row
    own = sessions_of(db_session, patient_id, None if row is None else row.id)
    first, last = _edges(span, row, own, today)
    if first is not None and shared_from is not None:
        first = min(max(first, shared_from), last)
    needed = first if first is None or row is None else min(first, earliest_needed(row, own))
    days = days_between(db_session, patient_id, needed, today)
    if first is None:
        first = min(min(days, default=max(today - QUARTER, shared_from or date.min)), last)
    measured = None if row is None else measure_course(row, own, _from(days, earliest_needed(row, own)), today)
    function_from = first if needed is None else min(first, needed) - FUNCTION_BEFORE
    found = [SessionRow(*one) for one in rows_of(db_session, *pages.sessions(patient_id, first, last))]
    told = _told(db_session, patient_id, first, last)
    charts = Recorded(
        first_day=first,
        last_day=last,
        course=None if measured is None else chart_facts.course_of(measured),
        days=days,
        sessions=chart_facts.sessions_of(found, {} if measured is None else measured.numbers),
        medication_days=column_of(db_session, *pages.dose_days(patient_id, first, last)),
        changes=chart_facts.changes_of(rows_of(db_session, *diary.life_events_between(patient_id, first, last))),
        places=told.places,
        notes=told.notes,
        numbers=told.numbers,
        chosen=told.chosen,
        activities=chart_facts.activities_of(
            rows_of(db_session, *review.activity_scores(patient_id, function_from, last))
        ),
    )
    return ProgressPage(
        choice,
        None if measured is None else stand(db_session, patient_id, measured, today, zone),
        charts,
        _summary([score for day, score in days.items() if first <= day <= last]),
        read_answers(db_session, patient_id, recent_warning_signs(db_session, patient_id, today)),
        has_entries=bool(days),
    )


def _from(days: Mapping[date, DayScore], first: date) -> Mapping[date, DayScore]:
    """What a course is measured by, of the days of years."""
    return {day: score for day, score in days.items() if day >= first}


@dataclass(frozen=True, slots=True)
class _Told:
    """What the entries say beside leg and back pain, as the charts take it."""

    places: Mapping[date, Sequence[str]]
    notes: Mapping[date, str]
    numbers: Mapping[str, Mapping[date, int]]
    chosen: Mapping[str, Mapping[date, Sequence[str]]]


def _told(db_session: Session, patient_id: uuid.UUID, first: date, last: date) -> _Told:
    """Where days are drawn one by one every word of them; else what is drawn of years, which is much less."""
    if DaysShown(first_day=first, last_day=last).single_days:
        detailed = rows_of(db_session, *diary.details_between(patient_id, first, last))
        daily: Sequence[DayDetails | Detailed] = [row for row in detailed if row.kind == DAILY]
        places, notes = chart_facts.places_of(detailed), chart_facts.notes_of(detailed)
    else:
        of_years = daily = rows_of(db_session, *diary.days_in_detail(patient_id, first, last))
        places = {row.for_date: row.regions for row in of_years if row.regions}
        notes = {row.for_date: row.note for row in of_years if row.note}
    answers = chart_facts.answers_of(daily, (*NUMBERS, *CHOSEN))
    numbers, chosen = ({name: answers[name] for name in names} for names in (NUMBERS, CHOSEN))
    return _Told(places, notes, numbers, chosen)


def _summary(shown: Sequence[DayScore]) -> Summary | None:
    scored = [score for score in shown if score.leg is not None]
    late = how_many(score.given("leg") for score in scored)
    return summary_of((score.leg for score in scored if score.leg is not None), late)


def _edges(span: Span, row: CourseRow | None, own: Sequence[SessionRow], today: date) -> tuple[date | None, date]:
    """The first and last day shown; no first day means from the first entry on."""
    if span.range is Range.COURSE and row is not None:
        begin = min((one.local_day for one in own if one.status == "attended"), default=row.started_on)
        last = today if row.ended_on is None else min(today, row.ended_on + AFTER_COURSE)
        return min(begin, today) - BEFORE_COURSE, max(last, min(begin, today))
    return span.edges(today)
