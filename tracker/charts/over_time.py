"""What the charts over time share: their axis of days, and the line of weekly averages."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from tracker.charts import words
from tracker.charts.facts import DaysShown
from tracker.charts.parts import Trace
from tracker.charts.weeks import Point, outline, runs
from tracker.wording.language import N_, Words, _
from tracker.wording.lateness import days_and_late

SITES: Final = ("leg", "back")
AVERAGES: Final = Words({"leg": N_("leg, weekly average"), "back": N_("back, weekly average")})
AT_THE_END: Final = {"leg": N_("leg %(average)s"), "back": N_("back %(average)s")}
OF_WEEK: Final = {
    "leg": N_("Week of %(day)s: leg average %(average)s"),
    "back": N_("Week of %(day)s: back average %(average)s"),
}
OF_DAYS: Final = {"leg": N_("%(days)s: leg average %(average)s"), "back": N_("%(days)s: back average %(average)s")}


def at_the_end(site: str, mean: float) -> str:
    """What stands beside the end of a line."""
    return _(AT_THE_END[site], average=words.average(mean))


def averages(drawn: Sequence[Point], shown: DaysShown, site: str, colour: str, dash: str) -> list[Trace]:
    """A line over the days of each stretch of weeks, and a mark in the middle of each week where there is room."""
    if not drawn:
        return []
    points: list[tuple[str | None, float | None, Point | None]] = []
    for run in runs(drawn):
        points += [(day.isoformat(), round(point.mean, 3), point) for day, point in outline(run)]
        points.append((None, None, None))
    x, y, of = zip(*points[:-1], strict=True)
    name = AVERAGES[site]
    shape = {"type": "scatter", "name": name}
    line = shape | {
        "mode": "lines",
        "x": list(x),
        "y": list(y),
        "connectgaps": False,
        "line": {"color": colour, "width": 3 if site == "leg" else 2.5, "dash": dash},
        "meta": {"key": name, "rank": SITES.index(site), "site": site},
    }
    if not shown.single_weeks:
        said = [None if point is None else _said(point) for point in of]
        template = _(OF_WEEK[site], day="%{x|%a %-d %b %Y}", average="%{customdata}")
        return [line | {"customdata": said, "hovertemplate": f"{template}<extra></extra>"}]
    marks = shape | {
        "mode": "markers",
        "x": [point.middle.isoformat() for point in drawn],
        "y": [round(point.mean, 3) for point in drawn],
        "marker": {
            "color": colour,
            "size": 7 if shown.single_days else 3,
            "symbol": "circle" if site == "leg" else "square",
        },
        "customdata": [
            _(OF_DAYS[site], days=words.days(point.first, point.last), average=_said(point)) for point in drawn
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
        "meta": {"site": site},
    }
    return [line | {"hoverinfo": "skip"}, marks]


def _said(point: Point) -> str:
    return _(
        "%(average)s (rough range %(low)s to %(high)s), %(days)s",
        average=words.average(point.mean),
        low=words.average(point.low),
        high=words.average(point.high),
        days=days_and_late(point.days, point.late),
    )


def ends(shown: DaysShown) -> tuple[datetime, datetime]:
    """The ends of the axis: a little air at both, and never less than two weeks."""
    first = datetime.combine(shown.first_day, datetime.min.time())
    last = datetime.combine(shown.last_drawn, first.time())
    air = timedelta(hours=max(14, round((last - first).days * 0.45)))
    return first - air, last + air


def days_axis(shown: DaysShown, *, over_lane: bool = False) -> dict[str, Any]:
    first, last = ends(shown)
    axis = {
        "type": "date",
        "range": [first.isoformat(timespec="minutes"), last.isoformat(timespec="minutes")],
        "tickformat": "%-d %b" if shown.single_days else "%b %Y",
        "hoverformat": "%a %-d %b" if shown.single_days else "%a %-d %b %Y",
    }
    if over_lane:
        axis["anchor"] = "y2"
    return axis
