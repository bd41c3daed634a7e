"""Weekly means, their rough range, and what missing days could change."""

from datetime import date, timedelta
from math import atan, cos, pi, sin, sqrt
from statistics import fmean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.scores.weekly import T_975, Sensitivity, WeekMean, rough_range, sensitivity, weekly_means
from tracker.domain.values.periods import days_between

FIRST = date(2026, 3, 3)


def logged(*scores: float | None) -> dict[date, float]:
    return {FIRST + timedelta(days=after): s for after, s in enumerate(scores) if s is not None}


def share_within(t: float, degrees: int) -> float:
    """P(-t < T < t) for Student's t with whole degrees of freedom (Abramowitz and Stegun 26.7.3 and 26.7.4)."""
    angle = atan(t / sqrt(degrees))
    odd = degrees % 2 == 1
    term = cos(angle) if odd else 1.0
    total = 0.0
    for power in range(1 if odd else 0, degrees - 1, 2):
        total += term
        term *= cos(angle) ** 2 * (power + 1) / (power + 2)
    return 2 / pi * (angle + sin(angle) * total) if odd else sin(angle) * total


@pytest.mark.parametrize(("degrees", "t"), T_975.items())
def test_table_of_t(degrees: int, t: float) -> None:
    assert share_within(t, degrees) == pytest.approx(0.95, abs=1e-11)


def test_table_of_t_as_published() -> None:
    published = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160]

    assert [round(t, 3) for t in T_975.values()] == published


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [
        # 7 days: n_eff = 3; s = 1; half = 2.4469 / sqrt 3 = 1.4127
        ([4, 4, 4, 5, 6, 6, 6], 5 - 2.4469118511 / sqrt(3), 5 + 2.4469118511 / sqrt(3)),
        # 4 days: n_eff = 12/7; s = sqrt(5/3); half = 3.182446 x 1.290994 / 1.309307 = 3.137934
        ([4, 5, 6, 7], 5.5 - 3.137934, 5.5 + 3.137934),
        ([5, 5, 5, 5], 5, 5),
        ([0, 0, 0, 0], 0, 0),
        ([0, 10], 0, 10),
        ([0, 0, 0, 1], 0, 0.25 + 3.1824463053 * 0.5 / sqrt(12 / 7)),
    ],
)
def test_rough_range(values: list[float], low: float, high: float) -> None:
    assert rough_range(values) == pytest.approx((low, high), abs=1e-6)


@pytest.mark.parametrize("values", [[], [5]])
def test_no_range_from_one_value(values: list[float]) -> None:
    assert rough_range(values) is None


def test_a_range_is_for_days_that_can_be_told_apart() -> None:
    assert rough_range([1.0, 2.0] * 7) is not None
    with pytest.raises(ValueError, match="14"):
        rough_range([1.0] * 15)


@given(st.lists(st.floats(0, 10), min_size=2, max_size=14))
def test_range_stays_on_the_scale_and_holds_the_mean(values: list[float]) -> None:
    span = rough_range(values)

    assert span is not None
    low, high = span
    assert 0 <= low <= fmean(values) <= high <= 10


@given(st.lists(st.integers(0, 10), min_size=2, max_size=7))
def test_range_is_wider_than_the_plain_one(values: list[int]) -> None:
    span = rough_range(values)
    mean, half = fmean(values), T_975[len(values) - 1] * stdev(values) / sqrt(len(values))

    assert span is not None
    assert span[0] <= max(0, mean - half) + 1e-9
    assert span[1] >= min(10, mean + half) - 1e-9


def test_weeks_of_a_course() -> None:
    scores = logged(6, 6, 6, 6, 6, 6, 6, *[None] * 7, 4, 4, None, 5, None, 3, None, 1, 1, 1)
    weeks = weekly_means(scores, FIRST, FIRST + timedelta(days=23))

    assert [(w.week, w.mean, w.days) for w in weeks] == [(1, 6, 7), (2, None, 0), (3, 4, 4), (4, None, 3)]
    assert weeks[0] == WeekMean(1, FIRST, FIRST + timedelta(days=6), 6, 6, 6, 7)
    assert (weeks[3].from_date, weeks[3].to_date) == (FIRST + timedelta(days=21), FIRST + timedelta(days=27))
    assert weeks[1].low is weeks[1].high is None
    assert (weeks[2].low, weeks[2].high) == pytest.approx((4 - 1.984604, 4 + 1.984604), abs=1e-6)


def test_the_running_week_has_a_mean_at_four_days() -> None:
    scores = logged(3, 4, 5, 6, 10)
    third, fourth = (weekly_means(scores, FIRST, FIRST + timedelta(days=after))[0] for after in (2, 3))

    assert (third.mean, third.days) == (None, 3)
    assert (fourth.mean, fourth.days) == (4.5, 4)


