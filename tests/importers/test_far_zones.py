"""Files read in Auckland and Honolulu, around midnight and where clocks change: days are those of the person."""

import json
import tempfile
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.importers.bringing import Brought, Wanted, bring
from tracker.importers.contract import Here
from tracker.importers.opening import open_file

AUCKLAND, HONOLULU, BERLIN = (ZoneInfo(name) for name in ("Pacific/Auckland", "Pacific/Honolulu", "Europe/Berlin"))
ST_JOHNS, LORD_HOWE = ZoneInfo("America/St_Johns"), ZoneInfo("Australia/Lord_Howe")
ZONES = (AUCKLAND, HONOLULU, BERLIN, ST_JOHNS, LORD_HOWE)
NOW = datetime(2026, 11, 30, 10, 30, tzinfo=UTC)  # 23:30 in Auckland, 00:30 in Honolulu of the same day
HEAD = "date,weekday,time of day,category,rating/amount,detail,notes\n"
moments = st.datetimes(datetime(2025, 1, 1), datetime(2026, 11, 29)).map(  # noqa: DTZ001
    lambda naive: naive.replace(second=0, microsecond=0, tzinfo=UTC)
)
# An hour before and after clocks changed, in Auckland, Berlin, St John's and Lord Howe.
CHANGES = (
    datetime(2026, 4, 4, 14, 0, tzinfo=UTC),
    datetime(2026, 9, 26, 14, 0, tzinfo=UTC),
    datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
    datetime(2026, 10, 25, 1, 0, tzinfo=UTC),
    datetime(2026, 3, 8, 5, 30, tzinfo=UTC),
    datetime(2026, 4, 4, 15, 0, tzinfo=UTC),
)
near_changes = st.tuples(st.sampled_from(CHANGES), st.integers(-90, 90)).map(
    lambda pair: pair[0] + timedelta(minutes=pair[1])
)


def read(data: str, zone: ZoneInfo, now: datetime = NOW, **answers: str) -> Brought:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_text(data, encoding="utf-8")
        return bring(open_file(path), Wanted(None, answers), Here(now, zone), str.capitalize)


def of_utc(*at: datetime) -> str:
    """A file whose moments are in UTC."""
    items = [
        {
            "id": number,
            "timestamp": f"{one:%Y-%m-%dT%H:%M:%S}.000Z",
            "baselineData": {"pain": 4, "locations": ["left leg"]},
        }
        for number, one in enumerate(at)
    ]
    return json.dumps(items)


def of_clock(*written: tuple[date, str], what: str = '"Meds/Supplements","400","Ibuprofen (mg)"') -> str:
    """A file whose clock is the one on the wall."""
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    rows = (f'"{day.day}th {months[day.month - 1]} {day.year}","","{at}",{what},""\n' for day, at in written)
    return HEAD + "".join(rows)


@given(moment=moments | near_changes, zone=st.sampled_from(ZONES))
def test_a_moment_in_utc_is_that_of_the_persons_clock(moment: datetime, zone: ZoneInfo) -> None:
    (row,) = read(of_utc(moment), zone).rows
    there = moment.astimezone(zone)
    assert (row.day, row.values["for_date"]) == (there.date(), there.date())
    assert row.values["for_time"] == there.time()


@given(moment=moments | near_changes, zone=st.sampled_from(ZONES))
def test_a_clock_on_the_wall_stays_what_it_is(moment: datetime, zone: ZoneInfo) -> None:
    """Also one that the clocks jumped over: the file says so, and nothing is made up."""
    wall = moment.replace(tzinfo=None)
    (row,) = read(of_clock((wall.date(), f"{wall:%H:%M}")), zone).rows
    values: dict[str, Any] = dict(row.values)
    assert (row.day, values["local_day"]) == (wall.date(), wall.date())
    there = values["taken_at"] + timedelta(minutes=values["taken_offset"])
    assert there.replace(tzinfo=None) == wall


def test_the_hour_that_comes_twice_is_two_moments() -> None:
    twice = [datetime(2026, 4, 4, hour, 30, tzinfo=UTC) for hour in (13, 14)]
    rows = read(of_utc(*twice), AUCKLAND).rows
    assert [(row.day, row.values["for_time"]) for row in rows] == [(date(2026, 4, 5), time(2, 30))] * 2
    assert len({row.id for row in rows}) == 2
    again = read(of_utc(*twice), AUCKLAND).rows
    assert [row.id for row in again] == [row.id for row in rows]


@pytest.mark.parametrize(
    ("zone", "now", "written", "taken"),
    [
        (AUCKLAND, NOW, (date(2026, 11, 30), "23:15"), True),
        (AUCKLAND, NOW, (date(2026, 11, 30), "23:59"), False),
        (AUCKLAND, NOW + timedelta(hours=1), (date(2026, 12, 1), "0:15"), True),
        (AUCKLAND, NOW + timedelta(hours=1), (date(2026, 12, 1), "0:59"), False),
        (HONOLULU, NOW, (date(2026, 11, 30), "0:15"), True),
        (HONOLULU, NOW, (date(2026, 11, 30), "0:59"), False),
        (HONOLULU, NOW - timedelta(hours=1), (date(2026, 11, 29), "23:15"), True),
        (HONOLULU, NOW - timedelta(hours=1), (date(2026, 11, 30), "0:15"), False),
    ],
)
def test_what_is_still_to_come_there_is_refused(
    zone: ZoneInfo, now: datetime, written: tuple[date, str], *, taken: bool
) -> None:
    found = read(of_clock(written), zone, now)
    assert [row.day for row in found.rows] == ([written[0]] if taken else [])
    assert [left.refused for left in found.left_out] == ([] if taken else [True])


@pytest.mark.parametrize(
    ("zone", "day", "taken"),
    [
        (AUCKLAND, date(2026, 12, 1), True),  # it has begun there
        (AUCKLAND, date(2026, 12, 2), False),
        (HONOLULU, date(2026, 11, 30), True),
        (HONOLULU, date(2026, 12, 1), False),  # it has begun elsewhere alone
    ],
)
def test_a_day_that_has_begun_there_is_taken(zone: ZoneInfo, day: date, *, taken: bool) -> None:
    file = of_clock((day, "all day"), what='"Symptom","2","Sciatica (Moderate)"')
    found = read(file, zone, NOW + timedelta(hours=1), words="yes")
    assert [row.day for row in found.rows] == ([day] if taken else [])
    assert [left.refused for left in found.left_out] == ([] if taken else [True])
