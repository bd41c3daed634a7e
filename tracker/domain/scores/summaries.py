"""What a stretch of days looks like besides its mean: the middle, the ends, and the time in high and low pain."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from typing import Final

from tracker.domain.course.verdict import TOLERANCE
from tracker.domain.scores.lateness import NONE_LATE, Late

HIGH_PAIN: Final = 7
LOW_PAIN: Final = 3


@dataclass(frozen=True, slots=True)
class Summary:
    """The scores (0 to 10) of `days` logged days: median, lowest and highest.

    `days_high` have 7 or more, `days_low` 3 or less, and the percents are of the logged days, 0 to 100, unrounded.
    `late` says how many of the days were entered later or imported.
    """

    days: int
    median: float
    low: float
    high: float
    days_high: int
    days_low: int
    percent_high: float
    percent_low: float
    late: Late = NONE_LATE


def summary_of(scores: Iterable[float], late: Late = NONE_LATE) -> Summary | None:
    """The summary of the scores of the logged days (0 to 10), `late` how they were given; None where none is logged.

    High is 7 or more and low 3 or less (tolerance 1e-9); days that are not logged count nowhere. Source: patients
    value the time they spend in high pain (PMC7956922); the bands are those of a diary trial (NCT01474772).
    """
    ordered = sorted(scores)
    if not ordered:
        return None
    days = len(ordered)
    days_high = days - bisect_left(ordered, HIGH_PAIN - TOLERANCE)
    days_low = bisect_right(ordered, LOW_PAIN + TOLERANCE)
    return Summary(
        days=days,
        median=median(ordered),
        low=ordered[0],
        high=ordered[-1],
        days_high=days_high,
        days_low=days_low,
        percent_high=100 * days_high / days,
        percent_low=100 * days_low / days,
        late=late,
    )
