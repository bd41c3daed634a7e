"""Weekly means of a course and how far they can be trusted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import fsum, sqrt
from typing import Final, NamedTuple

from tracker.domain.limits import SCORE_HIGH, SCORE_LOW
from tracker.domain.scores.lateness import NONE_LATE, ON_THE_DAY, Given, Late, late_among
from tracker.domain.values.periods import DAYS_IN_WEEK, in_weeks, weeks_between
from tracker.domain.values.tables import table

DAYS_NEEDED: Final = 4
VALUES_NEEDED: Final = 2
DAY_TO_DAY_CORRELATION: Final = 0.4

# Student's t, two-sided 95 % (the 0.975 quantile), by degrees of freedom; a week has at most six, two weeks thirteen.
# Source: NIST/SEMATECH e-Handbook of Statistical Methods, table 1.3.6.7.2, to three decimals; the further decimals
# from the distribution function, against which the tests check each of them.
T_975: Final = {int(row["degrees"]): float(row["quantile"]) for row in table("students_t")}
VALUES_MOST: Final = max(T_975) + 1
# By how many values there are: the root of how many independent ones they are worth.
_ROOT_OF_INDEPENDENT: Final = tuple(
    sqrt(count * (1 - DAY_TO_DAY_CORRELATION) / (1 + DAY_TO_DAY_CORRELATION)) for count in range(VALUES_MOST + 1)
)


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What the `missing` days of a week could do to its mean: from `low` to `high`, 0 to 10.

    `beyond` days of it come after the last day looked at: they are still to come, or the course `ended` before them.
    """

    missing: int
    low: float
    high: float
    beyond: int = 0
    ended: bool = False


class WeekMean(NamedTuple):
    """One week of a course: its number from 1, its first and last day, and the mean of its logged days.

    `mean`, `low` and `high` (the rough range) run from 0 to 10 and are None together, as long as fewer than four days
    are logged; `days` always says how many are, and `late` how many of those were entered later or imported.
    """

    week: int
    from_date: date
    to_date: date
    mean: float | None
    low: float | None
    high: float | None
    days: int
    late: Late = NONE_LATE


def rough_range(values: Sequence[float]) -> tuple[float, float] | None:
    """The low and high end of the range in which the true mean of `values` roughly lies; None for fewer than two.

    mean +- t(0.975, n-1) s / sqrt(n (1-rho)/(1+rho)), with s the sample standard deviation and rho fixed at 0.4,
    because scores of neighbouring days resemble each other and a week is too short to estimate by how much; clipped
    to 0 to 10. Equal values give a range without width. Raises `ValueError` for more than 14 values.

    Source: autocorrelation has to be allowed for in one person's diary (AHRQ n-of-1 User's Guide, ch. 4; Tang 2019).
    """
    if len(values) < VALUES_NEEDED:
        return None
    if len(values) > VALUES_MOST:
        raise ValueError(f"a rough range is for at most {VALUES_MOST} days")
    return _rough_range(tuple(sorted(values)))


@lru_cache(maxsize=4096)  # few weeks are like no other: seven whole numbers, in any order
def _rough_range(values: tuple[float, ...]) -> tuple[float, float]:
    count = len(values)
    mean = fsum(values) / count
    if values[0] == values[-1]:
        return mean, mean
    deviation = sqrt(fsum([(value - mean) * (value - mean) for value in values]) / (count - 1))
    half = T_975[count - 1] * deviation / _ROOT_OF_INDEPENDENT[count]
    return max(float(SCORE_LOW), mean - half), min(float(SCORE_HIGH), mean + half)


def weekly_means(
    scores: Mapping[date, float], first_day: date, last_day: date, given: Mapping[date, Given] = ON_THE_DAY
) -> tuple[WeekMean, ...]:
    """Every week from the one that begins on `first_day` to the one that holds `last_day`, in order.

    `first_day` is the local day of session 1, so week w holds its days 7(w-1)+1 to 7w. A week has a mean once four of
    its days are logged, the running week included; other weeks are kept with None, so that gaps stay gaps. Days after
    `last_day` are not counted. Empty when `last_day` is before `first_day`. `given` says how scores were.

    Source: weekly averages are steadier than single days (PMC3014612; Stone 2014, doi 10.1097/AJP.0000000000000030).
    """
    logged = in_weeks(scores, first_day, last_day)
    values = {week: [scores[day] for day in days] for week, days in logged.items()}
    late = {week: late_among(days, given) for week, days in logged.items()} if given else {}
    return means_of_weeks(values, late, first_day, last_day)


def means_of_weeks(
    values: Mapping[int, Sequence[float]], late: Mapping[int, Late], first_day: date, last_day: date
) -> tuple[WeekMean, ...]:
    """The same of the scores of each week's logged days in any order, by its number, and of how those were given."""
    weeks: list[WeekMean] = []
    for week, start, end in weeks_between(first_day, last_day):
        logged = values.get(week, ())
        span = rough_range(logged) if len(logged) >= DAYS_NEEDED else None
        mean, low, high = (None, None, None) if span is None else (fsum(logged) / len(logged), *span)
        weeks.append(WeekMean(week, start, end, mean, low, high, len(logged), late.get(week, NONE_LATE)))
    return tuple(weeks)


def latest_neighbours(weeks: Sequence[WeekMean]) -> tuple[WeekMean, WeekMean] | None:
    """The two latest of some weeks in order that have a mean, where they are neighbours; None otherwise."""
    usable = [week for week in weeks if week.mean is not None]
    if len(usable) < 2 or usable[-1].week - usable[-2].week != 1:  # noqa: PLR2004 - two weeks make a pair
        return None
    return usable[-2], usable[-1]


def sensitivity(
    week: WeekMean, scores: Mapping[date, float], last_day: date, *, ended: bool = False
) -> Sensitivity | None:
    """The week's mean if every missing day had been like the person's own best, or own worst, logged day.

    `scores` are the logged days (0 to 10) with the best and the worst; those of the week itself must be among them.
    Days after `last_day` are still to come, or after a course that `ended` on it, and are not missing. None where no
    day is missing or the week has no mean. Raises `ValueError` for a week with a mean and no scores at all.

    A missing day is never filled in, so the mean is shown beside its two ends.
    """
    gone_by = min((last_day - week.from_date).days + 1, DAYS_IN_WEEK)
    missing = gone_by - week.days
    if week.mean is None or missing <= 0:
        return None
    best, worst = min(scores.values()), max(scores.values())
    share, beyond = missing / gone_by, DAYS_IN_WEEK - gone_by
    low, high = (week.mean + share * (end - week.mean) for end in (best, worst))
    return Sensitivity(missing, low, high, beyond, ended and beyond > 0)
