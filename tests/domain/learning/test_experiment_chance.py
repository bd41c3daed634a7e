"""How often an experiment finds something in made-up diaries, where the two arms are the same and where they are not.

A made-up diary is an AR(1) series (rho 0.4, its day's own part with a standard deviation of 1.2) around pain that falls
by 0.1 a day, 12 % of its days missing, rounded and kept within 0 to 10; the blocks have three days. Beside it stands
what many would do: always the same arm first. The expected shares are those of docs/rules.md.
"""

from datetime import date, timedelta
from random import Random
from statistics import fmean

import pytest

from tracker.domain.learning.experiment import Arm, Schedule, block_of, toss
from tracker.domain.learning.experiment_result import outcome_of

pytestmark = pytest.mark.long

RUNS = 1500
FIRST = date(2026, 3, 2)
RHO, DEVIATION, MISSING, FALLS = 0.4, 1.2, 0.12, 0.1


def diary(chance: Random, schedule: Schedule, effect: float) -> dict[date, float]:
    """Scores of its days; A changes those of its blocks by `effect`."""
    scores: dict[date, float] = {}
    state = chance.gauss(0, DEVIATION)
    for away in range((schedule.last - FIRST).days + 1):
        day = FIRST + timedelta(days=away)
        state = RHO * state + chance.gauss(0, DEVIATION)
        block = block_of(schedule, day)
        on = effect if block is not None and block.arm is Arm.A else 0.0
        if chance.random() >= MISSING:
            scores[day] = min(10, max(0, round(6.5 - FALLS * away + state + on)))
    return scores


def found(chance: Random, pairs: int, effect: float = 0.0) -> bool:
    """Whether an experiment says that there is a difference."""
    schedule = Schedule(FIRST, 3, toss(pairs, lambda: chance.random() < 0.5))
    return not outcome_of(schedule, diary(chance, schedule, effect)).too_close


@pytest.mark.parametrize(("pairs", "share"), [(3, 0.0), (4, 0.04), (6, 0.04), (8, 0.05)])
def test_two_arms_that_are_the_same_are_seldom_told_apart(pairs: int, share: float) -> None:
    chance = Random(8)  # noqa: S311 - a seed makes the runs the same every time
    assert sum(found(chance, pairs) for _ in range(RUNS)) / RUNS == pytest.approx(share, abs=0.02)


@pytest.mark.parametrize(
    ("pairs", "effect", "share"), [(4, -1.0, 0.11), (4, -2.0, 0.35), (8, -1.0, 0.32), (8, -2.0, 0.81)]
)
def test_a_difference_is_found_more_often_the_larger_it_is(pairs: int, effect: float, share: float) -> None:
    chance = Random(9)  # noqa: S311
    assert sum(found(chance, pairs, effect) for _ in range(RUNS)) / RUNS == pytest.approx(share, abs=0.05)


def test_always_the_same_first_is_fooled_by_pain_that_falls() -> None:
    chance = Random(10)  # noqa: S311
    assert a_looks_worse(chance, tossed=False) == pytest.approx(0.67, abs=0.04)
    assert a_looks_worse(chance, tossed=True) == pytest.approx(0.5, abs=0.04)


def a_looks_worse(chance: Random, *, tossed: bool) -> float:
    """How often the days of A have more pain where nothing is connected: A first in every pair, or by the coin."""
    worse = 0
    for _ in range(RUNS):
        coins = toss(8, lambda: chance.random() < 0.5) if tossed else (Arm.A,) * 8
        schedule = Schedule(FIRST, 3, coins)
        differences = [pair.difference for pair in outcome_of(schedule, diary(chance, schedule, 0.0)).pairs]
        worse += fmean(one for one in differences if one is not None) > 0
    return worse / RUNS
