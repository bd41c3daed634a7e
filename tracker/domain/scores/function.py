"""What a person can do again: up to five activities of their own, each scored 0 to 10.

By the Patient-Specific Functional Scale (Stratford 1995), in our words; unlike the pain scale, 10 is good.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import fmean
from typing import Final

DAYS_BETWEEN: Final = 7
SMALL_POINTS: Final = 1.3
MEDIUM_POINTS: Final = 2.3
LARGE_POINTS: Final = 2.7
TOLERANCE: Final = 1e-9


def mean_score(scores: Iterable[int | None]) -> float | None:
    """The mean of the activities that were scored (0 unable, 10 as before); None when none was.

    An activity that was not scored is left out, never counted as 0. Source: PSFS, Stratford 1995; a change of 1.3 is
    small, 2.3 medium, 2.7 large (JOSPT 2014, doi 10.2519/jospt.2014.5248).
    """
    given = [score for score in scores if score is not None]
    return fmean(given) if given else None


def function_due(last_scored_on: date | None, today: date) -> bool:
    """Whether the activities should be asked about: never scored yet, or seven days or more ago."""
    return last_scored_on is None or (today - last_scored_on).days >= DAYS_BETWEEN


class ChangeSize(StrEnum):
    """What a change of the mean is called; a rise is for the better."""

    NONE = "none"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"
    WORSE = "worse"


@dataclass(frozen=True, slots=True)
class FunctionChange:
    """The activities near the start of a course and at their latest (means 0 to 10, high is good).

    `points` is latest minus start, unrounded, over `activities` that have both scores. `start_day` is the first day a
    starting score was given on, `latest_day` the last day of a latest one.
    """

    start: float
    latest: float
    points: float
    size: ChangeSize
    activities: int
    start_day: date
    latest_day: date


def function_change(scores: Mapping[str, Mapping[date, int]], start_day: date) -> FunctionChange | None:
    """The mean change of the activities since `start_day`, the local day of the first session; None without a pair.

    `scores` holds for each activity its scores by day, 0 unable to 10 as before, others left out. An activity starts at
    its last score on or before `start_day`, else at its first one after, and is paired with its latest later score; an
    activity scored once is left out, so that adding or dropping one changes nothing by itself. A rise of 1.3 points or
    more is small, of 2.3 medium, of 2.7 large; a fall of 1.3 or more is worse; else none (tolerance 1e-9).

    Source: PSFS, Stratford 1995; sizes of change from JOSPT 2014, doi 10.2519/jospt.2014.5248.
    """
    pairs = [pair for by_day in scores.values() if (pair := _pair(by_day, start_day)) is not None]
    if not pairs:
        return None
    points = fmean(latest - start for (_, start), (_, latest) in pairs)
    return FunctionChange(
        start=fmean(start for (_, start), _ in pairs),
        latest=fmean(latest for _, (_, latest) in pairs),
        points=points,
        size=_size(points),
        activities=len(pairs),
        start_day=min(day for (day, _), _ in pairs),
        latest_day=max(day for _, (day, _) in pairs),
    )


def _pair(by_day: Mapping[date, int], start_day: date) -> tuple[tuple[date, int], tuple[date, int]] | None:
    if not by_day:
        return None
    start = max((day for day in by_day if day <= start_day), default=None) or min(by_day)
    latest = max(by_day)
    return ((start, by_day[start]), (latest, by_day[latest])) if latest > start else None


def _size(points: float) -> ChangeSize:
    if points <= -SMALL_POINTS + TOLERANCE:
        return ChangeSize.WORSE
    steps = ((LARGE_POINTS, ChangeSize.LARGE), (MEDIUM_POINTS, ChangeSize.MEDIUM), (SMALL_POINTS, ChangeSize.SMALL))
    return next((size for least, size in steps if points >= least - TOLERANCE), ChangeSize.NONE)
