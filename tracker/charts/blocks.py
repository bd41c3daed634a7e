"""The blocks of experiments over the plot of chart 1: a bar over the days of each, with a look for each thing."""

from datetime import date, datetime, time, timedelta
from typing import Any, Final

from tracker.charts import parts
from tracker.charts.facts import ChartBlock, PainFacts
from tracker.charts.parts import Trace
from tracker.wording.charted import pain as words
from tracker.wording.language import _

TOP, BOTTOM = 10.3, 9.9
KEY_PLACE: Final = 6
HALF_A_DAY: Final = timedelta(hours=12)


def block_shapes(facts: PainFacts) -> list[dict[str, Any]]:
    """A bar from the morning of its first day to the evening of its last, no farther than the days shown."""
    return [_bar(block, facts) for block in shown(facts)]


def shown(facts: PainFacts) -> list[ChartBlock]:
    """The blocks that have a day in the range, where single days are drawn: over years they would be dust."""
    if not facts.single_days:
        return []
    return [block for block in facts.blocks if block.last >= facts.first_day and block.first <= facts.last_day]


def _bar(block: ChartBlock, facts: PainFacts) -> dict[str, Any]:
    first, last = max(block.first, facts.first_day), min(block.last, facts.last_day)
    ends = [_middle(first) - HALF_A_DAY, _middle(last) + HALF_A_DAY]
    return {
        "type": "rect",
        "name": "second block" if block.second else "first block",
        "x0": ends[0].isoformat(timespec="minutes"),
        "x1": ends[1].isoformat(timespec="minutes"),
        "y0": BOTTOM,
        "y1": TOP,
        "layer": "below",
        "fillcolor": parts.EDGE if block.second else parts.SOFT,
        "opacity": 0.5 if block.second else 0.25,
        "line": {"width": 0},
    }


def _middle(day: date) -> datetime:
    return datetime.combine(day, time())


def block_marks(facts: PainFacts) -> list[Trace]:
    """What the bars are, in the key: a mark at the first day of each block, which says what it is for."""
    found = [block for block in shown(facts) if block.first >= facts.first_day]
    return [
        parts.marks(
            _(text),
            [block.first.isoformat() for block in of],
            [(TOP + BOTTOM) / 2] * len(of),
            {"symbol": symbol, "size": 8, "color": parts.SOFT},
        )
        | parts.in_key(_(text), KEY_PLACE)
        for second, symbol, text in ((False, "square", words.FIRST_THING), (True, "circle-open", words.SECOND_THING))
        if (of := [block for block in found if block.second is second])
    ]
