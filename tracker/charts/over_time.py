"""What the charts over time share: their axis of days, and the line of weekly averages."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from tracker.charts.facts import DaysShown
from tracker.charts.parts import Trace, in_key, marks, path
from tracker.charts.weeks import Point, line
from tracker.wording.charted import pain as words
from tracker.wording.formats import drawn

SITES: Final = ("leg", "back")
WIDTHS: Final = {"leg": 3, "back": 2.5}
WIDTHS_OF_YEARS: Final = {"leg": 2.6, "back": 1.2}  # where a dash would be longer than a week


def averages(drawn: Sequence[Point], shown: DaysShown, site: str, colour: str, dash: str) -> list[Trace]:
    """A line over the days of each stretch of weeks, and a mark in the middle of each week where there is room."""
    if not drawn:
        return []
    x, y = line(drawn, lambda mean: round(mean, 3))
    name = words.AVERAGES[site]
    wide, dash = (WIDTHS[site], dash) if shown.single_weeks else (WIDTHS_OF_YEARS[site], "solid")
    drawn_line = path(name, x, y, colour, wide, dash) | in_key(name, SITES.index(site), site=site)
    if not shown.single_weeks:
        return [drawn_line]
    look = {
        "color": colour,
        "size": 7 if shown.single_days else 6,
        "symbol": "circle" if site == "leg" else "square",
    }
    middles, means = [point.middle.isoformat() for point in drawn], [round(point.mean, 3) for point in drawn]
    return [drawn_line, marks(name, middles, means, look) | {"meta": {"site": site}}]


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
        "tickformat": drawn("MMMd" if shown.in_one_year else "yMMM"),
    }
    return axis | {"anchor": "y2"} if over_lane else axis
