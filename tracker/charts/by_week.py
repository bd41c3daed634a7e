"""Chart 4, treatments by week under the weekly leg pain: its facts, figure, sentence, notes and table."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final, Literal

from tracker.charts import parts
from tracker.charts.bars import Bar, bars, days_of, middle
from tracker.charts.chart import Chart
from tracker.charts.facts import ChartSession, DaysShown
from tracker.charts.marks import MARKS, MEDICINE, Mark
from tracker.charts.over_time import averages, days_axis
from tracker.charts.parts import Figure, Trace
from tracker.charts.recorded import Recorded
from tracker.charts.tables import Table, spoken
from tracker.charts.weeks import Point, points, same_week, week_one
from tracker.domain.scores.steps import Step, Stretch, place_in, stretches
from tracker.domain.scores.weekly import WeekMean
from tracker.wording.charted import by_week as words
from tracker.wording.charted import values
from tracker.wording.charted.pain import AT_THE_END
from tracker.wording.formats import whole
from tracker.wording.language import _
from tracker.wording.vocabularies import SESSION_KINDS

PLOT: Final = (190, 230)
ROW, BAR, FOOT = 38, 20, 5  # of each kind, in pixels: all of it, its tallest bar, and the air below

_Done = list[int | None]  # the minutes of each session of one kind in a stretch, None where they were not recorded


@dataclass(frozen=True, kw_only=True)
class ByWeekFacts(DaysShown):
    """Attended sessions and days with medicine, counted in the weeks of `leg_weeks`, which run on through the range."""

    leg_weeks: Sequence[WeekMean] = ()
    sessions: Sequence[ChartSession] = ()
    medication_days: Sequence[date] = ()
    unit: Literal["sessions", "minutes"] = "sessions"

    @cached_property
    def step(self) -> Step:
        """The days counted together."""
        return self.count_step

    @property
    def each_week(self) -> bool:
        """Whether the range is short enough to count every week; else four weeks are counted together."""
        return self.step is Step.WEEK

    @cached_property
    def anchor(self) -> date:
        """The first day of week 1."""
        return week_one(self.leg_weeks, self.first_day)

    def place(self, day: date) -> int:
        """Which stretch a day lies in."""
        return place_in(day, self.anchor, self.step)

    @cached_property
    def stretches(self) -> dict[int, Stretch]:
        """Every week, or every four weeks, of the range, in order, also those in which nothing was done."""
        return stretches(self.anchor, self.first_day, self.last_day, self.step)

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """The weekly averages of leg pain to draw."""
        return points(self.leg_weeks, self)

    @cached_property
    def kinds(self) -> dict[str, dict[int, _Done]]:
        """What was done of every kind that was done at all, by stretch, in the vocabulary's order."""
        done: dict[str, dict[int, _Done]] = {}
        for session in sorted(self.sessions, key=lambda session: session.day):
            if self.shows(session.day):
                done.setdefault(session.kind, {}).setdefault(self.place(session.day), []).append(session.minutes)
        return {kind: done[kind] for kind in MARKS if kind in done}

    @cached_property
    def medicine(self) -> dict[int, int]:
        """The number of days with medicine, where there is one."""
        return dict(Counter(self.place(day) for day in sorted(set(self.medication_days)) if self.shows(day)))

    @property
    def weeks_told(self) -> bool:
        return bool(self.kinds or self.medicine)

    @cached_property
    def tallest(self) -> int:
        """The height of the tallest bar."""
        return max((_height(done, self.unit) or 0 for row in self.kinds.values() for done in row.values()), default=0)


def _known(done: _Done) -> list[int]:
    return [minutes for minutes in done if minutes is not None]


def _height(done: _Done, unit: str) -> int | None:
    """What the bar shows; None where all is unknown, which is not the same as 0."""
    if unit == "sessions":
        return len(done)
    return sum(known) if (known := _known(done)) else None


def _said(done: _Done, unit: str) -> str:
    if unit == "sessions":
        return values.counted_sessions(len(done))
    known = _known(done)
    return words.in_minutes(sum(known), len(done), len(done) - len(known))


def facts_of(recorded: Recorded) -> ByWeekFacts:
    return ByWeekFacts(
        first_day=recorded.first_day,
        last_day=recorded.last_day,
        leg_weeks=recorded.leg_weeks,
        sessions=[one for one in recorded.sessions if one.status == "attended"],
        medication_days=recorded.medication_days,
        unit=recorded.unit,
    )


def figure(facts: ByWeekFacts) -> Figure:
    """Chart 4: weekly leg pain above, and below it, over the same weeks, a row of bars for each kind."""
    leg = facts.points
    kinds, medicine = facts.kinds, facts.medicine
    height = ROW * (len(kinds) + bool(medicine))
    layout = parts.layout_of(height, plot=PLOT) if height else parts.layout_of(0)
    layout["xaxis"] |= days_axis(facts, over_lane=bool(height))
    layout["shapes"] = []
    layout["annotations"] = _leg_label(leg, facts)
    bases = [height - ROW * place + FOOT for place in range(1, len(kinds) + 2)]
    traces = averages(leg, facts, "leg", parts.LEG, "solid")
    traces += _bars_of_kinds(bases, facts) + _rings(bases, facts)
    if medicine:
        traces.append(_medicine_bars(bases[len(kinds)], facts))
    if height:
        rows = list(zip(bases, [*(MARKS[kind] for kind in kinds), *([MEDICINE] if medicine else [])], strict=False))
        layout["barmode"] = "overlay"
        layout["yaxis2"] = parts.rows_axis((0, height), rows, PLOT[1])
        layout["annotations"] += parts.row_words(rows)
    if not traces:
        layout["annotations"].append(parts.nothing(_(values.NOTHING)))
    elif not height:
        layout["annotations"].append(parts.above(_(words.NO_TREATMENT), facts.first_day.isoformat()))
    elif not leg:
        layout["annotations"].append(parts.nothing(_(words.NO_LEG)))
    return {"data": traces, "layout": layout}


