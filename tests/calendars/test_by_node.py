"""Readers of calendars that know nothing of each other take the same hour from what the app writes."""

import json
import shutil
import subprocess
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest

from tracker.domain.course.alarms import Alarm, alarm_of
from tracker.files.ics_writer import Event, calendar_bytes

pytestmark = [pytest.mark.long, pytest.mark.skipif(shutil.which("npm") is None, reason="needs Node and npm")]
PACKAGES: Final = ("ical.js@2.2.1", "node-ical@0.27.2")
SCRIPT: Final = """
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
import { readFileSync } from 'node:fs';
const text = readFileSync(0, 'utf8');
const calendar = new ICAL.Component(ICAL.parse(text));
const iso = (time) => time.isDate ? time.toString() : new Date(time.toUnixTime() * 1000).toISOString();
const byIcal = calendar.getAllSubcomponents('vevent').map((component) => {
  const event = new ICAL.Event(component);
  const alarms = component.getAllSubcomponents('valarm').map((alarm) => {
    const trigger = alarm.getFirstProperty('trigger');
    const value = trigger.getFirstValue();
    return trigger.type === 'date-time' ? iso(value) : value.toSeconds();
  });
  const status = component.getFirstPropertyValue('status');
  const [starts, ends] = [event.startDate, event.endDate].map(iso);
  return { uid: event.uid, title: event.summary, starts, ends, status, alarms };
});
const byNode = Object.values(nodeIcal.sync.parseICS(text)).filter((one) => one.type === 'VEVENT').map((one) => ({
  uid: one.uid, title: one.summary, starts: one.start.toISOString(), ends: one.end.toISOString(), status: one.status,
  whole: one.datetype === 'date',
}));
console.log(JSON.stringify({ byIcal, byNode, wait: String(calendar.getFirstPropertyValue('refresh-interval')) }));
"""
BERLIN: Final = ZoneInfo("Europe/Berlin")
CHANGED: Final = datetime(2026, 3, 1, tzinfo=UTC)
WHOLE: Final = date(2026, 3, 29)
TITLE: Final = "Akupunktur; mit „Li Wen“, 2. Teil \\ Rücken 👍"


def visit(uid: str, day: date, alarm: Alarm, **changed: Any) -> Event:
    """An hour at ten on the clock of Berlin."""
    starts = datetime(day.year, day.month, day.day, 10, tzinfo=BERLIN)
    called = alarm_of(alarm, starts, BERLIN)
    alarms = () if called is None else (called,)
    return Event(
        uid=uid,
        starts=starts,
        ends=starts + timedelta(hours=1),
        title=TITLE,
        changed_at=CHANGED,
        alarms=alarms,
        **changed,
    )


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("node")
    (folder / "package.json").write_text("{}")
    command = ["npm", "install", "--silent", "--ignore-scripts", "--no-audit", "--no-fund", *PACKAGES]
    subprocess.run(command, cwd=folder, check=True, timeout=300)  # noqa: S603 - packages that are pinned above
    (folder / "read.mjs").write_text(SCRIPT)
    events = [
        visit("winter", date(2026, 3, 28), Alarm.TWO_HOURS),
        visit("summer", date(2026, 3, 29), Alarm.EVENING_BEFORE),
        visit("autumn", date(2026, 10, 25), Alarm.EVENING_BEFORE),
        visit("off", date(2026, 7, 1), Alarm.ONE_HOUR, cancelled=True),
        Event(
            uid="review",
            starts=date(2026, 3, 29),
            ends=date(2026, 3, 30),
            title="Review",
            changed_at=CHANGED,
            takes_time=False,
        ),
        visit("minute", date(2026, 10, 26), Alarm.NONE),
    ]
    ran = subprocess.run(
        ["node", "read.mjs"],  # noqa: S607
        cwd=folder,
        input=calendar_bytes(events, "Mine"),
        capture_output=True,
        check=True,
        timeout=60,
    )
    return json.loads(ran.stdout)


HOURS: Final = {
    "winter": ("2026-03-28T09:00:00.000Z", "2026-03-28T10:00:00.000Z"),
    "summer": ("2026-03-29T08:00:00.000Z", "2026-03-29T09:00:00.000Z"),
    "autumn": ("2026-10-25T09:00:00.000Z", "2026-10-25T10:00:00.000Z"),
    "off": ("2026-07-01T08:00:00.000Z", "2026-07-01T09:00:00.000Z"),
    "minute": ("2026-10-26T09:00:00.000Z", "2026-10-26T10:00:00.000Z"),
}


@pytest.mark.parametrize("reader", ["byIcal", "byNode"])
def test_ten_in_the_morning_is_ten_on_both_sides_of_both_clock_changes(said: Any, reader: str) -> None:
    found = {one["uid"]: one for one in said[reader]}
    assert {uid: (found[uid]["starts"], found[uid]["ends"]) for uid in HOURS} == HOURS
    assert {uid for uid, one in found.items() if one["status"] == "CANCELLED"} == {"off"}
    assert found["winter"]["title"] == TITLE


def test_a_whole_day_is_that_day_alone(said: Any) -> None:
    by_ical = next(one for one in said["byIcal"] if one["uid"] == "review")
    assert (by_ical["starts"], by_ical["ends"]) == ("2026-03-29", "2026-03-30")
    assert [one["uid"] for one in said["byNode"] if one["whole"]] == ["review"]


def test_alarms_ring_when_they_should(said: Any) -> None:
    alarms = {one["uid"]: one["alarms"] for one in said["byIcal"]}
    assert alarms == {
        "winter": [-7200],
        "summer": ["2026-03-28T17:00:00.000Z"],
        "autumn": ["2026-10-24T16:00:00.000Z"],
        "off": [],
        "review": [],
        "minute": [],
    }
    assert said["wait"] == "PT4H"
