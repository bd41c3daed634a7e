"""A picture of two groups of days, small enough to stand in a row: each day a dot, over its day and at its score.

Over the days, and not one heap beside the other, so that it is seen where pain changed while habits did too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from tracker.domain.limits import SCORE_HIGH

WIDTH: Final = 240
HEIGHT: Final = 56
EDGE: Final = 4


@dataclass(frozen=True, slots=True)
class TwoGroups:
    """The dots of both groups in a picture of `WIDTH` by `HEIGHT`, as the data of a path whose ends are round."""

    with_it: str
    without_it: str


def two_groups(days: int, with_it: Iterable[tuple[int, float]], without_it: Iterable[tuple[int, float]]) -> TwoGroups:
    """The dots of `days` days; each group has its days (from 0) with their scores (0 to 10).

    Days of years that fall on one place are one dot.
    """
    return TwoGroups(_dots(days, with_it), _dots(days, without_it))


def _dots(days: int, scored: Iterable[tuple[int, float]]) -> str:
    places = {(_across(day, days), _down(score)) for day, score in scored}
    return "".join(f"M{x} {y}h0" for x, y in sorted(places))


def _across(day: int, days: int) -> int:
    return round(EDGE + day * (WIDTH - 2 * EDGE) / max(days - 1, 1))


def _down(score: float) -> int:
    return round(HEIGHT - EDGE - score * (HEIGHT - 2 * EDGE) / SCORE_HIGH)
