"""A series of appointments: which days, which moments, where it ends, and what is left out."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tracker.domain.errors import Problems
from tracker.domain.treatment.series import WEEKDAYS, Series, check_series, moved, series_days

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 3, 18, 30, tzinfo=UTC)  # a Tuesday, 19:30 in Berlin
TODAY = date(2026, 3, 3)
TUESDAYS = Series(weekdays=("tuesday", "friday"), clock=time(17), first=TODAY, count=4)


def days(series: Series, *taken: date) -> list[str]:
    found = series_days(series, taken, now=NOW, zone=BERLIN)
    return [f"{moment:%m-%d %H:%M%z}" for moment in found.moments]


def test_each_weekday_until_there_are_so_many_and_none_in_the_past() -> None:
    assert days(TUESDAYS) == ["03-06 17:00+0100", "03-10 17:00+0100", "03-13 17:00+0100", "03-17 17:00+0100"]
    assert days(replace(TUESDAYS, clock=time(20), count=1)) == ["03-03 20:00+0100"], "later today"


def test_a_series_ends_on_its_last_day_and_by_what_comes_first() -> None:
    until = replace(TUESDAYS, count=None, until=date(2026, 3, 10))
    assert days(until) == ["03-06 17:00+0100", "03-10 17:00+0100"]
    assert days(replace(until, count=1)) == ["03-06 17:00+0100"]
    daily = Series(weekdays=WEEKDAYS, clock=time(9), first=TODAY, until=date(2027, 3, 3))
    assert len(days(daily)) == 60
    far = Series(weekdays=("tuesday",), clock=time(9), first=date(2028, 2, 29), count=9)
    assert days(far) == ["02-29 09:00+0100"], "two years ahead and no further"


def test_days_that_have_one_are_left_out_and_not_counted() -> None:
    found = series_days(TUESDAYS, {date(2026, 3, 6), date(2026, 3, 7)}, now=NOW, zone=BERLIN)
    assert [moment.day for moment in found.moments] == [10, 13, 17, 20]
    assert found.left_out == (date(2026, 3, 6),)


def test_the_clock_stays_what_it_is_where_clocks_are_changed() -> None:
    across = Series(weekdays=("sunday",), clock=time(2, 30), first=date(2026, 3, 22), count=3)
    assert days(across) == ["03-22 02:30+0100", "03-29 03:30+0200", "04-05 02:30+0200"]
    at = datetime(2026, 3, 27, 17, tzinfo=BERLIN)
    assert f"{moved(at, 2, time(18), BERLIN):%m-%d %H:%M%z}" == "03-29 18:00+0200"
    with pytest.raises(Problems):
        moved(at, 4_000_000, time(18), BERLIN)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"weekdays": ()}, "weekdays"),
        ({"first": date(2026, 3, 2)}, "first"),
        ({"first": date(2029, 3, 2)}, "first"),
        ({"count": None}, "count"),
        ({"until": date(2026, 3, 2)}, "until"),
        ({"until": date(2029, 3, 2)}, "until"),
    ],
)
def test_what_cannot_be_made_is_refused_beside_its_field(given: dict[str, Any], field: str) -> None:
    with pytest.raises(Problems) as refused:
        check_series(replace(TUESDAYS, **given), now=NOW, zone=BERLIN)
    assert list(refused.value.by_field) == [field]
    assert check_series(TUESDAYS, now=NOW, zone=BERLIN) is TUESDAYS
