"""Two courses side by side, week by week since their first sessions: facts, figure, sentence, notes and table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tracker.charts import words
from tracker.charts.chart import Chart
from tracker.charts.parts import (
    DATES,
    LEG,
    SOFT,
    TITLE,
    Figure,
    Trace,
    annotation,
    layout_of,
    nothing,
    spread,
)
from tracker.charts.tables import Row, Table, too_few_days
from tracker.domain.scores.baseline import Baseline
from tracker.domain.scores.weekly import WeekMean
from tracker.wording.formats import commas
from tracker.wording.language import N_, _
from tracker.wording.lateness import days_and_late

LEAST_WEEKS: Final = 4
AIR: Final = 0.6
HALF_A_WEEK: Final = 0.5
FIRST_BAND_RANK: Final = 5
UNDER_THE_AXIS: Final = N_("week of the course; 0 is the starting week")
CANNOT_RANK: Final = N_(
    "Two courses cannot be ranked by this chart. They came at different times, from different starting points, and "
    "other things changed too."
)


@dataclass(frozen=True, slots=True)
class _Look:
    """How one of the courses is drawn: the two differ in letter, dash and mark, not in colour alone."""

    letter: str
    dash: str
    symbol: str
    size: int
    colour: str


# The marks of the second are smaller, so that two at one place are both seen.
LOOKS: Final = (_Look("A", "solid", "circle", 11, LEG), _Look("B", "dash", "square", 6, "var(--neutral)"))


@dataclass(frozen=True, slots=True)
class ComparedCourse:
    """One course: `label` is its kind and the day it started, in words; its weeks are counted from its session 1."""

    label: str
    baseline: Baseline | None
    leg_weeks: Sequence[WeekMean]

    @property
    def weeks(self) -> list[WeekMean]:
        """The weeks that have an average, in order."""
        return [week for week in self.leg_weeks if week.week >= 1 and week.mean is not None]


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
        return max([LEAST_WEEKS, *(course.weeks[-1].week for course in self.courses if course.weeks)])


def figure(facts: CompareFacts) -> Figure:
    """Leg pain by week of the course, with 0 for the starting week; a week without an average is a gap."""
    traces: list[Trace] = []
    for look, course in facts.drawn:
        traces += _band(look, course, said=bool(traces))
    for rank, (look, course) in enumerate(facts.drawn):
        traces += _line(look, course, rank) + _start(look, course, rank)
    layout = layout_of(0, bottom=DATES + TITLE)
    ticks = list(range(facts.last_week + 1))
    layout["xaxis"] |= {
        "type": "linear",
        "range": [-AIR, facts.last_week + AIR],
        "tickvals": ticks,
        "ticktext": [str(week) for week in ticks],
        "showgrid": False,
        "fixedrange": True,
        "title": {"text": _(UNDER_THE_AXIS), "standoff": 6, "font": {"color": SOFT, "size": 13}},
    }
    layout["shapes"] = []
    layout["annotations"] = _end_labels(facts) if traces else [nothing(_("No weekly average in these courses yet"))]
    return {"data": traces, "layout": layout}


def _name(look: _Look, course: ComparedCourse) -> str:
    return f"{look.letter} {words.escaped(course.label)}"


def _runs(weeks: Sequence[WeekMean]) -> Iterator[list[WeekMean]]:
    """The weeks in stretches over which a line may be drawn."""
    run: list[WeekMean] = []
    for week in weeks:
        if run and week.week != run[-1].week + 1:
            yield run
            run = []
        run.append(week)
    if run:
        yield run


def _ends(week: WeekMean) -> tuple[float, float, float]:
    """The average and its rough range, of a week that has an average."""
    assert week.mean is not None  # noqa: S101 - no other week is drawn
    mean = week.mean
    return mean, mean if week.low is None else week.low, mean if week.high is None else week.high


def _band(look: _Look, course: ComparedCourse, *, said: bool) -> list[Trace]:
    """The soft area around a course's own line; the key says once what such an area is."""
    x: list[float | None] = []
    y: list[float | None] = []
    for run in _runs(course.weeks):
        places = [run[0].week - HALF_A_WEEK, *(week.week for week in run), run[-1].week + HALF_A_WEEK]
        ranges = [_ends(week) for week in (run[0], *run, run[-1])]
        x += [*places, *places[::-1], None]
        y += [round(high, 3) for _, _, high in ranges] + [round(low, 3) for _, low, _ in ranges[::-1]] + [None]
    if not x:
        return []
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "name": _("%(course)s, rough range", course=_name(look, course)),
            "x": x[:-1],
            "y": y[:-1],
            "fill": "toself",
            "fillcolor": look.colour,
            "opacity": 0.13,
            "line": {"color": look.colour, "width": 0},
            "hoverinfo": "skip",
            "meta": {} if said else {"key": _("rough range, around each line"), "rank": FIRST_BAND_RANK},
        }
    ]


