"""Days of numbers alone, which each country puts in its own order."""

from datetime import date

import pytest

from tracker.importers import times


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("11/16/25 17:40", (11, 16, 2025)),
        ("5/03/2022", (5, 3, 2022)),
        (" 1.3.26", (1, 3, 2026)),
        ("28-05-2022 7:05", (28, 5, 2022)),
        ("2026-03-01", None),
        ("1/2/345", None),
        ("Monday", None),
    ],
)
def test_a_day_of_numbers_is_found_at_the_beginning(text: str, numbers: tuple[int, int, int] | None) -> None:
    assert times.numbered_day(text) == numbers


def test_its_order_is_given() -> None:
    assert times.ordered_day((5, 3, 2022), month_first=False) == date(2022, 3, 5)
    assert times.ordered_day((5, 3, 2022), month_first=True) == date(2022, 5, 3)
    assert times.ordered_day((31, 2, 2022), month_first=False) is None
