"""Appointments as a series: on which days they fall, and at which moments.

A series is a way to write appointments and nothing that is kept: each is a session of its own from then on.
Source: our own choice; the clocks of a day as RFC 5545, section 3.3.10 (recurrence rules), takes them: a rule names
local times, and a time that the clocks skip moves forward by as much as they do.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from tracker.domain.errors import Fault, Problems
from tracker.domain.limits import PLAN_AHEAD_DAYS, PLANNED_SESSIONS
from tracker.domain.values.periods import ONE_DAY, at_local, local_day

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MOST_AT_ONCE: Final = PLANNED_SESSIONS[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Every `weekdays` (codes of WEEKDAYS) at `clock` from the day `first` on, until `count` are made or `until` a day.

    Days and times are those of the patient's own zone.
    """

    weekdays: tuple[str, ...]
    clock: time
    first: date
    count: int | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class SeriesDays:
    """The moments of a series, each with its offset, oldest first, and the days left out, which have one already."""

    moments: tuple[datetime, ...]
    left_out: tuple[date, ...]


def check_series(series: Series, *, now: datetime, zone: ZoneInfo) -> Series:
    """The series itself when it can be made; `Problems` by field otherwise.

    It has a day of the week, begins today or later, ends by a number or by a day (by both: by what comes first), and
    that day lies within two years and not before the first.
    """
    problems: dict[str, Fault] = {}
    today = local_day(now, zone)
    if not series.weekdays:
        problems["weekdays"] = Fault("weekday_needed")
    if series.first < today:
        problems["first"] = Fault("last_day_passed")
    if series.count is None and series.until is None:
        problems["count"] = Fault("how_many_or_until")
    if series.until is not None and series.until < series.first:
        problems["until"] = Fault("until_before_first")
    last = today + timedelta(days=PLAN_AHEAD_DAYS)
    for name in ("first", "until"):
        day = getattr(series, name)
        if day is not None and day > last:
            problems[name] = Fault("too_far_ahead")
    if problems:
        raise Problems(problems)
    return series


def series_days(series: Series, taken: Collection[date], *, now: datetime, zone: ZoneInfo) -> SeriesDays:
    """When the appointments of a series that was checked are: none in the past, on no day of `taken`, 60 at the most.

    A day that has one already does not count as one of `count`. None lies more than two years ahead.
    """
    moments: list[datetime] = []
    left_out: list[date] = []
    most = MOST_AT_ONCE if series.count is None else min(series.count, MOST_AT_ONCE)
    for day in _days(series, local_day(now, zone) + timedelta(days=PLAN_AHEAD_DAYS)):
        if len(moments) >= most:
            break
        moment = at_local(day, series.clock, zone)
        if moment <= now:
            continue
        if day in taken:
            left_out.append(day)
        else:
            moments.append(moment)
    return SeriesDays(tuple(moments), tuple(left_out))


def moved(moment: datetime, days: int, clock: time, zone: ZoneInfo) -> datetime:
    """An appointment so many days later (earlier where negative), at `clock` of the patient's own day.

    `Problems` for a day that no calendar holds.
    """
    try:
        day = moment.date() + timedelta(days=days)
    except OverflowError:
        raise Problems({"days": Fault("too_far_away")}) from None
    return at_local(day, clock, zone)


def _days(series: Series, last: date) -> Iterator[date]:
    day = series.first
    until = last if series.until is None else min(series.until, last)
    while day <= until:
        if WEEKDAYS[day.weekday()] in series.weekdays:
            yield day
        day += ONE_DAY
