"""Chart 4, treatments by week under the weekly leg pain: its facts, figure, sentence, notes and table."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from tracker.charts import words
from tracker.charts.chart import Chart
from tracker.charts.facts import ByWeekFacts, DoneSession
from tracker.charts.marks import MARKS, MEDICINE, Mark
from tracker.charts.over_time import at_the_end, averages, days_axis
from tracker.charts.parts import CARD, GAP, LEG, LINE, SOFT, Figure, Trace, above, annotation, layout_of, nothing
from tracker.charts.recorded import Recorded
from tracker.charts.tables import Table, too_few_days
from tracker.charts.weeks import Point, points, same_week
from tracker.wording.formats import commas, counting, whole
from tracker.wording.language import N_, _
from tracker.wording.vocabularies import SESSION_KINDS

PLOT: Final = (190, 230)
ROW, BAR, FOOT = 38, 20, 5  # of each kind, in pixels: all of it, its tallest bar, and the air below
FILLED: Final = 0.74  # of the room of each week
DAY: Final = 86_400_000
WITHOUT: Final = N_("minutes not recorded")


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The days counted together, as far as they are shown."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def middle(self) -> str:
        middle = datetime.combine(self.first, datetime.min.time()) + timedelta(days=(self.days - 1) / 2)
        return middle.date().isoformat() if middle.hour == 0 else middle.isoformat(timespec="minutes")


@dataclass(frozen=True, slots=True)
class _Count:
    """The sessions of one kind in a stretch, the sum of the minutes that were recorded, and how many have none."""

    sessions: int = 0
    minutes: int = 0
    without: int = 0

    def add(self, minutes: int | None) -> "_Count":
        return _Count(self.sessions + 1, self.minutes + (minutes or 0), self.without + (minutes is None))

    def height(self, unit: str) -> int | None:
        """What the bar shows; None where all is unknown, which is not the same as 0."""
        if unit == "sessions":
            return self.sessions
        return None if self.without == self.sessions else self.minutes

    def said(self, unit: str) -> str:
        sessions = words.counted_sessions(self.sessions)
        if unit == "sessions":
            return sessions
        if self.without == self.sessions:
            return commas((sessions, _(WITHOUT)))
        known = _(
            "%(minutes)s min in %(sessions)s",
            minutes=whole(self.minutes),
            sessions=words.counted_sessions(self.sessions - self.without),
        )
        if not self.without:
            return known
        return commas((known, counting("%(n)s more without minutes", "%(n)s more without minutes", self.without)))


_Row = Mapping[_Stretch, _Count]


def facts_of(recorded: Recorded) -> ByWeekFacts:
    attended = (one for one in recorded.sessions if one.status == "attended")
    return ByWeekFacts(
        first_day=recorded.first_day,
        last_day=recorded.last_day,
        leg_weeks=recorded.leg_weeks,
        sessions=[DoneSession(one.day, one.kind, one.minutes) for one in attended],
        medication_days=recorded.medication_days,
        unit=recorded.unit,
    )


def figure(facts: ByWeekFacts) -> Figure:
    """Chart 4: weekly leg pain above, and below it, over the same weeks, a row of bars for each kind."""
    leg = points(facts.leg_weeks, facts)
    kinds, medicine = _kinds(facts), _medicine(facts)
    height = ROW * (len(kinds) + bool(medicine))
    layout = layout_of(height, plot=PLOT) if height else layout_of(0)
    layout["xaxis"] |= days_axis(facts, over_lane=bool(height))
    layout["shapes"] = []
    layout["annotations"] = _leg_label(leg, facts)
    bases = [height - ROW * place + FOOT for place in range(1, len(kinds) + 2)]
    traces = averages(leg, facts, "leg", LEG, "solid")
    traces += _bars_of_kinds(kinds, bases, facts) + _rings(kinds, bases, facts)
    if medicine:
        traces.append(_medicine_bars(medicine, bases[len(kinds)], facts))
    if height:
        rows = [(base, mark) for base, mark in zip(bases, [*(MARKS[kind] for kind in kinds), MEDICINE], strict=True)]
        shown = rows if medicine else rows[:-1]
        layout["barmode"] = "overlay"
        layout["yaxis2"] = _rows_axis(height, shown)
        layout["annotations"] += [
            annotation(mark.words, 1, base, xref="paper", yref="y2", colour=mark.colour, shift=8, name="wide")
            for base, mark in shown
        ]
    if not traces:
        layout["annotations"].append(nothing(_("Nothing recorded in these days")))
    elif not height:
        layout["annotations"].append(above(_("No treatment recorded"), facts.first_day.isoformat()))
    elif not leg:
        layout["annotations"].append(nothing(_("No weekly leg pain in these days")))
    return {"data": traces, "layout": layout}


def _stretches(facts: ByWeekFacts) -> list[_Stretch]:
    """Every week, or every four weeks, of the range, in order, also those in which nothing was done."""
    first, last = (_place(day, facts) for day in (facts.first_day, facts.last_day))
    return [_stretch(place, facts) for place in range(first, last + 1)]


def _place(day: date, facts: ByWeekFacts) -> int:
    return (day - facts.anchor).days // facts.step


def _stretch(place: int, facts: ByWeekFacts) -> _Stretch:
    start = facts.anchor + timedelta(days=facts.step * place)
    return _Stretch(max(start, facts.first_day), min(start + timedelta(days=facts.step - 1), facts.last_day))


def _kinds(facts: ByWeekFacts) -> dict[str, _Row]:
    """What was done of every kind that was done at all, in the vocabulary's order."""
    counted: defaultdict[str, dict[_Stretch, _Count]] = defaultdict(dict)
    for session in sorted(facts.sessions, key=lambda session: session.day):
        if facts.shows(session.day):
            row, stretch = counted[session.kind], _stretch(_place(session.day, facts), facts)
            row[stretch] = row.get(stretch, _Count()).add(session.minutes)
    return {kind: counted[kind] for kind in MARKS if kind in counted}


