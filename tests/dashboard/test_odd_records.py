"""Odd records: each gives a true sentence on every page that measures a course, and never an error."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import Flask
from sqlalchemy import update

from tests.dashboard.conftest import Filler
from tests.support.evening import TODAY
from tests.support.pages import Browser
from tests.support.people import Person, make_person, sign_in
from tracker.accounts.models import Account
from tracker.web.extensions import db

BERLIN, AUCKLAND = ZoneInfo("Europe/Berlin"), ZoneInfo("Pacific/Auckland")
FIRST = TODAY - timedelta(days=21)
RANGES = ("", "?range=3m", "?range=1y", "?range=all")


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def scored(fill: Filler, score: int, first: date, last: date = TODAY) -> None:
    fill.entries(*({"for_date": day, "leg_pain": score, "back_pain": score} for day in days(first, last)))


def session(day: date, hour: int = 9, zone: ZoneInfo = BERLIN, **values: object) -> dict[str, object]:
    return {"local_day": day, "started_at": datetime(day.year, day.month, day.day, hour, tzinfo=zone)} | values


def course(fill: Filler, *when: date, **values: object) -> object:
    course_id = fill.course(**{"started_on": when[0]} | values)
    fill.sessions(*(session(day, 9 + number % 8, course_id=course_id) for number, day in enumerate(when)))
    return course_id


def texts(owner: Browser, course_id: object = None) -> str:
    """The words of every page that measures, which all answer."""
    paths = [f"progress{chosen}" for chosen in RANGES] + ["today", "course", "around", "year"]
    if course_id is not None:
        paths += [f"courses/{course_id}/review", f"course?course={course_id}", f"progress?course={course_id}"]
    return "\n".join(" ".join(owner.get(owner.path(path)).text.split()) for path in paths)


def test_all_zeros(owner: Browser, fill: Filler) -> None:
    scored(fill, 0, FIRST - timedelta(days=7))
    said = texts(owner, course(fill, FIRST, FIRST + timedelta(days=4)))
    assert "You had almost no leg pain at the start, so there is nothing to compare in percent." in said
    assert "Leg pain is the same as in your starting week: 0.0." in said


def test_all_tens(owner: Browser, fill: Filler) -> None:
    scored(fill, 10, FIRST - timedelta(days=7))
    said = texts(owner, course(fill, FIRST, FIRST + timedelta(days=4)))
    assert "Leg pain is the same as in your starting week: 10.0." in said
    assert "high two days running" not in said  # no rise: ten was the start


def test_one_entry(owner: Browser, fill: Filler) -> None:
    fill.entries({"for_date": TODAY, "leg_pain": 6})
    said = texts(owner, course(fill, FIRST))
    assert "Not enough data yet to compare" in said
    assert "The starting week needs 4 days with a leg score and has 1." in said


def test_entries_only_after_the_course_ended(owner: Browser, fill: Filler) -> None:
    long_ago = FIRST - timedelta(days=60)
    course_id = course(fill, long_ago, phase="ended", ended_on=long_ago + timedelta(days=28))
    scored(fill, 3, FIRST)
    said = texts(owner, course_id)
    assert "Not enough data yet to compare" in said
    assert "from your starting week" not in said


def test_two_courses_that_overlap(owner: Browser, fill: Filler) -> None:
    scored(fill, 6, FIRST - timedelta(days=7), FIRST + timedelta(days=6))
    scored(fill, 3, FIRST + timedelta(days=7))
    one = course(fill, FIRST, FIRST + timedelta(days=5))
    other = course(fill, FIRST + timedelta(days=7), FIRST + timedelta(days=9), kind="physiotherapy")
    for course_id in (one, other):
        assert "Leg pain is down 3.0 points (50 %) from your starting week: 6.0 to 3.0." in texts(owner, course_id)
    compared = owner.get(owner.path(f"compare?course={one}&with={other}")).text
    assert "Two courses side by side" in compared
    assert "which treatment is better" in compared


def test_several_sessions_on_one_day(owner: Browser, fill: Filler) -> None:
    scored(fill, 5, FIRST - timedelta(days=7))
    course_id = fill.course(started_on=FIRST)
    fill.sessions(*(session(FIRST, hour, course_id=course_id, leg_before=hour % 7) for hour in (9, 12, 17)))
    said = texts(owner, course_id)
    assert "3 of 10" in said
    assert "Session 3" in said


def test_a_change_of_time_zone_in_mid_course(app: Flask, somebody: Person, owner: Browser, fill: Filler) -> None:
    scored(fill, 6, FIRST - timedelta(days=7))
    there = session(FIRST + timedelta(days=4), 8, AUCKLAND)
    course_id = course(fill, FIRST)
    fill.sessions(there | {"course_id": course_id, "started_offset": 780})
    before = owner.get(owner.path(f"progress?course={course_id}")).text
    with app.app_context():
        db.session.execute(
            update(Account).where(Account.id == somebody.account_id).values(time_zone="Pacific/Auckland")
        )
        db.session.commit()
    said = texts(owner, course_id)
    assert "2 of 10" in said
    # The days stay the days on which they were lived: the same starting week, the same session days.
    assert "Leg pain is the same as in your starting week: 6.0." in before
    assert "Leg pain is the same as in your starting week: 6.0." in said
    assert f"{FIRST + timedelta(days=4):%-d %b}" in said


@pytest.mark.parametrize(
    ("night", "hours"),
    [
        # The clocks skip from 2 to 3, and show the hour from 2 to 3 twice.
        (date(2026, 3, 29), (1, 3)),
        (date(2025, 10, 26), (1, 2, 3)),
    ],
    ids=["spring", "autumn"],
)
def test_daylight_saving_nights(app: Flask, night: date, hours: tuple[int, ...]) -> None:
    now = datetime(night.year, night.month, night.day, 23, 30, tzinfo=BERLIN)
    with time_machine.travel(now, tick=False):
        person = make_person(app, "Night", now=now.astimezone(UTC))
        owner, fill = sign_in(app, person), Filler(app, person.patient_id)
        scored(fill, 6, night - timedelta(days=20), night - timedelta(days=8))
        scored(fill, 4, night - timedelta(days=7), night)
        course_id = fill.course(started_on=night - timedelta(days=14))
        fill.sessions(session(night - timedelta(days=13), course_id=course_id))
        fill.sessions(*(session(night, hour, course_id=course_id) for hour in hours))
        said = texts(owner, course_id)
    assert f"{1 + len(hours)} of 10" in said
    assert "from your starting week: 6.0 to 4.0." in said
    assert f"{night:%A}" in said  # Today is that day, an hour later or earlier than UTC would have it
