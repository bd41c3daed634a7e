"""Gathers what the Progress page shows, in a number of queries that is the same for every range of days."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tracker.charts.facts import DaysShown
from tracker.charts.recorded import Recorded
from tracker.charts.strips_facts import CHOSEN, NUMBERS
from tracker.correspondence.services.flags import Flags, read_answers
from tracker.dashboard.queries import pages
from tracker.dashboard.services import chart_facts
from tracker.dashboard.services.ranges import QUARTER, Range, Span
from tracker.dashboard.services.years import read_moments, read_years
from tracker.diary import queries as diary
from tracker.diary.services.reading import recent_warning_signs
from tracker.domain.course.progress import first_week_start
from tracker.domain.scores.daily import DAILY, DayScore
from tracker.domain.scores.lateness import how_many
from tracker.domain.scores.summaries import Summary, summary_of
from tracker.experiments.services.reading import LONGEST, Told, read_experiments
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
    *,
    every_day: bool = False,
) -> ProgressPage:
    """What Progress shows of `span`; days before `shared_from` are not counted as days without a score.

    Where no day is drawn by itself the scores of days are read for `every_day` alone.
    """
    row = choice.row
    own = sessions_of(db_session, patient_id, None if row is None else row.id)
    first, last = _edges(span, row, own, today)
    whole, moments = first is None, None
    if first is None:
        moments = read_moments(db_session, patient_id, None, today)
        first = moments.first_scored or max(today - QUARTER, shared_from or date.min)
    elif shared_from is not None:
        first = max(first, shared_from)
    first = min(first, last)
    begins = None if row is None else earliest_needed(row, own)
    needed = first if begins is None else min(first, begins)
    single = DaysShown(first_day=first, last_day=last).single_days
    days = days_between(db_session, patient_id, needed, today) if single or every_day else None
    measured = None
    if row is not None and begins is not None:
        of_course = days_between(db_session, patient_id, begins, today) if days is None else _from(days, begins)
        measured = measure_course(row, own, of_course, today)
    found = [SessionRow(*one) for one in rows_of(db_session, *pages.sessions(patient_id, first, last))]
    function_from = first if whole else needed - FUNCTION_BEFORE
    charts = Recorded(
        first_day=first,
        last_day=last,
        course=None if measured is None else chart_facts.course_of(measured),
        days=days or {},
        sessions=chart_facts.sessions_of(found, {} if measured is None else measured.numbers),
        medication_days=column_of(db_session, *pages.dose_days(patient_id, first, last)),
        blocks=chart_facts.blocks_of(_experiments(db_session, patient_id, (first, last), today)),
        changes=chart_facts.changes_of(rows_of(db_session, *diary.life_events_between(patient_id, first, last))),
        activities=chart_facts.activities_of(
            rows_of(db_session, *review.activity_scores(patient_id, function_from, last))
        ),
    )
    if single:
        charts = replace(charts, **_told(db_session, patient_id, first, last))
        summary = summary_of_days(charts.shown_days.values())
    else:
        begin = first_week_start(charts.anchor, first)
        moments = moments or read_moments(db_session, patient_id, first, last)
        years = read_years(db_session, patient_id, begin, charts, moments)
        charts, summary = replace(charts, summed=years.summed), years.summary
        if days is None and not years.summed.scored.days:  # those of a course may lie outside of what is shown
            days = days_between(db_session, patient_id, needed, today)
    return ProgressPage(
        choice,
        None if measured is None else stand(db_session, patient_id, measured, today, zone),
        charts,
        summary,
        read_answers(db_session, patient_id, recent_warning_signs(db_session, patient_id, today)),
        has_entries=days is None or bool(days),
    )


def _from(days: Mapping[date, DayScore], first: date) -> Mapping[date, DayScore]:
    """What a course is measured by, of the days of years."""
    return {day: score for day, score in days.items() if day >= first}


def _experiments(db_session: Session, patient_id: uuid.UUID, span: tuple[date, date], today: date) -> Sequence[Told]:
    """The experiments with a day in the range."""
    began = span[0] - LONGEST, span[1]
    return read_experiments(partial(rows_of, db_session), patient_id, today, began)


def _told(db_session: Session, patient_id: uuid.UUID, first: date, last: date) -> dict[str, Any]:
    """What the entries say beside leg and back pain, as charts take it that are made of single days."""
    detailed = rows_of(db_session, *diary.details_between(patient_id, first, last))
    answers = chart_facts.answers_of([row for row in detailed if row.kind == DAILY], (*NUMBERS, *CHOSEN))
    numbers, chosen = ({name: answers[name] for name in names} for names in (NUMBERS, CHOSEN))
    places, notes = chart_facts.places_of(detailed), chart_facts.notes_of(detailed)
    return {"places": places, "notes": notes, "numbers": numbers, "chosen": chosen}


def summary_of_days(shown: Iterable[DayScore]) -> Summary | None:
    """The scores of the leg in brief, and how they were given."""
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
