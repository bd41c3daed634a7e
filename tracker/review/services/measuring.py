"""Reads courses and measures them: the one place where the pages, the reviews and Today get a course's verdict."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from tracker.charts.facts import AroundSessions, SessionScores
from tracker.diary import queries as diary
from tracker.domain.course.counting import (
    ENDED,
    SessionMark,
    Track,
    by_lead,
    course_track,
    expected_by,
    planned_end,
    session_numbers,
)
from tracker.domain.course.progress import Measure, measure_days
from tracker.domain.scores.daily import DayScore, EntryScore, day_scores, leg_by_day, leg_given_by_day
from tracker.domain.scores.lateness import Given
from tracker.review.queries import reviews
from tracker.review.queries.reviews import SessionRow
from tracker.storage.rows import rows_of
from tracker.treatment.models import PlanChange
from tracker.treatment.queries import courses as course_queries
from tracker.treatment.queries.courses import CourseRow

BEFORE_COURSE = timedelta(days=7)
NEXT_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MeasuredCourse:
    """One course, measured: its sessions in order, their numbers, the track against the plan, and the verdict.

    `expected` is how many sessions the plan has done by today, None without a rhythm and after the initial phase. `leg`
    holds the leg scores by day from a week before the course on, `leg_given` how those were given
    that were, `measure` says what they mean.
    """

    row: CourseRow
    sessions: Sequence[SessionRow]
    numbers: Mapping[uuid.UUID, int]
    track: Track
    expected: int | None
    planned_end: date | None
    measure: Measure
    around: AroundSessions
    leg: Mapping[date, float]
    leg_given: Mapping[date, Given]

    @property
    def began_on(self) -> date:
        """Its planned first day, or that of its first session of any status, whichever is earlier."""
        return min([self.row.started_on, *(one.local_day for one in self.sessions)])


def read_courses(db_session: Session, patient_id: uuid.UUID) -> Sequence[CourseRow]:
    return rows_of(db_session, *reviews.courses(patient_id))


def open_courses(rows: Iterable[CourseRow], today: date, trade: str | None = None) -> list[CourseRow]:
    """The courses that have not ended, the one that leads first, see `domain.course.by_lead`."""
    return [row for row in by_lead(rows, today, trade) if row.phase != ENDED]


def read_course(
    db_session: Session, patient_id: uuid.UUID, row: CourseRow, today: date
) -> tuple[MeasuredCourse, Sequence[PlanChange]]:
    """One course measured, and how its plan was changed."""
    changes = rows_of(db_session, *course_queries.plan_changes(patient_id, row.id))
    return read_measured(db_session, patient_id, row, today), changes[::-1]


def read_measured(db_session: Session, patient_id: uuid.UUID, row: CourseRow, today: date) -> MeasuredCourse:
    """One course measured, in two queries."""
    sessions = sessions_of(db_session, patient_id, row.id)
    days = days_between(db_session, patient_id, earliest_needed(row, sessions), today)
    return measure_course(row, sessions, days, today)


def earliest_needed(row: CourseRow, own: Sequence[SessionRow]) -> date:
    return min((one.local_day for one in own if one.status == "attended"), default=row.started_on) - BEFORE_COURSE


def sessions_of(db_session: Session, patient_id: uuid.UUID, course_id: uuid.UUID | None) -> Sequence[SessionRow]:
    if course_id is None:
        return []
    return rows_of(db_session, *reviews.course_sessions(patient_id, course_id))


def days_between(
    db_session: Session, patient_id: uuid.UUID, first: date | None, last: date | None
) -> dict[date, DayScore]:
    """The scores of these days; None is no limit."""
    rows = rows_of(db_session, *diary.deciding_scores(patient_id, first, last))
    return day_scores(rows)


class KnownMeasure(NamedTuple):
    """What the entries of a course say: its measure, and the leg scores by day from a week before it on."""

    measure: Measure
    leg: Mapping[date, float]


def entries_needed(db_session: Session, patient_id: uuid.UUID, row: CourseRow) -> Sequence[EntryScore]:
    """The entries that a course is measured by, and what came after them, by day."""
    first = (row.first_attended_on or row.started_on) - BEFORE_COURSE
    return rows_of(db_session, *diary.deciding_scores(patient_id, first, None))


def measure_known(row: CourseRow, entries: Sequence[EntryScore], today: date) -> KnownMeasure:
    """A course measured as `measure_course` does, for whoever asks nothing of its single sessions."""
    to_come = bool(entries) and entries[-1].for_date > today
    days = day_scores([entry for entry in entries if entry.for_date <= today] if to_come else entries)
    attended = [] if row.first_attended_on is None else [row.first_attended_on]
    return KnownMeasure(measure_days(days, attended, ended_on=row.ended_on, today=today), leg_by_day(days))


def measure_course(
    row: CourseRow, sessions: Sequence[SessionRow], days: Mapping[date, DayScore], today: date
) -> MeasuredCourse:
    marks = [SessionMark(one.id, one.started_at, one.status) for one in sessions]
    track = course_track(marks, row.planned_sessions)
    attended = [one.local_day for one in sessions if one.status == "attended"]
    per_week = row.per_week
    numbers = session_numbers(marks)
    leg = leg_by_day(days)
    return MeasuredCourse(
        row=row,
        sessions=sessions,
        numbers=numbers,
        track=track,
        expected=None
        if per_week is None or row.phase != "initial"
        else expected_by(today, row.started_on, row.planned_sessions, per_week),
        planned_end=None if per_week is None else planned_end(row.started_on, row.planned_sessions, per_week),
        measure=measure_days(days, attended, ended_on=row.ended_on, today=today),
        around=AroundSessions(
            rows=_scores_around(sessions, numbers, leg), planned_sessions=row.planned_sessions, review=track.review
        ),
        leg=leg,
        leg_given=leg_given_by_day(days),
    )


def _scores_around(
    sessions: Sequence[SessionRow], numbers: Mapping[uuid.UUID, int], leg: Mapping[date, float]
) -> list[SessionScores]:
    rows = [
        SessionScores(numbers[one.id], one.local_day, one.leg_before, one.leg_after, leg.get(one.local_day + NEXT_DAY))
        for one in sessions
        if one.id in numbers
    ]
    return sorted(rows, key=lambda scores: scores.number)
