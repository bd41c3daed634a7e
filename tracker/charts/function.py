"""Chart 6, what the person can do again: its facts, figure, sentence, notes and table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from string import ascii_lowercase
from typing import Any, Final

from tracker.charts import parts
from tracker.charts.chart import Chart
from tracker.charts.facts import DaysShown
from tracker.charts.over_time import days_axis
from tracker.charts.parts import Figure, Trace
from tracker.charts.recorded import Recorded
from tracker.charts.tables import Table
from tracker.charts.weeks import columns, stretches
from tracker.domain.scores.function import FunctionChange, function_change, mean_score
from tracker.wording.charted import function as words
from tracker.wording.charted import values
from tracker.wording.language import _

LONGEST_GAP: Final = timedelta(days=14)
LETTERS_AT_END: Final = 22
MARKED_SINGLY: Final = 30  # days with scores, which are asked for once a week
DASHES: Final = ("dash", "dot", "dashdot", "longdash", "longdashdot")
SYMBOLS: Final = ("square", "diamond", "triangle-up", "triangle-down", "cross", "pentagon", "bowtie")


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity in the person's own words, with its scores, 0 (cannot do it) to 10 (as well as before), by day."""

    words: str
    scores: Mapping[date, int]


@dataclass(frozen=True, kw_only=True)
class FunctionFacts(DaysShown):
    """The activities in the order in which they were named; `change` is told in the sentence, if it is known."""

    activities: Sequence[Activity] = ()
    change: FunctionChange | None = None

    @cached_property
    def named(self) -> list[tuple[int, str, str]]:
        """Every activity with a score in the range: its place, its letter and its words, tidy but not escaped."""
        return [
            (place, ascii_lowercase[place % len(ascii_lowercase)], values.tidy(activity.words))
            for place, activity in enumerate(self.activities)
            if any(self.shows(day) for day in activity.scores)
        ]

    @cached_property
    def scored(self) -> dict[date, frozenset[int]]:
        """Which activities were scored on each day, in order."""
        days = sorted({day for activity in self.activities for day in activity.scores if self.shows(day)})
        return {
            day: frozenset(place for place, activity in enumerate(self.activities) if day in activity.scores)
            for day in days
        }

    @property
    def weeks_told(self) -> bool:
        return bool(self.scored)

    @property
    def few(self) -> bool:
        """Whether so few days have scores that each has a mark."""
        return len(self.scored) <= MARKED_SINGLY

    @cached_property
    def averages(self) -> list[tuple[date, float]]:
        """Each day with the average of its scores."""
        means = (
            (day, mean_score(self.activities[place].scores[day] for place in places))
            for day, places in self.scored.items()
        )
        return [(day, mean) for day, mean in means if mean is not None]

    @cached_property
    def regrouped(self) -> frozenset[date]:
        """The days on which other activities were scored than the time before: averages across them do not compare."""
        return frozenset(day for (_day, before), (day, now) in pairwise(self.scored.items()) if before != now)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the chart: the days and heights of its points."""

    label: str
    points: Sequence[tuple[date, float]]
    breaks: frozenset[date] = frozenset()

    def runs(self) -> Iterator[list[tuple[date, float]]]:
        """The points over which a line may be drawn: it stops at long gaps and before a day that breaks it."""
        return stretches(
            self.points, lambda last, point: point[0] - last[0] <= LONGEST_GAP and point[0] not in self.breaks
        )


def facts_of(recorded: Recorded) -> FunctionFacts:
    began = recorded.first_session
    return FunctionFacts(
        first_day=recorded.first_day,
        last_day=recorded.last_day,
        activities=[Activity(name, scores) for name, scores in recorded.activities.items()],
        change=None if began is None else function_change(recorded.activities, began),
    )


def figure(facts: FunctionFacts) -> Figure:
    """Chart 6: each activity by letter, mark and dash, and the average of all as the stronger line; 10 is good.

    Of many days several lines would cover each other, so that only their average is drawn.
    """
    of_all = _average(facts)
    lines = list(_activities(facts)) if facts.few or of_all is None else []
    traces = [_trace(one, rank, facts) for rank, one in lines]
    if of_all is not None:
        traces.append(_trace(of_all, None, facts))
    layout = parts.layout_of(0)
    layout["xaxis"] |= days_axis(facts)
    layout["shapes"] = []
    layout["annotations"] = _end_labels(lines, of_all, facts)
    if traces:
        layout["annotations"].append(parts.above(_(words.TOP), facts.first_day.isoformat()))
    else:
        layout["annotations"].append(parts.nothing(_(words.NOTHING)))
    return {"data": traces, "layout": layout}


def _activities(facts: FunctionFacts) -> Iterator[tuple[int, _Line]]:
    for place, letter, name in facts.named:
        scores = facts.activities[place].scores
        label = f"{letter} {values.escaped(name)}"
        yield place, _Line(label, [(day, float(scores[day])) for day in sorted(scores) if facts.shows(day)])


def _average(facts: FunctionFacts) -> _Line | None:
    if len(facts.named) < 2:  # noqa: PLR2004  one activity is its own average
        return None
    points = [(day, round(mean, 3)) for day, mean in facts.averages]
    return _Line(_(words.AVERAGE), points, facts.regrouped)


def _trace(one: _Line, place: int | None, facts: FunctionFacts) -> Trace:
    """The line of an activity at its place among all, or with None that of their average."""
    x, y = columns([(day.isoformat(), score) for day, score in run] for run in one.runs())
    if place is None:
        width, dash, symbol, size = 3.5 if facts.few else 2.2, "solid", "circle", 8
    else:
        width, dash = 1.5, DASHES[place % len(DASHES)]
        symbol, size = SYMBOLS[place % len(SYMBOLS)], 9
    colour = parts.INK if place is None else parts.SOFT
    key = (_(words.AVERAGE_IN_KEY), 0) if place is None else (one.label, place + 1)
    drawn = parts.path(one.label, x, y, colour, width, dash)
    if facts.few:
        drawn |= {"mode": "lines+markers", "marker": {"symbol": symbol, "size": size, "color": colour}}
    return drawn | parts.in_key(*key)


def _end_labels(lines: Iterable[tuple[int, _Line]], of_all: _Line | None, facts: FunctionFacts) -> list[dict[str, Any]]:
    """What each line is, at its end: in words where there is room, by its letter where there is not."""
    narrow: list[tuple[float, dict[str, Any]]] = []
    for _place, one in lines:
        narrow += _at_edge(one, one.label[0], facts)
    if of_all is not None:
        narrow += _at_edge(of_all, values.average(of_all.points[-1][1]), facts, colour=parts.INK, weight=650, size=14)
    full = {one.label[0]: one.label for _place, one in lines}
    placed = parts.spread(narrow)
    wide = []
    for label in placed:
        text = label["text"]
        long = (
            values.shortened(values.unescaped(full[text]), LETTERS_AT_END)
            if text in full
            else _(words.AVERAGE_AT_END, score=text)
        )
        wide.append(label | {"text": values.escaped(long), "name": "wide"})
    return placed + wide


def _at_edge(one: _Line, text: str, facts: FunctionFacts, **look: Any) -> list[tuple[float, dict[str, Any]]]:
    day, score = one.points[-1]
    if facts.last_day - day > LONGEST_GAP:
        return []
    return [(score, parts.annotation(text, 1, 0, xref="paper", shift=8, name="narrow", **look))]


def summary(facts: FunctionFacts) -> str:
    """From where to where the average went, or how much is recorded, and that high is good."""
    days = facts.scored
    if not days:
        return _(words.NONE_SCORED, days=values.days(facts.first_day, facts.last_day))
    if facts.change is not None:
        return words.changed(facts.change)
    return words.scored(len(facts.named), len(days))


def notes(facts: FunctionFacts) -> list[str]:
    """Which way the scale runs, and where lines stop."""
    if not facts.scored:
        return []
    said = [_(words.HIGH_IS_GOOD), _(words.GAPS, days=LONGEST_GAP.days)]
    if _average(facts) is not None:
        if facts.regrouped:
            said.append(_(words.REGROUPED))
        if not facts.few:
            said.append(_(words.LONG))
    return said


def tables(facts: FunctionFacts) -> list[Table]:
    """A row for each day with a score."""
    named = facts.named
    averages = dict(facts.averages)
    rows = [
        (
            values.day_year(day),
            *(str(facts.activities[place].scores.get(day, _(values.NOT_RECORDED))) for place, _letter, _name in named),
            values.average(averages[day]),
        )
        for day in facts.scored
    ]
    if not rows:
        return []
    header = (_(values.DAY), *(f"{letter} {name}" for _place, letter, name in named), _(words.AVERAGE_COLUMN))
    places = [day.isoformat() for day in averages]
    return [Table(_(words.CAPTION), header, rows, places)]


CHART: Final = Chart(
    words.title, figure, summary, notes, tables, facts_of, uid="function", file_name="what-you-can-do-again"
)
