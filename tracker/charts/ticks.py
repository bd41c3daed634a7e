"""Where an axis of a drawing has its ticks, and what they say."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from tracker.wording.formats import short_day, short_month, short_month_names

DAY_STEPS = (1, 2, 7, 14)
MONTH_STEPS = (1, 2, 3, 6, 12, 24, 36, 60, 120)
FOUR_WEEKS = 28
DAYS_IN_MONTH = 30.44
LEAST_TICKS = 2
YEARS = 1.5  # so many more of them have room, as a year is short to write
MONTHS_IN_YEAR = 12

Tick = tuple[int, str]


def date_ticks(low: float, high: float, most: float) -> list[Tick]:
    """At most about `most` ticks between two day numbers (`date.toordinal`): Mondays, firsts of months, or years."""
    span = high - low
    for days in DAY_STEPS:
        if span / days <= most:
            return list(_days(low, high, days))
    if span / DAYS_IN_MONTH < LEAST_TICKS:  # one month's name alone would not say how long the days are
        return list(_days(low, high, FOUR_WEEKS))
    months = next(
        (step for step in MONTH_STEPS if span / DAYS_IN_MONTH / step <= most * (1 if step < MONTHS_IN_YEAR else YEARS)),
        MONTH_STEPS[-1],
    )
    return list(_months(low, high, months))


def _days(low: float, high: float, step: int) -> Iterator[Tick]:
    day = date.fromordinal(int(low) + (low > int(low)))
    if step % 7 == 0:
        day += timedelta(days=-day.weekday() % 7)
    while (number := day.toordinal()) <= high:
        yield number, short_day(day)
        day += timedelta(days=step)


def _months(low: float, high: float, step: int) -> Iterator[Tick]:
    first, last = date.fromordinal(int(low)), date.fromordinal(int(high))
    across_years = first.year != last.year
    for count in range(first.year * MONTHS_IN_YEAR, (last.year + 1) * MONTHS_IN_YEAR, step):
        year, month = divmod(count, MONTHS_IN_YEAR)
        first_day = date(year, month + 1, 1)
        number = first_day.toordinal()
        if low <= number <= high:
            if step >= MONTHS_IN_YEAR:
                yield number, str(year)
            else:
                yield number, short_month(first_day) if across_years else short_month_names()[month]


def thinned(ticks: Sequence[tuple[float, str]], most: float) -> list[tuple[float, str]]:
    """Every tick, or every 2nd, 5th, 10th ... and the first, so that no more than `most` are left."""
    for step in (1, 2, 5, 10, 20, 50, 100, 200, 500):
        if len(ticks) / step <= most:
            break
    return [tick for i, tick in enumerate(ticks, start=1) if i % step == 0 or i == 1 or step == 1]
