"""The lane under the pain chart: one row for each kind of treatment, and one for medicine.

What was done a few times has a mark each time; what was done so often that marks would make one solid bar is counted.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter

from tracker.charts.bars import Bar, bars
from tracker.charts.facts import ChartSession, PainFacts
from tracker.charts.marks import MARKS, MEDICINE, MISSED_SYMBOL, Mark
from tracker.charts.parts import Trace, in_key, marks
from tracker.charts.weeks import week_one
from tracker.domain.scores.steps import place_in, stretches

ROW = 22
NUMBERS = 14
MARK_SIZE = 11
BAR = 16
MARKS_DRAWN_SINGLY = 45


@dataclass(slots=True)
class Lane:
    """The drawn rows: `height` and the rows' middles are in pixels from the top of the lane."""

    traces: list[Trace] = field(default_factory=list)
    rows: list[tuple[float, Mark]] = field(default_factory=list)
    height: int = 0

    def add(self, mark: Mark, *, numbered: bool) -> float:
        middle = self.height + ROW / 2
        self.rows.append((middle, mark))
        self.height += ROW + (NUMBERS if numbered else 0)
        return middle


def lane(facts: PainFacts) -> Lane:
    """Every kind that was recorded in the range, in the vocabulary's order, then the days with medicine."""
    built = Lane()
    for kind, mark in MARKS.items():
        if kind in facts.by_kind:
            _add_kind(built, mark, facts.by_kind[kind], facts)
    if facts.medicine_taken:
        _add_medicine(built, facts)
    return built


def counts(facts: PainFacts) -> bool:
    """Whether any row of the lane is counted."""
    if len(facts.medicine_taken) > MARKS_DRAWN_SINGLY:
        return True
    often = [sessions for sessions in facts.by_kind.values() if len(sessions) > MARKS_DRAWN_SINGLY]
    return any(len(_grouped(sessions, facts)) > MARKS_DRAWN_SINGLY for sessions in often)


def _add_kind(built: Lane, mark: Mark, sessions: Sequence[ChartSession], facts: PainFacts) -> None:
    groups = _grouped(sessions, facts)
    if len(groups) > MARKS_DRAWN_SINGLY:
        _add_counts(built, mark, [one.day for one in sessions if one.status == "attended"], facts)
        return
    numbered = any(session.number is not None for session in sessions)
    middle = built.add(mark, numbered=numbered)
    trace = _trace(mark, middle, [day for day, _, _ in groups])
    trace["marker"]["symbol"] = [_symbol(mark, status) for _, status, _ in groups]
    if numbered:
        trace["mode"] = "markers+text"
        trace["text"] = [_numbers(group) for _, _, group in groups]
        trace["textposition"] = "bottom center"
        trace["textfont"] = {"color": "var(--ink-soft)", "size": 12}
    built.traces.append(trace)


def _add_medicine(built: Lane, facts: PainFacts) -> None:
    taken = facts.medicine_taken
    if len(taken) > MARKS_DRAWN_SINGLY:
        _add_counts(built, MEDICINE, taken, facts)
        return
    middle = built.add(MEDICINE, numbered=False)
    trace = _trace(MEDICINE, middle, taken)
    trace["marker"] |= {"symbol": MEDICINE.symbol, "size": 8}
    built.traces.append(trace)


def _add_counts(built: Lane, mark: Mark, days: Sequence[date], facts: PainFacts) -> None:
    """A row of bars in the stretches of the chart of treatments by week; the tallest of a row has its full height."""
    step, anchor = facts.count_step, week_one(facts.leg_weeks, facts.first_day)
    shown = stretches(anchor, facts.first_day, facts.last_day, step)
    counted = Counter(place_in(day, anchor, step) for day in days)
    foot = built.add(mark, numbered=False) + BAR / 2
    scale = BAR / max(counted.values(), default=1)
    drawn = [Bar(shown[place], -number * scale) for place, number in sorted(counted.items())]
    built.traces.append(bars(mark.words, mark.colour, drawn, foot, "y2") | _key(mark))


def _key(mark: Mark) -> Trace:
    return in_key(f"{mark.letter} {mark.words}", 9, symbol=mark.symbol)


def _trace(mark: Mark, middle: float, days: Iterable[date]) -> Trace:
    x = [day.isoformat() for day in days]
    look = {"size": MARK_SIZE, "color": mark.colour, "line": {"color": mark.colour, "width": 1.6}}
    drawn = marks(mark.words, x, [middle] * len(x), look) | {"yaxis": "y2"}
    return drawn | _key(mark)


def _grouped(sessions: Iterable[ChartSession], facts: PainFacts) -> list[tuple[date, str, list[ChartSession]]]:
    """Sessions that share one mark: those of one day and status, or, where no day is single, those of one week."""
    groups: defaultdict[tuple[int, str], list[ChartSession]] = defaultdict(list)
    weekly, first = not facts.single_days, facts.first_day.toordinal()
    for session in sessions:
        day = session.day.toordinal()  # numbers, as there are thousands
        if weekly:
            day = max(day - (day + 6) % 7, first)  # the Monday: the first day of all was one
        groups[day, session.status].append(session)
    return [
        (date.fromordinal(day), status, group) for (day, status), group in sorted(groups.items(), key=itemgetter(0))
    ]


def _symbol(mark: Mark, status: str) -> str:
    if status == "missed":
        return MISSED_SYMBOL
    return mark.symbol if status == "attended" else f"{mark.symbol}-open"


def _numbers(group: Iterable[ChartSession]) -> str:
    numbers = sorted(session.number for session in group if session.number is not None)
    if not numbers:
        return ""
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
