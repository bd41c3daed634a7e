"""How days are written in English, by rules of our own."""

from datetime import date
from functools import lru_cache
from typing import Final

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
LETTERS: Final = 3
SHORT_WEEKDAYS: Final = tuple(name[:LETTERS] for name in WEEKDAYS)
SHORT_MONTHS: Final = tuple(name[:LETTERS] for name in MONTHS)


@lru_cache(maxsize=8192)  # a chart of ten years writes each of its days several times
def day(value: date) -> str:
    """Tue 3 Mar."""
    return f"{SHORT_WEEKDAYS[value.weekday()]} {short_day(value)}"


def short_day(value: date) -> str:
    """3 Mar."""
    return f"{value.day} {SHORT_MONTHS[value.month - 1]}"


@lru_cache(maxsize=8192)
def day_year(value: date) -> str:
    """Tue 3 Mar 2026."""
    return f"{day(value)} {value.year}"


def long_day(value: date) -> str:
    """Tuesday 3 March."""
    return f"{WEEKDAYS[value.weekday()]} {value.day} {MONTHS[value.month - 1]}"


def month(value: date) -> str:
    """March 2026."""
    return f"{MONTHS[value.month - 1]} {value.year}"


def short_month(value: date) -> str:
    """Mar 2026."""
    return f"{SHORT_MONTHS[value.month - 1]} {value.year}"
