"""A flare: leg pain that is high, and well above the starting week, two days running."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from tracker.domain.course.verdict import TOLERANCE
from tracker.domain.values.periods import ONE_DAY

FLARE_RISE: Final = 2.0
FLARE_SCORE: Final = 7.0


@dataclass(frozen=True, slots=True)
class Flare:
    """Two neighbouring days of a flare with their leg scores, beside the mean of the starting week (all 0 to 10)."""

    first_day: date
    second_day: date
    first_score: float
    second_score: float
    baseline_mean: float


def flare_of(scores: Mapping[date, float], baseline_mean: float | None, today: date) -> Flare | None:
    """The flare of the last two days, or None.

    Both scores must be 7 or more and 2 points or more above the baseline mean (tolerance 1e-9). The two days are
    yesterday and today; while today has no score yet they are the two days before it, so that a notice does not vanish
    overnight. A day without a score ends a flare: nothing is carried over. None without a baseline.

    `scores` holds the logged days alone, leg pain 0 to 10. Our own rule, to bring somebody to ask for advice and no
    finding: 2 points is a change people notice (Farrar 2001, Pain 94:149), 7 and more is called severe by a common
    convention (1-3, 4-6, 7-10 in the diary trial NCT01474772), and one bad day alone says little (PMC3014612).
    """
    if baseline_mean is None:
        return None
    second_day = today if today in scores else today - ONE_DAY
    first_day = second_day - ONE_DAY
    first, second = scores.get(first_day), scores.get(second_day)
    if first is None or second is None:
        return None
    if min(first, second) < max(FLARE_SCORE, baseline_mean + FLARE_RISE) - TOLERANCE:
        return None
    return Flare(first_day, second_day, first, second, baseline_mean)
