"""Chart 6, what the person can do again: its facts, figure, sentence, notes and table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from string import ascii_lowercase
from typing import Any, Final

from tracker.charts import words
from tracker.charts.chart import Chart
from tracker.charts.facts import DaysShown
from tracker.charts.over_time import days_axis
from tracker.charts.parts import INK, SOFT, Figure, Trace, above, annotation, layout_of, nothing, spread
from tracker.charts.recorded import Recorded
from tracker.charts.tables import Table, not_recorded
from tracker.domain.scores.function import FunctionChange, function_change, mean_score
from tracker.wording.formats import counting
from tracker.wording.language import N_, _, told

LONGEST_GAP: Final = timedelta(days=14)
LETTERS_AT_END: Final = 22
DASHES: Final = ("dash", "dot", "dashdot", "longdash", "longdashdot")
SYMBOLS: Final = ("square", "diamond", "triangle-up", "triangle-down", "cross", "pentagon", "bowtie")


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity in the person's own words, with its scores, 0 (cannot do it) to 10 (as well as before), by day."""

    words: str
    scores: Mapping[date, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionFacts(DaysShown):
    """The activities in the order in which they were named; `change` is told in the sentence, if it is known."""

    activities: Sequence[Activity] = ()
    change: FunctionChange | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the chart: the days of its points, each with what it says when pointed at."""

    label: str
    points: Sequence[tuple[date, float, str]]
    breaks: frozenset[date] = frozenset()

    def runs(self) -> Iterator[list[tuple[date, float, str]]]:
        """The points over which a line may be drawn: it stops at long gaps and before a day that breaks it."""
        run: list[tuple[date, float, str]] = []
        for point in self.points:
            if run and (point[0] - run[-1][0] > LONGEST_GAP or point[0] in self.breaks):
                yield run
                run = []
            run.append(point)
        if run:
            yield run


def facts_of(recorded: Recorded) -> FunctionFacts:
    began = recorded.first_session
    return FunctionFacts(
        first_day=recorded.first_day,
        last_day=recorded.last_day,
        activities=[Activity(name, scores) for name, scores in recorded.activities.items()],
        change=None if began is None else function_change(recorded.activities, began),
    )


def figure(facts: FunctionFacts) -> Figure:
    """Chart 6: each activity by letter, mark and dash, and the average of all as the stronger line; 10 is good."""
    lines = list(_activities(facts))
    traces = [_trace(one, rank, facts) for rank, one in lines]
    average = _average(facts)
    if average is not None:
        traces.append(_trace(average, None, facts))
    layout = layout_of(0)
    layout["xaxis"] |= days_axis(facts)
    layout["shapes"] = []
    layout["annotations"] = _end_labels(lines, average, facts)
    if traces:
        layout["annotations"].append(above(_("10: as well as before"), facts.first_day.isoformat()))
    else:
        layout["annotations"].append(nothing(_("No activity has a score in these days")))
    return {"data": traces, "layout": layout}


def _named(facts: FunctionFacts) -> Iterator[tuple[int, str, str]]:
    """Every activity with a score in the range: its place, its letter and its words, tidy but not escaped."""
    for place, activity in enumerate(facts.activities):
        if any(facts.shows(day) for day in activity.scores):
            yield place, ascii_lowercase[place % len(ascii_lowercase)], words.tidy(activity.words)


def _activities(facts: FunctionFacts) -> Iterator[tuple[int, _Line]]:
    for place, letter, name in _named(facts):
        scores = facts.activities[place].scores
        label = f"{letter} {words.escaped(name)}"
        points = [
            (
                day,
                float(scores[day]),
                _("%(day)s: %(activity)s %(score)s", day=words.day(day), activity=label, score=scores[day]),
            )
            for day in sorted(scores)
        ]
        yield place, _Line(label, [point for point in points if facts.shows(point[0])])


def _on(day: date, activity: str, score: int) -> str:
    return _("%(day)s: %(activity)s %(score)s", day=words.day(day), activity=activity, score=score)


def _scored(facts: FunctionFacts) -> dict[date, frozenset[int]]:
    """Which activities were scored on each day, in order."""
    days = sorted({day for activity in facts.activities for day in activity.scores if facts.shows(day)})
    return {
        day: frozenset(place for place, activity in enumerate(facts.activities) if day in activity.scores)
        for day in days
    }


def _averages(facts: FunctionFacts) -> Iterator[tuple[date, float, int]]:
    for day, places in _scored(facts).items():
        mean = mean_score(facts.activities[place].scores[day] for place in places)
        if mean is not None:
            yield day, mean, len(places)


def _regrouped(facts: FunctionFacts) -> frozenset[date]:
    """The days on which other activities were scored than the time before: averages across them do not compare."""
    return frozenset(day for (_, before), (day, now) in pairwise(_scored(facts).items()) if before != now)


def _average(facts: FunctionFacts) -> _Line | None:
    if len(list(_named(facts))) < 2:  # noqa: PLR2004  one activity is its own average
        return None
    points = [
        (
            day,
            round(mean, 3),
            counting(
                "%(day)s: average %(average)s of %(n)s activity",
                "%(day)s: average %(average)s of %(n)s activities",
                count,
                day=words.day(day),
                average=words.average(mean),
            ),
        )
        for day, mean, count in _averages(facts)
    ]
    return _Line(_("average"), points, _regrouped(facts))


def _trace(one: _Line, place: int | None, facts: FunctionFacts) -> Trace:
    points: list[tuple[str | None, float | None, str]] = []
    for run in one.runs():
        points += [(day.isoformat(), score, said) for day, score, said in run]
        points.append((None, None, ""))
    x, y, said = zip(*points[:-1], strict=True)
    mean = place is None
    few = facts.single_days
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": one.label,
        "x": list(x),
        "y": list(y),
        "connectgaps": False,
        "line": {
            "color": INK if mean else SOFT,
            "width": 3.5 if mean else 1.5,
            "dash": "solid" if place is None else DASHES[place % len(DASHES)],
        },
        "marker": {
            "symbol": "circle" if place is None else SYMBOLS[place % len(SYMBOLS)],
            "size": (8 if few else 5) if mean else (9 if few else 6),
            "color": INK if mean else SOFT,
        },
        "customdata": list(said),
        "hovertemplate": "%{customdata}<extra></extra>",
        "meta": {
            "key": _("average of the activities") if mean else one.label,
            "rank": 0 if place is None else place + 1,
        },
    }


def _end_labels(
    lines: Iterable[tuple[int, _Line]], average: _Line | None, facts: FunctionFacts
) -> list[dict[str, Any]]:
    """What each line is, at its end: in words where there is room, by its letter where there is not."""
    narrow: list[tuple[float, dict[str, Any]]] = []
    for _place, one in lines:
        narrow += _at_edge(one, one.label[0], facts)
    if average is not None:
        narrow += _at_edge(average, words.average(average.points[-1][1]), facts, colour=INK, weight=650, size=14)
    full = {one.label[0]: one.label for _place, one in lines}
    placed = spread(narrow)
    wide = []
    for label in placed:
        text = label["text"]
        long = (
            words.shortened(words.unescaped(full[text]), LETTERS_AT_END)
            if text in full
            else _("average %(score)s", score=text)
        )
        wide.append(label | {"text": words.escaped(long), "name": "wide"})
    return placed + wide


def _at_edge(one: _Line, text: str, facts: FunctionFacts, **look: Any) -> list[tuple[float, dict[str, Any]]]:
    day, score, _ = one.points[-1]
    if facts.last_day - day > LONGEST_GAP:
        return []
    return [(score, annotation(text, 1, 0, xref="paper", shift=8, name="narrow", **look))]


def summary(facts: FunctionFacts) -> str:
    """From where to where the average went, or how much is recorded, and that high is good."""
    days = _scored(facts)
    if not days:
        return _("No activity has a score from %(days)s.", days=words.days(facts.first_day, facts.last_day))
    change = facts.change
    if change is not None:
        return counting(
            "From %(days)s the one activity went from %(start)s to %(latest)s; 10 is as well as before, so higher is "
            "better.",
            "From %(days)s the average of %(n)s activities went from %(start)s to %(latest)s; 10 is as well as before, "
            "so higher is better.",
            change.activities,
            days=words.days(change.start_day, change.latest_day),
            start=words.average(change.start),
            latest=words.average(change.latest),
        )
    return counting(
        "%(n)s activity has scores on %(days)s; 10 is as well as before, so higher is better.",
        "%(n)s activities have scores on %(days)s; 10 is as well as before, so higher is better.",
        len(list(_named(facts))),
        days=words.counted_days(len(days)),
    )


def notes(facts: FunctionFacts) -> list[str]:
    """Which way the scale runs, and where lines stop."""
    if not _scored(facts):
        return []
    said = [
        _("Here high is good: 10 is as well as before, 0 is cannot do it. The pain charts run the other way."),
        _("A line stops where no score was given for more than %(days)s days.", days=LONGEST_GAP.days),
    ]
    if _average(facts) is not None and _regrouped(facts):
        said.append(_("The average also stops where other activities were scored than the time before."))
    return said


def tables(facts: FunctionFacts) -> list[Table]:
    """A row for each day with a score."""
    named = list(_named(facts))
    averages = {day: mean for day, mean, _ in _averages(facts)}
    rows = [
        (
            words.day_year(day),
            *(str(facts.activities[place].scores.get(day, not_recorded())) for place, _letter, _name in named),
            words.average(averages[day]),
        )
        for day in _scored(facts)
    ]
    if not rows:
        return []
    header = (_("Day"), *(f"{letter} {name}" for _place, letter, name in named), _("Average"))
    places = [day.isoformat() for day in averages]
    return [Table(_("Each activity, 0 to 10; 10 is as well as before"), header, rows, places)]


def _title() -> str:
    return told(N_("What you can do again"), N_("What the patient can do again"))


CHART = Chart(
    uid="function",
    title=_title,
    file_name="what-you-can-do-again",
    facts=facts_of,
    figure=figure,
    summary=summary,
    notes=notes,
    tables=tables,
)
