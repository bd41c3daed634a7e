"""What was recorded in the days that a page shows: all that any of its charts picks its facts out of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from tracker.charts.facts import AroundSessions, ChartBlock, ChartLifeEvent, ChartSession, DaysShown, LatestWeek
from tracker.charts.summed import Summed
from tracker.domain.course.progress import weeks_through
from tracker.domain.scores.baseline import Baseline
from tracker.domain.scores.daily import DayScore, back_by_day, back_given_by_day, leg_by_day, leg_given_by_day
from tracker.domain.scores.weekly import WeekMean


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedCourse:
    """The course beside the days: the day of its session 1, and the days for which it is planned."""

    first_day: date | None
    planned: tuple[date, date] | None
    baseline: Baseline | None
    around: AroundSessions
    latest: LatestWeek | None = None


@dataclass(frozen=True, kw_only=True)
class Recorded(DaysShown):
    """Scores and activities may reach farther back than `first_day`; `unit` and `reference` are what a reader asked.

    `activities` has the scores, 0 to 10, of each activity by its name; `places` the codes marked on each day. `numbers`
    and `chosen` are the answers to the other questions of a day by their names, each a number or the codes chosen.
    Where no day is drawn by itself, `summed` can stand in place of all that is held day by day.
    """

    course: RecordedCourse | None = None
    days: Mapping[date, DayScore] = field(default_factory=dict)
    sessions: Sequence[ChartSession] = ()
    medication_days: Sequence[date] = ()
    changes: Sequence[ChartLifeEvent] = ()
    blocks: Sequence[ChartBlock] = ()
    places: Mapping[date, Sequence[str]] = field(default_factory=dict)
    notes: Mapping[date, str] = field(default_factory=dict)
    numbers: Mapping[str, Mapping[date, int]] = field(default_factory=dict)
    chosen: Mapping[str, Mapping[date, Sequence[str]]] = field(default_factory=dict)
    activities: Mapping[str, Mapping[date, int]] = field(default_factory=dict)
    unit: Literal["sessions", "minutes"] = "sessions"
    reference: bool = False
    summed: Summed | None = None

    @property
    def first_session(self) -> date | None:
        """The day of session 1 of the course, shown or not."""
        return None if self.course is None else self.course.first_day

    @property
    def anchor(self) -> date:
        """A day that begins a week of the charts: that of session 1, shown or not, so that theirs are the course's."""
        return self.first_day if (day := self.first_session) is None else day

    @cached_property
    def shown_days(self) -> dict[date, DayScore]:
        """The scores of the days shown."""
        first, last = self.first_day, self.last_day
        return {day: score for day, score in self.days.items() if first <= day <= last}

    @cached_property
    def leg_weeks(self) -> tuple[WeekMean, ...]:
        """The weekly averages of leg pain through the days shown."""
        if self.summed is not None:
            return self.summed.leg_weeks
        span = self.anchor, self.first_day, self.last_day
        return weeks_through(leg_by_day(self.shown_days), *span, leg_given_by_day(self.shown_days))

    @cached_property
    def back_weeks(self) -> tuple[WeekMean, ...]:
        """The same of back pain."""
        if self.summed is not None:
            return self.summed.back_weeks
        span = self.anchor, self.first_day, self.last_day
        return weeks_through(back_by_day(self.shown_days), *span, back_given_by_day(self.shown_days))
