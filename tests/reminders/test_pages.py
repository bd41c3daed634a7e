"""Pages of reminders: what is wanted, what was called, and "not today"."""

from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete

from tests.reminders.conftest import LOGS, Desk
from tests.support.pages import Browser
from tests.support.people import make_person, session_of, sign_in
from tests.support.sharing import here, now, today
from tracker.domain.course.alarms import Alarm
from tracker.domain.reminders.wishes import Kind, Wishes
from tracker.patients.models import Patient
from tracker.reminders.models import ReminderCall, ReminderSettings
from tracker.reminders.services import wanting

PAGE = "/settings/reminders"


def stored(desk: Desk) -> Wishes | None:
    with session_of(desk.app) as session:
        kept = wanting.find(session, desk.rosa.account_id)
    return None if kept is None else kept.wishes


def save(browser: Browser, **typed: Any) -> Any:
    return browser.submit(browser.get(PAGE), PAGE, **typed)


@pytest.fixture
def browser(desk: Desk) -> Browser:
    return sign_in(desk.app, desk.rosa)


def test_everything_is_off_to_begin_with(desk: Desk, browser: Browser) -> None:
    page = browser.get(PAGE)
    fields = page.form(PAGE).fields()
    assert not [name for name, _ in fields if name.startswith("want_")]
    assert dict(fields)["log_at"] == "20:00"
    assert "Lately" not in page.text
    assert stored(desk) is None
    assert browser.get("/settings").all(f"a[href='{PAGE}']")


def test_what_is_wanted_is_kept(desk: Desk, browser: Browser) -> None:
    page = save(
        browser,
        want_log="yes",
        log_at="19:30",
        weekdays=["mon", "fri"],
        want_before="yes",
        before="evening_before",
        after_hours="6",
        channels=["email"],
        quiet_from="",
        quiet_until="",
    )
    assert "Your reminders are saved." in page.text
    assert stored(desk) == Wishes(
        kinds=frozenset({Kind.LOG, Kind.BEFORE}),
        channels=frozenset({"email"}),
        log_at=time(19, 30),
        weekdays=frozenset({"mon", "fri"}),
        before=Alarm.EVENING_BEFORE,
        after_hours=6,
        next_day_at=time(12),
        medicine_at=time(8),
        later_at=time(18),
    )
    again = save(browser, want_log="")
    assert "Nothing has called you yet." in again.text
    assert stored(desk).kinds == {Kind.BEFORE}  # type: ignore[union-attr]


def test_the_language_is_the_one_it_was_said_in(desk: Desk, browser: Browser) -> None:
    save(browser, want_log="yes")
    with session_of(desk.app) as session:
        row = session.get_one(ReminderSettings, desk.rosa.account_id)
        assert (row.language, row.since) == ("en", row.since)
        assert now() - row.since < timedelta(minutes=5)


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"want_log": "yes", "log_at": ""}, "log_at", "Please say at what time."),
        ({"want_log": "yes", "log_at": "23:00"}, "log_at", "This lies in your quiet hours."),
        ({"want_log": "yes", "log_at": "25:00"}, "log_at", "Please give the time as hours"),
        ({"want_log": "yes", "weekdays": []}, "weekdays", "Please choose at least one day."),
        ({"want_medicine": "yes", "medicine_days": []}, "medicine_days", "Please choose at least one day."),
        ({"want_before": "yes", "channels": []}, "channels", "Please choose at least one way."),
        ({"want_before": "yes", "before": "none"}, "before", "Please choose"),
        ({"after_hours": ""}, "after_hours", "Please choose how long."),
        ({"quiet_until": ""}, "quiet_until", "Please give both times"),
        ({"quiet_from": "07:00"}, "quiet_until", "begin and end at the same time"),
    ],
)
def test_what_could_never_call_is_said_beside_its_field_and_kept_as_typed(
    desk: Desk, browser: Browser, typed: dict[str, Any], field: str, message: str
) -> None:
    page = save(browser, **typed)
    assert page.status == 422
    assert message in page.error_of(field)
    held = dict(page.form(PAGE).fields())
    clocks = {name: value for name, value in typed.items() if name.endswith(("_at", "_from", "_until"))}
    assert {name: held.get(name, "") for name in clocks} == clocks
    assert stored(desk) is None


def test_not_today_asks_first_and_silences_the_day(desk: Desk, browser: Browser) -> None:
    desk.wants(LOGS)
    asked = browser.get("/reminders/not-today")
    assert "An appointment and the time of a medicine still do" in asked.text
    page = browser.submit(asked, "/reminders/not-today")
    assert "Nothing more about the diary calls you today." in page.text
    assert "You said: not today." in page.text
    with session_of(desk.app) as session:
        row = session.get_one(ReminderSettings, desk.rosa.account_id)
        assert row.silenced_on in {today(), (here() - timedelta(minutes=5)).date()}
        assert row.silenced_at is not None


def test_not_today_without_reminders_does_no_harm(desk: Desk, browser: Browser) -> None:
    page = browser.submit(browser.get("/reminders/not-today"), "/reminders/not-today")
    assert page.status == 200
    assert stored(desk) is None


def test_what_was_called_is_told(desk: Desk, browser: Browser) -> None:
    desk.wants(replace(LOGS, kinds=frozenset(Kind)))
    states = [("sent", 1), ("failed", 1), ("failed", 3), ("nowhere", 1), ("trying", 1)]
    with session_of(desk.app) as session:
        for (state, tries), kind in zip(states, Kind, strict=False):
            row = ReminderCall(account_id=desk.rosa.account_id, kind=kind.value, day=today(), due_at=now(), at=now())
            row.state, row.tries, row.rarer = state, tries, False
            session.add(row)
        session.commit()
    text = browser.get(PAGE).text
    for words in (
        *("Log today", ": sent", "not sent, tried again within minutes", "not sent, given up"),
        *("not sent: there was nothing to send it to", "begun; whether it arrived is not known"),
    ):
        assert words in text, words


def test_whoever_has_no_diary_is_told_so(app: Flask) -> None:
    omar = make_person(app, "Omar")
    with session_of(app) as session:
        session.execute(delete(Patient))
        session.commit()
    browser = sign_in(app, omar)
    assert "you have no diary here" in browser.get(PAGE).text
    assert not browser.get("/settings").all(f"a[href='{PAGE}']")
    assert "you have no diary here" in browser.post(PAGE, {"want_log": "yes"}).text
    assert browser.get("/reminders/not-today").status == 404


def test_what_was_saved_elsewhere_is_not_lost(desk: Desk, browser: Browser) -> None:
    desk.wants(LOGS)
    older = browser.get(PAGE)
    save(browser, log_at="18:00")
    browser.submit(older, PAGE, medicine_at="09:00")
    wishes = stored(desk)
    assert wishes is not None
    assert (wishes.log_at, wishes.medicine_at) == (time(18), time(9))
