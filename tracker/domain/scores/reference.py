"""Published averages that can be drawn beside a person's own line, off by default and always all together.

The people treated, those given sham needles and those followed without a trial stand side by side: an active arm alone
would look like a promise. Only published points are kept; what was not published is not filled in.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """The average of one published group: `points` are pairs of weeks since the start and a score 0 to 10.

    `words` name the group and what was scored, `source` the publication. Nothing is known between the points.
    """

    code: str
    words: str
    source: str
    points: tuple[tuple[float, float], ...]


_TU: Final = "Tu 2024, doi 10.1001/jamainternmed.2024.5463"

REFERENCE_LINES: Final[tuple[ReferenceLine, ...]] = (
    ReferenceLine(
        "tu2024_acupuncture",
        "Leg pain with acupuncture, 10 sessions in 4 weeks (trial, Tu 2024)",
        _TU,
        ((0, 6.0), (4, 2.9)),
    ),
    ReferenceLine(
        "tu2024_sham",
        "Leg pain with sham needles, 10 sessions in 4 weeks (trial, Tu 2024)",
        _TU,
        ((0, 6.0), (4, 4.5)),
    ),
    ReferenceLine(
        "costa2012_persistent_lbp",
        "Low back pain that had lasted, followed for a year (many studies, Costa 2012)",
        "Costa 2012, CMAJ 184:E613",
        ((0, 5.1), (6, 3.3), (26, 2.6), (52, 2.3)),
    ),
)

REFERENCE_CAPTION: Final = (
    "Average of a trial group, not a prediction for you. The last line is the average of people with low back pain "
    "in many studies, not of leg pain. Only the marked points were published; nothing in between is known. "
    "The studies measured on a line of 100 millimetres; we divided by 10 to draw it here, which is only roughly the "
    "same as a score from 0 to 10. The starting value of 6.0 comes from a second-hand report."
)
