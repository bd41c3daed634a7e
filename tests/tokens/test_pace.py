"""How much one token may ask for."""

import uuid
from datetime import UTC, datetime, timedelta

from tracker.tokens.services import pace
from tracker.tokens.services.pace import WINDOW, Pace

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)


def test_so_many_in_a_window_and_again_in_the_next() -> None:
    token, other, counted = uuid.uuid4(), uuid.uuid4(), Pace(2)
    later = NOW + timedelta(minutes=1)
    assert [counted.wait(token, NOW), counted.wait(token, later)] == [0, 0]
    assert counted.wait(token, later) == (WINDOW - timedelta(minutes=1)).total_seconds()
    assert counted.wait(other, later) == 0
    assert counted.wait(token, NOW + WINDOW) == 0
    assert counted.wait(token, NOW - timedelta(hours=1)) == 0, "a clock that was set back locks nobody out"


def test_it_remembers_so_many_tokens() -> None:
    counted, first = Pace(1), uuid.uuid4()
    assert counted.wait(first, NOW) == 0
    for _ in range(pace.REMEMBERED_MOST):
        counted.wait(uuid.uuid4(), NOW)
    assert counted.wait(first, NOW) == 0