def test_days_outside_the_course_do_not_count() -> None:
    scores = {FIRST - timedelta(days=1): 9.0, **logged(1, 1, 1, 1, 1)}

    assert [w.days for w in weekly_means(scores, FIRST, FIRST + timedelta(days=3))] == [4]
    assert weekly_means(scores, FIRST, FIRST - timedelta(days=1)) == ()


def test_a_week_of_no_pain_has_the_mean_zero() -> None:
    assert weekly_means(logged(0, 0, 0, 0), FIRST, FIRST)[0].mean is None
    assert weekly_means(logged(0, 0, 0, 0), FIRST, FIRST + timedelta(days=6))[0].mean == 0


@given(st.dictionaries(st.integers(-5, 40), st.integers(0, 10)), st.integers(-10, 40))
def test_weeks_follow_each_other_and_count_every_day_once(scores: dict[int, int], last: int) -> None:
    by_day = {FIRST + timedelta(days=after): float(score) for after, score in scores.items()}
    weeks = weekly_means(by_day, FIRST, FIRST + timedelta(days=last))

    assert [w.week for w in weeks] == list(range(1, len(weeks) + 1))
    assert sum(w.days for w in weeks) == sum(0 <= after <= last for after in scores)
    assert all((w.mean is None) == (w.days < 4) == (w.low is None) == (w.high is None) for w in weeks)


@pytest.mark.parametrize(
    ("week", "today", "expected"),
    [
        # 6 of 7 days with a mean of 4; the person's best day is 1, the worst 9.
        ((4, 4, 4, 4, 4, 4, None), 6, Sensitivity(1, 25 / 7, 33 / 7)),
        ((4, None, 4, None, 4, None, 4), 6, Sensitivity(3, 19 / 7, 43 / 7)),
        # The running week: days to come are not missing, today is.
        ((4, 4, 4, 4, None, None, None), 3, None),
        ((4, 4, 4, 4, None, None, None), 4, Sensitivity(1, 17 / 5, 25 / 5)),
        ((4, None, 4, 4, 4, None, None), 4, Sensitivity(1, 17 / 5, 25 / 5)),
        ((4, 4, 4, 4, None, None, None), 60, Sensitivity(3, 19 / 7, 43 / 7)),
        # Nothing missing, or no mean.
        ((4, 4, 4, 4, 4, 4, 4), 6, None),
        ((4, 4, 4, None, None, None, None), 6, None),
        ((None, None, None, None, None, None, None), 6, None),
        ((0, 0, 0, 0, None, None, None), 6, Sensitivity(3, 0, 27 / 7)),
    ],
)
def test_sensitivity(week: tuple[float | None, ...], today: int, expected: Sensitivity | None) -> None:
    scores = logged(*week)
    elsewhere = {FIRST - timedelta(days=2): 1.0 if 4 in week else 0.0, FIRST - timedelta(days=1): 9.0}
    last_day = FIRST + timedelta(days=today)
    found = sensitivity(weekly_means(scores, FIRST, last_day)[0], scores | elsewhere, last_day)

    if expected is None:
        assert found is None
        return
    assert found is not None
    assert found.missing == expected.missing
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_sensitivity_before_the_week_begins() -> None:
    week = weekly_means(logged(4, 4, 4, 4), FIRST, FIRST + timedelta(days=3))[0]

    assert sensitivity(week, logged(4, 4, 4, 4), FIRST - timedelta(days=1)) is None


def test_sensitivity_needs_the_scores_it_speaks_of() -> None:
    week = weekly_means(logged(4, 4, 4, 4), FIRST, FIRST + timedelta(days=6))[0]

    with pytest.raises(ValueError, match="empty"):
        sensitivity(week, {}, FIRST + timedelta(days=6))


@given(st.dictionaries(st.integers(-20, 20), st.integers(0, 10), min_size=1), st.integers(0, 20))
def test_missing_days_move_a_mean_no_further_than_the_best_and_the_worst(scores: dict[int, int], last: int) -> None:
    by_day = {FIRST + timedelta(days=after): float(score) for after, score in scores.items()}
    last_day = FIRST + timedelta(days=last)
    for week in weekly_means(by_day, FIRST, last_day):
        found = sensitivity(week, by_day, last_day)
        days = list(days_between(week.from_date, min(week.to_date, last_day)))
        filled = [[by_day.get(day, end(by_day.values())) for day in days] for end in (min, max)]
        assert (found is None) == (week.mean is None or len(days) == week.days)
        if found is not None and week.mean is not None:
            assert found.missing == len(days) - week.days
            assert (found.low, found.high) == pytest.approx((fmean(filled[0]), fmean(filled[1])), abs=1e-9)
            assert 0 <= found.low <= week.mean <= found.high <= 10
