"""The rules tried on thousands of made-up diaries in which nothing changes, against the figures that argue for them.

A made-up diary is an AR(1) series around a true mean of 5: each day keeps `rho` of the day before, the day-to-day
standard deviation is that of the underlying series, and the score is what a person would enter, rounded and clipped to
0 to 10. The expected figures come from an earlier simulation of 4,000 to 20,000 runs, given in whole percent (or in
the decimals shown). A figure is reproduced when it lies within three standard errors of the difference between the two
simulations (taking 4,000 runs for the earlier one) and half of the last digit shown.

What the figures do not say and is assumed here: "4 weeks later" is the fourth week after the starting week (22 to 28
days on) and "two weeks running" adds the third; starting on a bad day means that the first logged day scores 7 or
more, all else as it comes; the difference of two weeks uses 12 degrees of freedom, each week with its own deviation.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from random import Random
from statistics import NormalDist, fmean

import pytest

from tracker.domain.course.verdict import Label, course_verdict, label_of
from tracker.domain.scores.baseline import baseline_of
from tracker.domain.scores.weekly import DAY_TO_DAY_CORRELATION, T_975, rough_range, weekly_means

TRUE_MEAN = 5.0
EARLIER_RUNS = 4000
COVER_RUNS = 5000
COURSE_RUNS = 2500
SESSION = date(2026, 3, 10)
STARTING_WEEK = range(-7, 0)
THIRD_AND_FOURTH_WEEK = range(14, 28)
BAD_DAY = 7
BETTER = {Label.MEANINGFUL, Label.SUBSTANTIAL}
INDEPENDENT_SHARE = (1 - DAY_TO_DAY_CORRELATION) / (1 + DAY_TO_DAY_CORRELATION)


def diary(chance: Random, days: Iterable[int], deviation: float, rho: float, *, bad_start: bool = False) -> list[int]:
    """What somebody whose pain does not change enters on these days, in order."""
    scores: list[int] = []
    state, previous = 0.0, None
    for day in days:
        if previous is None:
            state = above(chance, BAD_DAY - 0.5, deviation) if bad_start else chance.gauss(0, deviation)
        else:
            kept = rho ** (day - previous)
            state = kept * state + chance.gauss(0, deviation * sqrt(1 - kept * kept))
        previous = day
        scores.append(min(10, max(0, round(TRUE_MEAN + state))))
    return scores


def above(chance: Random, score: float, deviation: float) -> float:
    """A draw of the series' state among those whose score is above this one."""
    normal = NormalDist(0, deviation)
    below = normal.cdf(score - TRUE_MEAN)
    return normal.inv_cdf(below + (1 - below) * (1 - chance.random()))


def variance(values: Sequence[float]) -> float:
    """The sample variance; the library's own works in fractions and takes most of the time."""
    mean = fmean(values)
    return sum((value - mean) ** 2 for value in values) / (len(values) - 1)


def assert_reproduced(share: float, expected: float, runs: int, *, step: float = 1.0) -> None:
    """`share` of the runs is the expected percent, which is given to `step` percent."""
    allowed = three_errors(expected, runs) + step / 2
    assert 100 * share == pytest.approx(expected, abs=allowed)


def three_errors(percent: float, runs: int) -> float:
    share = percent / 100
    return 300 * sqrt(share * (1 - share) * (1 / runs + 1 / EARLIER_RUNS))


@dataclass(frozen=True)
class Cover:
    """The expected cover in percent of the plain and of the rough interval, at one correlation."""

    rho: float
    plain: float
    rough: float
    plain_difference: float
    rough_difference: float
    last_digit: float = 1.0


# "80 to 81 %" is entered as its middle.
COVERS = [
    Cover(0.0, 94, 99, 95, 99.6, last_digit=0.1),
    Cover(0.3, 87, 96, 86, 97),
    Cover(0.5, 76, 91, 76, 91),
    Cover(0.7, 61, 80.5, 59, 80),
]
COVER_DEVIATION = 1.5


def interval_holds(distance: float, squared_error: float, degrees: int) -> bool:
    return abs(distance) <= T_975[degrees] * sqrt(squared_error) + 1e-12


