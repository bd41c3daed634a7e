"""Chart 3, the farthest point of pain over time: its facts, figure, sentence, notes and tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Final

from tracker.charts import words
from tracker.charts.chart import Chart
from tracker.charts.facts import DaysShown
from tracker.charts.over_time import days_axis
from tracker.charts.parts import INK, SOFT, Figure, Trace, above, layout_of, line, nothing
from tracker.charts.recorded import Recorded
from tracker.charts.tables import Table
from tracker.charts.weeks import Point, outline, runs, same_week
from tracker.domain.body.centralisation import (
    DAYS_NEEDED,
    RANKS,
    WeekFarthest,
    farthest_change,
    ranks_by_day,
    weekly_farthest,
)
from tracker.domain.course.progress import first_week_start
from tracker.wording.charts import RANKS_WITHIN, THE_RANKS, farthest_words
from tracker.wording.formats import counting, listed
from tracker.wording.language import N_, _

AIR: Final = 0.45
LONGEST_LINE: Final = 9
PLOT: Final = (300, 360)
MARKS_DRAWN_LARGE: Final = 60


@dataclass(frozen=True, kw_only=True)
class FarthestFacts(DaysShown):
    """The rank of each day's farthest point, 0 (low back) to 7 (toes), and the weeks' medians of them."""

    ranks: Mapping[date, int] = field(default_factory=dict)
    weeks: Sequence[WeekFarthest] = ()
    first_session: date | None = None

    @cached_property
    def marked(self) -> list[tuple[date, int]]:
        """The days with a place, in order."""
        return sorted((day, rank) for day, rank in self.ranks.items() if self.shows(day))


def facts_of(recorded: Recorded) -> FarthestFacts:
    ranks = ranks_by_day(recorded.places)
    begin = first_week_start(recorded.anchor, recorded.first_day)
    return FarthestFacts(
        first_day=recorded.first_day,
        last_day=recorded.last_day,
        ranks=ranks,
        weeks=weekly_farthest(ranks, begin, recorded.last_day),
        first_session=recorded.first_session,
    )


def figure(facts: FarthestFacts) -> Figure:
    """Chart 3: every day's farthest point as a ring, the weeks' medians as a line, the back at the top."""
    drawn = _points(facts)
    layout = layout_of(0, plot=PLOT)
    layout["xaxis"] |= days_axis(facts)
    ranks = list(RANKS)
    layout["yaxis"] |= {
        "range": [max(ranks) + AIR, min(ranks) - AIR],
        "tickvals": ranks,
        "ticktext": [_in_two_lines(_(RANKS_WITHIN[rank])) for rank in ranks],
    }
    traces = (_days(facts) if facts.single_days else []) + _medians(drawn)
    layout["shapes"], layout["annotations"] = _first_session(facts, layout["yaxis"]["range"])
    if not traces:
        layout["annotations"].append(nothing(_("No places marked in these days"), sum(ranks) / len(ranks)))
    return {"data": traces, "layout": layout}


def _in_two_lines(place: str) -> str:
    """A long label broken at the space nearest to its middle, so that it fits beside a plot on a phone."""
    breaks = [i for i, letter in enumerate(place) if letter == " "]
    if len(place) <= LONGEST_LINE or not breaks:
        return place
    at = min(breaks, key=lambda i: max(i, len(place) - i - 1))
    return f"{place[:at]}<br>{place[at + 1 :]}"


def _points(facts: FarthestFacts) -> list[Point]:
    drawn = []
    for week in facts.weeks:
        rank = week.median_rank
        if rank is None or week.to_date < facts.first_day or week.from_date > facts.last_day:
            continue
        first, last = max(week.from_date, facts.first_day), min(week.to_date, facts.last_day)
        drawn.append(Point(week.week, first, last, rank, rank, rank, week.days))
    return drawn


def _days(facts: FarthestFacts) -> list[Trace]:
    if not facts.marked:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": _("each day"),
            "x": [day.isoformat() for day, _ in facts.marked],
            "y": [rank for _, rank in facts.marked],
            "marker": {"symbol": "circle-open", "size": 7, "color": SOFT, "line": {"color": SOFT, "width": 1.4}},
            "customdata": [
                _("%(day)s: %(place)s", day=words.day(day), place=_(RANKS_WITHIN[rank])) for day, rank in facts.marked
            ],
            "hovertemplate": "%{customdata}<extra></extra>",
            "meta": {"key": _("farthest point, each day"), "rank": 0},
        }
    ]


def _medians(drawn: Sequence[Point]) -> list[Trace]:
    if not drawn:
        return []
    x: list[str | None] = []
    y: list[float | None] = []
    for run in runs(drawn):
        x += [*(day.isoformat() for day, _ in outline(run)), None]
        y += [*(point.mean for _, point in outline(run)), None]
    shape = {"type": "scatter", "name": _("middle of each week")}
    path = shape | {
        "mode": "lines",
        "x": x[:-1],
        "y": y[:-1],
        "connectgaps": False,
        "line": {"color": INK, "width": 3, "dash": "solid"},
        "hoverinfo": "skip",
        "meta": {"key": _("middle of each week"), "rank": 1},
    }
    points = shape | {
        "mode": "markers",
        "x": [point.middle.isoformat() for point in drawn],
        "y": [point.mean for point in drawn],
        "marker": {"symbol": "diamond", "size": 8 if len(drawn) <= MARKS_DRAWN_LARGE else 4, "color": INK},
        "customdata": [
            _(
                "%(days)s: mostly %(place)s, %(counted)s",
                days=words.days(point.first, point.last),
                place=place_of(point.mean),
                counted=words.counted_days(point.days),
            )
            for point in drawn
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    return [path, points]


def _first_session(facts: FarthestFacts, upright: Sequence[float]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    day = facts.first_session
    if day is None or not facts.shows(day):
        return [], []
    mark = line((day.isoformat(), day.isoformat()), (upright[0], upright[1]), SOFT, "dot", 1.5)
    return [mark | {"name": "first session"}], [above(_("first session"), day.isoformat())]


def place_of(rank: float) -> str:
    """The words for a median: between two places where it falls between them."""
    near = _(THE_RANKS[int(rank)])
    if float(rank).is_integer():
        return near
    return _("between %(near)s and %(far)s", near=near, far=_(THE_RANKS[int(rank) + 1]))


def summary(facts: FarthestFacts) -> str:
    """Where the pain mostly reached at first and lately, and how many of the days have a place."""
    if not facts.marked:
        return _("No places are marked from %(days)s.", days=words.days(facts.first_day, facts.last_day))
    counted = counting(
        "%(n)s of %(days)s has a place marked",
        "%(n)s of %(days)s have a place marked",
        len(facts.marked),
        days=words.counted_days(facts.span),
    )
    drawn = _points(facts)
    if not drawn:
        return _(
            "%(counted)s, and a week is drawn once %(needed)s of its days have one.",
            counted=counted,
            needed=DAYS_NEEDED,
        )
    latest = drawn[-1]
    said = _from(latest)
    if same_week(latest, facts.last_day):
        said = _("%(place)s in the latest week", place=place_of(latest.mean))
    if len(drawn) > 1:
        said = listed((_from(drawn[0]), said))
    return _("The farthest point of pain was mostly %(places)s; %(counted)s.", places=said, counted=counted)


def _from(point: Point) -> str:
    return _("%(place)s from %(days)s", place=place_of(point.mean), days=words.days(point.first, point.last))


def notes(facts: FarthestFacts) -> list[str]:
    """How the line was made, and what drawing back can and cannot say."""
    if not facts.marked:
        return []
    said = [_("Up is toward the back. On each day only the farthest place that was marked counts.")]
    if _points(facts):
        said.append(
            _(
                "The line is the middle of each week's days: about half reached farther, half less far. "
                "It stops where fewer than %(needed)s days have a place.",
                needed=DAYS_NEEDED,
            )
        )
    if not facts.single_days:
        said.append(_("This is a long time, so single days are left out."))
    return [*said, farthest_words(farthest_change(facts.weeks))]


def tables(facts: FarthestFacts) -> list[Table]:
    """The weeks, and for ranges drawn by the day every day with a place."""
    drawn, marked = _points(facts), facts.marked if facts.single_days else []
    weeks = [
        (words.days(point.first, point.last), place_of(point.mean), words.counted_days(point.days)) for point in drawn
    ]
    days = [(words.day_year(day), _(RANKS_WITHIN[rank])) for day, rank in marked]
    header = (_("Week"), _("Mostly"), _("Days with a place"))
    middles = ["" if facts.single_days else point.middle.isoformat() for point in drawn]
    at = [day.isoformat() for day, _ in marked]
    made = [
        Table(_("The middle of each week's farthest points"), header, weeks, middles),
        Table(
            _("The farthest point of each day with a place marked"),
            (_("Day"), _("Farthest point")),
            days,
            at,
            of_days=True,
        ),
    ]
    return [table for table in made if table.rows]


CHART = Chart(
    uid="farthest",
    title=N_("Farthest point over time"),
    file_name="farthest-point-over-time",
    facts=facts_of,
    figure=figure,
    summary=summary,
    notes=notes,
    tables=tables,
)
