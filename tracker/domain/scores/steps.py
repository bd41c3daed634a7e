"""How finely a range of days is told: by the day, in weekly means, in counts of weeks or of four weeks."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from enum import IntEnum
from math import fsum
from operator import itemgetter
from typing import Final, NamedTuple

from tracker.domain.scores.weekly import DAYS_NEEDED
from tracker.domain.values.periods import DAYS_IN_WEEK

DAYS_TOLD_SINGLY: Final = 18 * DAYS_IN_WEEK  # a course of three months with the weeks before and after it
WEEKS_COUNTED_SINGLY: Final = 60  # a year, with some weeks before it


class Step(IntEnum):
    """What is told together; the value is how many days it holds."""

    DAY = 1
    WEEK = 7
    FOUR_WEEKS = 28


def line_step(days: int) -> Step:
    """Whether the scores of a range of so many days are told by the day, or as weekly means alone.

    Source: weekly averages are steadier than single days (PMC3014612), and where a day is narrower than its dot single
    days hide them.
    """
    return Step.DAY if days <= DAYS_TOLD_SINGLY else Step.WEEK


def count_step(days: int) -> Step:
    """Whether what happened in a range of so many days is counted by the week or by four weeks.

    Source: the project's own choice, no rule of statistics; a week of a longer range is narrower than a bar.
    """
    return Step.WEEK if days <= WEEKS_COUNTED_SINGLY * DAYS_IN_WEEK else Step.FOUR_WEEKS


class Stretch(NamedTuple):
    """The days told together, from `first` to `last`, both included, as far as they lie in the range."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it holds, which is less than its step at the ends of a range."""
        return (self.last - self.first).days + 1


def place_in(day: date, anchor: date, step: Step) -> int:
    """Which stretch a day lies in: 0 for the one that begins on the anchor, negative before it.

    Source: weeks run from the first session (`periods.week_of`).
    """
    return (day - anchor).days // step


def stretches(anchor: date, first: date, last: date, step: Step) -> dict[int, Stretch]:
    """Every stretch of the days from `first` to `last` by its place, in order, also those in which nothing happened.

    Empty when `last` is before `first`. Source: as of `place_in`.
    """
    if last < first:
        return {}
    places = range(place_in(first, anchor, step), place_in(last, anchor, step) + 1)
    return {place: _stretch(place, anchor, first, last, step) for place in places}


def _stretch(place: int, anchor: date, first: date, last: date, step: Step) -> Stretch:
    start = anchor + timedelta(days=step * place)
    return Stretch(max(start, first), min(start + timedelta(days=step - 1), last))


class StretchMean(NamedTuple):
    """The mean of the answers of one stretch, in their own unit, and of how many days it is."""

    place: int
    stretch: Stretch
    mean: float
    days: int


def means(values: Mapping[date, float], anchor: date, first: date, last: date) -> tuple[StretchMean, ...]:
    """The mean of every week from `first` to `last` that has answers on at least four days, in order.

    `values` are the answers by day, in any unit; a day without one is left out and never 0, and a week with too few
    has no mean. Source: as the weekly means of pain (`weekly.weekly_means`).
    """
    by_place: defaultdict[int, list[float]] = defaultdict(list)
    begin = anchor.toordinal()
    for day, value in values.items():
        if first <= day <= last:
            by_place[(day.toordinal() - begin) // Step.WEEK].append(value)
    sums = {place: (fsum(found), len(found)) for place, found in by_place.items()}
    return means_of_sums(sums, anchor, first, last)


def means_of_sums(
    sums: Mapping[int, tuple[float, int]], anchor: date, first: date, last: date
) -> tuple[StretchMean, ...]:
    """The same of the sum of each week's answers, by its place, and of how many days have one."""
    return tuple(
        StretchMean(place, _stretch(place, anchor, first, last, Step.WEEK), of_week / days, days)
        for place, (of_week, days) in sorted(sums.items())
        if days >= DAYS_NEEDED
    )


class Counts(NamedTuple):
    """On how many days of each stretch, by its place, a question was answered, and with each of the codes."""

    answered: Mapping[int, int]
    chosen: Mapping[str, Mapping[int, int]]


def counts(answers: Mapping[date, Collection[str]], anchor: date, first: date, last: date, step: Step) -> Counts:
    """Counts the days from `first` to `last` on which each code was chosen, beside the days with any answer.

    A day without an answer counts for nothing: that something was not ticked there does not say it was not so. A day
    whose answer is empty has none. Source: the project's rule that what was not recorded is never 0.
    """
    answered: list[int] = []
    chosen: defaultdict[str, list[int]] = defaultdict(list)
    begin = anchor.toordinal()
    for day, codes in sorted(answers.items(), key=itemgetter(0)):
        if codes and first <= day <= last:
            place = (day.toordinal() - begin) // step
            answered.append(place)
            for code in set(codes):
                chosen[code].append(place)
    return Counts(dict(Counter(answered)), {code: dict(Counter(places)) for code, places in chosen.items()})
