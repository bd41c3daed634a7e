"""The shifts of one row worked out side by side, held against the plain way."""

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.learning.plain import difference_at
from tracker.domain.learning.shifts import ShiftedScores

WHOLE = st.integers(0, 10)
OF_MOMENTS = st.integers(2, 12).flatmap(lambda count: st.integers(0, 10 * count).map(lambda total: total / count))
FACT = st.sampled_from([True, False, False, None])


def days_of(score: st.SearchStrategy[Any], fact: st.SearchStrategy[bool | None] = FACT) -> st.SearchStrategy[Any]:
    return st.lists(st.tuples(st.none() | score, fact), max_size=60)


def assert_as_the_plain_way(scores: list[float | None], facts: list[bool | None], *, within: float = 1e-9) -> None:
    found = ShiftedScores(scores).differences(facts)
    assert found == [pytest.approx(difference_at(scores, facts, shift), abs=within) for shift in range(len(scores))]


@given(days_of(WHOLE))
def test_whole_scores(days: list[tuple[int | None, bool | None]]) -> None:
    assert_as_the_plain_way([score for score, _ in days], [fact for _, fact in days])


@given(days_of(WHOLE | OF_MOMENTS))
def test_means_of_moments(days: list[tuple[float | None, bool | None]]) -> None:
    assert_as_the_plain_way([score for score, _ in days], [fact for _, fact in days], within=1e-3)


@given(days_of(st.integers(0, 10), st.sampled_from([True, True, True, False])))
def test_days_with_it_that_are_hardly_ever_without(days: list[tuple[int | None, bool | None]]) -> None:
    assert_as_the_plain_way([score for score, _ in days], [fact for _, fact in days])


@pytest.mark.parametrize(("missing", "share"), [(0.0, 0.5), (0.12, 0.25), (0.6, 0.8), (0.95, 0.5)])
def test_two_years_of_days(missing: float, share: float) -> None:
    """More days than a pile of lanes has room for."""
    chance = Random(5)  # noqa: S311 - a seed makes the days the same every time
    scores = [None if chance.random() < missing else chance.choice([0, 3, 10, 10]) for _ in range(800)]
    facts: list[bool | None] = [chance.random() < share for _ in range(800)]
    found = ShiftedScores(scores).differences(facts)
    for shift in (0, 7, 399, 793):
        assert found[shift] == pytest.approx(difference_at(scores, facts, shift), abs=1e-9)


@pytest.mark.parametrize("fact", [True, False, None])
def test_nothing_to_compare_with(fact: bool | None) -> None:
    assert ShiftedScores([4, 5, 6]).differences([fact] * 3) == [None] * 3
