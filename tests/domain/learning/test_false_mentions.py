"""How often "with and without" finds something in made-up diaries where nothing is connected, and where something is.

A made-up diary has 60 to 120 days, an AR(1) series (rho 0.4 to 0.6, its day's own part with a standard deviation of
1.4) around pain that falls by 3 to 4 points, 12 % of its days missing, and eight habits that become more or less usual.
The usual way, the mean of all days with a habit less that of all days without, is held against the same circular
shifts. The expected ranges are those of docs/rules.md.
"""

from dataclasses import dataclass
from random import Random

import pytest

from tests.domain.learning.plain import usual_difference
from tracker.domain.learning.with_without import Outcome, Row, compare

pytestmark = pytest.mark.long

RUNS = 400
DEVIATION, MISSING, HABITS = 1.4, 0.12, 8


@dataclass(frozen=True)
class Shape:
    days: int
    rho: float

    def __str__(self) -> str:
        return f"{self.days} days, rho {self.rho}"


SHAPES = [Shape(60, 0.4), Shape(60, 0.6), Shape(90, 0.5), Shape(120, 0.4), Shape(120, 0.6)]


def habit(chance: Random, days: int, *, drifts: bool = True) -> tuple[bool, ...]:
    """Usual on a tenth of the days at one end and on seven tenths at the other; or on three tenths throughout."""
    first, last = chance.choice([(0.1, 0.7), (0.7, 0.1)]) if drifts else (0.3, 0.3)
    return tuple(chance.random() < first + (last - first) * day / (days - 1) for day in range(days))


def diary(chance: Random, shape: Shape, walks: tuple[bool, ...] = (), effect: float = 0.0) -> list[float | None]:
    falls, state = chance.uniform(3, 4), chance.gauss(0, DEVIATION)
    scores: list[float | None] = []
    for day in range(shape.days):
        if day:
            state = shape.rho * state + chance.gauss(0, DEVIATION)
        pain = 6.5 - falls * day / (shape.days - 1) + state
        if walks and day and walks[day - 1]:
            pain += effect
        scores.append(None if chance.random() < MISSING else min(10, max(0, round(pain))))
    return scores


def usual_way_finds(scores: list[float | None], facts: tuple[bool, ...]) -> bool:
    days = len(scores)
    own = abs(usual_difference(scores, facts))
    shifts = range(7, days - 6)
    as_large = sum(abs(usual_difference(scores[by:] + scores[:by], facts)) >= own for by in shifts)
    return (as_large + 1) / (len(shifts) + 1) <= 0.05


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_nothing_is_connected(shape: Shape) -> None:
    chance = Random(6)  # noqa: S311 - a seed makes the runs the same every time
    pages = usual = 0
    for _ in range(RUNS):
        scores = diary(chance, shape)
        rows = [Row(habit(chance, shape.days), Outcome.SAME_DAY) for _ in range(HABITS)]
        pages += any(compared.stands_out for compared in compare(scores, rows))
        usual += usual_way_finds(scores, tuple(bool(fact) for fact in rows[0].facts))
    assert 0.12 <= usual / RUNS <= 0.40
    assert 0.01 <= pages / RUNS <= 0.08


@pytest.mark.parametrize(("effect", "found"), [(-1.5, 0.72), (-1.0, 0.30)])
def test_something_is_connected(effect: float, found: float) -> None:
    chance = Random(7)  # noqa: S311
    shape = Shape(90, 0.5)
    hits = 0
    for _ in range(RUNS):
        walks = habit(chance, shape.days, drifts=False)
        rows = [Row(walks), *(Row(habit(chance, shape.days)) for _ in range(HABITS - 1))]
        hits += compare(diary(chance, shape, walks, effect), rows)[0].stands_out
    assert hits / RUNS == pytest.approx(found, abs=0.1)
