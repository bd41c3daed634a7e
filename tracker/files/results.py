"""What is worked out for files: how courses compare with their starting week, what experiments came to, and such."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from tracker.domain.course.progress import Measure
from tracker.domain.course.verdict import Verdict
from tracker.domain.learning.experiment import scored_days
from tracker.domain.learning.experiment_result import mean_in
from tracker.domain.learning.rows import Page
from tracker.domain.scores.weekly import WeekMean
from tracker.files.contract import COURSES, EXPERIMENTS
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


def experiment_row(told: Any, arms: tuple[str, str]) -> Row:
    """One row of experiments.csv; `told` is what `experiments` reads, `arms` both things in words.

    Of the coins it has those of the pairs that have begun; what came out is left out as long as it goes on.
    """
    result, shown = told.result, max((block.pair for block in told.blocks), default=0)
    return row_of(
        EXPERIMENTS,
        told.row,
        {
            "ended_on": told.standing.ended_on,
            "status": told.standing.status,
            "arm_a": arms[0],
            "arm_b": arms[1],
            "pairs_usable": None if result is None else result.usable,
            "days_not_as_planned": None if told.not_as_planned is None else len(told.not_as_planned),
            "difference": None if result is None else result.difference,
            "low": None if result is None else result.low,
            "high": None if result is None else result.high,
            "coin_share": None if result is None else result.coin_share,
            "coins": told.row.coins[:shown] or None,
        },
    )


def block_rows(told: Any) -> Iterator[Row]:
    """The rows of experiment_blocks.csv of one experiment: its blocks that have begun."""
    ended_on = told.standing.ended_on
    for block in told.blocks:
        days = len(scored_days(block, told.scores, ended_on))
        mean = None if told.result is None else mean_in(told.result, block)
        last = block.last if ended_on is None else min(block.last, ended_on)
        yield (told.row.id, block.pair, block.arm, block.first, last, days, mean)


def _mean(week: WeekMean) -> tuple[float | None, float | None, float | None, int]:
    return week.mean, week.low, week.high, week.days
