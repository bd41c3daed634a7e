"""Calendars: made, fetched, ended; what stands in one's own."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.calendars.conftest import NOON, Fetch, address_of, new_calendar
from tests.support.pages import Browser
from tests.support.people import Person, make_person, sign_in
from tracker.accounts.models import Account
from tracker.calendars.models import CalendarFeed
from tracker.calendars.services.feeds import FEEDS_MOST
from tracker.passwords.tokens import looks_like_secret
from tracker.treatment.models import Course, TreatmentSession

UNKNOWN = "/s/" + "A" * 43 + ".ics"
IN_A_WEEK = {"status": "planned", "day": "2026-03-10", "clock": "10:00"}


def plan(patient: Browser, kind: str = "acupuncture", **typed: str) -> None:
    page = patient.get(patient.path(f"sessions/new/{kind}"))
    answer = patient.submit(page, f"sessions/new/{kind}", follow=True, **{**IN_A_WEEK, **typed})
    assert answer.status == 200, answer.text


def stored(db_session: Session, column: Any) -> Any:
    """The value of a column of the one feed."""
    found = db_session.execute(select(column)).scalar_one()
    db_session.rollback()
    return found


def planned(db_session: Session) -> uuid.UUID:
    """The id of the one session."""
    found: uuid.UUID = stored(db_session, TreatmentSession.id)
    return found


def test_its_secret_is_shown_once_and_kept_as_a_digest(patient: Browser, db_session: Session) -> None:
    page = new_calendar(patient, words="yes")
    secret = address_of(page).removeprefix("/s/").removesuffix(".ics")
    assert looks_like_secret(secret)
    assert "webcal://localhost/s/" in page.body
    assert secret not in patient.get("/settings/calendars").body
    assert secret.encode() not in stored(db_session, CalendarFeed.secret_hash)


def test_what_is_planned_stands_in_it_until_it_is_moved_and_called_off(
    patient: Browser, fetch: Fetch, db_session: Session, noon: time_machine.Traveller
) -> None:
    address = address_of(new_calendar(patient, words="yes", alarm="evening_before", reviews=""))
    assert fetch(address) == []
    plan(patient, practitioner="Li Wen")
    (event,) = fetch(address)
    assert event["summary"] == "Acupuncture, Li Wen"
    assert event.start.isoformat() == "2026-03-10T09:00:00+00:00"
    assert event.end - event.start == timedelta(minutes=60)
    (alarm,) = event.walk("VALARM")
    assert alarm.TRIGGER.isoformat() == "2026-03-09T17:00:00+00:00"
    session_id = planned(db_session)
    assert event["uid"] == str(session_id)
    assert event["url"].endswith(f"/sessions/{session_id}")

    noon.move_to(NOON + timedelta(minutes=10))
    page = patient.get(patient.path(f"sessions/{session_id}/edit"))
    patient.submit(page, "/edit", clock="11:30")
    (moved,) = fetch(address)
    assert (moved["uid"], moved.start.hour) == (event["uid"], 10)
    assert moved["sequence"] > event["sequence"]
    assert moved["dtstamp"].dt > event["dtstamp"].dt

    patient.post(patient.path(f"sessions/{session_id}/delete"))
    (gone,) = fetch(address)
    assert (gone["uid"], gone["status"]) == (event["uid"], "CANCELLED")
    assert gone["sequence"] > moved["sequence"]
    assert not gone.walk("VALARM")


def test_without_words_it_says_that_there_is_an_appointment_and_no_more(patient: Browser, fetch: Fetch) -> None:
    plan(patient, practitioner="Li Wen", note="Sciatica")
    address = address_of(new_calendar(patient, reviews="", log_at="20:30"))
    answer = str(fetch(address)).casefold()
    for word in ("acupuncture", "li wen", "sciatica", "pain", "leg"):
        assert word not in answer
    assert {str(event["summary"]) for event in fetch(address)} == {"Appointment", "Your diary has a minute for you"}


def test_a_minute_to_log_is_at_the_same_hour_on_both_sides_of_a_clock_change_and_gone_once_logged(
    app: Flask, person: Person, fetch: Fetch, noon: time_machine.Traveller
) -> None:
    noon.move_to(datetime(2026, 3, 28, 12, tzinfo=NOON.tzinfo))
    patient = sign_in(app, person)
    address = address_of(new_calendar(patient, words="yes", log_at="20:30"))
    events = fetch(address)
    assert len(events) == 14
    assert [event.start.hour for event in events[:3]] == [19, 18, 18]
    assert {str(event["status"]) for event in events} == {"CONFIRMED"}
    patient.post(patient.path("days/2026-03-28/leg"), {"score": "3"})
    today, *others = fetch(address)
    assert (today["uid"], today["status"]) == (events[0]["uid"], "CANCELLED")
    assert [one["uid"] for one in others] == [one["uid"] for one in events[1:]]


def test_a_review_falls_on_the_appointment_that_calls_for_it(patient: Browser, fetch: Fetch) -> None:
    page = patient.get(patient.path("courses/new"))
    patient.submit(page, "courses/new", kind="acupuncture", planned_sessions="10", started_on="2026-03-03")
    for week in range(1, 7):
        plan(patient, day=str(date(2026, 3, 3) + timedelta(weeks=week)))
    address = address_of(new_calendar(patient, words="yes", reviews="yes"))
    found = [event for event in fetch(address) if "review" in str(event["summary"]).casefold()]
    assert [(str(one["summary"]), one.start) for one in found] == [
        ("First review of the course is due", date(2026, 3, 31))
    ]
    again = [event for event in fetch(address) if "review" in str(event["summary"]).casefold()]
    assert [one.to_ical() for one in again] == [one.to_ical() for one in found]


def test_no_review_falls_where_nothing_is_planned_nor_once_the_course_only_keeps_up(
    patient: Browser, fetch: Fetch, db_session: Session
) -> None:
    page = patient.get(patient.path("courses/new"))
    patient.submit(page, "courses/new", kind="acupuncture", planned_sessions="2", started_on="2026-03-03")
    address = address_of(new_calendar(patient, words="yes", reviews="yes"))
    assert fetch(address) == []
    plan(patient)
    plan(patient, day="2026-03-17")
    assert len(fetch(address)) == 3
    db_session.execute(update(Course).values(phase="maintenance"))
    db_session.commit()
    assert {str(event["summary"]) for event in fetch(address)} == {"Acupuncture"}


def test_it_answers_that_nothing_has_changed(patient: Browser, app: Flask) -> None:
    address = address_of(new_calendar(patient))
    first = app.test_client().get(address)
    again = app.test_client().get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")


def test_when_it_was_fetched_last_and_by_what_stands_in_settings(patient: Browser, fetch: Fetch) -> None:
    address = address_of(new_calendar(patient))
    assert "Not fetched yet." in patient.get("/settings/calendars").text
    fetch(address, "Mozilla/5.0 Thunderbird/140")
    assert "13:00, by Thunderbird." in patient.get("/settings/calendars").text
    fetch(address, "<b>me</b>")
    assert "13:00." in patient.get("/settings/calendars").text


def test_an_ended_one_and_an_unknown_one_are_missing_alike(patient: Browser, app: Flask, db_session: Session) -> None:
    address = address_of(new_calendar(patient))
    page = patient.submit(patient.get("/settings/calendars"), "/end", follow=True)
    assert "That calendar has ended." in page.text
    assert "My phone" not in page.text
    ended, unknown = (app.test_client().get(one) for one in (address, UNKNOWN))
    assert (ended.status_code, unknown.status_code) == (404, 404)
    assert patient.post(f"/settings/calendars/{stored(db_session, CalendarFeed.id)}/end").status == 200
    assert patient.post(f"/settings/calendars/{uuid.uuid4()}/end").status == 404


def test_nobody_ends_anothers(app: Flask, patient: Browser, fetch: Fetch, db_session: Session) -> None:
    address = address_of(new_calendar(patient))
    other = sign_in(app, make_person(app, "Omar"))
    assert other.post(f"/settings/calendars/{stored(db_session, CalendarFeed.id)}/end").status == 404
    assert fetch(address) == []


def test_wrong_addresses_are_counted_and_a_right_one_is_never_refused(patient: Browser, app: Flask) -> None:
    address = address_of(new_calendar(patient))
    client = app.test_client()
    answers = [client.get(UNKNOWN.replace("A", chr(66 + number))).status_code for number in range(25)]
    assert answers == [404] * 20 + [429] * 5
    assert client.get(address).status_code == 200


def test_an_account_that_is_disabled_shows_nothing(
    patient: Browser, app: Flask, person: Person, db_session: Session
) -> None:
    address = address_of(new_calendar(patient))
    account = db_session.get(Account, person.account_id)
    assert account is not None
    account.disabled_at = NOON
    db_session.commit()
    assert app.test_client().get(address).status_code == 404


def test_the_form_sent_twice_makes_one_and_there_is_an_end_to_them(patient: Browser, db_session: Session) -> None:
    page = patient.get("/settings/calendars/new")
    form = dict(page.form("/calendars/new").fields()) | {"label": "My phone"}
    assert "webcal" in patient.post("/settings/calendars/new", form).body
    assert "was sent before" in patient.post("/settings/calendars/new", form).text
    assert stored(db_session, CalendarFeed.label) == "My phone"
    for _ in range(FEEDS_MOST - 1):
        new_calendar(patient)
    assert "There are 10 calendars already." in new_calendar(patient).text


@pytest.mark.parametrize(("field", "value"), [("label", ""), ("alarm", "never"), ("log_at", "25:00")])
def test_what_is_wrong_is_said_and_nothing_made(patient: Browser, db_session: Session, field: str, value: str) -> None:
    page = new_calendar(patient, **{field: value})
    assert page.status == 422
    assert db_session.execute(select(CalendarFeed)).first() is None


def test_one_appointment_is_a_file_and_a_deleted_one_is_missing(patient: Browser, db_session: Session) -> None:
    plan(patient)
    session_id = planned(db_session)
    address = patient.path(f"sessions/{session_id}/appointment.ics")
    assert address in patient.get(patient.path(f"sessions/{session_id}")).body
    answer = patient.client.get(address)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="appointment.ics"'
    assert b"DTSTART:20260310T090000Z" in answer.data
    patient.post(patient.path(f"sessions/{session_id}/delete"))
    assert patient.client.get(address).status_code == 404


def test_an_account_without_a_diary_has_nothing_to_show(app: Flask) -> None:
    nobody = sign_in(app, make_person(app, "Nobody"))
    assert nobody.get("/settings/calendars/new").status == 200
