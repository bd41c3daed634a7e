"""Published averages that can be drawn beside a person's own line, off by default and always all together.

The people treated, those given sham needles and those followed without a trial stand side by side: an active arm alone
would look like a promise. Only published points are kept; what was not published is not filled in.
"""

from dataclasses import dataclass
from typing import Final

from tracker.domain.values.tables import table


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """The average of one published group: `points` are pairs of weeks since the start and a score 0 to 10.

    `source` is the publication; `wording/sources.py` names the group. Nothing is known between the points.
    """

    code: str
    source: str
    points: tuple[tuple[float, float], ...]


def _point(written: str) -> tuple[float, float]:
    week, score = written.split(":")
    return int(week), float(score)


REFERENCE_LINES: Final = tuple(
    ReferenceLine(row["code"], row["source"], tuple(map(_point, row["points"].split())))
    for row in table("published_averages")
)
