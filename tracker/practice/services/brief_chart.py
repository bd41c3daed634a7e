"""The small chart of a brief: the last four weeks as two lines, without a number or a word."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tracker.domain.limits import SCORE_HIGH
from tracker.domain.values.periods import days_between

CHART_DAYS: Final = 28
DAY_STEP: Final = 10
POINT_STEP: Final = 6
EDGE: Final = 6


@dataclass(frozen=True, slots=True)
class SmallChart:
    """The last four weeks as two lines: `d` of an SVG path each, empty without scores, in a box `width` by `height`.

    A day is 10 wide, a point of pain 6 high, 0 at the bottom; a day without a score is a gap. `since` is where the
    brief's first day stands, None where that is not in the box. `first` and `last` are the days at its ends.
    """

    leg: str
    back: str
    since: int | None
    width: int
    height: int
    first: date
    last: date

    @property
    def box(self) -> str:
        """The view box with room for the strokes."""
        return f"{-EDGE} {-EDGE} {self.width + 2 * EDGE} {self.height + 2 * EDGE}"

    @property
    def grid(self) -> str:
        """Lines at 0, 5 and 10."""
        return "".join(f"M0 {y}H{self.width}" for y in (0, self.height // 2, self.height))

    @property
    def mark(self) -> str:
        """The upright line of the brief's first day."""
        return "" if self.since is None else f"M{self.since} 0V{self.height}"


def small_chart(leg: Mapping[date, float], back: Mapping[date, float], since: date, today: date) -> SmallChart | None:
    """The 28 days up to `today` of day scores (0 to 10); None without any score in them.

    Raises nothing. Our own drawing: a gap stays a gap, nothing is carried over.
    """
    first = today - timedelta(days=CHART_DAYS - 1)
    drawn = [_path(scores, first, today) for scores in (leg, back)]
    if not any(drawn):
        return None
    return SmallChart(
        leg=drawn[0],
        back=drawn[1],
        since=(since - first).days * DAY_STEP if first <= since <= today else None,
        width=(CHART_DAYS - 1) * DAY_STEP,
        height=SCORE_HIGH * POINT_STEP,
        first=first,
        last=today,
    )


def _path(scores: Mapping[date, float], first: date, last: date) -> str:
    """A stroke with round ends shows a day that stands alone as a dot."""
    parts: list[str] = []
    pen = "M"
    for number, when in enumerate(days_between(first, last)):
        score = scores.get(when)
        if score is None:
            pen = "M"
            continue
        x, y = number * DAY_STEP, f"{(SCORE_HIGH - score) * POINT_STEP:g}"
        parts.append(f"{pen}{x} {y}" + ("h0" if pen == "M" else ""))
        pen = "L"
    return "".join(parts)
