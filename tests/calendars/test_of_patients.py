"""A practitioner's calendar: the appointments of everybody who shares, and a line in each one's log."""

from datetime import timedelta

import time_machine
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from tests.calendars.conftest import NOON, Fetch, address_of, new_calendar
from tests.calendars.test_feeds import plan, stored
from tests.support.pages import Browser
from tests.support.people import Person, make_person, sign_in
from tests.support.sharing import as_practitioner, events_of, make_practitioner, share, today
from tracker.accounts.models import Account
from tracker.accounts.services.accounts import delete_account
from tracker.calendars.models import CalendarFeed

PATIENTS = {"whose": "patients", "words": "yes"}


def looks(app: Flask, person: Person) -> list[tuple[str, str | None]]:
    return [(event.name, event.page) for event in events_of(app, person) if event.act == "looked"]


def test_it_holds_who_shares_by_name_and_says_so_in_their_log_once_a_day(
    app: Flask, patient: Browser, person: Person, fetch: Fetch, noon: time_machine.Traveller
) -> None:
    li_wen = make_practitioner(app)
    share(app, person, li_wen)
    plan(patient)
    plan(patient, kind="physiotherapy", day="2026-03-12")
    omar = make_person(app, "Omar")
    plan(sign_in(app, omar))
    desk = as_practitioner(app, li_wen, person)
    address = address_of(new_calendar(desk, **PATIENTS))
    before = looks(app, person)
    for _ in range(2):
        events = fetch(address)
        assert [str(event["summary"]) for event in events] == ["Acupuncture, Rosa", "Physiotherapy, Rosa"]
    assert looks(app, person) == [*before, ("Li Wen", "calendars.feed")]
    assert looks(app, omar) == []
    assert "the calendar of their appointments" in patient.get(patient.path("sharing/log")).text
    noon.move_to(NOON + timedelta(days=1))
    fetch(address)
    assert looks(app, person) == [*before, ("Li Wen", "calendars.feed"), ("Li Wen", "calendars.feed")]


def test_it_goes_by_the_terms_and_the_days_of_the_share(
    app: Flask, patient: Browser, person: Person, fetch: Fetch, noon: time_machine.Traveller
) -> None:
    li_wen = make_practitioner(app)
    share(app, person, li_wen, first_day=today() + timedelta(days=8), last_day=today() + timedelta(days=1))
    plan(patient)
    plan(patient, day="2026-03-12")
    address = address_of(new_calendar(as_practitioner(app, li_wen, person), **PATIENTS))
    assert [event.start.day for event in fetch(address)] == [12]
    noon.move_to(NOON + timedelta(days=2))
    assert fetch(address) == []


def test_it_is_empty_when_the_share_has_ended_and_when_its_owner_is_no_practitioner_any_more(
    app: Flask, patient: Browser, person: Person, fetch: Fetch, db_session: Session
) -> None:
    li_wen = make_practitioner(app)
    share(app, person, li_wen)
    plan(patient)
    address = address_of(new_calendar(as_practitioner(app, li_wen, person), **PATIENTS))
    assert len(fetch(address)) == 1
    db_session.execute(update(Account).where(Account.id == li_wen.account_id).values(is_practitioner=False))
    db_session.commit()
    assert fetch(address) == []
    db_session.execute(update(Account).where(Account.id == li_wen.account_id).values(is_practitioner=True))
    db_session.commit()
    patient.submit(patient.get(patient.path("sharing")), "/end", follow=True)
    assert fetch(address) == []


def test_who_has_no_patients_cannot_ask_for_theirs(
    app: Flask, patient: Browser, fetch: Fetch, db_session: Session
) -> None:
    plan(patient)
    page = patient.get("/settings/calendars/new")
    form = dict(page.form("/calendars/new").fields()) | {"label": "x", **PATIENTS}
    address = address_of(patient.post("/settings/calendars/new", form))
    assert len(fetch(address)) == 1
    assert stored(db_session, CalendarFeed.of_patients) is False


def test_a_practitioner_without_a_second_factor_is_shown_nothing(
    app: Flask, patient: Browser, person: Person, fetch: Fetch, db_session: Session
) -> None:
    li_wen = make_practitioner(app)
    share(app, person, li_wen)
    plan(patient)
    address = address_of(new_calendar(as_practitioner(app, li_wen, person), **PATIENTS))
    db_session.execute(update(Account).where(Account.id == li_wen.account_id).values(second_factor_since=None))
    db_session.commit()
    assert fetch(address) == []
    mei = make_practitioner(app, "Mei", has_factor=False)
    assert "Those of everybody" not in as_practitioner(app, mei, person).get("/settings/calendars/new").text


def test_an_account_about_to_be_erased_is_shown_to_nobody(
    app: Flask, patient: Browser, person: Person, fetch: Fetch, db_session: Session
) -> None:
    li_wen = make_practitioner(app)
    share(app, person, li_wen)
    plan(patient)
    own = address_of(new_calendar(patient))
    desk = address_of(new_calendar(as_practitioner(app, li_wen, person), **PATIENTS))
    for moment, shown in ((NOON + timedelta(days=1), 1), (NOON, 0)):
        db_session.execute(update(Account).where(Account.id == person.account_id).values(erase_at=moment))
        db_session.commit()
        assert len(fetch(desk)) == shown
    assert app.test_client().get(own).status_code == 404


def test_an_erased_patient_is_in_no_calendar_any_more(
    app: Flask, patient: Browser, person: Person, fetch: Fetch, db_session: Session
) -> None:
    li_wen = make_practitioner(app)
    share(app, person, li_wen)
    plan(patient)
    own = address_of(new_calendar(patient))
    desk = address_of(new_calendar(as_practitioner(app, li_wen, person), **PATIENTS))
    assert (len(fetch(own)), len(fetch(desk))) == (1, 1)
    delete_account(db_session, person.account_id, NOON)
    db_session.commit()
    assert app.test_client().get(own).status_code == 404
    assert fetch(desk) == []
