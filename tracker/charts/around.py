"""Chart 2, leg pain around each session of a course: its figure, sentence, note and table."""

from collections.abc import Sequence
from typing import Any, Final

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
from tracker.charts.tables import Table, not_recorded
from tracker.wording.formats import counting, listed
from tracker.wording.language import N_, Words, _

WHEN: Final = Words({"before": N_("before"), "after": N_("after"), "next_day": N_("next day")})
AT: Final = {
    "before": N_("Session %(number)s, %(day)s: before %(score)s"),
    "after": N_("Session %(number)s, %(day)s: after %(score)s"),
    "next_day": N_("Session %(number)s, %(day)s: next day %(score)s"),
}


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
        "title": {"text": _("session"), "standoff": 6, "font": {"color": SOFT, "size": 13}},
    }
    layout["shapes"], layout["annotations"] = _plan_of(facts, last)
    if not traces:
        layout["annotations"].append(nothing(_("No scores around sessions yet")))
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
        "name": _("from before to after"),
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
    said = WHEN[when]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": said,
        "x": [round(row.number + shift, 2) for row in shown],
        "y": [getattr(row, when) for row in shown],
        "marker": {"symbol": symbol, "size": size, "color": fill, "line": {"color": edge, "width": 2}},
        "customdata": [
            _(AT[when], number=row.number, day=words.day(row.day), score=words.score(getattr(row, when)))
            for row in shown
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
        labels.append(above(_("review"), (first + final) / 2, "center"))
    if facts.planned_sessions >= 1:
        end = facts.planned_sessions + 0.5
        shapes.append(line((end, end), SCORE_RANGE, SOFT, "dash", 1.5) | {"name": "planned end"})
        labels.append(above(_("planned end"), end, "right"))
    return shapes, labels


def summary(facts: AroundSessions) -> str:
    """How far the course is, and leg pain before its first and its latest session, as it was recorded."""
    done, plan = len(facts.rows), facts.planned_sessions
    if not done:
        return counting(
            "No session of this course is recorded yet; %(n)s is planned.",
            "No session of this course is recorded yet; %(n)s are planned.",
            plan,
        )
    far = counting(
        "%(done)s of %(n)s planned session done.", "%(done)s of %(n)s planned sessions done.", plan, done=done
    )
    if done > plan:
        planned = counting("%(n)s was planned", "%(n)s were planned", plan)
        far = counting("%(n)s session done, %(planned)s.", "%(n)s sessions done, %(planned)s.", done, planned=planned)
    return f"{far} {_before(facts)}"


def _before(facts: AroundSessions) -> str:
    said = [
        _("%(score)s before session %(number)s", score=words.score(row.before), number=row.number)
        for row in facts.rows
        if row.before is not None
    ]
    if not said:
        return _("No leg score was recorded before a session.")
    return _("Leg pain was %(scores)s.", scores=listed((said[0], said[-1]) if len(said) > 1 else said))


def notes(facts: AroundSessions) -> list[str]:
    """What before and after can and cannot say."""
    if not facts.rows:
        return []
    return [_("Scores just before and just after say how it felt then. They do not say what caused it.")]


def tables(facts: AroundSessions) -> list[Table]:
    """Leg pain before, after and on the day after each session."""
    rows = [
        (
            _("Session %(number)s", number=row.number),
            words.day_year(row.day),
            _score(row.before),
            _score(row.after),
            _score(row.next_day),
        )
        for row in facts.rows
    ]
    if not rows:
        return []
    header = (_("Session"), _("Day"), _("Before"), _("After"), _("Next day"))
    places = [str(row.number) for row in facts.rows]
    return [Table(_("Leg pain around each session, 0 to 10"), header, rows, places)]


def _score(value: float | None) -> str:
    return not_recorded() if value is None else words.score(value)


CHART = Chart(
    uid="course",
    title=N_("Around each session"),
    file_name="around-each-session",
    facts=facts_of,
    figure=figure,
    summary=summary,
    notes=notes,
    tables=tables,
)
