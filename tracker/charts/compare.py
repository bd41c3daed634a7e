"""Two courses side by side, week by week since their first sessions: facts, figure, sentence, notes and table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

from tracker.charts import parts
from tracker.charts.chart import Chart
from tracker.charts.parts import Figure, Trace
from tracker.charts.tables import Row, Table
from tracker.charts.weeks import Point, columns, points, runs
from tracker.domain.scores.baseline import Baseline
from tracker.domain.scores.weekly import WeekMean
from tracker.wording.charted import compare as words
from tracker.wording.charted import values
from tracker.wording.language import _

LEAST_WEEKS: Final = 4
AIR: Final = 0.6
HALF_A_WEEK: Final = 0.5
FIRST_BAND_RANK: Final = 5


@dataclass(frozen=True, slots=True)
class _Look:
    """How one of the courses is drawn: the two differ in letter, dash and mark, not in colour alone."""

    letter: str
    dash: str
    symbol: str
    size: int
    colour: str


# The marks of the second are smaller, so that two at one place are both seen.
LOOKS: Final = (_Look("A", "solid", "circle", 11, parts.LEG), _Look("B", "dash", "square", 6, "var(--neutral)"))


@dataclass(frozen=True)
class ComparedCourse:
    """One course: `label` is its kind and the day it started, in words; its weeks are counted from its session 1.

    `last_day` is that up to which it is measured.
    """

    label: str
    baseline: Baseline | None
    leg_weeks: Sequence[WeekMean]
    last_day: date

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """The weeks that have an average, in order."""
        return points(week for week in self.leg_weeks if week.week >= 1)


@dataclass(frozen=True, slots=True)
class CompareFacts:
    """The courses to lay side by side, at most two; raises `ValueError` for more, which nobody could tell apart."""

    courses: Sequence[ComparedCourse]

    def __post_init__(self) -> None:
        if len(self.courses) > len(LOOKS):
            raise ValueError(f"no more than {len(LOOKS)} courses fit side by side")

    @property
    def drawn(self) -> list[tuple[_Look, ComparedCourse]]:
        return list(zip(LOOKS, self.courses, strict=False))

    @property
    def last_week(self) -> int:
        """The last week on the axis."""
        return max([LEAST_WEEKS, *(course.points[-1].place for course in self.courses if course.points)])


def figure(facts: CompareFacts) -> Figure:
    """Leg pain by week of the course, with 0 for the starting week; a week without an average is a gap."""
    bands = [_band(look, course) for look, course in facts.drawn if course.points]
    if bands:  # the key says once what such an area is
        bands[0] |= parts.in_key(_(words.BAND_IN_KEY), FIRST_BAND_RANK)
    traces = [*bands]
    for rank, (look, course) in enumerate(facts.drawn):
        traces += _line(look, course, rank) + _start(look, course, rank)
    layout = parts.layout_of(0, bottom=parts.DATES + parts.TITLE)
    layout["xaxis"] |= parts.numbers_axis(range(facts.last_week + 1), AIR, _(words.UNDER_THE_AXIS))
    layout["shapes"] = []
    layout["annotations"] = _end_labels(facts) if traces else [parts.nothing(_(words.NOTHING))]
    return {"data": traces, "layout": layout}


def _name(look: _Look, course: ComparedCourse) -> str:
    return f"{look.letter} {values.escaped(course.label)}"


def _band(look: _Look, course: ComparedCourse) -> Trace:
    """The soft area around a course's own line."""
    outlines = []
    for run in runs(course.points):
        ends = (run[0].place - HALF_A_WEEK, run[0]), (run[-1].place + HALF_A_WEEK, run[-1])
        around = [ends[0], *((point.place, point) for point in run), ends[1]]
        high = [(x, round(point.high, 3)) for x, point in around]
        outlines.append(high + [(x, round(point.low, 3)) for x, point in around[::-1]])
    x, y = columns(outlines)
    return parts.area(_(words.BAND, course=_name(look, course)), x, y, look.colour) | {"meta": {}}


