"""The picture of two groups of days."""

import re

from hypothesis import given
from hypothesis import strategies as st

from tracker.charts.two_groups import HEIGHT, WIDTH, two_groups

DOT = re.compile(r"M(\d+) (\d+)h0")
SCORED = st.lists(st.tuples(st.integers(0, 364), st.floats(0, 10)))


def dots(path: str) -> list[tuple[int, int]]:
    return [(int(x), int(y)) for x, y in DOT.findall(path)]


def test_a_dot_for_each_day_over_its_day_and_at_its_score() -> None:
    picture = two_groups(3, [(0, 10.0), (2, 0.0)], [(1, 5.0)])
    assert dots(picture.with_it) == [(4, 4), (236, 52)]
    assert dots(picture.without_it) == [(120, 28)]


def test_one_day_alone() -> None:
    assert two_groups(1, [(0, 5.0)], []).without_it == ""


@given(SCORED)
def test_every_dot_is_in_the_picture_and_stands_once(scored: list[tuple[int, float]]) -> None:
    path = two_groups(365, scored, []).with_it
    found = dots(path)
    assert "".join(f"M{x} {y}h0" for x, y in found) == path
    assert len(set(found)) == len(found) <= len(scored)
    assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y in found)
