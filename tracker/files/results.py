"""How a course compares with its starting week, week by week: the computed columns of courses.csv and weekly.csv."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from tracker.domain.course.progress import Measure
from tracker.domain.course.verdict import Verdict
from tracker.domain.scores.baseline import Baseline
from tracker.domain.scores.weekly import WeekMean
from tracker.domain.values.rounding import two_decimals
from tracker.files.cells import YES_NO, Cell, RowCells, guarded


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
        *_day_cells(verdict.baseline),
        *_day_cells(verdict.latest),
    )


def _day_cells(mean: Baseline | WeekMean | None) -> tuple[Cell, Cell]:
    return (None, None) if mean is None else (mean.days, mean.late.days)


def week_rows(course_id: str, measure: Measure, first: date | None, last: date | None) -> Iterator[RowCells]:
    """The rows of weekly.csv of one course: its weeks that have a day from `first` to `last`, both included."""
    for leg, back in zip(measure.leg_weeks, measure.back_weeks, strict=True):
        if (first is None or leg.to_date >= first) and (last is None or leg.from_date <= last):
            yield (
                course_id,
                leg.week,
                leg.from_date.isoformat(),
                leg.to_date.isoformat(),
                *_mean_cells(leg),
                *_mean_cells(back),
                leg.late.days,
                back.late.days,
            )


def _mean_cells(week: WeekMean) -> tuple[Cell, ...]:
    return two_decimals(week.mean), two_decimals(week.low), two_decimals(week.high), week.days
