"""What the charts are told: plain facts, already chosen, counted and labelled by whoever asks for a chart."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from tracker.charts.summed import Scored, Summed
from tracker.charts.weeks import Point, points
from tracker.domain.course.counting import REVIEW_WINDOW
from tracker.domain.scores.baseline import Baseline
from tracker.domain.scores.daily import DayScore
from tracker.domain.scores.lateness import how_many
from tracker.domain.scores.steps import Step, count_step, line_step
from tracker.domain.scores.weekly import WeekMean

DAYS_WITHOUT_YEAR: Final = 400
LEAST_DAYS: Final = 14
REFERENCE_SHOWN: Final = timedelta(weeks=6)  # by then every published group has a second point


@dataclass(frozen=True, slots=True)
class ChartSession:
    """One treatment session: `kind` and `status` are codes, `number` its place in its course, `label` its words.

    `minutes` is None where they were not recorded.
    """

    day: date
    kind: str
    number: int | None
    status: str
    label: str
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class LatestWeek:
    """The week that the verdict of a course speaks of: its days from `first` to `last`, and their mean, 0 to 10."""

    first: date
    last: date
    mean: float


@dataclass(frozen=True, slots=True)
class ChartLifeEvent:
    """A dated change in the patient's own words."""

    day: date
    words: str


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """Days of an experiment that were for one of its two things: `second` tells which, `words` say it."""

    first: date
    last: date
    second: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysShown:
    """The days that a chart over time shows, from `first_day` to `last_day`, both included."""

    first_day: date
    last_day: date

    @property
    def span(self) -> int:
        """The number of days drawn."""
        return (self.last_day - self.first_day).days + 1

    @property
    def single_days(self) -> bool:
        """Whether the range is short enough to draw every day."""
        return line_step(self.span) is Step.DAY

    @property
    def count_step(self) -> Step:
        """How many days are counted together."""
        return count_step(self.span)

    @property
    def single_weeks(self) -> bool:
        """Whether the range is short enough for a mark at every week."""
        return self.count_step is Step.WEEK

    @property
    def in_one_year(self) -> bool:
        """Whether the range is so short that a day is plain without its year."""
        return self.span <= DAYS_WITHOUT_YEAR

    @property
    def last_drawn(self) -> date:
        """The last day of the axis, which is never shorter than two weeks."""
        return max(self.last_day, self.first_day + timedelta(days=LEAST_DAYS - 1))

    @property
    def weeks_told(self) -> bool:
        """Whether, where no day is single, its tables have rows that stand at a place of the axis."""
        return False

    def shows(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True, kw_only=True)
class PainFacts(DaysShown):
    """Everything that chart 1 shows; days outside the range are left out.

    `notes` are the free words of days, given only to those who may read them. With `reference_from`, the day of
    session 1, the published averages are drawn as well. `latest` is the one week that every part of a page calls so.
    `summed` can stand in place of days and notes where none of them is single.
    """

    days: Sequence[DayScore] = ()
    leg_weeks: Sequence[WeekMean] = ()
    back_weeks: Sequence[WeekMean] = ()
    baseline: Baseline | None = None
    latest: LatestWeek | None = None
    sessions: Sequence[ChartSession] = ()
    planned: tuple[date, date] | None = None
    medication_days: Sequence[date] = ()
    changes: Sequence[ChartLifeEvent] = ()
    blocks: Sequence[ChartBlock] = ()
    notes: Mapping[date, str] = field(default_factory=dict)
    reference_from: date | None = None
    summed: Summed | None = None

    @cached_property
    def scored(self) -> Scored:
        """The days shown that have a score."""
        if self.summed is not None:
            return self.summed.scored
        shown = [day for day in self.days if self.shows(day.day)]
        late = how_many(day.given_whole for day in shown)
        return Scored(len(shown), late, any(day.leg is not None for day in self.days))

    @property
    def noted(self) -> bool:
        """Whether any day shown has a note."""
        return any(self.shows(day) for day in self.notes) if self.summed is None else self.summed.noted

    @cached_property
    def leg_points(self) -> tuple[Point, ...]:
        """The weekly averages of leg pain to draw."""
        return points(self.leg_weeks, self)

    @cached_property
    def back_points(self) -> tuple[Point, ...]:
        """The weekly averages of back pain to draw."""
        return points(self.back_weeks, self)

    @property
    def weeks_told(self) -> bool:
        return bool(self.leg_points or self.back_points)

    @cached_property
    def changes_shown(self) -> list[ChartLifeEvent]:
        """The changes in the range, in order."""
        return sorted((change for change in self.changes if self.shows(change.day)), key=lambda change: change.day)

    @cached_property
    def by_kind(self) -> dict[str, list[ChartSession]]:
        """The sessions in the range by their kind."""
        by_kind: defaultdict[str, list[ChartSession]] = defaultdict(list)
        first, last = self.first_day, self.last_day
        for session in self.sessions:
            if first <= session.day <= last:
                by_kind[session.kind].append(session)
        return dict(by_kind)

    @cached_property
    def medicine_taken(self) -> list[date]:
        """The days with medicine in the range, in order."""
        return sorted({day for day in self.medication_days if self.shows(day)})

    @property
    def last_drawn(self) -> date:
        last = super().last_drawn
        return last if (start := self.reference_start) is None else max(last, start + REFERENCE_SHOWN)

    @property
    def reference_start(self) -> date | None:
        """The day from which published averages are drawn: without the start of all groups there is no comparison."""
        return self.reference_from if self.reference_from is not None and self.shows(self.reference_from) else None


@dataclass(frozen=True, slots=True)
class SessionScores:
    """Leg pain around one attended session of a course, 0 to 10, None where not recorded."""

    number: int
    day: date
    before: float | None
    after: float | None
    next_day: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AroundSessions:
    """Everything that chart 2 shows: the sessions done, the plan, and the window of the first review."""

    rows: Sequence[SessionScores]
    planned_sessions: int
    review: tuple[int, int] | None = REVIEW_WINDOW

    @property
    def last_number(self) -> int:
        """The last session number on the axis: planned, or done beyond the plan."""
        return max(1, self.planned_sessions, *(row.number for row in self.rows))
