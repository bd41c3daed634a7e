"""The activities a person names themselves."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.function import function_due, mean_score

TODAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("scores", "mean"),
    [([], None), ([None, None], None), ([0], 0.0), ([0, 10], 5.0), ([3, None, 4], 3.5), ([10, 10, 10, 10, 9], 9.8)],
)
def test_mean_score(scores: list[int | None], mean: float | None) -> None:
    assert mean_score(scores) == mean


@given(st.lists(st.none() | st.integers(0, 10)))
def test_an_activity_without_a_score_changes_nothing(scores: list[int | None]) -> None:
    assert mean_score([*scores, None]) == mean_score(scores)


@pytest.mark.parametrize(("days_ago", "due"), [(None, True), (0, False), (6, False), (7, True), (8, True), (-1, False)])
def test_due_every_seven_days(days_ago: int | None, due: bool) -> None:
    last = None if days_ago is None else TODAY - timedelta(days=days_ago)

    assert function_due(last, TODAY) is due