def _medicine(facts: ByWeekFacts) -> dict[_Stretch, int]:
    """The number of days with medicine, where there is one."""
    days: dict[_Stretch, int] = {}
    for day in sorted(set(facts.medication_days)):
        if facts.shows(day):
            stretch = _stretch(_place(day, facts), facts)
            days[stretch] = days.get(stretch, 0) + 1
    return days


def _tallest(kinds: Mapping[str, _Row], facts: ByWeekFacts) -> int:
    return max((count.height(facts.unit) or 0 for row in kinds.values() for count in row.values()), default=0)


def _bars_of_kinds(kinds: Mapping[str, _Row], bases: Sequence[float], facts: ByWeekFacts) -> list[Trace]:
    scale = BAR / max(1, _tallest(kinds, facts))
    traces = []
    for (kind, row), base in zip(kinds.items(), bases, strict=False):
        known = [
            (stretch, height) for stretch, count in row.items() if (height := count.height(facts.unit)) is not None
        ]
        said = [_told(stretch, kind, row[stretch], facts) for stretch, _height in known]
        traces.append(_bars(MARKS[kind], known, base, scale) | {"customdata": said})
    return traces


def _told(stretch: _Stretch, kind: str, count: _Count, facts: ByWeekFacts) -> str:
    said = count.said(facts.unit)
    return _("%(days)s: %(treatment)s, %(said)s", days=_days(stretch), treatment=MARKS[kind].words, said=said)


def _medicine_bars(days: Mapping[_Stretch, int], base: float, facts: ByWeekFacts) -> Trace:
    said = [
        counting("%(days)s: medicine on %(n)s day", "%(days)s: medicine on %(n)s days", count, days=_days(stretch))
        for stretch, count in days.items()
    ]
    return _bars(MEDICINE, list(days.items()), base, BAR / facts.step) | {"customdata": said}


def _bars(mark: Mark, counted: Sequence[tuple[_Stretch, int]], base: float, scale: float) -> Trace:
    return {
        "type": "bar",
        "name": mark.words,
        "x": [stretch.middle for stretch, _count in counted],
        "y": [round(count * scale, 2) for _stretch, count in counted],
        "base": [base] * len(counted),
        "width": [round(stretch.days * FILLED * DAY) for stretch, _count in counted],
        "yaxis": "y2",
        "marker": {"color": mark.colour, "line": {"width": 0}},
        "text": [whole(count) for _stretch, count in counted],
        "textposition": "outside",
        "textangle": 0,
        "textfont": {"color": SOFT, "size": 12},
        "constraintext": "none",
        "cliponaxis": False,
        "hovertemplate": "%{customdata}<extra></extra>",
        "meta": {"key": f"{mark.letter} {mark.words}", "rank": 9},
    }


def _rings(kinds: Mapping[str, _Row], bases: Sequence[float], facts: ByWeekFacts) -> list[Trace]:
    """A ring at the foot of every bar that leaves out sessions, and where all are without minutes."""
    if facts.unit == "sessions":
        return []
    found = [
        (stretch, base, _told(stretch, kind, count, facts))
        for (kind, row), base in zip(kinds.items(), bases, strict=False)
        for stretch, count in row.items()
        if count.without
    ]
    if not found:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": _(WITHOUT),
            "x": [stretch.middle for stretch, _, _ in found],
            "y": [base for _, base, _ in found],
            "yaxis": "y2",
            "marker": {"symbol": "circle", "size": 7, "color": CARD, "line": {"color": SOFT, "width": 1.6}},
            "customdata": [said for _, _, said in found],
            "hovertemplate": "%{customdata}<extra></extra>",
            "meta": {"key": _(WITHOUT), "rank": 10},
        }
    ]


def _rows_axis(height: int, rows: Sequence[tuple[float, Mark]]) -> dict[str, Any]:
    return {
        "range": [0, height],
        "domain": [0, height / (PLOT[1] + height + GAP)],
        "tickvals": [base for base, _ in rows],
        "ticktext": [mark.letter for _, mark in rows],
        "ticklabelstandoff": 5,
        "fixedrange": True,
        "zeroline": False,
        "showline": False,
        "gridcolor": LINE,
    }


