"""The strips: everything that a day is asked beside leg and back pain, one below the other over one axis of days.

All of them share one upright axis, in pixels from the top, and say their values in words. The heights are those of a
narrow drawing, which has the name of each strip above it; a wide one has the names at the left and is lower.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from tracker.charts import parts
from tracker.charts.bars import Bar, bars, middle
from tracker.charts.chart import Chart
from tracker.charts.over_time import days_axis
from tracker.charts.parts import Figure, Trace
from tracker.charts.strips_facts import StripsFacts, facts_of
from tracker.charts.strips_tables import tables
from tracker.charts.weeks import line
from tracker.domain.limits import SCORE_HIGH
from tracker.domain.scores.weekly import DAYS_NEEDED
from tracker.wording.charted import strips as words
from tracker.wording.charted import values
from tracker.wording.language import _

NAME, STRIP, AFTER = 20, 40, 6  # of a strip of numbers, in pixels: its name, itself, and the air below
HEAD, ROW_NAME, BAR = 30, 19, 16  # of the rows of a question with codes: its name, the name of a code, the bars
WIDE: Final = 0.8  # of the height, where names stand at the left
BESIDE: Final = 40  # pixels from the plot to the names at its left: the numbers of the scales stand between
LONGEST_LINE: Final = 20
TOPS: Final = (60, 120, 240, 480, 720, 1440)  # minutes to which a scale may reach
NEUTRAL: Final = "var(--neutral)"


@dataclass(slots=True)
class _Strips:
    """What is drawn so far: `down` is where the next strip begins; `ticks` are the numbers beside the scales."""

    traces: list[Trace] = field(default_factory=list)
    labels: list[dict[str, Any]] = field(default_factory=list)
    ticks: list[tuple[float, str]] = field(default_factory=list)
    down: float = 0

    def name(self, text: str, above: float, middle: float, **look: Any) -> None:
        """A name above its strip where the drawing is narrow, and at its left where it is wide."""
        shown = {"xref": "paper", "colour": parts.INK} | look
        self.labels.append(parts.annotation(text, 0, above, name="narrow", **shown))
        beside = parts.annotation(
            parts.in_two_lines(text, LONGEST_LINE), 0, middle, xanchor="right", shift=-BESIDE, name="wide", **shown
        )
        self.labels.append(beside)

    def at_end(self, text: str, above: float, middle: float) -> None:
        """A number over the right end of a strip, beside it where the drawing is wide."""
        shown: dict[str, Any] = {"xref": "paper", "size": 12.5}
        self.labels += (
            parts.annotation(text, 1, above, xanchor="right", name="narrow", **shown),
            parts.annotation(text, 1, middle, shift=8, name="wide", **shown),
        )


def figure(facts: StripsFacts) -> Figure:
    """A strip for each question with numbers, and a row of bars for each code of the others."""
    built = _Strips()
    for name in facts.most:
        _add_numbers(built, name, facts)
    for name in facts.counts:
        _add_codes(built, name, facts)
    height = round(built.down)
    layout = parts.layout_of(0, plot=(height, round(height * WIDE))) if height else parts.layout_of(0)
    layout["xaxis"] |= days_axis(facts)
    layout |= {"shapes": [], "annotations": built.labels, "barmode": "overlay"}
    if height:
        at, said = zip(*built.ticks, strict=True)
        layout["yaxis"] |= {"range": [height, 0], "tickvals": list(at), "ticktext": list(said)}
    else:
        layout["annotations"] = [parts.nothing(_(values.NOTHING))]
    return {"data": _with_key(built.traces), "layout": layout}


def _add_numbers(built: _Strips, name: str, facts: StripsFacts) -> None:
    """A strip of single days, where they are drawn, under the line of weekly averages."""
    top = built.down + NAME
    foot = top + STRIP
    high, said = _scale(name, facts)
    built.ticks += [(top, said), (foot, "0")]
    built.name(words.NUMBERS[name], built.down + NAME / 2, top + STRIP / 2)
    colour = parts.LEG if name == "worst_leg_pain" else NEUTRAL
    if facts.single_days:
        built.traces.append(_dots(name, colour, foot, high, facts))
    points = facts.points[name]
    if points:
        x, y = line(points, lambda mean: _height(mean, foot, high))
        built.traces.append(parts.path(words.NUMBERS.within[name], x, y, colour, 2.2))
        built.at_end(words.mean(name, points[-1].mean), built.down + NAME / 2, top + STRIP / 2)
    built.down = foot + AFTER


def _dots(name: str, colour: str, foot: float, high: int, facts: StripsFacts) -> Trace:
    answers = facts.answers[name]
    look = {"symbol": "circle", "size": 5, "color": colour, "opacity": 0.45}
    x, y = [day.isoformat() for day in answers], [_height(number, foot, high) for number in answers.values()]
    return parts.marks(words.NUMBERS.within[name], x, y, look)


def _scale(name: str, facts: StripsFacts) -> tuple[int, str]:
    """The number at the top of a strip, and how it is written."""
    if name not in words.MINUTES:
        return SCORE_HIGH, str(SCORE_HIGH)
    most = facts.most[name]
    high = next(top for top in TOPS if top >= most or top == TOPS[-1])
    return high, words.value(name, high)


def _height(number: float, foot: float, high: int) -> float:
    return round(foot - number / high * STRIP, 1)


def _add_codes(built: _Strips, name: str, facts: StripsFacts) -> None:
    """A row for each code that was chosen at all: bars of its days, under marks at the days with any answer."""
    counted = facts.counts[name]
    built.name(words.CHOSEN[name], built.down + HEAD / 2, built.down + HEAD / 2, weight=650)
    built.down += HEAD
    scale, of = BAR / max(counted.answered.values()), sum(counted.answered.values())
    marks: list[tuple[str, float]] = []
    for code, within in words.CODES[name].within.items():
        row = counted.chosen.get(code)
        if row is None:
            continue
        foot = built.down + ROW_NAME + BAR
        built.ticks.append((foot, ""))
        built.name(words.CODES[name][code], built.down + ROW_NAME / 2, foot - BAR / 2)
        built.at_end(words.days_of(sum(row.values()), of), built.down + ROW_NAME / 2, foot - BAR / 2)
        drawn = [Bar(facts.stretches[place], -number * scale) for place, number in row.items()]
        built.traces.append(bars(within, NEUTRAL, drawn, foot))
        marks += [(middle(facts.stretches[place]), foot - number * scale) for place, number in counted.answered.items()]
        built.down = foot + AFTER
    built.traces.append(_answered(marks))


def _answered(marks: Sequence[tuple[str, float]]) -> Trace:
    look = {"symbol": "line-ew-open", "size": 9, "color": parts.EDGE, "line": {"color": parts.EDGE, "width": 1.5}}
    x, y = [at for at, _height in marks], [round(height, 1) for _at, height in marks]
    return parts.marks(_(words.DAYS_ANSWERED), x, y, look)


def _with_key(traces: Sequence[Trace]) -> list[Trace]:
    """The last trace of each sort says in the key what all of its sort are: what each is of stands beside it."""
    last: dict[str, int] = {}
    for place, trace in enumerate(traces):
        last[_sort(trace)] = place
    said = {place: parts.in_key(_(SORTS[sort]), rank) for rank, (sort, place) in enumerate(sorted(last.items()))}
    return [trace | said.get(place, {}) for place, trace in enumerate(traces)]


def _sort(trace: Trace) -> str:
    if trace["type"] == "bar":
        return "bars"
    if trace["mode"] == "lines":
        return "lines"
    return "days" if trace["marker"]["symbol"] == "circle" else "marks"


SORTS: Final = {
    "bars": words.DAYS_WITH_IT,
    "days": words.EACH_DAY,
    "lines": words.WEEKLY,
    "marks": words.DAYS_ANSWERED,
}


def summary(facts: StripsFacts) -> str:
    """How many of the days say anything beside how much it hurt."""
    if not facts.days_detailed:
        return words.none(facts.first_day, facts.last_day)
    return words.summary(facts.days_detailed, facts.span)


def notes(facts: StripsFacts) -> list[str]:
    """How lines and bars are to be read, and what was not recorded."""
    if not facts.days_detailed:
        return []
    said = [] if facts.single_days else [_(words.LONG)]
    if facts.most:
        said.append(_(words.LINE, needed=DAYS_NEEDED))
    if words.MINUTES & facts.most.keys():
        said.append(_(words.MORE_IS_BETTER))
    if facts.counts:
        said.append(_(words.BARS[facts.count_step]))
    return [*said, *([words.missing(facts.missing)] if facts.missing else [])]


CHART: Final = Chart(
    words.TITLE, figure, summary, notes, tables, facts_of, uid="strips", file_name="what-else-was-recorded"
)
