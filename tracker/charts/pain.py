"""Chart 1, leg and back pain over time: its figure, sentence and notes."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from tracker.charts import pain_tables, parts, reference
from tracker.charts.blocks import block_marks, block_shapes
from tracker.charts.chart import Chart
from tracker.charts.facts import PainFacts
from tracker.charts.lane import counts, lane
from tracker.charts.over_time import SITES, averages, days_axis, ends
from tracker.charts.parts import Figure, Trace
from tracker.charts.recorded import Recorded
from tracker.charts.weeks import Point, columns, outline, runs, same_week
from tracker.domain.scores.daily import DayScore
from tracker.wording.charted import pain as words
from tracker.wording.charted import values
from tracker.wording.charted.pain import LATE, OF_MOMENTS
from tracker.wording.formats import listed
from tracker.wording.language import _

CHANGE_LETTERS: Final = 24
LATER_KEYS: Final = 5
HALF_A_DAY: Final = timedelta(hours=12)


def facts_of(recorded: Recorded) -> PainFacts:
    course = recorded.course
    return PainFacts(
        first_day=recorded.first_day,
        last_day=recorded.last_day,
        days=list(recorded.shown_days.values()),
        leg_weeks=recorded.leg_weeks,
        back_weeks=recorded.back_weeks,
        baseline=None if course is None else course.baseline,
        latest=None if course is None else course.latest,
        sessions=recorded.sessions,
        planned=None if course is None else course.planned,
        medication_days=recorded.medication_days,
        changes=recorded.changes,
        blocks=recorded.blocks,
        notes=recorded.notes,
        reference_from=recorded.first_session if recorded.reference else None,
        summed=recorded.summed,
    )


def figure(facts: PainFacts) -> Figure:
    """Chart 1: leg and back pain over time, with every treatment in a lane below."""
    under = lane(facts)
    traces = _band(facts.leg_points) if facts.single_weeks else []
    if facts.single_days:
        traces += _days(facts, "back", "square", parts.BACK) + _days(facts, "leg", "circle", parts.LEG)
    traces += averages(facts.back_points, facts, "back", parts.BACK, "dash")
    traces += averages(facts.leg_points, facts, "leg", parts.LEG, "solid")
    traces += reference.traces(facts) + block_marks(facts) + _change_marks(facts) + under.traces
    layout = parts.layout_of(under.height)
    layout["xaxis"] |= days_axis(facts, over_lane=bool(under.rows))
    planned = _planned(facts)
    layout["shapes"] = _planned_shape(planned) + block_shapes(facts) + _baseline_shape(facts) + _change_shapes(facts)
    layout["annotations"] = (
        _end_labels(facts)
        + reference.labels(facts)
        + _planned_label(facts, planned)
        + _change_labels(facts)
        + parts.row_words(under.rows)
    )
    if not traces:
        layout["annotations"].append(parts.nothing(_(values.NOTHING)))
    if under.rows:
        layout["yaxis2"] = parts.rows_axis((under.height, 0), under.rows)
    return {"data": traces, "layout": layout}


def _days(facts: PainFacts, site: str, symbol: str, colour: str) -> list[Trace]:
    """The single days in up to three traces: entered on the day, entered later, and worked out from moments."""
    groups: dict[str, list[DayScore]] = {"": [], LATE: [], OF_MOMENTS: []}
    for day in facts.days:
        if getattr(day, site) is not None and facts.shows(day.day):
            groups[OF_MOMENTS if day.from_moments else LATE if day.is_late(site) else ""].append(day)
    return [_dots(days, how, site, symbol, colour) for how, days in groups.items() if days]


def _dots(days: Sequence[DayScore], how: str, site: str, symbol: str, colour: str) -> Trace:
    name = f"{site}, {words.HOW[how]}" if how else site
    look = {
        "symbol": symbol + {"": "", LATE: "-open", OF_MOMENTS: "-open-dot"}[how],
        "size": 8 if how == OF_MOMENTS else 7,
        "color": colour,
        "opacity": 0.6 if how else 0.45,
        "line": {"color": colour, "width": 1.4 if how else 0},
    }
    drawn = parts.marks(name, [day.day.isoformat() for day in days], [getattr(day, site) for day in days], look)
    key = (words.HOW[how], LATER_KEYS) if how else (words.EACH_DAY[site], SITES.index(site))
    return drawn | parts.in_key(*key, site=site)


def _band(drawn: Sequence[Point]) -> list[Trace]:
    """The soft area of the leg's rough range: one closed outline for each stretch of weeks."""
    if not drawn:
        return []
    around = [outline(run) for run in runs(drawn)]
    x, y = columns(
        [(day.isoformat(), round(point.high, 3)) for day, point in run]
        + [(day.isoformat(), round(point.low, 3)) for day, point in run[::-1]]
        for run in around
    )
    what = _(words.BAND)
    return [parts.area(what, x, y, parts.LEG) | parts.in_key(what, LATER_KEYS - 1)]


def _planned_shape(planned: tuple[date, date] | None) -> list[dict[str, Any]]:
    if planned is None:
        return []
    first, last = (datetime.combine(day, datetime.min.time()) for day in planned)
    ends = [at.isoformat(timespec="minutes") for at in (first - HALF_A_DAY, last + HALF_A_DAY)]
    return [parts.region("planned course", (ends[0], ends[1])) | {"yref": "y", "opacity": 0.55}]


