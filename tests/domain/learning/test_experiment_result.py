"""What an experiment came to: usable pairs, the difference with its range, and what the coin alone does."""

from datetime import date, timedelta
from itertools import product
from statistics import fmean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.learning.experiment import Arm, Schedule
from tracker.domain.learning.experiment_result import Outcome, Pair, compare_pairs, mean_in, outcome_of

FIRST = date(2026, 3, 2)
differences = st.lists(st.integers(-60, 60).map(lambda sixths: sixths / 6), min_size=3, max_size=8)


def of(*found: float | None) -> Outcome:
    return compare_pairs([Pair(at, 5 + one if one is not None else None, 5.0) for at, one in enumerate(found, 1)])


def days_of(coins: str, a: float, b: float) -> tuple[Schedule, dict[date, float]]:
    """A diary with the same score on every day of an arm."""
    schedule = Schedule(FIRST, 3, tuple(map(Arm, coins)))
    scores = {
        block.first + timedelta(days=away): a if block.arm is Arm.A else b
        for block in schedule.blocks
        for away in range(3)
    }
    return schedule, scores


def test_the_mean_of_the_pairs_whatever_came_first() -> None:
    schedule, scores = days_of("abba", 3, 5)
    found = outcome_of(schedule, scores)
    assert [pair.difference for pair in found.pairs] == [-2, -2, -2, -2]
    assert (found.usable, found.difference, found.low, found.high) == (4, -2, -2, -2)
    assert [mean_in(found, block) for block in schedule.blocks[:3]] == [3, 5, 5]


def test_a_pair_needs_both_of_its_blocks() -> None:
    schedule, scores = days_of("abba", 3, 5)
    for day in schedule.blocks[0].counted:
        del scores[day]
    found = outcome_of(schedule, scores)
    assert found.usable == 3
    assert found.pairs[0] == Pair(1, None, 5)
    assert found.pairs[0].difference is None
    assert found.ways == 8


def test_what_comes_after_the_end_is_left_out() -> None:
    schedule, scores = days_of("abba", 3, 5)
    found = outcome_of(schedule, scores, schedule.blocks[5].last)
    assert found.usable == 3


@pytest.mark.parametrize("found", [(), (1.0,), (1.0, 1.0), (1.0, None, 1.0, None)])
def test_fewer_than_three_pairs_say_nothing(found: tuple[float | None, ...]) -> None:
    outcome = of(*found)
    assert (outcome.difference, outcome.low, outcome.high, outcome.coin_share, outcome.ways) == (
        None, None, None, None, 0,
    )  # fmt: skip
    assert outcome.too_close


@pytest.mark.parametrize(
    ("found", "large", "ways", "close"),
    [
        ((-1, -1, -1, -1), 2, 16, False),  # the best that four pairs can do
        ((1, 1, 1, 1), 2, 16, False),
        ((-1.0, -0.5, -1.5, -0.75), 2, 16, False),
        ((-1, -1, -1), 2, 8, True),  # three pairs cannot tell
        ((-0.1, -3, -3, -3), 2, 16, True),  # the coin is satisfied, the range is not: it reaches over 0
        ((0.5, -1, -1, -1), 4, 16, True),
        ((0, 0, 0, 0), 16, 16, True),
        ((-1, 1, -1, 1), 16, 16, True),
        ((-2, -2, -2, -2, 1), 4, 32, True),  # the coin again, and the range does not
    ],
)
def test_of_the_ways_the_coins_could_have_fallen(found: tuple[float, ...], large: int, ways: int, close: bool) -> None:
    outcome = of(*found)
    assert (outcome.ways_as_large, outcome.ways) == (large, ways)
    assert outcome.coin_share == large / ways
    assert outcome.too_close is close


def test_the_range_is_that_of_student() -> None:
    found = of(-1.8, -0.2, -1.2, -0.4)
    half = 3.1824463053 * stdev([-1.8, -0.2, -1.2, -0.4]) / 2
    assert found.difference == pytest.approx(-0.9)
    assert found.low == pytest.approx(-0.9 - half)
    assert found.high == pytest.approx(-0.9 + half)


@given(differences)
def test_the_coin_share_is_counted_way_by_way(found: list[float]) -> None:
    seen = abs(sum(round(one * 6) for one in found))
    sixths = [round(one * 6) for one in found]
    as_large = sum(
        abs(sum(sign * one for sign, one in zip(signs, sixths, strict=True))) >= seen
        for signs in product((1, -1), repeat=len(sixths))
    )
    outcome = of(*found)
    assert (outcome.ways_as_large, outcome.ways) == (as_large, 2 ** len(found))


@given(differences)
def test_the_other_way_round_it_is_the_same_with_another_sign(found: list[float]) -> None:
    one, other = of(*found), of(*(-value for value in found))
    assert one.ways_as_large == other.ways_as_large
    assert one.difference == pytest.approx(-(other.difference or 0))
    assert one.low == pytest.approx(-(other.high or 0), abs=1e-9)
    assert one.too_close is other.too_close


@given(differences)
def test_the_range_holds_the_difference_and_the_share_is_never_under_two_ways(found: list[float]) -> None:
    outcome = of(*found)
    assert outcome.low is not None
    assert outcome.high is not None
    assert outcome.difference is not None
    assert outcome.low <= outcome.difference <= outcome.high
    assert outcome.ways_as_large >= 2
    assert outcome.high - outcome.difference == pytest.approx(outcome.difference - outcome.low, abs=1e-9)
    assert outcome.difference == pytest.approx(fmean(found), abs=1e-9)