def _line(look: _Look, course: ComparedCourse, rank: int) -> list[Trace]:
    if not course.points:
        return []
    name = _(words.WEEKLY, course=_name(look, course))
    x, y = columns([(point.place, round(point.mean, 3)) for point in run] for run in runs(course.points))
    line = parts.path(name, x, y, look.colour, 3, look.dash) | parts.in_key(name, rank)
    shape = {"symbol": look.symbol, "size": look.size, "color": look.colour}
    weeks, means = [point.place for point in course.points], [round(point.mean, 3) for point in course.points]
    return [line, parts.marks(f"{name}, points", weeks, means, shape)]


def _start(look: _Look, course: ComparedCourse, rank: int) -> list[Trace]:
    """The starting week as a hollow mark of its own: no line leads from it, as no week of the course is it."""
    start = course.baseline
    if start is None:
        return []
    name = _(words.START, course=_name(look, course))
    shape = {
        "symbol": f"{look.symbol}-open",
        "size": look.size + 4,
        "color": look.colour,
        "line": {"color": look.colour, "width": 2.5},
    }
    mark = parts.marks(name, [0], [round(start.mean, 3)], shape)
    return [mark | parts.in_key(_(words.START, course=look.letter), rank)]


def _end_labels(facts: CompareFacts) -> list[dict[str, Any]]:
    """Letter and latest average of each line, at the edge where it reaches it and else where it ends."""
    at_edge: list[tuple[float, dict[str, Any]]] = []
    labels: list[dict[str, Any]] = []
    for look, course in facts.drawn:
        if not course.points:
            continue
        last = course.points[-1]
        text = f"{look.letter} {values.average(last.mean)}"
        if last.place == facts.last_week:
            at_edge.append((last.mean, parts.ending(text, look.colour)))
        else:
            labels.append(parts.ending(text, look.colour, (last.place, last.mean), shift=9))
    return labels + parts.spread(at_edge)


def _average(point: Point) -> str:
    return values.in_range(point.mean, point.low, point.high, point.days, point.late)


def summary(facts: CompareFacts) -> str:
    """The numbers of each course by itself; which of them is better is not for this chart to say."""
    if not facts.courses:
        return _(words.NO_COURSE)
    return " ".join(_told(look, course) for look, course in facts.drawn)


def _told(look: _Look, course: ComparedCourse) -> str:
    latest: words.Latest | None = None
    if course.points:
        last = course.points[-1]
        latest = last.place, last.mean, (last.first, min(last.last, course.last_day))
    return words.told(look.letter, values.tidy(course.label), course.baseline, latest)


def notes(facts: CompareFacts) -> list[str]:
    """What lying side by side can and cannot say."""
    return [_(words.CANNOT_RANK), _(values.GAPS)] if facts.courses else []


def tables(facts: CompareFacts) -> list[Table]:
    """Every weekly average of each course, by week of the course."""
    weeks = sorted({point.place for course in facts.courses for point in course.points})
    if not weeks and all(course.baseline is None for course in facts.courses):
        return []
    by_week = [{point.place: _average(point) for point in course.points} for course in facts.courses]
    starts = [course.baseline for course in facts.courses]
    said = [_(words.NOT_KNOWN) if start is None else words.start_in_numbers(start) for start in starts]
    rows: list[Row] = [(_(words.STARTING_WEEK), *said)]
    rows += [(_(words.WEEK, week=week), *(of.get(week, _(values.TOO_FEW_DAYS)) for of in by_week)) for week in weeks]
    header = (_(words.WEEK_OF_COURSE), *(f"{look.letter} {values.tidy(course.label)}" for look, course in facts.drawn))
    return [Table(_(words.CAPTION), header, rows, ["0", *(str(week) for week in weeks)])]


CHART: Final = Chart(words.TITLE, figure, summary, notes, tables, uid="compare", file_name="two-courses-side-by-side")
