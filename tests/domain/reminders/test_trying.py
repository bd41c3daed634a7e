"""How often a call is tried."""

from datetime import UTC, datetime, timedelta

import pytest

from tracker.domain.reminders.trying import State, may_try

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "tries", "minutes", "again"),
    [
        *((State.FAILED, 1, 4, False), (State.FAILED, 1, 5, True), (State.FAILED, 2, 9, False)),
        *((State.FAILED, 2, 10, True), (State.FAILED, 3, 1000, False), (State.SENT, 1, 1000, False)),
        *((State.NOWHERE, 1, 1000, False), (State.TRYING, 1, 1000, False)),
    ],
)
def test_only_what_surely_failed_is_tried_again(state: State, tries: int, minutes: int, again: bool) -> None:
    assert may_try(state, tries, NOW - timedelta(minutes=minutes), NOW) is again
