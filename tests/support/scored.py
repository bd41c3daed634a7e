"""The days of a diary from scores alone."""

from collections.abc import Mapping
from datetime import date

from tracker.domain.scores.daily import DayScore


def scored(leg: Mapping[date, float], back: Mapping[date, float] | None = None) -> dict[date, DayScore]:
    """Every day with its scores (0 to 10), each given on the day itself."""
    of_back = back or {}
    return {day: DayScore(day, leg.get(day), of_back.get(day)) for day in sorted({*leg, *of_back})}