@pytest.mark.parametrize("cover", COVERS, ids=lambda cover: f"rho {cover.rho}")
def test_cover_of_a_week(cover: Cover) -> None:
    chance = Random(1)  # noqa: S311 - a seed makes the runs the same every time
    plain = rough = 0
    for _ in range(COVER_RUNS):
        week = diary(chance, range(7), COVER_DEVIATION, cover.rho)
        plain += interval_holds(fmean(week) - TRUE_MEAN, variance(week) / 7, 6)
        span = rough_range(week)
        rough += span is not None and span[0] <= TRUE_MEAN <= span[1]

    assert_reproduced(plain / COVER_RUNS, cover.plain, COVER_RUNS)
    assert_reproduced(rough / COVER_RUNS, cover.rough, COVER_RUNS)


@pytest.mark.parametrize("cover", COVERS, ids=lambda cover: f"rho {cover.rho}")
def test_cover_of_the_starting_week_minus_a_later_one(cover: Cover) -> None:
    chance = Random(2)  # noqa: S311
    plain = rough = 0
    for _ in range(COVER_RUNS):
        both = diary(chance, [*range(7), *range(28, 35)], COVER_DEVIATION, cover.rho)
        start, later = both[:7], both[7:]
        distance, squared_error = fmean(later) - fmean(start), (variance(start) + variance(later)) / 7
        plain += interval_holds(distance, squared_error, 12)
        rough += interval_holds(distance, squared_error / INDEPENDENT_SHARE, 12)

    assert_reproduced(plain / COVER_RUNS, cover.plain_difference, COVER_RUNS)
    assert_reproduced(rough / COVER_RUNS, cover.rough_difference, COVER_RUNS, step=cover.last_digit)


def test_typical_half_width_of_a_week() -> None:
    chance = Random(3)  # noqa: S311
    halves = []
    for run in range(COVER_RUNS):
        span = rough_range(diary(chance, range(7), COVER_DEVIATION, (0.3, 0.5)[run % 2]))
        assert span is not None
        halves.append((span[1] - span[0]) / 2)

    assert fmean(halves) == pytest.approx(1.9, abs=0.05 + 3 * sqrt(variance(halves) / COVER_RUNS))


@dataclass(frozen=True)
class Improved:
    """How often a diary without change looked better by 2 points and 30 %: a share of the runs for each way to ask."""

    by_one_day: float
    by_week: float
    by_two_weeks: float


def improved(seed: int, deviation: float, rho: float, *, bad_start: bool) -> Improved:
    chance = Random(seed)  # noqa: S311
    one_day = one_week = two_weeks = 0
    days = [*STARTING_WEEK, *THIRD_AND_FOURTH_WEEK]
    for _ in range(COURSE_RUNS):
        entered = diary(chance, days, deviation, rho, bad_start=bad_start)
        scores = {SESSION + timedelta(days=day): float(score) for day, score in zip(days, entered, strict=True)}
        start = baseline_of(scores, SESSION)
        weeks = weekly_means(scores, SESSION, SESSION + timedelta(days=27))
        verdict = course_verdict(start, weeks)
        assert start is not None
        assert verdict.confirmed
        one_day += label_of(entered[0], weeks[-1].mean) in BETTER
        one_week += label_of(start.mean, weeks[-1].mean) in BETTER
        two_weeks += verdict.label in BETTER
    return Improved(one_day / COURSE_RUNS, one_week / COURSE_RUNS, two_weeks / COURSE_RUNS)


SERIES = [(1.2, 0.3), (1.2, 0.5), (1.6, 0.3), (1.6, 0.5)]  # day-to-day deviation, correlation


def results(*, bad_start: bool) -> Iterator[Improved]:
    for seed, (deviation, rho) in enumerate(SERIES, start=4):
        yield improved(seed, deviation, rho, bad_start=bad_start)


def assert_range(shares: Iterable[float], low: float, high: float, step: float) -> None:
    """The least and the most of the series are the two ends of the expected range, in percent."""
    found = sorted(shares)
    assert_reproduced(found[0], low, COURSE_RUNS, step=step)
    assert_reproduced(found[-1], high, COURSE_RUNS)


def test_false_improvement_after_starting_on_a_bad_day() -> None:
    found = list(results(bad_start=True))

    assert_range([one.by_one_day for one in found], 51, 58, 1)
    assert_range([one.by_week for one in found], 3, 15, 1)
    assert_range([one.by_two_weeks for one in found], 0.6, 5, 0.1)
    assert all(one.by_two_weeks < one.by_week < one.by_one_day for one in found)


def test_false_improvement_after_an_ordinary_start() -> None:
    found = list(results(bad_start=False))

    assert_range([one.by_week for one in found], 1, 7, 1)
    assert_range([one.by_two_weeks for one in found], 0.2, 2, 0.1)
    assert all(one.by_two_weeks < one.by_week for one in found)
