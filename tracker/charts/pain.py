"""Chart 1, leg and back pain over time: its figure, sentence and notes."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from tracker.charts import pain_tables, reference, words
from tracker.charts.chart import Chart
from tracker.charts.facts import ChartLifeEvent, PainFacts
from tracker.charts.lane import Lane, lane
from tracker.charts.over_time import SITES, at_the_end, averages, days_axis, ends
from tracker.charts.parts import (
    BACK,
    EDGE,
    GAP,
    INK,
    LEG,
    LINE,
    SCORE_RANGE,
    SOFT,
    WASH,
    WIDE,
    Figure,
    Trace,
    above,
    annotation,
    layout_of,
    line,
    nothing,
    spread,
)
from tracker.charts.recorded import Recorded
from tracker.charts.weeks import Point, outline, runs, same_week
from tracker.domain.scores.daily import DayScore
from tracker.wording.formats import counting, listed
from tracker.wording.language import N_, Words, _
from tracker.wording.lateness import late_words

CHANGE_LETTERS = 24
LATE, OF_MOMENTS = "late", "moments"
EACH_DAY: Final = Words({"leg": N_("leg, each day"), "back": N_("back, each day")})
HOW: Final = Words({LATE: N_("entered later"), OF_MOMENTS: N_("average of moments")})
ON_A_DAY: Final = {
    ("leg", ""): N_("%(day)s: leg %(score)s"),
    ("leg", LATE): N_("%(day)s: leg %(score)s, entered later"),
    ("leg", OF_MOMENTS): N_("%(day)s: leg %(score)s, average of moments"),
    ("back", ""): N_("%(day)s: back %(score)s"),
    ("back", LATE): N_("%(day)s: back %(score)s, entered later"),
    ("back", OF_MOMENTS): N_("%(day)s: back %(score)s, average of moments"),
}
LATER_KEYS = 5
DAYS_FOR_AN_AVERAGE = 4


def facts_of(recorded: Recorded) -> PainFacts:
    return PainFacts(
        first_day=recorded.first_day,
        last_day=recorded.last_day,
        days=list(recorded.shown_days.values()),
        leg_weeks=recorded.leg_weeks,
        back_weeks=recorded.back_weeks,
        baseline=None if recorded.course is None else recorded.course.baseline,
        sessions=recorded.sessions,
        planned=None if recorded.course is None else recorded.course.planned,
        medication_days=recorded.medication_days,
        changes=recorded.changes,
        notes=recorded.notes,
        reference_from=recorded.first_session if recorded.reference else None,
    )


def figure(facts: PainFacts) -> Figure:
    """Chart 1: leg and back pain over time, with every treatment in a lane below."""
    under = lane(facts)
    leg, back = facts.leg_points, facts.back_points
    traces = _band(leg)
    if facts.single_days:
        traces += _days(facts, "back", "square", BACK) + _days(facts, "leg", "circle", LEG)
    traces += averages(back, facts, "back", BACK, "dash") + averages(leg, facts, "leg", LEG, "solid")
    traces += reference.traces(facts) + _change_marks(facts) + under.traces
    layout = layout_of(under.height)
    layout["xaxis"] |= days_axis(facts, over_lane=bool(under.rows))
    layout["shapes"] = _planned_shape(facts) + _baseline_shape(facts) + _change_shapes(facts)
    layout["annotations"] = (
        _end_labels(facts, leg, back)
        + reference.labels(facts)
        + _planned_label(facts)
        + _change_labels(facts)
        + _lane_words(under)
    )
    if not traces:
        layout["annotations"].append(nothing(_("Nothing recorded in these days")))
    if under.rows:
        layout["yaxis2"] = _lane_axis(under)
    return {"data": traces, "layout": layout}


def _lane_axis(under: Lane) -> dict[str, Any]:
    return {
        "range": [under.height, 0],
        "domain": [0, under.height / (WIDE + under.height + GAP)],
        "tickvals": [middle for middle, _ in under.rows],
        "ticktext": [mark.letter for _, mark in under.rows],
        "ticklabelstandoff": 5,
        "fixedrange": True,
        "zeroline": False,
        "showline": False,
        "gridcolor": LINE,
    }


def _lane_words(under: Lane) -> list[dict[str, Any]]:
    return [
        annotation(mark.words, 1, middle, xref="paper", yref="y2", colour=mark.colour, shift=8, name="wide")
        for middle, mark in under.rows
    ]


def _days(facts: PainFacts, site: str, symbol: str, colour: str) -> list[Trace]:
    """The single days in up to three traces: entered on the day, entered later, and worked out from moments."""
    groups: dict[str, list[DayScore]] = {"": [], LATE: [], OF_MOMENTS: []}
    for day in facts.days:
        if getattr(day, site) is not None and facts.shows(day.day):
            groups[OF_MOMENTS if day.from_moments else LATE if day.is_late(site) else ""].append(day)
    return [_dots(days, how, site, symbol, colour) for how, days in groups.items() if days]


def _dots(days: Sequence[DayScore], how: str, site: str, symbol: str, colour: str) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": f"{site}, {HOW[how]}" if how else site,
        "x": [day.day.isoformat() for day in days],
        "y": [getattr(day, site) for day in days],
        "marker": {
            "symbol": symbol + {"": "", LATE: "-open", OF_MOMENTS: "-open-dot"}[how],
            "size": 8 if how == OF_MOMENTS else 7,
            "color": colour,
            "opacity": 0.6 if how else 0.45,
            "line": {"color": colour, "width": 1.4 if how else 0},
        },
        "hovertemplate": _(ON_A_DAY[site, how], day="%{x|%a %-d %b}", score="%{y:.2~f}") + "<extra></extra>",
        "meta": {
            "key": HOW[how] if how else EACH_DAY[site],
            "rank": LATER_KEYS if how else SITES.index(site),
            "site": site,
        },
    }


def _band(drawn: Sequence[Point]) -> list[Trace]:
    """The soft area of the leg's rough range: one closed outline for each stretch of weeks."""
    x: list[str | None] = []
    y: list[float | None] = []
    for run in runs(drawn):
        around = outline(run)
        x += [day.isoformat() for day, _ in around + around[::-1]]
        y += [round(point.high, 3) for _, point in around] + [round(point.low, 3) for _, point in around[::-1]]
        x.append(None)
        y.append(None)
    if not x:
        return []
    what = _("leg, rough range")
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "name": what,
            "x": x[:-1],
            "y": y[:-1],
            "fill": "toself",
            "fillcolor": LEG,
            "opacity": 0.13,
            "line": {"color": LEG, "width": 0},
            "hoverinfo": "skip",
            "meta": {"key": what, "rank": LATER_KEYS - 1},
        }
    ]


