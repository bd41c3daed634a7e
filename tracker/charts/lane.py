"""The lane under the pain chart: one row for each kind of treatment, and one for medicine."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from operator import itemgetter
from typing import Any

from tracker.charts import words
from tracker.charts.facts import ChartSession, PainFacts
from tracker.charts.marks import DENSE_SYMBOL, MARKS, MEDICINE, MISSED_SYMBOL, Mark
from tracker.wording import within
from tracker.wording.formats import commas, counting
from tracker.wording.language import N_, _

Trace = dict[str, Any]

ROW = 22
NUMBERS = 14
MARK_SIZE = 11
MARKS_DRAWN_SINGLY = 120
MOST_IN_A_HOVER = 4
WEEK_OF = N_("Week of %(day)s: %(said)s")


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
    by_kind: defaultdict[str, list[ChartSession]] = defaultdict(list)
    first, last = facts.first_day, facts.last_day
    for session in facts.sessions:
        if first <= session.day <= last:
            by_kind[session.kind].append(session)
    built = Lane()
    for kind, mark in MARKS.items():
        if kind in by_kind:
            _add_kind(built, mark, by_kind[kind], facts)
    taken = sorted({day for day in facts.medication_days if facts.shows(day)})
    if taken:
        _add_medicine(built, taken, facts)
    return built


def _add_kind(built: Lane, mark: Mark, sessions: Sequence[ChartSession], facts: PainFacts) -> None:
    groups = _grouped(sessions, facts)
    numbered = any(session.number is not None for session in sessions)
    dense = len(groups) > MARKS_DRAWN_SINGLY
    middle = built.add(mark, numbered=numbered)
    trace = _trace(mark, middle, [day for day, _, _ in groups])
    if facts.single_days:
        trace["customdata"] = [_label(group) for _, _, group in groups]
        trace["hovertemplate"] = "%{x|%a %-d %b}: %{customdata}<extra></extra>"
    else:
        trace["customdata"] = [_label(group) if len(group) == 1 else _counted(group) for _, _, group in groups]
        trace["hovertemplate"] = _(WEEK_OF, day="%{x|%a %-d %b %Y}", said="%{customdata}") + "<extra></extra>"
    trace["marker"]["symbol"] = [DENSE_SYMBOL if dense else _symbol(mark, status) for _, status, _ in groups]
    if numbered:
        trace["mode"] = "markers+text"
        trace["text"] = [_numbers(group) for _, _, group in groups]
        trace["textposition"] = "bottom center"
        trace["textfont"] = {"color": "var(--ink-soft)", "size": 12}
    built.traces.append(trace)


def _add_medicine(built: Lane, taken: Sequence[date], facts: PainFacts) -> None:
    middle = built.add(MEDICINE, numbered=False)
    if facts.single_days:
        trace = _trace(MEDICINE, middle, taken)
        trace["hovertemplate"] = _("%(day)s: medicine taken", day="%{x|%a %-d %b}") + "<extra></extra>"
    else:
        weeks: defaultdict[date, int] = defaultdict(int)
        for day in taken:
            weeks[_monday(day)] += 1
        trace = _trace(MEDICINE, middle, [max(day, facts.first_day) for day in weeks])
        trace["customdata"] = [words.counted_days(number) for number in weeks.values()]
        trace["hovertemplate"] = (
            _("Week of %(day)s: medicine taken on %(days)s", day="%{x|%a %-d %b %Y}", days="%{customdata}")
            + "<extra></extra>"
        )
    trace["marker"] |= {"symbol": MEDICINE.symbol, "size": 8}
    built.traces.append(trace)


def _trace(mark: Mark, middle: float, days: Iterable[date]) -> Trace:
    x = [day.isoformat() for day in days]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": mark.words,
        "x": x,
        "y": [middle] * len(x),
        "yaxis": "y2",
        "marker": {"size": MARK_SIZE, "color": mark.colour, "line": {"color": mark.colour, "width": 1.6}},
        "meta": {"key": f"{mark.letter} {mark.words}", "rank": 9, "symbol": mark.symbol},
    }


def _grouped(sessions: Iterable[ChartSession], facts: PainFacts) -> list[tuple[date, str, list[ChartSession]]]:
    """Sessions that share one mark: those of one day and status, or, over years, those of one week."""
    groups: defaultdict[tuple[int, str], list[ChartSession]] = defaultdict(list)
    by_week, first = not facts.single_days, facts.first_day.toordinal()
    for session in sessions:
        day = session.day.toordinal()  # numbers, as there are thousands
        if by_week:
            day = max(day - (day + 6) % 7, first)  # the Monday: the first day of all was one
        groups[day, session.status].append(session)
    return [
        (date.fromordinal(day), status, group) for (day, status), group in sorted(groups.items(), key=itemgetter(0))
    ]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _symbol(mark: Mark, status: str) -> str:
    if status == "missed":
        return MISSED_SYMBOL
    return mark.symbol if status == "attended" else f"{mark.symbol}-open"


def _numbers(group: Iterable[ChartSession]) -> str:
    numbers = sorted(session.number for session in group if session.number is not None)
    if not numbers:
        return ""
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"


def _label(group: Sequence[ChartSession]) -> str:
    shown = [words.escaped(session.label) for session in group[:MOST_IN_A_HOVER]]
    if len(group) > MOST_IN_A_HOVER:
        shown.append(counting("and %(n)s more", "and %(n)s more", len(group) - MOST_IN_A_HOVER))
    said = "; ".join(shown)
    return said if group[0].status == "attended" else commas((said, within.SESSION_STATUSES[group[0].status]))


def _counted(group: Sequence[ChartSession]) -> str:
    return commas((words.counted_sessions(len(group)), within.SESSION_STATUSES[group[0].status]))
