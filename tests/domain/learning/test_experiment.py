"""Experiments on oneself: blocks, what is shown of them, when one ends, and when stopping is offered."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.learning.experiment import (
    BLOCK_DAYS,
    PAIRS,
    Arm,
    Block,
    Schedule,
    Standing,
    Status,
    begun,
    block_mean,
    block_of,
    days_not_as_planned,
    scored_days,
    standing,
    toss,
    worth_stopping,
)

FIRST = date(2026, 3, 2)
A, B = Arm.A, Arm.B


def on(number: int) -> date:
    """The day of the experiment with that number, from 1."""
    return FIRST + timedelta(days=number - 1)


def schedule(coins: str = "abba", block_days: int = 3) -> Schedule:
    return Schedule(FIRST, block_days, tuple(map(Arm, coins)))


schedules = st.builds(
    schedule,
    st.text("ab", min_size=PAIRS[0], max_size=PAIRS[1]),
    st.integers(*BLOCK_DAYS),
)


def test_each_pair_holds_both_arms_and_the_coin_says_which_comes_first() -> None:
    assert [(block.pair, block.arm) for block in schedule("abb").blocks] == [
        (1, A),
        (1, B),
        (2, B),
        (2, A),
        (3, B),
        (3, A),
    ]


@given(schedules)
def test_blocks_follow_each_other_without_a_gap_from_the_first_day_to_the_last(of: Schedule) -> None:
    days = [
        block.first + timedelta(days=away) for block in of.blocks for away in range((block.last - block.first).days + 1)
    ]
    assert days == [FIRST + timedelta(days=away) for away in range((of.last - FIRST).days + 1)]
    assert len(days) == 2 * len(of.coins) * of.block_days


@given(schedules)
def test_both_arms_have_as_many_days(of: Schedule) -> None:
    counted = {arm: sum(len(block.counted) for block in of.blocks if block.arm is arm) for arm in Arm}
    assert counted[A] == counted[B]


@pytest.mark.parametrize(("block_days", "counted"), [(2, 2), (3, 2), (4, 3), (7, 6)])
def test_the_first_day_of_a_block_counts_only_where_there_is_none_to_spare(block_days: int, counted: int) -> None:
    block = schedule(block_days=block_days).blocks[1]
    assert len(block.counted) == counted
    assert (block.first in block.counted) is (block_days == 2)


def test_a_coin_is_tossed_for_each_pair() -> None:
    falls: Iterator[bool] = iter([True, False, False, True])
    assert toss(4, lambda: next(falls)) == (A, B, B, A)


@pytest.mark.parametrize(
    ("today", "stopped", "signs", "status", "ended"),
    [
        (0, None, (), Status.PLANNED, None),
        (1, None, (), Status.RUNNING, None),
        (24, None, (), Status.RUNNING, None),
        (25, None, (), Status.FINISHED, 24),
        (9, 9, (), Status.STOPPED, 9),
        (0, 0, (), Status.STOPPED, 0),
        (40, 9, (), Status.STOPPED, 9),
        (9, None, (7, 8), Status.WARNING_SIGN, 7),
        (40, 9, (7,), Status.WARNING_SIGN, 7),
        (40, 9, (10,), Status.STOPPED, 9),
        (9, None, (0,), Status.RUNNING, None),
        (30, None, (25,), Status.FINISHED, 24),
        (30, None, (24,), Status.WARNING_SIGN, 24),
    ],
)
def test_how_it_stands(
    today: int, stopped: int | None, signs: tuple[int, ...], status: Status, ended: int | None
) -> None:
    found = standing(schedule(), on(today), None if stopped is None else on(stopped), map(on, signs))
    assert found == Standing(status, None if ended is None else on(ended))


@pytest.mark.parametrize(("today", "shown"), [(0, 0), (1, 1), (3, 1), (4, 2), (24, 8), (40, 8)])
def test_no_block_is_shown_ahead(today: int, shown: int) -> None:
    assert begun(schedule(), on(today), None) == schedule().blocks[:shown]


@pytest.mark.parametrize(("ended", "shown"), [(0, 0), (3, 1), (4, 2), (24, 8)])
def test_blocks_after_the_end_are_never_shown(ended: int, shown: int) -> None:
    assert begun(schedule(), on(40), on(ended)) == schedule().blocks[:shown]


@given(schedules, st.integers(-5, 130))
def test_what_is_shown_tells_nothing_of_pairs_to_come(of: Schedule, day: int) -> None:
    today = on(day)
    other = Schedule(of.first, of.block_days, tuple(coin.other for coin in of.coins))
    shown = begun(of, today, None)
    assert all(block.first <= today for block in shown)
    assert len(shown) == len(begun(other, today, None))


def test_the_block_of_a_day() -> None:
    assert block_of(schedule(), on(4)) == Block(1, B, on(4), on(6))
    assert block_of(schedule(), on(0)) is None


@pytest.mark.parametrize(
    ("scores", "mean"),
    [
        ({2: 4, 3: 6}, 5),
        ({1: 9, 2: 4, 3: 6}, 5),  # the first day does not count
        ({2: 4}, 4),  # half of the two counted days
        ({1: 9}, None),
        ({}, None),
    ],
)
def test_a_block_needs_half_of_its_counted_days(scores: dict[int, float], mean: float | None) -> None:
    assert block_mean(schedule().blocks[0], {on(day): score for day, score in scores.items()}) == mean


def test_two_of_five_counted_days_are_too_few_and_three_enough() -> None:
    block = schedule(block_days=6).blocks[0]
    assert block_mean(block, {on(2): 1, on(3): 2}) is None
    assert block_mean(block, {on(2): 1, on(3): 2, on(6): 3}) == 2


def test_days_after_the_end_do_not_count() -> None:
    block, scores = schedule().blocks[0], {on(2): 4.0, on(3): 6.0}
    assert scored_days(block, scores, on(2)) == (on(2),)
    assert block_mean(block, scores, on(2)) == 4
    assert block_mean(block, scores, on(1)) is None


def test_a_day_with_the_other_arm_is_named() -> None:
    blocks = schedule("ab").blocks
    done = {A: [on(1), on(5), on(12)], B: [on(2), on(5), on(7)]}
    # heat on days 1 to 3 and 10 to 12, ice from 4 to 9
    assert days_not_as_planned(blocks, done) == (on(2), on(5))
    assert days_not_as_planned(blocks, done, on(4)) == (on(2),)
    assert days_not_as_planned(blocks, {A: done[A]}) == (on(5),)


@pytest.mark.parametrize(
    ("scores", "today", "offered"),
    [
        ({2: 3, 3: 3, 4: 5, 5: 5}, 5, True),
        ({2: 3, 3: 3, 4: 5, 5: 5}, 6, True),  # today has no score yet
        ({2: 3, 3: 3, 5: 5, 6: 6}, 6, True),
        ({2: 3, 3: 3, 4: 5, 5: 4}, 5, False),
        ({2: 3, 3: 4, 4: 5, 5: 5}, 5, False),  # the block before has 3.5
        ({2: 3, 3: 3, 4: 5, 6: 5}, 6, False),  # not two days running
        ({2: 3, 3: 5, 4: 9}, 4, False),  # one day of this block alone
        ({4: 5, 5: 5}, 5, False),  # nothing to compare with
        ({1: 9, 2: 9, 3: 9}, 3, False),  # no block before
    ],
)
def test_stopping_is_offered_after_two_days_two_points_above_the_block_before(
    scores: dict[int, float], today: int, offered: bool
) -> None:
    assert worth_stopping(schedule(), on(today), {on(day): score for day, score in scores.items()}) is offered


def test_stopping_is_offered_on_no_day_outside_of_it() -> None:
    scores = {on(day): 9.0 if day > 21 else 1.0 for day in range(1, 40)}
    assert not worth_stopping(schedule(), on(26), scores)
