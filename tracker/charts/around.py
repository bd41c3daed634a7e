"""Chart 2, leg pain around each session of a course: its figure, sentence, note and table."""

from collections.abc import Sequence
from typing import Any

from tracker.charts import words
from tracker.charts.chart import Chart
from tracker.charts.facts import AroundSessions, SessionScores
from tracker.charts.parts import (
    CARD,
    DATES,
    LEG,
    SCORE_RANGE,
    SOFT,
    TITLE,
    WASH,
    Figure,
    Trace,
    above,
    layout_of,
    line,
    nothing,
)
from tracker.charts.recorded import Recorded
from tracker.charts.tables import NOT_RECORDED, Table


def facts_of(recorded: Recorded) -> AroundSessions | None:
    return None if recorded.course is None else recorded.course.around


def figure(facts: AroundSessions) -> Figure:
    """Chart 2: leg pain before, after and on the day after each session of a course, by session number."""
    last = facts.last_number
    size = 10 if last <= 12 else 8 if last <= 24 else 6  # noqa: PLR2004  sizes that still part at that many
    rows = [row for row in facts.rows if row.number >= 1]
    traces = [_links(rows)] if rows else []
    traces += [
        _around(rows, "before", -0.3, "circle", LEG, LEG, size),
        _around(rows, "after", 0.0, "circle", CARD, LEG, size),
        _around(rows, "next_day", 0.3, "diamond", SOFT, SOFT, size),
    ]
    traces = [trace for trace in traces if trace["x"]]
    layout = layout_of(0, bottom=DATES + TITLE, plot=(236, 300))
    layout["xaxis"] |= {
        "type": "linear",
        "range": [0.4, last + 0.6],
        "tickvals": list(range(1, last + 1)),
        "ticktext": [str(n) for n in range(1, last + 1)],
        "showgrid": False,
        "fixedrange": True,
        "title": {"text": "session", "standoff": 6, "font": {"color": SOFT, "size": 13}},
    }
    layout["shapes"], layout["annotations"] = _plan_of(facts, last)
    if not traces:
        layout["annotations"].append(nothing("No scores around sessions yet"))
    return {"data": traces, "layout": layout}


def _links(rows: Sequence[SessionScores]) -> Trace:
    x: list[float | None] = []
    y: list[float | None] = []
    for row in rows:
        if row.before is not None and row.after is not None:
            x += [row.number - 0.3, row.number, None]
            y += [row.before, row.after, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": "from before to after",
        "x": x,
        "y": y,
        "connectgaps": False,
        "opacity": 0.4,
        "line": {"color": LEG, "width": 4, "dash": "solid"},
        "hoverinfo": "skip",
    }


def _around(
    rows: Sequence[SessionScores], when: str, shift: float, symbol: str, fill: str, edge: str, size: int
) -> Trace:
    shown = [row for row in rows if getattr(row, when) is not None]
    said = {"before": "before", "after": "after", "next_day": "next day"}[when]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": said,
        "x": [round(row.number + shift, 2) for row in shown],
        "y": [getattr(row, when) for row in shown],
        "marker": {"symbol": symbol, "size": size, "color": fill, "line": {"color": edge, "width": 2}},
        "customdata": [
            f"Session {row.number}, {words.day(row.day)}: {said} {words.score(getattr(row, when))}" for row in shown
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
        "meta": {"key": said, "rank": 0},
    }


def _plan_of(facts: AroundSessions, last: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    shapes: list[dict[str, Any]] = []
    labels: list[dict[str, Any]] = []
    if facts.review is not None and facts.review[0] <= last:
        first, final = facts.review[0], min(facts.review[1], last)
        shapes.append(
            {
                "type": "rect",
                "name": "review",
                "x0": first - 0.5,
                "x1": final + 0.5,
                "y0": SCORE_RANGE[0],
                "y1": SCORE_RANGE[1],
                "layer": "below",
                "fillcolor": WASH,
                "line": {"width": 0},
            }
        )
        labels.append(above("review", (first + final) / 2, "center"))
    if facts.planned_sessions >= 1:
        end = facts.planned_sessions + 0.5
        shapes.append(line((end, end), SCORE_RANGE, SOFT, "dash", 1.5) | {"name": "planned end"})
        labels.append(above("planned end", end, "right"))
    return shapes, labels


def summary(facts: AroundSessions) -> str:
    """How far the course is, and leg pain before its first and its latest session, as it was recorded."""
    done, plan = len(facts.rows), facts.planned_sessions
    if not done:
        return f"No session of this course is recorded yet; {words.counted(plan, 'is', 'are')} planned."
    far = f"{done} of {words.counted(plan, 'planned session', 'planned sessions')} done"
    if done > plan:
        far = f"{words.counted(done, 'session', 'sessions')} done, {words.counted(plan, 'was', 'were')} planned"
    said = [f"{words.score(row.before)} before session {row.number}" for row in facts.rows if row.before is not None]
    if not said:
        return f"{far}. No leg score was recorded before a session."
    return f"{far}. Leg pain was {' and '.join((said[0], said[-1]) if len(said) > 1 else said)}."


def notes(facts: AroundSessions) -> list[str]:
    """What before and after can and cannot say."""
    if not facts.rows:
        return []
    return ["Scores just before and just after say how it felt then. They do not say what caused it."]


def tables(facts: AroundSessions) -> list[Table]:
    """Leg pain before, after and on the day after each session."""
    rows = [
        (f"Session {row.number}", words.day_year(row.day), _score(row.before), _score(row.after), _score(row.next_day))
        for row in facts.rows
    ]
    if not rows:
        return []
    header = ("Session", "Day", "Before", "After", "Next day")
    places = [str(row.number) for row in facts.rows]
    return [Table("Leg pain around each session, 0 to 10", header, rows, places)]


def _score(value: float | None) -> str:
    return NOT_RECORDED if value is None else words.score(value)


CHART = Chart(
    uid="course",
    title="Around each session",
    file_name="around-each-session",
    facts=facts_of,
    figure=figure,
    summary=summary,
    notes=notes,
    tables=tables,
)
