"""How a course compares with its starting week, week by week: the computed columns of courses.csv and weekly.csv."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.domain.baseline import baseline_of
from tracker.domain.change import Label, Verdict, course_verdict
from tracker.domain.rounding import two_decimals
from tracker.domain.scores import DayScore, back_by_day, leg_by_day
from tracker.domain.weekly import WeekMean, weekly_means
from tracker.reports.builders.cells import YES_NO, Cell, RowCells, guarded

NOTHING_YET = Verdict(None, None, None, None, Label.NOT_ENOUGH_DATA, confirmed=False)


@dataclass(frozen=True, slots=True)
class CourseResult:
    """The verdict on a course and its weeks by site; no weeks before its first attended session."""

    verdict: Verdict
    leg_weeks: tuple[WeekMean, ...]
    back_weeks: tuple[WeekMean, ...]


def course_result(
    first_session_day: date | None, ended_on: date | None, today: date, days: Mapping[date, DayScore]
) -> CourseResult:
    """The result of a course up to today, or its last day where it has ended; `days` may hold more than needed."""
    if first_session_day is None:
        return CourseResult(NOTHING_YET, (), ())
    last_day = today if ended_on is None else min(ended_on, today)
    legs = leg_by_day(days)
    leg_weeks = weekly_means(legs, first_session_day, last_day)
    back_weeks = weekly_means(back_by_day(days), first_session_day, last_day)
    verdict = course_verdict(baseline_of(legs, first_session_day), leg_weeks)
    return CourseResult(verdict, leg_weeks, back_weeks)


def course_row(course: Any, attended: int, missed: int, verdict: Verdict) -> RowCells:
    """One row of courses.csv; `course` has the columns of `queries.courses`."""
    return (
        str(course.id),
        course.kind,
        course.phase,
        course.started_on.isoformat(),
        "" if course.ended_on is None else course.ended_on.isoformat(),
        course.planned_sessions,
        course.per_week,
        attended,
        missed,
        two_decimals(None if verdict.baseline is None else verdict.baseline.mean),
        two_decimals(None if verdict.latest is None else verdict.latest.mean),
        two_decimals(verdict.change_points),
        two_decimals(verdict.change_percent),
        verdict.label.value,
        YES_NO[verdict.confirmed],
        guarded(course.goal),
    )


def week_rows(course_id: str, result: CourseResult, first: date | None, last: date | None) -> Iterator[RowCells]:
    """The rows of weekly.csv of one course: its weeks that have a day from `first` to `last`, both included."""
    for leg, back in zip(result.leg_weeks, result.back_weeks, strict=True):
        if (first is None or leg.to_date >= first) and (last is None or leg.from_date <= last):
            yield (
                course_id,
                leg.week,
                leg.from_date.isoformat(),
                leg.to_date.isoformat(),
                *_mean_cells(leg),
                *_mean_cells(back),
            )


def _mean_cells(week: WeekMean) -> tuple[Cell, ...]:
    return two_decimals(week.mean), two_decimals(week.low), two_decimals(week.high), week.days