def _planned_shape(facts: PainFacts) -> list[dict[str, Any]]:
    if (region := _planned(facts)) is None:
        return []
    half = timedelta(hours=12)
    return [
        {
            "type": "rect",
            "name": "planned course",
            "x0": (datetime.combine(region[0], datetime.min.time()) - half).isoformat(timespec="minutes"),
            "x1": (datetime.combine(region[1], datetime.min.time()) + half).isoformat(timespec="minutes"),
            "yref": "y",
            "y0": SCORE_RANGE[0],
            "y1": SCORE_RANGE[1],
            "layer": "below",
            "fillcolor": WASH,
            "opacity": 0.55,
            "line": {"width": 0},
        }
    ]


def _planned(facts: PainFacts) -> tuple[date, date] | None:
    if facts.planned is None:
        return None
    _, end = ends(facts)
    start, stop = max(facts.planned[0], facts.first_day), min(facts.planned[1], end.date())
    return (start, stop) if start <= stop else None


def _planned_label(facts: PainFacts) -> list[dict[str, Any]]:
    if (region := _planned(facts)) is None:
        return []
    late = (region[0] - facts.first_day).days > facts.span * 0.6
    day = region[1] if late else region[0]
    anchor, shift = ("right", -4) if late else ("left", 4)
    return [annotation(_("planned course"), day.isoformat(), 0.4, xanchor=anchor, shift=shift)]


def _baseline_shape(facts: PainFacts) -> list[dict[str, Any]]:
    if facts.baseline is None:
        return []
    first, last = ends(facts)
    across = (first.isoformat(timespec="minutes"), last.isoformat(timespec="minutes"))
    height = round(facts.baseline.mean, 3)
    return [line(across, (height, height), SOFT, "dot", 1.5) | {"name": "starting week"}]


def _change_shapes(facts: PainFacts) -> list[dict[str, Any]]:
    days = sorted({change.day for change in facts.changes if facts.shows(change.day)})
    return [line((day.isoformat(), day.isoformat()), SCORE_RANGE, EDGE, "dot") | {"name": "change"} for day in days]


def _change_marks(facts: PainFacts) -> list[Trace]:
    shown = sorted((change for change in facts.changes if facts.shows(change.day)), key=lambda change: change.day)
    if not shown:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": _("something changed"),
            "x": [change.day.isoformat() for change in shown],
            "y": [10] * len(shown),
            "marker": {"symbol": "triangle-down", "size": 9, "color": SOFT},
            "customdata": [
                _("%(day)s: %(change)s", day=words.day(change.day), change=words.escaped(change.words))
                for change in shown
            ],
            "hovertemplate": "%{customdata}<extra></extra>",
            "meta": {"key": _("something changed"), "rank": LATER_KEYS},
        }
    ]


def _changed(change: ChartLifeEvent) -> str:
    return _("%(day)s: %(change)s", day=words.day(change.day), change=words.escaped(change.words))


