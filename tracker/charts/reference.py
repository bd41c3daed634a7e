"""Published averages in the pain chart: all groups or none, each a few marks, and nothing between the marks."""

from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Final

from tracker.charts import words
from tracker.charts.facts import PainFacts
from tracker.charts.parts import Trace, annotation
from tracker.domain.scores.reference import REFERENCE_LINES, ReferenceLine
from tracker.wording.language import N_, _
from tracker.wording.reference import GROUPS, reference_caption

COLOUR: Final = "var(--neutral)"
RANK: Final = 8
LATE: Final = 0.6  # of the axis: from here on a label stands to the left of its mark


# By code: the mark, its size (two groups start at the same value and must both be seen), the words beside it, and how
# far these are moved up from it.
_LOOKS: Final = MappingProxyType(
    {
        "tu2024_acupuncture": ("diamond", 7, N_("acupuncture"), -0.5),
        "tu2024_sham": ("diamond-open", 13, N_("sham"), 0.35),
        "costa2012_persistent_lbp": ("pentagon-open", 10, N_("back pain"), 0.45),
    }
)


def traces(facts: PainFacts) -> list[Trace]:
    """One trace of marks for each group, or none at all."""
    if facts.reference_start is None:
        return []
    return [_marks(line, facts.reference_start, facts) for line in REFERENCE_LINES]


def _marks(line: ReferenceLine, start: date, facts: PainFacts) -> Trace:
    symbol, size, _short, _up = _LOOKS[line.code]
    shown = _shown(line, start, facts)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": GROUPS[line.code],
        "x": [day.isoformat() for day, _week, _score in shown],
        "y": [score for _day, _week, score in shown],
        "marker": {"symbol": symbol, "size": size, "color": COLOUR, "line": {"color": COLOUR, "width": 2}},
        "customdata": [
            _(
                "Published, week %(week)s: %(score)s. %(group)s",
                week=f"{week:g}",
                score=words.average(score),
                group=GROUPS[line.code],
            )
            for _day, week, score in shown
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
        "meta": {"key": _("published: %(group)s", group=GROUPS[line.code]), "rank": RANK},
    }


def _shown(line: ReferenceLine, start: date, facts: PainFacts) -> list[tuple[date, float, float]]:
    days = [(start + timedelta(weeks=week), week, score) for week, score in line.points]
    return [one for one in days if one[0] <= facts.last_drawn]


def labels(facts: PainFacts) -> list[dict[str, Any]]:
    """What each group is, beside its second mark."""
    start = facts.reference_start
    if start is None:
        return []
    return [_label(line, start, facts) for line in REFERENCE_LINES]


def _label(line: ReferenceLine, start: date, facts: PainFacts) -> dict[str, Any]:
    _symbol, _size, short, up = _LOOKS[line.code]
    week, score = line.points[1]
    day = start + timedelta(weeks=week)
    late = (day - facts.first_day) / (facts.last_drawn - facts.first_day) > LATE
    anchor, shift = ("right", -9) if late else ("left", 9)
    text = _("%(group)s %(score)s", group=_(short), score=words.average(score))
    return annotation(text, day.isoformat(), score + up, xanchor=anchor, shift=shift, colour=COLOUR)


def notes(facts: PainFacts) -> list[str]:
    """What the marks are and are not; or why there are none."""
    if facts.reference_from is None:
        return []
    if facts.reference_start is None:
        day = words.day_year(facts.reference_from)
        return [
            _("The published averages begin at session 1, %(day)s. Choose days that include it to see them.", day=day)
        ]
    return [reference_caption()]


def rows(facts: PainFacts) -> list[tuple[str, str, str, str]]:
    """Every published point with its source, also those beyond the days shown: group, week, score, source."""
    if facts.reference_start is None:
        return []
    return [
        (GROUPS[line.code], f"{week:g}", words.average(score), line.source)
        for line in REFERENCE_LINES
        for week, score in line.points
    ]