def _bars_of_kinds(bases: Sequence[float], facts: ByWeekFacts) -> list[Trace]:
    scale = BAR / max(1, facts.tallest)
    traces = []
    for (kind, row), base in zip(facts.kinds.items(), bases, strict=False):
        heights = {place: height for place, done in row.items() if (height := _height(done, facts.unit)) is not None}
        drawn = [Bar(facts.stretches[place], height * scale, whole(height)) for place, height in heights.items()]
        traces.append(_row(MARKS[kind], drawn, base))
    return traces


def _medicine_bars(base: float, facts: ByWeekFacts) -> Trace:
    drawn = [
        Bar(facts.stretches[place], count * BAR / facts.step, whole(count)) for place, count in facts.medicine.items()
    ]
    return _row(MEDICINE, drawn, base)


def _row(mark: Mark, drawn: Sequence[Bar], base: float) -> Trace:
    row = bars(mark.words, mark.colour, drawn, base, "y2", numbered=True)
    return row | parts.in_key(f"{mark.letter} {mark.words}", 9)


def _rings(bases: Sequence[float], facts: ByWeekFacts) -> list[Trace]:
    """A ring at the foot of every bar that leaves out sessions, and where all are without minutes."""
    if facts.unit == "sessions":
        return []
    found = [
        (facts.stretches[place], base)
        for row, base in zip(facts.kinds.values(), bases, strict=False)
        for place, done in row.items()
        if None in done
    ]
    if not found:
        return []
    name, x = _(words.WITHOUT), [middle(stretch) for stretch, _base in found]
    look = {"symbol": "circle", "size": 7, "color": parts.CARD, "line": {"color": parts.SOFT, "width": 1.6}}
    drawn = parts.marks(name, x, [base for _stretch, base in found], look) | {"yaxis": "y2"}
    return [drawn | parts.in_key(name, 10)]


def _leg_label(leg: Sequence[Point], facts: ByWeekFacts) -> list[dict[str, Any]]:
    if not leg:
        return []
    text, last, mean = _(AT_THE_END["leg"], average=values.average(leg[-1].mean)), leg[-1], round(leg[-1].mean, 3)
    if same_week(last, facts.last_day):
        return [parts.ending(text, parts.LEG) | {"y": mean}]
    return [parts.ending(text, parts.LEG, (last.middle.isoformat(), mean))]


def summary(facts: ByWeekFacts) -> str:
    """What was done in all, kind by kind in the vocabulary's order, without a word on what it did."""
    in_all = {kind: [minutes for done in row.values() for minutes in done] for kind, row in facts.kinds.items()}
    said = [
        _(words.DONE_IN_ALL, treatment=MARKS[kind].words, said=_said(done, facts.unit)) for kind, done in in_all.items()
    ]
    if facts.medicine:
        said.append(words.medicine_in_all(sum(facts.medicine.values())))
    return words.in_all(facts.first_day, facts.last_day, said)


def notes(facts: ByWeekFacts) -> list[str]:
    """How the bars are to be read, and what was left out of them."""
    if not facts.kinds and not facts.medicine:
        return []
    said = [_(words.NOT_WHY)]
    if facts.tallest:
        said.append(words.scale(facts.tallest, facts.unit, each_week=facts.each_week))
    if facts.medicine:
        said.append(_(words.EVERY_DAY))
    without = sum(done.count(None) for row in facts.kinds.values() for done in row.values())
    if facts.unit == "minutes" and without:
        said.append(words.no_part(without))
    if not facts.each_week:
        said.append(_(words.LONG))
    return said + list(_cut(facts))


def _cut(facts: ByWeekFacts) -> Iterator[str]:
    """The first and the last bar can stand for fewer days than the others, which must not look like less treatment."""
    stretches = list(facts.stretches.values())
    first, last = stretches[0], stretches[-1]
    if first.days < facts.step:
        yield words.first_cut(first.days)
    if last is not first and last.days < facts.step:
        yield words.last_cut(last.days)


def tables(facts: ByWeekFacts) -> list[Table]:
    """A row for every week, or every four weeks, of the range."""
    kinds, medicine = facts.kinds, facts.medicine
    if not kinds and not medicine:
        return []
    leg: defaultdict[int, list[str]] = defaultdict(list)
    for point in facts.points:
        leg[facts.place(point.first)].append(values.average(point.mean))
    rows = []
    for place, stretch in facts.stretches.items():
        cells = [days_of(stretch), ", ".join(leg[place]) or _(values.TOO_FEW_DAYS)]
        cells += [_said(row[place], facts.unit) if place in row else _(words.NONE) for row in kinds.values()]
        if medicine:
            cells.append(values.counted_days(medicine[place]) if place in medicine else _(words.NONE))
        rows.append(tuple(cells))
    week = words.WEEK if facts.each_week else words.FOUR_WEEKS
    last = spoken(words.MEDICINE) if medicine else ()
    header = (*spoken(week, values.LEG_PAIN), *(SESSION_KINDS[kind] for kind in kinds), *last)
    return [Table(_(words.CAPTION), header, rows, [middle(stretch) for stretch in facts.stretches.values()])]


CHART: Final = Chart(
    words.TITLE, figure, summary, notes, tables, facts_of, uid="by-week", file_name="treatments-by-week"
)
