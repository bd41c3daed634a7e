"""How numbers that were worked out are written in exports."""

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

_HUNDREDTH: Final = Decimal("0.01")


def two_decimals(value: float | None) -> str:
    """`value` with two decimals, "4.29", halves rounded to the even neighbour; "" for None, never "-0.00".

    Rounded is the shortest decimal that stands for the number (its `repr`), which is what a reader sees in any other
    place: 2.675 is a half and gives 2.68, although the nearest binary number lies a little below it. Raises
    `ValueError` for what is not a finite number.
    """
    if value is None:
        return ""
    exact = Decimal(repr(value))
    if not exact.is_finite():
        raise ValueError("only finite numbers can be written")
    rounded = exact.quantize(_HUNDREDTH, rounding=ROUND_HALF_EVEN)
    return str(abs(rounded) if rounded.is_zero() else rounded)
