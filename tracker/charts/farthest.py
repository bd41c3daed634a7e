"""Chart 3, the farthest point of pain over time: its facts, figure, sentence, notes and tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Final

from tracker.charts import parts
from tracker.charts.chart import Chart
from tracker.charts.facts import DaysShown
from tracker.charts.over_time import days_axis
from tracker.charts.parts import Figure, Trace
from tracker.charts.recorded import Recorded
from tracker.charts.summed import Summed
from tracker.charts.tables import Table, spoken
from tracker.charts.weeks import Point, line
from tracker.domain.body.centralisation import (
    DAYS_NEEDED,
    RANKS,
    WeekFarthest,
    farthest_change,
    ranks_by_day,
    weekly_farthest,
)
from tracker.domain.course.progress import first_week_start
from tracker.wording.charted import farthest as words
from tracker.wording.charted import values
from tracker.wording.charts import RANKS_WITHIN, farthest_words
from tracker.wording.formats import listed
from tracker.wording.language import _

AIR: Final = 0.45
LONGEST_LINE: Final = 9
PLOT: Final = (300, 360)
MARKS_DRAWN_LARGE: Final = 60


@dataclass(frozen=True, kw_only=True)
class FarthestFacts(DaysShown):
    """The rank of each day's farthest point, 0 (low back) to 7 (toes), and the weeks' medians of them.

    `summed` can stand in place of the ranks where no day is single.
    """

    ranks: Mapping[date, int] = field(default_factory=dict)
    weeks: Sequence[WeekFarthest] = ()
    first_session: date | None = None
    summed: Summed | None = None

    @cached_property
    def marked(self) -> list[tuple[date, int]]:
        """The days with a place, in order."""
        first, last = self.first_day, self.last_day
        return sorted((day, rank) for day, rank in self.ranks.items() if first <= day <= last)

    @property
    def days_marked(self) -> int:
        """How many days have a place."""
        return len(self.marked) if self.summed is None else self.summed.marked

    @cached_property
    def points(self) -> list[Point]:
        """The medians to draw, in order: a week with too few places has none."""
        drawn = []
        for week in self.weeks:
            rank = week.median_rank
            if rank is None or week.to_date < self.first_day or week.from_date > self.last_day:
                continue
            first, last = max(week.from_date, self.first_day), min(week.to_date, self.last_day)
            drawn.append(Point(week.week, first, last, rank, rank, rank, week.days))
        return drawn

    @property
    def weeks_told(self) -> bool:
        return bool(self.points)


def facts_of(recorded: Recorded) -> FarthestFacts:
    ranks, summed = ranks_by_day(recorded.places), recorded.summed
    begin = first_week_start(recorded.anchor, recorded.first_day)
    return FarthestFacts(
        first_day=recorded.first_day,
        last_day=recorded.last_day,
        ranks=ranks,
        weeks=weekly_farthest(ranks, begin, recorded.last_day) if summed is None else summed.farthest,
        first_session=recorded.first_session,
        summed=summed,
    )


def figure(facts: FarthestFacts) -> Figure:
    """Chart 3: every day's farthest point as a ring, the weeks' medians as a line, the back at the top."""
    layout = parts.layout_of(0, plot=PLOT)
    layout["xaxis"] |= days_axis(facts)
    ranks = list(RANKS)
    layout["yaxis"] |= {
        "range": [max(ranks) + AIR, min(ranks) - AIR],
        "tickvals": ranks,
        "ticktext": [parts.in_two_lines(_(RANKS_WITHIN[rank]), LONGEST_LINE) for rank in ranks],
    }
    traces = (_days(facts) if facts.single_days else []) + _medians(facts.points)
    layout["shapes"], layout["annotations"] = _first_session(facts, layout["yaxis"]["range"])
    if not traces:
        layout["annotations"].append(parts.nothing(_(words.NOTHING), sum(ranks) / len(ranks)))
    return {"data": traces, "layout": layout}


def _days(facts: FarthestFacts) -> list[Trace]:
    if not facts.marked:
        return []
    look = {"symbol": "circle-open", "size": 7, "color": parts.SOFT, "line": {"color": parts.SOFT, "width": 1.4}}
    x, y = [day.isoformat() for day, _rank in facts.marked], [rank for _day, rank in facts.marked]
    return [parts.marks(_(words.EACH_DAY), x, y, look) | parts.in_key(_(words.EACH_DAY_IN_KEY), 0)]


def _medians(drawn: Sequence[Point]) -> list[Trace]:
    if not drawn:
        return []
    name = _(words.MIDDLE)
    x, y = line(drawn, float)
    line_of_weeks = parts.path(name, x, y, parts.INK, 3) | parts.in_key(name, 1)
    look = {"symbol": "diamond", "size": 8 if len(drawn) <= MARKS_DRAWN_LARGE else 4, "color": parts.INK}
    middles, ranks = [point.middle.isoformat() for point in drawn], [point.mean for point in drawn]
    return [line_of_weeks, parts.marks(name, middles, ranks, look)]


def _first_session(facts: FarthestFacts, upright: Sequence[float]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    if facts.first_session is None or not facts.shows(facts.first_session):
        return [], []
    day = facts.first_session.isoformat()
    mark = parts.line((day, day), (upright[0], upright[1]), parts.SOFT, "dot", 1.5)
    return [mark | {"name": "first session"}], [parts.above(_(words.FIRST_SESSION), day)]


def summary(facts: FarthestFacts) -> str:
    """Where the pain mostly reached at first and lately, and how many of the days have a place."""
    if not facts.days_marked:
        return _(words.NONE_MARKED, days=values.days(facts.first_day, facts.last_day))
    counted = words.days_marked(facts.days_marked, facts.span)
    if not facts.points:
        return _(words.NO_WEEK_YET, counted=counted, needed=DAYS_NEEDED)
    first, latest = facts.points[0], facts.points[-1]
    # Each by its days: the latest week is that of the verdict, which another can be than the latest with places.
    told = [
        _(words.BETWEEN, place=words.place_of(point.mean), days=values.days(point.first, point.last))
        for point in dict.fromkeys((first, latest))
    ]
    return _(words.MOSTLY, places=listed(told), counted=counted)


def notes(facts: FarthestFacts) -> list[str]:
    """How the line was made, and what drawing back can and cannot say."""
    if not facts.days_marked:
        return []
    made = [_(words.LINE, needed=DAYS_NEEDED)] if facts.points else []
    long = [] if facts.single_days else [_(words.LONG)]
    return [_(words.UP), *made, *long, farthest_words(farthest_change(facts.weeks))]


def tables(facts: FarthestFacts) -> list[Table]:
    """The weeks, and for ranges drawn by the day every day with a place."""
    marked = facts.marked if facts.single_days else []
    weeks = [
        (values.days(point.first, point.last), words.place_of(point.mean), values.counted_days(point.days))
        for point in facts.points
    ]
    places = [(values.day_year(day), _(RANKS_WITHIN[rank])) for day, rank in marked]
    middles = ["" if facts.single_days else point.middle.isoformat() for point in facts.points]
    at = [day.isoformat() for day, _rank in marked]
    made = [
        Table(_(words.OF_WEEKS), spoken(*words.WEEKS_HEADER), weeks, middles),
        Table(_(words.OF_DAYS), spoken(*words.DAYS_HEADER), places, at, of_days=True),
    ]
    return [table for table in made if table.rows]


CHART: Final = Chart(
    words.TITLE, figure, summary, notes, tables, facts_of, uid="farthest", file_name="farthest-point-over-time"
)
