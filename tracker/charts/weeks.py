"""The points of the weekly lines: which weeks are drawn, where, and where a line must break."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from tracker.charts.facts import DaysShown
from tracker.domain.weekly import WeekMean

WEEKS_PER_BLOCK = 4


@dataclass(frozen=True, slots=True)
class Point:
    """One drawn average, over the days `first` to `last`; `place` counts the weeks (or blocks) it stands among.

    `low` to `high` is the week's rough range; where four weeks make one point, their lowest and highest average.
    `days` counts the days with a score behind it.
    """

    place: int
    first: date
    last: date
    mean: float
    low: float
    high: float
    days: int

    @property
    def middle(self) -> date:
        return self.first + (self.last - self.first) // 2


def points(weeks: Iterable[WeekMean], shown: DaysShown) -> list[Point]:
    """The averages to draw, in order: a week without one has no point and is never filled in.

    Ranges too long to draw every week are drawn in blocks of four weeks, each the mean of its weekly averages weighted
    by their days.
    """
    drawn = [point for week in weeks if (point := _point(week, shown)) is not None]
    if shown.single_weeks:
        return drawn
    blocks = groupby(drawn, key=lambda point: (point.place - 1) // WEEKS_PER_BLOCK)
    return [_block(place, list(block)) for place, block in blocks]


def _point(week: WeekMean, shown: DaysShown) -> Point | None:
    if week.mean is None or week.to_date < shown.first_day or week.from_date > shown.last_day:
        return None
    low = week.mean if week.low is None else week.low
    high = week.mean if week.high is None else week.high
    first, last = max(week.from_date, shown.first_day), min(week.to_date, shown.last_day)
    return Point(week.week, first, last, week.mean, low, high, week.days)


def _block(place: int, weeks: Sequence[Point]) -> Point:
    days = sum(week.days for week in weeks)
    mean = sum(week.mean * week.days for week in weeks) / days
    means = [week.mean for week in weeks]
    return Point(place, weeks[0].first, weeks[-1].last, mean, min(means), max(means), days)


def runs(drawn: Sequence[Point]) -> Iterator[list[Point]]:
    """The points in stretches over which a line may be drawn: none reaches across a week (or block) without one."""
    run: list[Point] = []
    for point in drawn:
        if run and point.place != run[-1].place + 1:
            yield run
            run = []
        run.append(point)
    if run:
        yield run


def outline(run: Sequence[Point]) -> list[tuple[date, Point]]:
    """A stretch of weeks from its first to its last day: an average stands for the whole of its week."""
    middle = [(point.middle, point) for point in run]
    return [(run[0].first, run[0]), *middle, (run[-1].last, run[-1])]


def same_week(point: Point, day: date) -> bool:
    """Whether `day` is so near that the point still stands for it: in its days, or in the seven after them."""
    return point.first <= day <= point.last + timedelta(days=7)
