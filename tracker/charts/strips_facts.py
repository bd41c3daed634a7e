"""What the strips show: the answers to everything that a day is asked beside leg and back pain, by week."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

from tracker.charts.facts import DaysShown
from tracker.charts.recorded import Recorded
from tracker.charts.summed import SummedAnswers
from tracker.charts.weeks import Point
from tracker.domain.course.progress import first_week_start
from tracker.domain.scores.steps import Counts, Stretch, StretchMean, counts, means, stretches
from tracker.wording.charted import strips as words

NUMBERS: Final = tuple(words.NUMBERS)
CHOSEN: Final = tuple(words.CHOSEN)


@dataclass(frozen=True, kw_only=True)
class StripsFacts(DaysShown):
    """The answers of each day by the name of their question: scores 0 to 10 or minutes, and the codes chosen.

    `anchor` begins the weeks; `summed` can stand in place of what is held by day where no day is single.
    """

    anchor: date
    numbers: Mapping[str, Mapping[date, int]] = field(default_factory=dict)
    chosen: Mapping[str, Mapping[date, Sequence[str]]] = field(default_factory=dict)
    summed: SummedAnswers | None = None

    @cached_property
    def answers(self) -> dict[str, dict[date, int]]:
        """The numbers of the days shown, of every question that has any, in order."""
        first, last = self.first_day, self.last_day
        shown = {
            name: {day: number for day, number in self.numbers.get(name, {}).items() if first <= day <= last}
            for name in NUMBERS
        }
        return {name: dict(sorted(days.items())) for name, days in shown.items() if days}

    @cached_property
    def most(self) -> Mapping[str, int]:
        """The largest number of every question that has any, in order."""
        if self.summed is not None:
            return self.summed.most
        return {name: max(days.values()) for name, days in self.answers.items()}

    @cached_property
    def points(self) -> dict[str, list[Point]]:
        """The weekly averages of each of them; a week with too few answers has none."""
        return {
            name: [
                Point(week.place, week.stretch.first, week.stretch.last, week.mean, week.mean, week.mean, week.days)
                for week in of_weeks
            ]
            for name, of_weeks in self._means.items()
        }

    @property
    def _means(self) -> Mapping[str, Sequence[StretchMean]]:
        if self.summed is not None:
            return self.summed.means
        span = self.anchor, self.first_day, self.last_day
        return {name: means(days, *span) for name, days in self.answers.items()}

    @property
    def weeks_told(self) -> bool:
        return any(self.points.values()) or (self.single_weeks and bool(self.counts))

    @cached_property
    def said(self) -> dict[str, dict[int, str]]:
        """Each weekly average in words, by its place."""
        return {
            name: {point.place: words.mean_of_days(name, point.mean, point.days) for point in points}
            for name, points in self.points.items()
        }

    @cached_property
    def codes(self) -> dict[str, dict[date, Sequence[str]]]:
        """The codes of the days shown, of every question that has any."""
        first, last = self.first_day, self.last_day
        shown = {
            name: {day: codes for day, codes in self.chosen.get(name, {}).items() if codes and first <= day <= last}
            for name in CHOSEN
        }
        return {name: days for name, days in shown.items() if days}

    @cached_property
    def counts(self) -> Mapping[str, Counts]:
        """On how many days of each stretch each code was chosen."""
        if self.summed is not None:
            return self.summed.counts
        span = self.anchor, self.first_day, self.last_day
        return {name: counts(days, *span, self.count_step) for name, days in self.codes.items()}

    @cached_property
    def stretches(self) -> dict[int, Stretch]:
        """The stretches by which codes are counted."""
        return stretches(self.anchor, self.first_day, self.last_day, self.count_step)

    @cached_property
    def detailed(self) -> list[date]:
        """The days with any answer, in order."""
        numbered = {day for days in self.answers.values() for day in days}
        return sorted(numbered.union(*self.codes.values()))

    @property
    def days_detailed(self) -> int:
        """How many days have any answer."""
        return len(self.detailed) if self.summed is None else self.summed.detailed

    @property
    def missing(self) -> list[str]:
        """The questions without any answer."""
        return [name for name in (*NUMBERS, *CHOSEN) if name not in self.most and name not in self.counts]


def facts_of(recorded: Recorded) -> StripsFacts:
    return StripsFacts(
        first_day=recorded.first_day,
        last_day=recorded.last_day,
        anchor=first_week_start(recorded.anchor, recorded.first_day),
        numbers=recorded.numbers,
        chosen=recorded.chosen,
        summed=None if recorded.summed is None else recorded.summed.answers,
    )
