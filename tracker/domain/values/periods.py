"""Days, weeks and months as the diary counts them: always the person's own local days."""

from calendar import MONDAY, Calendar
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from tracker.domain.errors import Fault, Invalid

DAYS_IN_WEEK: Final = 7
ONE_DAY: Final = timedelta(days=1)
WEEK: Final = timedelta(days=DAYS_IN_WEEK)
SIX_DAYS: Final = WEEK - ONE_DAY


def local_day(moment: datetime, zone: ZoneInfo) -> date:
    """The calendar day of `moment` for someone living in `zone`; `ValueError` for a moment without an offset."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its offset before its day can be told")
    return moment.astimezone(zone).date()


def local(moment: datetime, offset_minutes: int | None) -> datetime:
    """The moment as the clock showed it where it was, so many minutes ahead of UTC."""
    return moment.astimezone(timezone(timedelta(minutes=offset_minutes or 0)))


def offset_of(moment: datetime) -> int:
    """How many minutes the moment's clock is ahead of UTC."""
    return int((moment.utcoffset() or timedelta()).total_seconds() // 60)


def day_begins(day: date, zone: ZoneInfo) -> datetime:
    """The moment, in UTC, from which on it is `day` or later for someone living in `zone`, as `local_day` says.

    Where the clocks skip midnight it is the moment at which they do, and so for a day that a zone never had. Where
    they go back to the evening before, it is the second midnight. The first day of the
    calendar has no moment before it.
    """
    try:
        midnights = [datetime.combine(day, time(fold=fold), tzinfo=zone).astimezone(UTC) for fold in (0, 1)]
        just_before = max(midnights) - datetime.resolution
        return max(midnights) if local_day(just_before, zone) < day else min(midnights)
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC)


def at_local(day: date, clock: time, zone: tzinfo, *, shown: datetime | None = None) -> datetime:
    """The moment at which the clocks in `zone` show `clock` on `day`, with its offset.

    A time that the clocks skip moves forward by as much as they do (02:30 becomes 03:30). Of a time that they show
    twice the first is meant, or the second where that is the minute of `shown`: what a form showed at first. Raises
    `Invalid` for a day so far off that no calendar holds the moment.
    """
    try:
        first, second = (
            datetime.combine(day, clock.replace(fold=fold), tzinfo=zone).astimezone(UTC) for fold in (0, 1)
        )
        as_shown = shown is not None and first < second == shown.replace(second=0, microsecond=0)
        return (second if as_shown else first).astimezone(zone)
    except OverflowError:
        raise Invalid(Fault("too_far_away")) from None


def week_of(day: date, first: date) -> int:
    """The number of the week that holds `day`, where days 1 to 7 from `first` are week 1; 0 and below before it.

    Weeks run from the first session, not from Monday, so that every week of a course is a whole one.
    Source: trial diaries average seven daily ratings (NCT01474772).
    """
    return (day - first).days // DAYS_IN_WEEK + 1


def week_days(first: date, week: int) -> tuple[date, date]:
    """The first and the last day, both included, of `week` counted from `first`: days 7(w-1)+1 to 7w."""
    start = first + timedelta(days=DAYS_IN_WEEK * (week - 1))
    return start, start + timedelta(days=DAYS_IN_WEEK - 1)


def weeks_between(first: date, last: date) -> Iterator[tuple[int, date, date]]:
    """Each week from the one that begins on `first` to the one that holds `last`: its number, first and last day."""
    start = first
    for week in range(1, week_of(last, first) + 1):
        yield week, start, start + SIX_DAYS
        start += WEEK


def in_weeks(days: Iterable[date], first: date, last: date) -> dict[int, list[date]]:
    """The days from `first` to `last` by the number of their week, see `week_of`; weeks without any are left out."""
    found: dict[int, list[date]] = {}
    of_week: list[date] = []
    begin, end = last, first  # of the week that is being filled: there are thousands of days, mostly in their order
    for day in days:
        if first <= day <= last:
            if not begin <= day < end:
                week = week_of(day, first)
                begin = first + WEEK * (week - 1)
                end, of_week = begin + WEEK, found.setdefault(week, [])
            of_week.append(day)
    return found


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from `first` to `last`, both included; none when `last` is before `first`."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


def month_grid(year: int, month: int) -> list[list[date | None]]:
    """The weeks of a month, Monday first, seven places each; None where a place belongs to another month.

    Raises `ValueError` for a month outside 1 to 12 or a year that `date` cannot hold.
    """
    if not date.min.year <= year <= date.max.year:
        raise ValueError(f"no calendar for the year {year}")
    weeks = Calendar(MONDAY).monthdayscalendar(year, month)
    return [[date(year, month, day) if day else None for day in week] for week in weeks]


def month_after(year: int, month: int, steps: int = 1) -> tuple[int, int]:
    """The year and month `steps` months after the given one; before it where `steps` is negative."""
    count = year * 12 + (month - 1) + steps
    return count // 12, count % 12 + 1
