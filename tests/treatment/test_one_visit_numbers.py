"""One visit written down twice leaves every number as one visit written down once: k of n, reviews, visits, medians."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests.support import sharing
from tests.support.pages import Browser, Page
from tests.support.people import Person, sign_in
from tests.treatment.conftest import NOON, Log, at

pytestmark = pytest.mark.usefixtures("noon")
HELD = -2
# The scores before and after three sessions that were paid for: one more, and the first review is due.
BEFORE = ((7, 5), (6, 4), (5, 4))
SAID: dict[str, Any] = {"minutes": "45", "leg_before": "2", "leg_after": "1", "insurance_covered": "yes"}
# What one visit more or less is told by.
COUNTED = (
    "4|of 10 sessions",
    "Time for a first look at this course",
    "4 done, 1 planned by today",
    "4 of 12 visits used, 8 left",
    "Acupuncture|4|5.5|2 to 7, n 4|4|1 to 5, n 4|",
)


def begun(log: Log) -> str:
    course = str(log.course(kind="acupuncture", planned_sessions="10", visits_allowed="12"))
    for week, (before, after) in enumerate(BEFORE):
        scores: dict[str, Any] = {"leg_before": str(before), "leg_after": str(after), "insurance_covered": "yes"}
        log.add("acupuncture", course_id=course, **scores, **at(-24 * 7 * (3 - week)))
    return course


def answer(browser: Browser, asked: Page, name: str, action: str = "sessions") -> Page:
    assert asked.status == 422, "it is asked about"
    button = asked.all(f"button[name={name}]")[0]
    return browser.submit(asked, action, **{name: button.attrs["value"]})


def an_appointment_and_a_session(log: Log, course: str, device: Browser, says: str) -> None:
    log.plan("acupuncture", NOON + timedelta(hours=HELD), course_id=course)
    answer(log.browser, log.add("acupuncture", course_id=course, **SAID, **at(-0.5)), says)


def a_session_and_then_attended_by_a_tap(log: Log, course: str, device: Browser, says: str) -> None:
    log.add("acupuncture", course_id=course, **SAID, **at(HELD))
    planned = log.form("sessions/new/acupuncture?status=planned")
    log.browser.submit(planned, "sessions/new", course_id=course, **at(-1))
    appointment = next(row.id for row in log.sessions() if row.status == "planned")
    tapped = log.browser.post(log.browser.path(f"sessions/{appointment}/happened"), {"status": "attended"})
    answer(log.browser, tapped, says, "happened")


def two_devices(log: Log, course: str, device: Browser, says: str) -> None:
    page = device.get(device.path("sessions/new/acupuncture"))
    log.add("acupuncture", course_id=course, **SAID, **at(HELD))
    answer(device, device.submit(page, "sessions/new", course_id=course, **SAID, **at(-1)), says)


def a_day_later_moved_to_the_day(log: Log, course: str, device: Browser, says: str) -> None:
    log.add("acupuncture", course_id=course, **SAID, **at(HELD))
    log.add("acupuncture", course_id=course, **SAID, **at(-48))
    other = next(row.id for row in log.sessions() if row.local_day == (NOON - timedelta(days=2)).date())
    answer(log.browser, log.edit(other, **at(-1)), says)


WAYS: tuple[Callable[[Log, str, Browser, str], None], ...] = (
    an_appointment_and_a_session,
    a_session_and_then_attended_by_a_tap,
    two_devices,
    a_day_later_moved_to_the_day,
)


def told(log: Log) -> str:
    """The pages without the name that stands at their foot on paper."""
    pages = [log.form(name).all("main")[0].to_text(separator="|", strip=True) for name in ("course", "around")]
    return re.sub("(Rosa|Omar), (?=[A-Z])", "", "\n".join(pages))


@pytest.mark.parametrize("way", WAYS)
def test_numbers_are_those_of_one_visit(app: Flask, person: Person, log: Log, log_of_other: Log, way: Any) -> None:
    once = begun(log_of_other)
    log_of_other.add("acupuncture", course_id=once, **SAID, **at(HELD))
    course = begun(log)
    way(log, course, sign_in(app, person), "this_one")
    assert told(log) == told(log_of_other)
    assert [words for words in COUNTED if words not in told(log)] == []


@pytest.mark.parametrize("way", WAYS[1:])
def test_another_visit_moves_every_number(app: Flask, person: Person, log: Log, way: Any) -> None:
    course = begun(log)
    way(log, course, sign_in(app, person), "looked_at")
    assert [words for words in COUNTED if words in told(log)] == [COUNTED[1]]
    assert "5|of 10 sessions" in told(log)


def test_a_practitioner_who_records_the_visit_too(app: Flask, person: Person, log: Log) -> None:
    course = begun(log)
    log.add("acupuncture", course_id=course, **SAID, **at(HELD))
    before = told(log)
    practitioner = sharing.make_practitioner(app)
    sharing.share(app, person, practitioner)
    li = sharing.as_practitioner(app, practitioner, person)
    page = li.get(li.path("sessions/record"))
    fields = {
        node.attrs["name"]: node.attrs.get("value") or "" for node in page.all("form.held-form input[type=hidden]")
    }
    fields.pop("csrf_token")
    asked = li.post(li.path("sessions/record"), fields | {"kind": "acupuncture", "minutes": "40"} | at(-1))
    answer(li, asked, "this_one", "sessions/record")
    assert told(log) == before
