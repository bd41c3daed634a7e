"""The points of the weekly lines: which weeks are drawn, where, and where a line must break."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple, Protocol, TypeVar

from tracker.domain.scores.lateness import NONE_LATE, Late
from tracker.domain.scores.weekly import WeekMean
from tracker.domain.values.periods import WEEK

T = TypeVar("T")


class Shown(Protocol):
    """Whatever shows the days from `first_day` to `last_day`, both included."""

    @property
    def first_day(self) -> date: ...

    @property
    def last_day(self) -> date: ...


class Point(NamedTuple):
    """One drawn average, over the days `first` to `last`; `place` counts the weeks it stands among.

    `low` to `high` is the week's rough range; `days` counts the days with a score behind it, `late` how
    they were given.
    """

    place: int
    first: date
    last: date
    mean: float
    low: float
    high: float
    days: int
    late: Late = NONE_LATE

    @property
    def middle(self) -> date:
        return self.first + (self.last - self.first) // 2


def points(weeks: Iterable[WeekMean], shown: Shown | None = None) -> tuple[Point, ...]:
    """The averages to draw, in order: a week without one has no point and is never filled in."""
    begin, end = (date.min, date.max) if shown is None else (shown.first_day, shown.last_day)
    drawn: list[Point] = []
    for week in weeks:
        mean = week.mean
        if mean is None or week.to_date < begin or week.from_date > end:
            continue
        low = mean if week.low is None else week.low
        high = mean if week.high is None else week.high
        first, last = max(week.from_date, begin), min(week.to_date, end)
        drawn.append(Point(week.week, first, last, mean, low, high, week.days, week.late))
    return tuple(drawn)


def week_one(weeks: Sequence[WeekMean], otherwise: date) -> date:
    """The first day of week 1 of these weeks, in whose rhythm everything else is counted."""
    return weeks[0].from_date - WEEK * (weeks[0].week - 1) if weeks else otherwise


def stretches(drawn: Iterable[T], goes_on: Callable[[T, T], bool]) -> Iterator[list[T]]:
    """The points in stretches over which a line may be drawn: from one to the next only where it `goes_on`."""
    stretch: list[T] = []
    for point in drawn:
        if stretch and not goes_on(stretch[-1], point):
            yield stretch
            stretch = []
        stretch.append(point)
    if stretch:
        yield stretch


def runs(drawn: Iterable[Point]) -> Iterator[list[Point]]:
    """The stretches of weeks: none reaches across a week without an average."""
    return stretches(drawn, lambda before, point: point.place == before.place + 1)


def columns(stretches: Iterable[Sequence[tuple[Any, ...]]]) -> list[list[Any]]:
    """The values of the points of each stretch side by side, with a gap of None behind every stretch but the last."""
    rows: list[tuple[Any, ...]] = []
    for stretch in stretches:
        rows += [*stretch, (None,) * len(stretch[0])]
    return [list(column) for column in zip(*rows[:-1], strict=True)]


def outline(run: Sequence[Point]) -> list[tuple[date, Point]]:
    """A stretch of weeks from its first to its last day: an average stands for the whole of its week."""
    middle = [(point.middle, point) for point in run]
    return [(run[0].first, run[0]), *middle, (run[-1].last, run[-1])]


def line(drawn: Sequence[Point], height: Callable[[float], float]) -> tuple[list[Any], list[Any]]:
    """The days and heights of a line over all stretches of weeks, with a gap of None between them; see `outline`."""
    x: list[Any] = []
    y: list[Any] = []
    for run in runs(drawn):
        heights = [height(point.mean) for point in run]
        gap = [None] if x else []
        x += [*gap, run[0].first.isoformat(), *[point.middle.isoformat() for point in run], run[-1].last.isoformat()]
        y += [*gap, heights[0], *heights, heights[-1]]
    return x, y


def same_week(point: Point, day: date) -> bool:
    """Whether `day` is so near that the point still stands for it: in its days, or in the seven after them."""
    return point.first <= day <= point.last + timedelta(days=7)