def _change_labels(facts: PainFacts) -> list[dict[str, Any]]:
    return [
        above(
            words.escaped(words.shortened(words.tidy(change.words), CHANGE_LETTERS)), change.day.isoformat(), colour=INK
        )
        for change in sorted(facts.changes, key=lambda change: change.day)
        if facts.shows(change.day)
    ]


def _end_labels(facts: PainFacts, leg: Sequence[Point], back: Sequence[Point]) -> list[dict[str, Any]]:
    """What each line is, at its end; a line that ended long ago has its label there, not at today's edge."""
    at_edge: list[tuple[float, dict[str, Any]]] = []
    labels: list[dict[str, Any]] = []
    for site, drawn, colour in (("leg", leg, LEG), ("back", back, BACK)):
        if not drawn:
            continue
        text = at_the_end(site, drawn[-1].mean)
        if same_week(drawn[-1], facts.last_day):
            label = annotation(text, 1, 0, xref="paper", colour=colour, size=14, weight=650, shift=8)
            at_edge.append((drawn[-1].mean, label))
        else:
            day, height = drawn[-1].middle.isoformat(), drawn[-1].mean
            labels.append(annotation(text, day, height, colour=colour, size=14, weight=650, shift=8))
    if facts.baseline is not None:
        mean = words.average(facts.baseline.mean)
        at_edge.append(
            (
                facts.baseline.mean,
                annotation(_("start %(average)s", average=mean), 1, 0, xref="paper", shift=8, name="narrow"),
            )
        )
    apart = spread(at_edge)
    longer = [
        label | {"text": _("starting week %(average)s", average=words.average(facts.baseline.mean)), "name": "wide"}
        for label in apart
        if facts.baseline is not None and label.get("name") == "narrow"
    ]
    return labels + apart + longer


def summary(facts: PainFacts) -> str:
    """Leg pain at the start and lately, and how many of the days have a score."""
    shown = [day for day in facts.days if facts.shows(day.day)]
    if not shown:
        return _("No pain scores from %(days)s.", days=words.days(facts.first_day, facts.last_day))
    averages, counted = _averages_said(facts, facts.leg_points), _days_counted(facts, shown)
    if not averages:
        return f"{counted}. {_why_no_average(facts)}"
    return _("Leg pain averaged %(averages)s; %(counted)s.", averages=averages, counted=counted)


def _days_counted(facts: PainFacts, shown: Sequence[DayScore]) -> str:
    late, days = sum(day.late for day in shown), words.counted_days(facts.span)
    if not late:
        return counting("%(n)s of %(days)s has a score", "%(n)s of %(days)s have a score", len(shown), days=days)
    return counting(
        "%(n)s of %(days)s has a score, %(late)s",
        "%(n)s of %(days)s have a score, %(late)s",
        len(shown),
        days=days,
        late=late_words(len(shown), late),
    )


def _averages_said(facts: PainFacts, drawn: Sequence[Point]) -> str:
    first = _first_average(facts, drawn)
    if not drawn:
        return first
    latest, mean = drawn[-1], words.average(drawn[-1].mean)
    if same_week(latest, facts.last_day):
        last = _("%(average)s in the latest week", average=mean)
    else:
        last = _("%(average)s in %(days)s", average=mean, days=words.days(latest.first, latest.last))
    return listed((first, last)) if first else last


def _first_average(facts: PainFacts, drawn: Sequence[Point]) -> str:
    start = facts.baseline
    if start is None:
        return _("%(average)s in the first week shown", average=words.average(drawn[0].mean)) if len(drawn) > 1 else ""
    if start.overlaps_treatment:
        return _("%(average)s in the starting week (which overlaps treatment)", average=words.average(start.mean))
    return _("%(average)s in the starting week", average=words.average(start.mean))


def _why_no_average(facts: PainFacts) -> str:
    if not any(day.leg is not None for day in facts.days):
        return _("None of them is for the leg.")
    return _("An average needs %(days)s days with a score in a week.", days=DAYS_FOR_AN_AVERAGE)


def notes(facts: PainFacts) -> list[str]:
    """What a reader must know about how the chart was drawn."""
    if not any(facts.shows(day.day) for day in facts.days):
        return []
    said: list[str] = []
    if not facts.single_days:
        said.append(_("This is a long time, so single days are left out and the lines are weekly averages."))
        if any(facts.shows(day) for day in facts.notes):
            said.append(_("The notes of single days are left out too. Choose a shorter time to see them."))
    said.append(_("A line stops where a week has too few days with a score. Nothing is filled in."))
    return said + reference.notes(facts)


CHART = Chart(
    uid="pain",
    title=N_("Pain and treatment over time"),
    file_name="pain-over-time",
    facts=facts_of,
    figure=figure,
    summary=summary,
    notes=notes,
    tables=pain_tables.tables,
)
