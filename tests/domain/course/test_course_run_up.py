"""Which sessions of no course a new course is offered."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.course.counting import ACTIVE_DAYS, run_up_from

DAY = date(2026, 3, 1)


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "after", "first"),
    [
        ([], None, None),
        ([20, 13, 6], None, 20),
        ([42], None, 42),
        ([43], None, None),
        ([84, 42], None, 84),
        ([85, 42], None, 42),
        ([0], None, 0),
        ([-5], None, -5),
        ([-5, 10], None, 10),
        ([20, 13, 6], 13, 6),
        ([20, 13, 6], 6, None),
        ([400, 20], None, 20),
    ],
)
def test_the_run_of_sessions_up_to_the_start_is_offered(days: list[int], after: int | None, first: int | None) -> None:
    found = run_up_from(map(ago, days), DAY, None if after is None else ago(after))
    assert found == (None if first is None else ago(first))


@given(st.lists(st.integers(-30, 400)), st.integers(0, 200) | st.none())
def test_no_gap_in_it_is_longer_than_six_weeks(days: list[int], after: int | None) -> None:
    first = run_up_from(map(ago, days), DAY, None if after is None else ago(after))
    if first is None:
        return
    run = sorted({ago(one) for one in days if first <= ago(one) <= DAY} | {DAY})
    assert first in map(ago, days)
    assert after is None or first > ago(after)
    assert all((later - one).days <= ACTIVE_DAYS for one, later in itertools.pairwise(run))
