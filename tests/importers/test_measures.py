"""Durations and distances in whole minutes and metres."""

from decimal import Decimal

import pytest

from tracker.importers.measures import metres, minutes


@pytest.mark.parametrize(
    ("value", "unit", "found"),
    [
        ("32.4", "min", 32),
        ("90", "s", 2),
        ("150", "s", 2),
        ("2940000", "ms", 49),
        ("0.5", "hr", 30),
        ("0", "min", None),
        ("-3", "min", None),
        ("0.2", "min", None),
        ("900", "min", 900),
        ("3", "fortnights", None),
        ("1E+999999", "min", None),
        ("1E-999999", "min", None),
    ],
)
def test_minutes(value: str, unit: str, found: int | None) -> None:
    assert minutes(Decimal(value), unit) == found


@pytest.mark.parametrize(
    ("value", "unit", "found"),
    [("1.5", "mi", 2414), ("0.5", "Mile", 805), ("0.8", "km", 800), ("2104.5", "m", 2104), ("100", "yd", 91)],
)
def test_metres(value: str, unit: str, found: int | None) -> None:
    assert metres(Decimal(value), unit) == found


def test_nothing_is_nothing() -> None:
    assert minutes(None, "min") is None
    assert metres(None, "m") is None
