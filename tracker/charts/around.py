"""Chart 2, leg pain around each session of a course: its figure, sentence, note and table."""

from collections.abc import Sequence
from typing import Any, Final

from tracker.charts import parts
from tracker.charts.chart import Chart
from tracker.charts.facts import AroundSessions, SessionScores
from tracker.charts.parts import Figure, Trace
from tracker.charts.recorded import Recorded
from tracker.charts.tables import Table, spoken
from tracker.wording.charted import around as words
from tracker.wording.charted import values
from tracker.wording.language import _


def facts_of(recorded: Recorded) -> AroundSessions | None:
    return None if recorded.course is None else recorded.course.around


def figure(facts: AroundSessions) -> Figure:
    """Chart 2: leg pain before, after and on the day after each session of a course, by session number."""
    last = facts.last_number
    size = 10 if last <= 12 else 8 if last <= 24 else 6  # noqa: PLR2004  sizes that still part at that many
    rows = [row for row in facts.rows if row.number >= 1]
    traces = [
        _links(rows),
        _around(rows, "before", -0.3, {"symbol": "circle", "size": size, "color": parts.LEG, "line": _edge(parts.LEG)}),
        _around(rows, "after", 0.0, {"symbol": "circle", "size": size, "color": parts.CARD, "line": _edge(parts.LEG)}),
        _around(
            rows, "next_day", 0.3, {"symbol": "diamond", "size": size, "color": parts.SOFT, "line": _edge(parts.SOFT)}
        ),
    ]
    traces = [trace for trace in traces if trace["x"]]
    layout = parts.layout_of(0, bottom=parts.DATES + parts.TITLE, plot=(236, 300))
    layout["xaxis"] |= parts.numbers_axis(range(1, last + 1), 0.6, _(words.SESSION_AXIS))
    layout["shapes"], layout["annotations"] = _plan_of(facts, last)
    if not traces:
        layout["annotations"].append(parts.nothing(_(words.NOTHING)))
    return {"data": traces, "layout": layout}


def _edge(colour: str) -> dict[str, Any]:
    return {"color": colour, "width": 2}


def _links(rows: Sequence[SessionScores]) -> Trace:
    x: list[float | None] = []
    y: list[float | None] = []
    for row in rows:
        if row.before is not None and row.after is not None:
            x += [row.number - 0.3, row.number, None]
            y += [row.before, row.after, None]
    return parts.path(_(words.LINKS), x, y, parts.LEG, 4) | {"opacity": 0.4}


def _around(rows: Sequence[SessionScores], when: str, shift: float, look: dict[str, Any]) -> Trace:
    found = [(row, value) for row in rows if (value := getattr(row, when)) is not None]
    x, y = [round(row.number + shift, 2) for row, _value in found], [value for _row, value in found]
    return parts.marks(words.WHEN[when], x, y, look) | parts.in_key(words.WHEN[when], 0)


def _plan_of(facts: AroundSessions, last: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    shapes: list[dict[str, Any]] = []
    labels: list[dict[str, Any]] = []
    if facts.review is not None and facts.review[0] <= last:
        first, final = facts.review[0], min(facts.review[1], last)
        shapes.append(parts.region("review", (first - 0.5, final + 0.5)))
        labels.append(parts.above(_(words.REVIEW), (first + final) / 2, "center"))
    if facts.planned_sessions >= 1:
        end = facts.planned_sessions + 0.5
        shapes.append(parts.line((end, end), parts.SCORE_RANGE, parts.SOFT, "dash", 1.5) | {"name": "planned end"})
        labels.append(parts.above(_(words.PLANNED_END), end, "right"))
    return shapes, labels


def summary(facts: AroundSessions) -> str:
    """How far the course is, and leg pain before its first and its latest session, as it was recorded."""
    far = words.how_far(len(facts.rows), facts.planned_sessions)
    before = [(row.number, row.before) for row in facts.rows if row.before is not None]
    return f"{far} {words.before_sessions(before)}" if facts.rows else far


def notes(facts: AroundSessions) -> list[str]:
    """What before and after can and cannot say."""
    return [_(words.NOT_WHY)] if facts.rows else []


def tables(facts: AroundSessions) -> list[Table]:
    """Leg pain before, after and on the day after each session."""
    rows = [
        (
            _(words.SESSION, number=row.number),
            values.day_year(row.day),
            *map(_score, (row.before, row.after, row.next_day)),
        )
        for row in facts.rows
    ]
    places = [str(row.number) for row in facts.rows]
    return [Table(_(words.CAPTION), spoken(*words.HEADER), rows, places)] if rows else []


def _score(value: float | None) -> str:
    return _(values.NOT_RECORDED) if value is None else values.score(value)


CHART: Final = Chart(
    words.TITLE, figure, summary, notes, tables, facts_of, uid="course", file_name="around-each-session"
)
