"""Gathers what the Progress page shows, in a fixed number of queries, and lets the rules decide."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from tracker.charts.facts import ChartChange, ChartSession, PainFacts
from tracker.dashboard import queries
from tracker.dashboard.ranges import Range, Span
from tracker.diary import queries as diary
from tracker.domain.progress import weeks_through
from tracker.domain.scores import DayScore, back_by_day, leg_by_day
from tracker.domain.vocabularies import CHANGE_KINDS, SESSION_KINDS
from tracker.review.services.measuring import (
    BEFORE_COURSE,
    CourseReading,
    CourseRow,
    SessionRow,
    days_between,
    earliest_needed,
    read_courses,
    reading_of,
    sessions_of,
)

AFTER_COURSE = timedelta(days=28)
QUARTER = timedelta(days=91)


@dataclass(frozen=True, slots=True)
class ProgressReading:
    """Everything the Progress page shows for one range of days."""

    courses: Sequence[CourseRow]
    course: CourseReading | None
    pain: PainFacts
    has_entries: bool


def read_progress(
    db_session: Session, patient_id: uuid.UUID, span: Span, course_id: uuid.UUID | None, today: date
) -> ProgressReading:
    courses = read_courses(db_session, patient_id)
    row = next((course for course in courses if course.id == course_id), courses[0] if courses else None)
    own = sessions_of(db_session, patient_id, None if row is None else row.id)
    first, last = _edges(span, row, own, today)
    needed = first if first is None or row is None else min(first, earliest_needed(row, own))
    days = days_between(db_session, patient_id, needed, today)
    if first is None:
        first = min(days, default=today - QUARTER)
    others = [SessionRow(*found) for found in db_session.execute(*queries.sessions(patient_id, first, last))]
    reading = None if row is None else reading_of(row, own, days, today)
    pain = _pain_facts(db_session, patient_id, (first, last), reading, others, days)
    return ProgressReading(courses, reading, pain, has_entries=bool(days))


def _edges(span: Span, row: CourseRow | None, own: Sequence[SessionRow], today: date) -> tuple[date | None, date]:
    """The first and last day shown; no first day means from the first entry on."""
    if span.range is Range.OWN:
        return span.first, span.last or today
    if span.range is Range.COURSE and row is not None:
        begin = min((one.local_day for one in own if one.status == "attended"), default=row.started_on)
        last = today if row.ended_on is None else min(today, row.ended_on + AFTER_COURSE)
        return min(begin, today) - BEFORE_COURSE, max(last, min(begin, today))
    if span.range is Range.ALL:
        return None, today
    return today - (timedelta(days=364) if span.range is Range.YEAR else QUARTER), today


def _pain_facts(
    db_session: Session,
    patient_id: uuid.UUID,
    edges: tuple[date, date],
    reading: CourseReading | None,
    sessions: Sequence[SessionRow],
    days: Mapping[date, DayScore],
) -> PainFacts:
    first, last = edges
    shown = {day: score for day, score in days.items() if first <= day <= last}
    measured = reading.measure if reading is not None and reading.measure.first_day is not None else None
    anchor = measured.first_day if measured is not None and measured.first_day is not None else first
    anchor = min(max(anchor, first), last)
    numbers = {} if reading is None else reading.numbers
    doses = db_session.execute(*queries.dose_days(patient_id, first, last)).scalars()
    changes = db_session.execute(*diary.changes_between(patient_id, first, last))
    return PainFacts(
        first_day=first,
        last_day=last,
        days=list(shown.values()),
        leg_weeks=weeks_through(leg_by_day(shown), anchor, first, last),
        back_weeks=weeks_through(back_by_day(shown), anchor, first, last),
        baseline=None if measured is None else measured.baseline,
        sessions=[_chart_session(one, numbers) for one in sessions if one.status != "missed"],
        planned=_planned(reading),
        medication_days=list(doses),
        changes=[ChartChange(row.for_date, row.note or CHANGE_KINDS[row.kind]) for row in changes],
    )


def _planned(reading: CourseReading | None) -> tuple[date, date] | None:
    if reading is None:
        return None
    end = reading.row.ended_on or reading.planned_end
    return None if end is None else (reading.row.started_on, max(end, reading.row.started_on))


def _chart_session(row: SessionRow, numbers: Mapping[uuid.UUID, int]) -> ChartSession:
    minutes = "" if row.minutes is None else f", {row.minutes} min"
    return ChartSession(row.local_day, row.kind, numbers.get(row.id), row.status, SESSION_KINDS[row.kind] + minutes)
