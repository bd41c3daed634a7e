"""Two decimals, halves to the even neighbour."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.values.rounding import one_decimal, shown_difference, two_decimals


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (0, "0.00"),
        (0.0, "0.00"),
        (-0.0, "0.00"),
        (-0.004, "0.00"),
        (-0.005, "0.00"),
        (-0.006, "-0.01"),
        (6, "6.00"),
        (10.0, "10.00"),
        (30 / 7, "4.29"),
        (-3.1, "-3.10"),
        (100 * (2.9 - 6.0) / 6.0, "-51.67"),
        # Halves go to the even neighbour, whether or not a binary number can hold them.
        (0.125, "0.12"),
        (0.375, "0.38"),
        (2.675, "2.68"),
        (2.665, "2.66"),
        (-2.665, "-2.66"),
        (1e-7, "0.00"),
        (1e16, "10000000000000000.00"),
    ],
)
def test_two_decimals(value: float | None, text: str) -> None:
    assert two_decimals(value) == text


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_only_numbers(value: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        two_decimals(value)


@given(st.floats(-1000, 1000))
def test_no_farther_than_half_a_hundredth(value: float) -> None:
    text = two_decimals(value)

    assert abs(Decimal(text) - Decimal(repr(value))) <= Decimal("0.005")
    assert len(text.split(".")[1]) == 2
    assert two_decimals(float(text)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0.0"), (-0.04, "0.0"), (3.96, "4.0"), (6.25, "6.2"), (6.35, "6.4"), (0.25, "0.2"), (10, "10.0")],
)
def test_one_decimal(value: float, text: str) -> None:
    assert one_decimal(value) == text


@given(st.floats(-10, 10), st.floats(-10, 10))
def test_a_shown_difference_is_that_of_the_shown_ends(start: float, latest: float) -> None:
    assert shown_difference(start, latest) == Decimal(one_decimal(latest)) - Decimal(one_decimal(start))
    assert shown_difference(start, latest) == -shown_difference(latest, start)