def _line(look: _Look, course: ComparedCourse, rank: int) -> list[Trace]:
    if not course.weeks:
        return []
    x: list[int | None] = []
    y: list[float | None] = []
    for run in _runs(course.weeks):
        x += [*(week.week for week in run), None]
        y += [*(round(_ends(week)[0], 3) for week in run), None]
    name = _("%(course)s, weekly average", course=_name(look, course))
    line = {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": x[:-1],
        "y": y[:-1],
        "connectgaps": False,
        "line": {"color": look.colour, "width": 3, "dash": look.dash},
        "hoverinfo": "skip",
        "meta": {"key": name, "rank": rank},
    }
    said = [
        _("%(course)s, week %(week)s: %(average)s", course=_name(look, course), week=week.week, average=_average(week))
        for week in course.weeks
    ]
    return [line, _marks(look, f"{name}, points", course.weeks, said)]


def _marks(look: _Look, name: str, weeks: Sequence[WeekMean], said: Sequence[str]) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [week.week for week in weeks],
        "y": [round(_ends(week)[0], 3) for week in weeks],
        "marker": {"symbol": look.symbol, "size": look.size, "color": look.colour},
        "customdata": list(said),
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _start(look: _Look, course: ComparedCourse, rank: int) -> list[Trace]:
    """The starting week as a hollow mark of its own: no line leads from it, as no week of the course is it."""
    start = course.baseline
    if start is None:
        return []
    name = _("%(course)s, starting week", course=_name(look, course))
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": name,
            "x": [0],
            "y": [round(start.mean, 3)],
            "marker": {
                "symbol": f"{look.symbol}-open",
                "size": look.size + 4,
                "color": look.colour,
                "line": {"color": look.colour, "width": 2.5},
            },
            "customdata": [f"{name}: {_starting(start)}"],
            "hovertemplate": "%{customdata}<extra></extra>",
            "meta": {"key": _("%(course)s, starting week", course=look.letter), "rank": rank},
        }
    ]


def _end_labels(facts: CompareFacts) -> list[dict[str, Any]]:
    """Letter and latest average of each line, at the edge where it reaches it and else where it ends."""
    at_edge: list[tuple[float, dict[str, Any]]] = []
    labels: list[dict[str, Any]] = []
    for look, course in facts.drawn:
        if not course.weeks:
            continue
        last, mean = course.weeks[-1].week, _ends(course.weeks[-1])[0]
        text = f"{look.letter} {words.average(mean)}"
        if last == facts.last_week:
            label = annotation(text, 1, 0, xref="paper", colour=look.colour, size=14, weight=650, shift=8)
            at_edge.append((mean, label))
        else:
            labels.append(annotation(text, last, mean, colour=look.colour, size=14, weight=650, shift=9))
    return labels + spread(at_edge)


def _starting(start: Baseline) -> str:
    mean, days = words.average(start.mean), days_and_late(start.days, start.late.days)
    if start.overlaps_treatment:
        return _("%(average)s, %(days)s, overlaps treatment", average=mean, days=days)
    return commas((mean, days))


def _average(week: WeekMean) -> str:
    mean, low, high = (words.average(value) for value in _ends(week))
    days = days_and_late(week.days, week.late.days)
    return _("%(average)s (%(low)s to %(high)s), %(days)s", average=mean, low=low, high=high, days=days)


def summary(facts: CompareFacts) -> str:
    """The numbers of each course by itself; which of them is better is not for this chart to say."""
    if not facts.courses:
        return _("No course to show.")
    return " ".join(_told(look, course) for look, course in facts.drawn)


def _told(look: _Look, course: ComparedCourse) -> str:
    start, latest = _("no starting week"), _("no weekly average yet")
    if course.baseline is not None:
        start = _("%(average)s in the starting week", average=words.average(course.baseline.mean))
    if course.weeks:
        mean = words.average(_ends(course.weeks[-1])[0])
        latest = _("%(average)s in week %(week)s", average=mean, week=course.weeks[-1].week)
    name = words.tidy(course.label)
    return _(
        "%(letter)s, %(course)s: %(start)s, %(latest)s.", letter=look.letter, course=name, start=start, latest=latest
    )


def notes(facts: CompareFacts) -> list[str]:
    """What lying side by side can and cannot say."""
    if not facts.courses:
        return []
    return [
        _(CANNOT_RANK),
        _("A line stops where a week has too few days with a score. Nothing is filled in."),
    ]


def tables(facts: CompareFacts) -> list[Table]:
    """Every weekly average of each course, by week of the course."""
    weeks = sorted({week.week for course in facts.courses for week in course.weeks})
    if not weeks and all(course.baseline is None for course in facts.courses):
        return []
    by_week = [{week.week: _average(week) for week in course.weeks} for course in facts.courses]
    starts = [_("not known") if course.baseline is None else _starting(course.baseline) for course in facts.courses]
    rows: list[Row] = [(_("Starting week"), *starts)]
    rows += [(_("Week %(week)s", week=week), *(of.get(week, too_few_days()) for of in by_week)) for week in weeks]
    header = (_("Week of the course"), *(f"{look.letter} {words.tidy(course.label)}" for look, course in facts.drawn))
    caption = _("Average leg pain by week of the course, with the rough range and the days counted")
    return [Table(caption, header, rows, ["0", *(str(week) for week in weeks)])]


CHART = Chart(
    uid="compare",
    title=N_("Two courses side by side"),
    file_name="two-courses-side-by-side",
    figure=figure,
    summary=summary,
    notes=notes,
    tables=tables,
)
