"""Published averages in the pain chart: all groups or none, each a few marks, and nothing between the marks."""

from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Final

from tracker.charts.facts import PainFacts
from tracker.charts.parts import Trace, annotation, in_key, marks
from tracker.domain.scores.reference import REFERENCE_LINES, ReferenceLine
from tracker.wording.charted import published as words
from tracker.wording.charted.values import average, day_year
from tracker.wording.language import _
from tracker.wording.sources import GROUPS, reference_caption

COLOUR: Final = "var(--neutral)"
RANK: Final = 8
LATE: Final = 0.6  # of the axis: from here on a label stands to the left of its mark
CROWDED_DAYS: Final = 200  # in a longer range such labels would lie on the weeks of the course itself


# By code: the mark, its size (two groups start at the same value and must both be seen), and how far its label is moved
# up from it.
_LOOKS: Final = MappingProxyType(
    {
        "tu2024_acupuncture": ("diamond", 7, -0.5),
        "tu2024_sham": ("diamond-open", 13, 0.35),
        "costa2012_persistent_lbp": ("pentagon-open", 10, 0.45),
    }
)


def traces(facts: PainFacts) -> list[Trace]:
    """One trace of marks for each group, or none at all."""
    if facts.reference_start is None:
        return []
    return [_marks(line, facts.reference_start, facts) for line in REFERENCE_LINES]


def _marks(line: ReferenceLine, start: date, facts: PainFacts) -> Trace:
    symbol, size, _up = _LOOKS[line.code]
    days = [(start + timedelta(weeks=week), score) for week, score in line.points]
    shown = [(day, score) for day, score in days if day <= facts.last_drawn]
    look = {"symbol": symbol, "size": size, "color": COLOUR, "line": {"color": COLOUR, "width": 2}}
    drawn = marks(GROUPS[line.code], [day.isoformat() for day, _score in shown], [score for _day, score in shown], look)
    return drawn | in_key(_(words.IN_KEY, group=GROUPS[line.code]), RANK)


def labels(facts: PainFacts) -> list[dict[str, Any]]:
    """What each group is, beside its second mark; only in the key where the labels would cover what is compared."""
    start = facts.reference_start
    if start is None or (facts.span > CROWDED_DAYS and _is_late(start, facts)):
        return []
    return [_label(line, start, facts) for line in REFERENCE_LINES]


def _is_late(day: date, facts: PainFacts) -> bool:
    return (day - facts.first_day) / (facts.last_drawn - facts.first_day) > LATE


def _label(line: ReferenceLine, start: date, facts: PainFacts) -> dict[str, Any]:
    _symbol, _size, up = _LOOKS[line.code]
    week, score = line.points[1]
    day = start + timedelta(weeks=week)
    anchor, shift = ("right", -9) if _is_late(day, facts) else ("left", 9)
    text = _(words.BESIDE, group=_(words.NAMES[line.code]), score=average(score))
    return annotation(text, day.isoformat(), score + up, xanchor=anchor, shift=shift, colour=COLOUR)


def notes(facts: PainFacts) -> list[str]:
    """What the marks are and are not; or why there are none."""
    if facts.reference_from is None:
        return []
    if facts.reference_start is None:
        return [_(words.BEGIN, day=day_year(facts.reference_from))]
    return [reference_caption()]


def rows(facts: PainFacts) -> list[tuple[str, str, str, str]]:
    """Every published point with its source, also those beyond the days shown: group, week, score, source."""
    if facts.reference_start is None:
        return []
    return [
        (GROUPS[line.code], f"{week:g}", average(score), line.source)
        for line in REFERENCE_LINES
        for week, score in line.points
    ]
