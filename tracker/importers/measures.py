"""Durations and distances of other apps in our units: whole minutes and metres, to the nearest and half to even."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Final

MINUTES: Final[Mapping[str, Fraction]] = MappingProxyType(
    {"min": Fraction(1), "s": Fraction(1, 60), "ms": Fraction(1, 60_000), "hr": Fraction(60)}
)
METRES: Final[Mapping[str, Fraction]] = MappingProxyType(
    {"m": Fraction(1), "cm": Fraction(1, 100), "km": Fraction(1000), "kilometer": Fraction(1000)}
    | dict.fromkeys(("mi", "mile"), Fraction("1609.344"))
    | {"yd": Fraction("0.9144"), "ft": Fraction("0.3048")}
)
BEYOND: Final = 10**12
SMALLEST: Final = -12  # powers of ten: numbers with endless digits are not worked with


def minutes(value: Decimal | None, unit: str) -> int | None:
    """How long a session took, in minutes; None for nothing and another unit.

    What is longer than a session can be here is left out later, where that is told (`checking.within`).
    """
    return _whole(value, MINUTES.get(unit))


def metres(value: Decimal | None, unit: str) -> int | None:
    """How long a way was, in metres; None as of `minutes`."""
    return _whole(value, METRES.get(unit.casefold()))


def _whole(value: Decimal | None, factor: Fraction | None) -> int | None:
    if value is None or factor is None or not 0 < value < BEYOND or value.adjusted() < SMALLEST:
        return None
    return round(Fraction(value) * factor) or None
