"""How long something lasted."""

import pytest

from tracker.importers import lasting
from tracker.wording import readings


@pytest.mark.parametrize(
    ("text", "length", "said"),
    [
        ("02h 30m", 150, "lasted 2 h 30 min"),
        ("1d 03h 05m", 1625, "lasted 1 day 3 h 5 min"),
        ("2d", 2880, "lasted 2 days"),
        ("45 min", 45, "lasted 45 min"),
        ("Ongoing", 0, ""),
        ("00h 00m", 0, ""),
        ("", 0, ""),
    ],
)
def test_lengths_are_read_and_said(text: str, length: int, said: str) -> None:
    assert lasting.minutes(text) == length
    assert readings.lasted(length) == said


def test_nothing_is_said_of_an_end_before_its_beginning() -> None:
    assert readings.lasted(-5) == ""
