"""When a webhook is tried again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.outbound.answers import LONGEST_ASKED, retry_after
from tracker.domain.webhooks.retries import (
    FEWEST_FAILURES,
    KEPT_FOR,
    LONGEST_WAIT,
    is_too_much,
    wait_after,
)

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
CHANCE = st.floats(0, 1, exclude_max=True)


def test_the_steps_are_as_written() -> None:
    minutes = [wait_after(failures, 1) / timedelta(minutes=1) for failures in range(1, 8)]
    assert minutes == [0.5, 2, 8, 32, 128, 360, 360]
    assert wait_after(1, 0) == timedelta(seconds=15)


@given(st.integers(1, 10**6), CHANCE, CHANCE)
def test_it_never_waits_less_for_more_failures_and_never_longer_than_six_hours(
    failures: int, chance: float, other: float
) -> None:
    wait = wait_after(failures, chance)
    assert timedelta(seconds=15) <= wait <= LONGEST_WAIT
    assert wait_after(failures + 2, other) >= min(wait, LONGEST_WAIT / 2)
    assert wait_after(failures, 1) / 2 <= wait <= wait_after(failures, 1)


@given(st.integers(1, 30), CHANCE, st.timedeltas(timedelta(), timedelta(days=400)))
def test_what_a_receiver_asks_for_is_kept_to_up_to_a_day(failures: int, chance: float, asked: timedelta) -> None:
    wait = wait_after(failures, chance, asked)
    assert wait >= min(asked, LONGEST_ASKED)
    assert wait <= max(LONGEST_WAIT, LONGEST_ASKED)


def test_several_days_hold_a_score_of_tries() -> None:
    for chance in (0.0, 1.0):
        waited, tries = timedelta(), 0
        while waited < KEPT_FOR:
            tries += 1
            waited += wait_after(tries, chance)
        assert FEWEST_FAILURES < tries < 40


def test_it_is_too_much_after_days_and_several_tries() -> None:
    assert is_too_much(FEWEST_FAILURES, NOW - KEPT_FOR, NOW)
    assert not is_too_much(FEWEST_FAILURES - 1, NOW - KEPT_FOR, NOW)
    assert not is_too_much(99, NOW - KEPT_FOR + timedelta(seconds=1), NOW)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [(None, 0), ("", 0), ("120", 120), ("-5", 0), ("1.5", 0), ("٣", 0), ("9" * 5000, 86_400),
     ("Wed, 21 Oct 2026 07:28:00 GMT", 0)],
)  # fmt: skip
def test_how_long_a_receiver_asks_for(header: str | None, seconds: int) -> None:
    assert retry_after(header) == timedelta(seconds=seconds)
