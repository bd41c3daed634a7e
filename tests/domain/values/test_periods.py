"""Days, weeks and months, counted in the person's own days."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import chain
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.refused import refused
from tracker.domain.values.periods import (
    at_local,
    day_begins,
    days_between,
    in_weeks,
    local_day,
    month_after,
    month_grid,
    week_days,
    week_of,
)

FIRST = date(2026, 3, 3)


@pytest.mark.parametrize(
    ("moment", "zone", "day"),
    [
        (datetime(2026, 3, 1, 23, 30, tzinfo=UTC), "Europe/Berlin", date(2026, 3, 2)),
        (datetime(2026, 3, 1, 23, 30, tzinfo=UTC), "America/New_York", date(2026, 3, 1)),
        (datetime(2026, 3, 1, 10, 30, tzinfo=UTC), "Pacific/Auckland", date(2026, 3, 1)),
        (datetime(2026, 3, 1, 11, 0, tzinfo=UTC), "Pacific/Auckland", date(2026, 3, 2)),
        # The clocks go forward: 00:30 in Berlin is 23:30 the day before in UTC, on both sides of the change.
        (datetime(2026, 3, 28, 23, 30, tzinfo=UTC), "Europe/Berlin", date(2026, 3, 29)),
        (datetime(2026, 3, 29, 22, 30, tzinfo=UTC), "Europe/Berlin", date(2026, 3, 30)),
        (datetime(2026, 3, 1, 1, 0, tzinfo=timezone(timedelta(hours=9))), "UTC", date(2026, 2, 28)),
    ],
)
def test_local_day(moment: datetime, zone: str, day: date) -> None:
    assert local_day(moment, ZoneInfo(zone)) == day


def test_a_moment_without_offset_has_no_day() -> None:
    with pytest.raises(ValueError, match="offset"):
        local_day(datetime(2026, 3, 1, 12), ZoneInfo("UTC"))  # noqa: DTZ001 - the fault itself


@pytest.mark.parametrize(
    ("day", "zone", "began"),
    [
        (date(2026, 3, 3), "UTC", datetime(2026, 3, 3, tzinfo=UTC)),
        (date(2026, 3, 3), "Pacific/Honolulu", datetime(2026, 3, 3, 10, tzinfo=UTC)),
        (date(2026, 3, 3), "Pacific/Kiritimati", datetime(2026, 3, 2, 10, tzinfo=UTC)),
        # Midnight is skipped; it comes twice within one day; the clocks go back from it to the evening before.
        (date(2018, 11, 4), "America/Sao_Paulo", datetime(2018, 11, 4, 3, tzinfo=UTC)),
        (date(2026, 11, 1), "America/Havana", datetime(2026, 11, 1, 4, tzinfo=UTC)),
        (date(2006, 10, 29), "America/St_Johns", datetime(2006, 10, 29, 3, 30, tzinfo=UTC)),
        # A day that was never there.
        (date(2011, 12, 30), "Pacific/Apia", datetime(2011, 12, 30, 10, tzinfo=UTC)),
        (date.min, "Pacific/Kiritimati", datetime.min.replace(tzinfo=UTC)),
        (date.max, "Pacific/Honolulu", datetime(9999, 12, 31, 10, tzinfo=UTC)),
    ],
)
def test_when_a_day_begins(day: date, zone: str, began: datetime) -> None:
    assert day_begins(day, ZoneInfo(zone)) == began


@given(
    st.dates(date(1971, 1, 1), date(2200, 1, 1)),
    st.sampled_from(["Pacific/Kiritimati", "America/St_Johns", "America/Havana", "Africa/Cairo", "Pacific/Apia"]),
    st.timedeltas(timedelta(0), timedelta(days=2)),
)
def test_a_day_is_there_from_its_beginning_on(day: date, name: str, after: timedelta) -> None:
    zone = ZoneInfo(name)
    began = day_begins(day, zone)
    assert local_day(began + after, zone) >= day
    assert local_day(began - datetime.resolution, zone) < day


@pytest.mark.parametrize(("after", "week"), [(0, 1), (6, 1), (7, 2), (13, 2), (14, 3), (-1, 0), (-8, -1)])
def test_numbers_of_weeks(after: int, week: int) -> None:
    assert week_of(FIRST + timedelta(days=after), FIRST) == week


@given(st.dates(date(1971, 1, 1), date(2200, 1, 1)), st.integers(-2000, 2000))
def test_every_day_lies_in_its_week(first: date, after: int) -> None:
    day = first + timedelta(days=after)
    start, end = week_days(first, week_of(day, first))

    assert start <= day <= end
    assert list(days_between(start, end))[-1] == end
    assert len(list(days_between(start, end))) == 7


@given(st.lists(st.integers(-40, 60), unique=True), st.integers(-10, 40))
def test_days_by_their_weeks(after: list[int], last: int) -> None:
    days = [FIRST + timedelta(days=number) for number in after]
    found = in_weeks(days, FIRST, FIRST + timedelta(days=last))
    assert {day for of_week in found.values() for day in of_week} == {
        day for day, number in zip(days, after, strict=True) if 0 <= number <= last
    }
    assert all(week_of(day, FIRST) == week for week, of_week in found.items() for day in of_week)
    assert all(found.values())


def test_no_days_backwards() -> None:
    assert list(days_between(FIRST, FIRST)) == [FIRST]
    assert list(days_between(FIRST, FIRST - timedelta(days=1))) == []


def test_month_grid_begins_on_monday() -> None:
    grid = month_grid(2026, 3)

    assert grid[0] == [None, None, None, None, None, None, date(2026, 3, 1)]
    assert grid[1][0] == date(2026, 3, 2)
    assert grid[-1] == [date(2026, 3, 30), date(2026, 3, 31), None, None, None, None, None]


@given(st.integers(1, 9999), st.integers(1, 12))
def test_month_grid_holds_the_month_and_nothing_else(year: int, month: int) -> None:
    grid = month_grid(year, month)
    days = [day for day in chain.from_iterable(grid) if day is not None]

    assert all(len(week) == 7 and any(week) for week in grid)
    assert days == list(days_between(days[0], days[-1]))
    assert (days[0].day, days[-1].day >= 28) == (1, True)
    assert {(day.year, day.month) for day in days} == {(year, month)}
    assert all(day.weekday() == place for week in grid for place, day in enumerate(week) if day)


@pytest.mark.parametrize(("year", "month"), [(2026, 0), (2026, 13), (0, 1), (10_000, 1)])
def test_no_grid_for_no_month(year: int, month: int) -> None:
    with pytest.raises(ValueError, match=r"year|month"):
        month_grid(year, month)


@pytest.mark.parametrize(
    ("start", "steps", "expected"),
    [
        ((2026, 12), 1, (2027, 1)),
        ((2026, 1), -1, (2025, 12)),
        ((2026, 3), 0, (2026, 3)),
        ((2026, 3), -15, (2024, 12)),
        ((2026, 3), 22, (2028, 1)),
    ],
)
def test_month_after(start: tuple[int, int], steps: int, expected: tuple[int, int]) -> None:
    assert month_after(*start, steps) == expected


@pytest.mark.parametrize(
    ("day", "clock", "zone", "text"),
    [
        (date(2026, 3, 3), time(17, 30), "Europe/Berlin", "2026-03-03T17:30:00+01:00"),
        (date(2026, 7, 3), time(17, 30), "Europe/Berlin", "2026-07-03T17:30:00+02:00"),
        (date(2026, 3, 29), time(1, 59), "Europe/Berlin", "2026-03-29T01:59:00+01:00"),
        (date(2026, 3, 29), time(2, 0), "Europe/Berlin", "2026-03-29T03:00:00+02:00"),
        (date(2026, 3, 29), time(2, 30), "Europe/Berlin", "2026-03-29T03:30:00+02:00"),
        (date(2026, 3, 29), time(3, 0), "Europe/Berlin", "2026-03-29T03:00:00+02:00"),
        (date(2026, 10, 25), time(2, 30), "Europe/Berlin", "2026-10-25T02:30:00+02:00"),
        (date(2026, 10, 25), time(3, 0), "Europe/Berlin", "2026-10-25T03:00:00+01:00"),
        # Midnight itself is skipped in Santiago when summer time begins.
        (date(2026, 9, 6), time(0, 0), "America/Santiago", "2026-09-06T01:00:00-03:00"),
    ],
)
def test_at_local(day: date, clock: time, zone: str, text: str) -> None:
    assert at_local(day, clock, ZoneInfo(zone)).isoformat() == text


@pytest.mark.parametrize(
    ("day", "clock", "shown", "text"),
    [
        # Shown in the second pass, and typed as shown or not.
        (date(2026, 10, 25), time(2, 30), "2026-10-25T02:30:12+01:00", "2026-10-25T02:30:00+01:00"),
        (date(2026, 10, 25), time(2, 30), "2026-10-25T01:30:00Z", "2026-10-25T02:30:00+01:00"),
        (date(2026, 10, 25), time(2, 31), "2026-10-25T02:30:12+01:00", "2026-10-25T02:31:00+02:00"),
        (date(2026, 10, 25), time(2, 30), "2026-10-25T02:30:12+02:00", "2026-10-25T02:30:00+02:00"),
        (date(2026, 10, 24), time(2, 30), "2026-10-25T02:30:12+01:00", "2026-10-24T02:30:00+02:00"),
        # An hour that is skipped has no second pass.
        (date(2026, 3, 29), time(2, 30), "2026-03-29T01:30:00+01:00", "2026-03-29T03:30:00+02:00"),
        (date(2026, 3, 29), time(2, 30), "2026-03-29T02:30:00+02:00", "2026-03-29T03:30:00+02:00"),
    ],
)
def test_of_a_repeated_hour_the_pass_that_was_shown_is_meant(day: date, clock: time, shown: str, text: str) -> None:
    meant = at_local(day, clock, ZoneInfo("Europe/Berlin"), shown=datetime.fromisoformat(shown))
    assert meant.isoformat() == text


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 12, 31)),  # noqa: DTZ001
    st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Cairo"]),
)
def test_what_a_form_shows_unchanged_is_the_moment_it_was_filled_in_with(naive: datetime, zone: str) -> None:
    now = naive.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    assert at_local(now.date(), now.time().replace(second=0, microsecond=0, fold=0), ZoneInfo(zone), shown=now) == (
        now.astimezone(UTC).replace(second=0, microsecond=0)
    )


def test_at_local_is_read_back_as_the_same_clock() -> None:
    moment = at_local(FIRST, time(23, 59), ZoneInfo("Pacific/Auckland"))
    assert (local_day(moment, ZoneInfo("Pacific/Auckland")), moment.time()) == (FIRST, time(23, 59))


@pytest.mark.parametrize(("day", "zone"), [(date.max, "America/New_York"), (date.min, "Pacific/Auckland")])
def test_at_local_refuses_days_beyond_the_calendar(day: date, zone: str) -> None:
    with refused(match="check the year"):
        at_local(day, time(23, 59) if day == date.max else time(0, 0), ZoneInfo(zone))