def _planned(facts: PainFacts) -> tuple[date, date] | None:
    if facts.planned is None:
        return None
    _first, end = ends(facts)
    start, stop = max(facts.planned[0], facts.first_day), min(facts.planned[1], end.date())
    return (start, stop) if start <= stop else None


def _planned_label(facts: PainFacts, planned: tuple[date, date] | None) -> list[dict[str, Any]]:
    if planned is None:
        return []
    late = (planned[0] - facts.first_day).days > facts.span * 0.6
    day, anchor, shift = (planned[1], "right", -4) if late else (planned[0], "left", 4)
    return [parts.annotation(_(words.PLANNED), day.isoformat(), 0.4, xanchor=anchor, shift=shift)]


def _baseline_shape(facts: PainFacts) -> list[dict[str, Any]]:
    if facts.baseline is None:
        return []
    first, last = (end.isoformat(timespec="minutes") for end in ends(facts))
    height = round(facts.baseline.mean, 3)
    return [parts.line((first, last), (height, height), parts.SOFT, "dot", 1.5) | {"name": "starting week"}]


def _change_shapes(facts: PainFacts) -> list[dict[str, Any]]:
    days = dict.fromkeys(change.day.isoformat() for change in facts.changes_shown)
    return [parts.line((day, day), parts.SCORE_RANGE, parts.EDGE, "dot") | {"name": "change"} for day in days]


def _change_marks(facts: PainFacts) -> list[Trace]:
    shown = facts.changes_shown
    if not shown:
        return []
    what, days = _(words.CHANGED), [change.day.isoformat() for change in shown]
    drawn = parts.marks(what, days, [10] * len(shown), {"symbol": "triangle-down", "size": 9, "color": parts.SOFT})
    return [drawn | parts.in_key(what, LATER_KEYS)]


def _change_labels(facts: PainFacts) -> list[dict[str, Any]]:
    return [
        parts.above(
            values.escaped(values.shortened(change.words, CHANGE_LETTERS)), change.day.isoformat(), colour=parts.INK
        )
        for change in facts.changes_shown
    ]


def _end_labels(facts: PainFacts) -> list[dict[str, Any]]:
    """What each line is, at its end; a line that ended long ago has its label there, not at today's edge."""
    at_edge: list[tuple[float, dict[str, Any]]] = []
    labels: list[dict[str, Any]] = []
    for site, drawn, colour in (("leg", facts.leg_points, parts.LEG), ("back", facts.back_points, parts.BACK)):
        if not drawn:
            continue
        text, last = _(words.AT_THE_END[site], average=values.average(drawn[-1].mean)), drawn[-1]
        if same_week(last, facts.last_day):
            at_edge.append((last.mean, parts.ending(text, colour)))
        else:
            labels.append(parts.ending(text, colour, (last.middle.isoformat(), last.mean)))
    if facts.baseline is None:
        return labels + parts.spread(at_edge)
    mean = values.average(facts.baseline.mean)
    narrow = parts.annotation(_(words.START, average=mean), 1, 0, xref="paper", shift=8, name="narrow")
    apart = parts.spread([*at_edge, (facts.baseline.mean, narrow)])
    longer = {"text": _(words.STARTING_WEEK, average=mean), "name": "wide"}
    return labels + apart + [label | longer for label in apart if label.get("name") == "narrow"]


def summary(facts: PainFacts) -> str:
    """Leg pain at the start and lately, and how many of the days have a score."""
    scored = facts.scored
    if not scored.days:
        return _(words.NO_SCORES, days=values.days(facts.first_day, facts.last_day))
    averages, counted = list(_averages(facts)), words.days_counted(scored.days, facts.span, scored.late)
    if not averages:
        return f"{counted}. {words.why_no_average(any_leg=scored.any_leg)}"
    return _(words.AVERAGED, averages=listed(averages), counted=counted)


def _averages(facts: PainFacts) -> Iterator[str]:
    """The first average in words, and the latest."""
    drawn = facts.leg_points
    if facts.baseline is not None:
        yield words.at_first(facts.baseline)
    elif len(drawn) > 1:
        yield _(words.IN_THE_FIRST_WEEK, average=values.average(drawn[0].mean))
    latest = facts.latest
    if latest is not None and facts.shows(latest.first) and facts.shows(latest.last):
        yield words.of_days(latest.mean, latest.first, latest.last, latest=True)
    elif drawn and (facts.baseline is None or drawn[-1].first > facts.baseline.last_day):
        last = drawn[-1]
        is_latest = latest is None and same_week(last, facts.last_day)
        yield words.of_days(last.mean, last.first, last.last, latest=is_latest)


def notes(facts: PainFacts) -> list[str]:
    """What a reader must know about how the chart was drawn."""
    if not facts.scored.days:
        return []
    said: list[str] = []
    if not facts.single_days:
        said.append(_(words.LONG))
        if facts.noted:
            said.append(_(words.NOTES_LEFT_OUT))
    if counts(facts):
        said.append(_(words.COUNTED[facts.count_step]))
    return [*said, _(values.GAPS), *reference.notes(facts)]


CHART: Final = Chart(
    words.TITLE, figure, summary, notes, pain_tables.tables, facts_of, uid="pain", file_name="pain-over-time"
)
