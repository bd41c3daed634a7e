"""What is worked out for files: how courses compare with their starting week, days with something with days without."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from tracker.domain.course.progress import Measure
from tracker.domain.course.verdict import Verdict
from tracker.domain.learning.rows import Page
from tracker.domain.scores.weekly import WeekMean
from tracker.files.contract import COURSES
from tracker.files.rows import Row, row_of


def course_row(course: Any, attended: int, missed: int, verdict: Verdict) -> Row:
    """One row of courses.csv; `course` has the columns of `queries.courses`."""
    baseline, latest = verdict.baseline, verdict.latest
    return row_of(
        COURSES,
        course,
        {
            "attended": attended,
            "missed": missed,
            "baseline_leg": None if baseline is None else baseline.mean,
            "latest_leg": None if latest is None else latest.mean,
            "change_points": verdict.change_points,
            "change_percent": verdict.change_percent,
            "label": verdict.label,
            "confirmed": verdict.confirmed,
            "baseline_days": None if baseline is None else baseline.days,
            "baseline_late_days": None if baseline is None else baseline.late.days,
            "latest_days": None if latest is None else latest.days,
            "latest_late_days": None if latest is None else latest.late.days,
            "baseline_imported_days": None if baseline is None else baseline.late.imported,
            "latest_imported_days": None if latest is None else latest.late.imported,
        },
    )


def week_rows(course_id: UUID, measure: Measure, first: date | None, last: date | None) -> Iterator[Row]:
    """The rows of weekly.csv of one course: its weeks that have a day from `first` to `last`, both included."""
    for leg, back in zip(measure.leg_weeks, measure.back_weeks, strict=True):
        if (first is None or leg.to_date >= first) and (last is None or leg.from_date <= last):
            late, imported = (leg.late.days, back.late.days), (leg.late.imported, back.late.imported)
            weeks = (*_mean(leg), *_mean(back), *late, *imported)
            yield (course_id, leg.week, leg.from_date, leg.to_date, *weeks)


def with_without_rows(page: Page) -> Iterator[Row]:
    """The rows of with_and_without.csv, in the order of the page."""
    for row in page.rows:
        own = row.compared
        counts = len(own.with_days), len(own.without_days), own.counted_days
        missing = max(own.with_missing, own.without_missing) if row.judged else None
        yield (row.subject.key, row.outcome, *counts, own.difference, own.share, own.stands_out, missing)


def _mean(week: WeekMean) -> tuple[float | None, float | None, float | None, int]:
    return week.mean, week.low, week.high, week.days
