"""Bars that count what happened in stretches of days, one row of them for each thing counted."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from tracker.charts.parts import SOFT, Trace
from tracker.domain.scores.steps import Stretch
from tracker.wording.charted import values

FILLED: Final = 0.74  # of the room of each stretch
DAY: Final = 86_400_000


class Bar(NamedTuple):
    """One bar: the days it stands for, and its height in pixels; `text` is on its top."""

    stretch: Stretch
    height: float
    text: str = ""


@lru_cache(maxsize=1024)  # every row of a chart stands on the same stretches
def middle(stretch: Stretch) -> str:
    """The middle of its days, as a place on the axis."""
    at = datetime.combine(stretch.first, datetime.min.time()) + timedelta(days=(stretch.days - 1) / 2)
    return at.date().isoformat() if at.hour == 0 else at.isoformat(timespec="minutes")


def days_of(stretch: Stretch) -> str:
    return values.days(stretch.first, stretch.last) if stretch.days > 1 else values.day(stretch.first)


def bars(
    name: str, colour: str, drawn: Iterable[Bar], base: float, axis: str = "y", *, numbered: bool = False
) -> Trace:
    """A row of bars that stand on `base`; those of a negative height hang, which is up where an axis runs down."""
    shown = list(drawn)
    trace: Trace = {
        "type": "bar",
        "name": name,
        "x": [middle(bar.stretch) for bar in shown],
        "y": [round(bar.height, 2) for bar in shown],
        "base": [base] * len(shown),
        "width": [round(bar.stretch.days * FILLED * DAY) for bar in shown],
        "marker": {"color": colour, "line": {"width": 0}},
    }
    if axis != "y":
        trace["yaxis"] = axis
    if numbered:
        trace |= {
            "text": [bar.text for bar in shown],
            "textposition": "outside",
            "textangle": 0,
            "textfont": {"color": SOFT, "size": 12},
            "constraintext": "none",
            "cliponaxis": False,
        }
    return trace
