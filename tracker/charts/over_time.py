"""What the charts over time share: their axis of days, and the line of weekly averages."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from tracker.charts import words
from tracker.charts.facts import DaysShown
from tracker.charts.parts import Trace
from tracker.charts.weeks import Point, outline, runs

LEAST_DAYS: Final = 14
SITES: Final = ("leg", "back")


def averages(drawn: Sequence[Point], shown: DaysShown, site: str, colour: str, dash: str) -> list[Trace]:
    """A line over the days of each stretch of weeks, and a point in the middle of each week."""
    if not drawn:
        return []
    x: list[str | None] = []
    y: list[float | None] = []
    for run in runs(drawn):
        for day, point in outline(run):
            x.append(day.isoformat())
            y.append(round(point.mean, 3))
        x.append(None)
        y.append(None)
    unit = "weekly average" if shown.single_weeks else "average of four weeks"
    shape = {"type": "scatter", "name": f"{site}, {unit}"}
    line = shape | {
        "mode": "lines",
        "x": x[:-1],
        "y": y[:-1],
        "connectgaps": False,
        "line": {"color": colour, "width": 3 if site == "leg" else 2.5, "dash": dash},
        "hoverinfo": "skip",
        "meta": {"key": f"{site}, {unit}", "rank": SITES.index(site), "site": site},
    }
    points_drawn = shape | {
        "mode": "markers",
        "x": [point.middle.isoformat() for point in drawn],
        "y": [round(point.mean, 3) for point in drawn],
        "marker": {
            "color": colour,
            "size": 7 if shown.single_days else 3,
            "symbol": "circle" if site == "leg" else "square",
        },
        "customdata": [_said(point, site, shown) for point in drawn],
        "hovertemplate": "%{customdata}<extra></extra>",
        "meta": {"site": site},
    }
    return [line, points_drawn]


def _said(point: Point, site: str, shown: DaysShown) -> str:
    range_words = "rough range" if shown.single_weeks else "weekly averages"
    return (
        f"{words.days(point.first, point.last)}: {site} average {words.average(point.mean)}, {range_words} "
        f"{words.average(point.low)} to {words.average(point.high)}, {words.counted(point.days, 'day', 'days')}"
    )


def ends(shown: DaysShown) -> tuple[datetime, datetime]:
    """The ends of the axis: a little air at both, and never less than two weeks."""
    first = datetime.combine(shown.first_day, datetime.min.time())
    last = datetime.combine(max(shown.last_day, shown.first_day + timedelta(days=LEAST_DAYS - 1)), first.time())
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
