"""Published averages that can be drawn beside a person's own line, off by default and always all together.

The people treated, those given sham needles and those followed without a trial stand side by side: an active arm alone
would look like a promise. Only published points are kept; what was not published is not filled in.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """The average of one published group: `points` are pairs of weeks since the start and a score 0 to 10.

    `source` is the publication; `wording/reference.py` names the group and what was scored. Nothing is known between
    the points.
    """

    code: str
    source: str
    points: tuple[tuple[float, float], ...]


_TU: Final = "Tu 2024, doi 10.1001/jamainternmed.2024.5463"

REFERENCE_LINES: Final[tuple[ReferenceLine, ...]] = (
    ReferenceLine(
        "tu2024_acupuncture",
        _TU,
        ((0, 6.0), (4, 2.9)),
    ),
    ReferenceLine(
        "tu2024_sham",
        _TU,
        ((0, 6.0), (4, 4.5)),
    ),
    ReferenceLine(
        "costa2012_persistent_lbp",
        "Costa 2012, CMAJ 184:E613",
        ((0, 5.1), (6, 3.3), (26, 2.6), (52, 2.3)),
    ),
)
