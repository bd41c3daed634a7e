"""Gathers what the Progress and Course pages show, in a fixed number of queries, and lets the rules decide."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from tracker.charts.facts import AroundSessions, ChartChange, ChartSession, PainFacts, SessionScores
from tracker.dashboard import queries
from tracker.dashboard.ranges import Range, Span
from tracker.diary import queries as diary
from tracker.domain.course import (
    Pace,
    SessionMark,
    Track,
    course_track,
    expected_by,
    pace,
    planned_end,
    session_numbers,
)
from tracker.domain.progress import Measure, measure, weeks_through
from tracker.domain.scores import DayScore, EntryScore, back_by_day, day_scores, leg_by_day
from tracker.domain.vocabularies import CHANGE_KINDS, SESSION_KINDS
from tracker.treatment import queries as treatment

BEFORE_COURSE = timedelta(days=7)
AFTER_COURSE = timedelta(days=28)
NEXT_DAY = timedelta(days=1)
QUARTER = timedelta(days=91)


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A course as it is planned."""

    id: uuid.UUID
    kind: str
    phase: str
    started_on: date
    ended_on: date | None
    planned_sessions: int
    per_week: int | None
    goal: str | None
    visits_allowed: int | None


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session as the charts and lists need it."""

    id: uuid.UUID
    kind: str
    status: str
    started_at: datetime
    local_day: date
    minutes: int | None
    course_id: uuid.UUID | None
    leg_before: int | None
    leg_after: int | None


@dataclass(frozen=True, slots=True)
class CourseReading:
    """One course, measured: its sessions in order, their numbers, the track against the plan, and the verdict."""

    row: CourseRow
    sessions: Sequence[SessionRow]
    numbers: Mapping[uuid.UUID, int]
    track: Track
    pace: Pace | None
    planned_end: date | None
    measure: Measure
    around: AroundSessions


@dataclass(frozen=True, slots=True)
class ProgressReading:
    """Everything the Progress page shows for one range of days."""

    courses: Sequence[CourseRow]
    course: CourseReading | None
    pain: PainFacts
    has_entries: bool


def read_courses(db_session: Session, patient_id: uuid.UUID) -> list[CourseRow]:
    return [CourseRow(*row) for row in db_session.execute(*queries.courses(patient_id))]


def read_course(
    db_session: Session, patient_id: uuid.UUID, row: CourseRow, today: date
) -> tuple[CourseReading, Sequence[Any]]:
    """One course measured, and how its plan was changed."""
    sessions = _sessions(db_session, patient_id, row.id)
    days = _days(db_session, patient_id, _earliest_needed(row, sessions), today)
    changes = db_session.execute(*treatment.plan_changes(patient_id, row.id)).all()
    return _reading(row, sessions, days, today), changes[::-1]


def read_progress(
    db_session: Session, patient_id: uuid.UUID, span: Span, course_id: uuid.UUID | None, today: date
) -> ProgressReading:
    courses = read_courses(db_session, patient_id)
    row = next((course for course in courses if course.id == course_id), courses[0] if courses else None)
    own = _sessions(db_session, patient_id, None if row is None else row.id)
    first, last = _edges(span, row, own, today)
    needed = first if first is None or row is None else min(first, _earliest_needed(row, own))
    days = _days(db_session, patient_id, needed, today)
    if first is None:
        first = min(days, default=today - QUARTER)
    others = [SessionRow(*found) for found in db_session.execute(*queries.sessions(patient_id, first, last))]
    reading = None if row is None else _reading(row, own, days, today)
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


def _earliest_needed(row: CourseRow, own: Sequence[SessionRow]) -> date:
    return min((one.local_day for one in own if one.status == "attended"), default=row.started_on) - BEFORE_COURSE


def _sessions(db_session: Session, patient_id: uuid.UUID, course_id: uuid.UUID | None) -> list[SessionRow]:
    if course_id is None:
        return []
    return [SessionRow(*row) for row in db_session.execute(*queries.course_sessions(patient_id, course_id))]


def _days(db_session: Session, patient_id: uuid.UUID, first: date | None, last: date) -> dict[date, DayScore]:
    rows = db_session.execute(*diary.entry_scores(patient_id, first, last))
    return day_scores(EntryScore(*row) for row in rows)


def _reading(
    row: CourseRow, sessions: Sequence[SessionRow], days: Mapping[date, DayScore], today: date
) -> CourseReading:
    marks = [SessionMark(one.id, one.started_at, one.status) for one in sessions]
    track = course_track(marks, row.planned_sessions)
    attended = [one.local_day for one in sessions if one.status == "attended"]
    expected = None if row.per_week is None else expected_by(today, row.started_on, row.planned_sessions, row.per_week)
    numbers = session_numbers(marks)
    return CourseReading(
        row=row,
        sessions=sessions,
        numbers=numbers,
        track=track,
        pace=None if expected is None or row.phase != "initial" else pace(track.done, expected),
        planned_end=None if row.per_week is None else planned_end(row.started_on, row.planned_sessions, row.per_week),
        measure=measure(leg_by_day(days), back_by_day(days), attended, ended_on=row.ended_on, today=today),
        around=_around(row, sessions, numbers, track, days),
    )


def _around(
    row: CourseRow,
    sessions: Sequence[SessionRow],
    numbers: Mapping[uuid.UUID, int],
    track: Track,
    days: Mapping[date, DayScore],
) -> AroundSessions:
    rows = [
        SessionScores(
            numbers[one.id], one.local_day, one.leg_before, one.leg_after, _leg(days, one.local_day + NEXT_DAY)
        )
        for one in sessions
        if one.id in numbers
    ]
    rows.sort(key=lambda scores: scores.number)
    return AroundSessions(rows=rows, planned_sessions=row.planned_sessions, review=track.review)


def _leg(days: Mapping[date, DayScore], day: date) -> float | None:
    found = days.get(day)
    return None if found is None else found.leg


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
