"""Clock times and moments of other apps."""

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from tracker.importers import times
from tracker.importers.contract import When

BERLIN = ZoneInfo("Europe/Berlin")
DAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3:17", time(3, 17)),
        ("12:00 AM", time(0)),
        ("12:30\u202fpm", time(12, 30)),
        ("13:00 pm", None),
        ("24:00", None),
        ("7:60", None),
        ("x", None),
    ],
)
def test_clocks(text: str, found: time | None) -> None:
    assert times.clock(text) == found


def test_moments_since_1970() -> None:
    assert times.from_epoch(1_772_350_200_000, BERLIN) == When(DAY, time(8, 30), 60)
    assert times.from_epoch(10**30, BERLIN) is None


def test_days_of_the_standard() -> None:
    assert times.iso_day(" 2026-03-01 ") == DAY
    assert times.iso_day("2026-02-30") is None
    assert times.iso_day("20260301") is None