def _leg_label(leg: Sequence[Point], facts: ByWeekFacts) -> list[dict[str, Any]]:
    if not leg:
        return []
    text = at_the_end("leg", leg[-1].mean)
    look: dict[str, Any] = {"colour": LEG, "size": 14, "weight": 650, "shift": 8}
    if same_week(leg[-1], facts.last_day):
        return [annotation(text, 1, round(leg[-1].mean, 3), xref="paper", **look)]
    return [annotation(text, leg[-1].middle.isoformat(), round(leg[-1].mean, 3), **look)]


def _days(stretch: _Stretch) -> str:
    return words.days(stretch.first, stretch.last) if stretch.days > 1 else words.day(stretch.first)


def summary(facts: ByWeekFacts) -> str:
    """What was done in all, kind by kind in the vocabulary's order, without a word on what it did."""
    said = list(_totals(facts))
    medicine = sum(_medicine(facts).values())
    if medicine:
        said.append(counting("medicine on %(n)s day", "medicine on %(n)s days", medicine))
    when = words.days(facts.first_day, facts.last_day)
    if not said:
        return _("No treatment is recorded from %(days)s.", days=when)
    return _("From %(days)s: %(treatments)s.", days=when, treatments="; ".join(said))


def _totals(facts: ByWeekFacts) -> Iterator[str]:
    for kind, row in _kinds(facts).items():
        sessions = sum(count.sessions for count in row.values())
        without = sum(count.without for count in row.values())
        total = _Count(sessions, sum(count.minutes for count in row.values()), without)
        yield _("%(treatment)s %(said)s", treatment=MARKS[kind].words, said=total.said(facts.unit))


def notes(facts: ByWeekFacts) -> list[str]:
    """How the bars are to be read, and what was left out of them."""
    kinds = _kinds(facts)
    if not kinds and not _medicine(facts):
        return []
    said = [
        _("The chart shows what was done and how the leg felt in the same weeks. It does not say what caused what.")
    ]
    if tallest := _tallest(kinds, facts):
        said.append(_scale(tallest, facts))
    if _medicine(facts):
        said.append(_("For medicine, a bar of full height means every day."))
    without = sum(count.without for row in kinds.values() for count in row.values())
    if facts.unit == "minutes" and without:
        said.append(
            counting(
                "%(n)s session has no minutes recorded and no part in the bars.",
                "%(n)s sessions have no minutes recorded and no part in the bars.",
                without,
            )
        )
    if not facts.each_week:
        said.append(_("This is a long time, so each bar stands for four weeks."))
    return said + list(_cut(facts))


def _scale(tallest: int, facts: ByWeekFacts) -> str:
    unit = words.counted_sessions(tallest)
    if facts.unit == "minutes":
        unit = counting("%(n)s minutes", "%(n)s minutes", tallest)
    if facts.each_week:
        return _("The bars of all kinds have one scale: the tallest is %(amount)s in a week.", amount=unit)
    return _("The bars of all kinds have one scale: the tallest is %(amount)s in four weeks.", amount=unit)


def _cut(facts: ByWeekFacts) -> Iterator[str]:
    """The first and the last bar can stand for fewer days than the others, which must not look like less treatment."""
    stretches = _stretches(facts)
    first, last = stretches[0], stretches[-1]
    if first.days < facts.step:
        yield counting(
            "The first bars stand for %(n)s day only.", "The first bars stand for %(n)s days only.", first.days
        )
    if last is not first and last.days < facts.step:
        yield counting("The last bars stand for %(n)s day only.", "The last bars stand for %(n)s days only.", last.days)


def tables(facts: ByWeekFacts) -> list[Table]:
    """A row for every week, or every four weeks, of the range."""
    kinds, medicine = _kinds(facts), _medicine(facts)
    if not kinds and not medicine:
        return []
    leg: defaultdict[int, list[str]] = defaultdict(list)
    for point in points(facts.leg_weeks, facts):
        leg[_place(point.first, facts)].append(words.average(point.mean))
    stretches, rows = _stretches(facts), []
    for stretch in stretches:
        cells = [_days(stretch), ", ".join(leg[_place(stretch.first, facts)]) or too_few_days()]
        cells += [row[stretch].said(facts.unit) if stretch in row else _("none") for row in kinds.values()]
        if medicine:
            cells.append(words.counted_days(medicine[stretch]) if stretch in medicine else _("none"))
        rows.append(tuple(cells))
    week = _("Week") if facts.each_week else _("Four weeks")
    header = (
        week,
        _("Leg pain"),
        *(SESSION_KINDS[kind] for kind in kinds),
        *([_("Medicine")] if medicine else []),
    )
    places = [stretch.middle for stretch in stretches]
    return [Table(_("Weekly average of leg pain and what was done; none means none recorded"), header, rows, places)]


CHART = Chart(
    uid="by-week",
    title=N_("Treatments by week"),
    file_name="treatments-by-week",
    facts=facts_of,
    figure=figure,
    summary=summary,
    notes=notes,
    tables=tables,
)
