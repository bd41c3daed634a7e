"""Made-up people for the charts, and readers for what was drawn."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from tracker.charts import svg
from tracker.charts.facts import AroundSessions, ChartLifeEvent, ChartSession, PainFacts, SessionScores
from tracker.domain.scores.baseline import baseline_of
from tracker.domain.scores.daily import DayScore
from tracker.domain.scores.weekly import weekly_means

START = date(2026, 1, 26)
COURSE = 7  # the day on which session 1 falls, counted from START
SVG = "{http://www.w3.org/2000/svg}"
CORPUS = (
    "%{y}<extra></extra>",
    "<b>bold</b>",
    '<a href="javascript:alert(1)">go</a>',
    'Tom & Jerry\'s "chair"',
    "</script><script>alert(1)</script>",
    "&lt;b&gt;",
    "line\nbreak\x00\x0b\u202e",
)


def on(day: int) -> date:
    return START + timedelta(days=day)


def scored(leg: Sequence[float | None], back: Sequence[float | None] = (), **changes: Any) -> PainFacts:
    """Facts for a diary from START on; None is a day (or a site) that was not recorded."""
    both = [(leg[i] if i < len(leg) else None, back[i] if i < len(back) else None) for i in range(max(len(leg), 1))]
    days = [
        DayScore(on(i), of_leg, of_back)
        for i, (of_leg, of_back) in enumerate(both)
        if of_leg is not None or of_back is not None
    ]
    last = on(len(both) - 1)
    legs = {day.day: day.leg for day in days if day.leg is not None}
    backs = {day.day: day.back for day in days if day.back is not None}
    given: dict[str, Any] = {
        "first_day": START,
        "last_day": last,
        "days": days,
        "leg_weeks": weekly_means(legs, on(COURSE), last),
        "back_weeks": weekly_means(backs, on(COURSE), last),
        "baseline": baseline_of(legs, on(COURSE)),
    }
    return PainFacts(**(given | changes))


def usual() -> PainFacts:
    """45 days with a week missing, a course, other treatment, medicine and a change."""
    leg: list[float | None] = [8 - i // 8 for i in range(45)]
    back: list[float | None] = [5 - i // 15 for i in range(45)]
    leg[21:28] = back[21:28] = [None] * 7
    visits = [ChartSession(on(7 + 4 * i), "acupuncture", i + 1, "attended", f"Acupuncture {i + 1}") for i in range(8)]
    care = [ChartSession(on(day), "heat", None, "attended", "Heat, 15 min") for day in (3, 9, 9, 20)]
    other = [
        ChartSession(on(12), "walking", None, "missed", "Walking"),
        ChartSession(on(44), "acupuncture", None, "planned", "Acupuncture"),
    ]
    return scored(
        leg,
        back,
        sessions=[*visits, *care, *other],
        planned=(on(7), on(40)),
        medication_days=[on(2), on(3), on(4)],
        changes=[ChartLifeEvent(on(12), "New chair")],
    )


def course(count: int = 7, planned: int = 10) -> AroundSessions:
    rows = [
        SessionScores(n, on(4 * n), max(0, 8 - n), max(0, 6 - n), None if n == count else 3)
        for n in range(1, count + 1)
    ]
    return AroundSessions(rows=rows, planned_sessions=planned)


def traces(figure: dict[str, Any], **wanted: Any) -> list[dict[str, Any]]:
    return [trace for trace in figure["data"] if all(trace.get(key) == value for key, value in wanted.items())]


def drawn(figure: dict[str, Any], width: int = 960) -> ET.Element:
    """The drawing, read as strict XML."""
    narrow, wide = svg.heights(figure)
    return ET.fromstring(svg.draw(figure, width, wide if width > 500 else narrow, "u", "u-title"))  # noqa: S314  our own


def dots(drawing: ET.Element, colour: str, cap: str) -> list[tuple[float, float]]:
    """The points of every path that is seen by its line caps."""
    return [
        (float(x), float(y))
        for path in drawing.iter(f"{SVG}path")
        if path.get("stroke") == colour and path.get("stroke-linecap") == cap and "h.01" in path.get("d", "")
        for x, y in re.findall(r"M([\d.-]+) ([\d.-]+)h\.01", path.get("d", ""))
    ]


def texts(drawing: ET.Element) -> list[str]:
    return [text.text or "" for text in drawing.iter(f"{SVG}text")]


def strings(value: Any) -> Iterator[str]:
    """Every string anywhere in a figure."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings(inner)
