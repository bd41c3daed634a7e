"""How numbers that were worked out are written: one rule for what people read, one for exports.

What stands side by side is rounded so that it agrees when a reader works it out again: a difference is that of the two
shown ends, never a third rounding. Labels and percents come from the unrounded numbers.
"""

from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache
from typing import Final

_TENTH: Final = Decimal("0.1")
_HUNDREDTH: Final = Decimal("0.01")


def two_decimals(value: float | None) -> str:
    """`value` with two decimals, "4.29", halves rounded to the even neighbour; "" for None, never "-0.00".

    Rounded is the shortest decimal that stands for the number (its `repr`), which is what a reader sees in any other
    place: 2.675 is a half and gives 2.68, although the nearest binary number lies a little below it. Raises
    `ValueError` for what is not a finite number.
    """
    if value is None:
        return ""
    return str(_rounded(value, _HUNDREDTH))


@lru_cache(maxsize=4096)  # a page of years says few different means, each of them many times
def one_decimal(value: float) -> str:
    """`value` with one decimal as people read it, "3.9"; rounded as by `two_decimals`, never "-0.0"."""
    return str(_rounded(value, _TENTH))


def shown_difference(start: float, latest: float) -> Decimal:
    """`latest` less `start` as somebody works it out who reads both with one decimal: 1.6 less 6.1 is -4.5."""
    return _rounded(latest, _TENTH) - _rounded(start, _TENTH)


def _rounded(value: float, step: Decimal) -> Decimal:
    exact = Decimal(repr(float(value)))
    if not exact.is_finite():
        raise ValueError("only finite numbers can be written")
    rounded = exact.quantize(step, rounding=ROUND_HALF_EVEN)
    return abs(rounded) if rounded.is_zero() else rounded
