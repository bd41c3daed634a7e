"""What the charts are told: plain facts, already chosen, counted and labelled by whoever asks for a chart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Final, Literal

from tracker.charts.weeks import Point, points
from tracker.domain.course.counting import REVIEW_WINDOW
from tracker.domain.scores.baseline import Baseline
from tracker.domain.scores.daily import DayScore
from tracker.domain.scores.weekly import WeekMean
from tracker.domain.values.periods import DAYS_IN_WEEK

DAYS_DRAWN_SINGLY: Final = 400
WEEKS_MARKED_SINGLY: Final = 160
WEEKS_COUNTED_SINGLY: Final = 60
WEEKS_TOGETHER: Final = 4
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
class ChartLifeEvent:
    """A dated change in the patient's own words."""

    day: date
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
        return self.span <= DAYS_DRAWN_SINGLY

    @property
    def single_weeks(self) -> bool:
        """Whether the range is short enough for a mark at every week."""
        return self.span <= WEEKS_MARKED_SINGLY * 7

    @property
    def last_drawn(self) -> date:
        """The last day of the axis, which is never shorter than two weeks."""
        return max(self.last_day, self.first_day + timedelta(days=LEAST_DAYS - 1))

    def shows(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True, kw_only=True)
class PainFacts(DaysShown):
    """Everything that chart 1 shows; days outside the range are left out.

    `notes` are the free words of days, given only to those who may read them. With `reference_from`, the day of
    session 1, the published averages are drawn as well.
    """

    days: Sequence[DayScore] = ()
    leg_weeks: Sequence[WeekMean] = ()
    back_weeks: Sequence[WeekMean] = ()
    baseline: Baseline | None = None
    sessions: Sequence[ChartSession] = ()
    planned: tuple[date, date] | None = None
    medication_days: Sequence[date] = ()
    changes: Sequence[ChartLifeEvent] = ()
    notes: Mapping[date, str] = field(default_factory=dict)
    reference_from: date | None = None

    @cached_property
    def leg_points(self) -> tuple[Point, ...]:
        """The weekly averages of leg pain to draw."""
        return points(self.leg_weeks, self)

    @cached_property
    def back_points(self) -> tuple[Point, ...]:
        """The weekly averages of back pain to draw."""
        return points(self.back_weeks, self)

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


@dataclass(frozen=True, slots=True)
class DoneSession:
    """One attended session; `kind` is a code, `minutes` None where they were not recorded."""

    day: date
    kind: str
    minutes: int | None


@dataclass(frozen=True, kw_only=True)
class ByWeekFacts(DaysShown):
    """Attended sessions and days with medicine, counted in the weeks of `leg_weeks`, which run on through the range."""

    leg_weeks: Sequence[WeekMean] = ()
    sessions: Sequence[DoneSession] = ()
    medication_days: Sequence[date] = ()
    unit: Literal["sessions", "minutes"] = "sessions"

    @cached_property
    def each_week(self) -> bool:
        """Whether the range is short enough to count every week; else four weeks are counted together."""
        return self.span <= WEEKS_COUNTED_SINGLY * DAYS_IN_WEEK

    @cached_property
    def step(self) -> int:
        """The days counted together."""
        return DAYS_IN_WEEK if self.each_week else DAYS_IN_WEEK * WEEKS_TOGETHER

    @cached_property
    def anchor(self) -> date:
        """The first day of week 1."""
        if not self.leg_weeks:
            return self.first_day
        return self.leg_weeks[0].from_date - timedelta(days=DAYS_IN_WEEK * (self.leg_weeks[0].week - 1))
