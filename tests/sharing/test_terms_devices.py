"""The terms of a share by two devices: nobody sees more than its owner said last."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests.sharing.doings import only_grant
from tests.support.pages import Browser, Page
from tests.support.people import Person, sign_in
from tests.support.sharing import make_practitioner, share, today
from tracker.web import opened


@pytest.fixture
def phone(app: Flask, person: Person) -> Browser:
    """The same person on another device."""
    return sign_in(app, person)


@pytest.fixture
def path(app: Flask, person: Person, patient: Browser) -> str:
    practitioner = make_practitioner(app)
    return patient.path(f"sharing/grants/{share(app, person, practitioner)}")


def choose(browser: Browser, page: Page, **typed: Any) -> Page:
    """The first step: what they would see then."""
    return browser.submit(page, "/grants/", **typed)


def agree(browser: Browser, page: Page) -> Page:
    return browser.submit(page, "/grants/", follow=False)


def change(browser: Browser, path: str, **typed: Any) -> None:
    assert "told=changed" in agree(browser, choose(browser, browser.get(path), **typed)).location


def test_notes_that_were_closed_elsewhere_stay_closed(
    app: Flask, person: Person, patient: Browser, phone: Browser, path: str
) -> None:
    stale = patient.get(path)
    change(phone, path, notes="no")
    last = today() + timedelta(days=30)
    shown = choose(patient, stale, until="own", last_day=str(last))
    assert "told=changed" in agree(patient, shown).location
    grant = only_grant(app, person)
    assert (grant.notes, grant.last_day) == (False, last)


def test_a_yes_to_what_has_changed_since_is_asked_for_again(
    app: Flask, person: Person, patient: Browser, phone: Browser, path: str
) -> None:
    shown = choose(patient, patient.get(path), may_record="no")
    change(phone, path, notes="no")
    again = agree(patient, shown)
    assert again.status == 422
    assert "was changed meanwhile" in again.text
    assert only_grant(app, person).may_record
    assert "told=changed" in agree(patient, again).location
    grant = only_grant(app, person)
    assert (grant.notes, grant.may_record) == (False, False)


def test_the_same_term_on_two_devices_is_asked_about(
    app: Flask, person: Person, patient: Browser, phone: Browser, path: str
) -> None:
    first, second = (str(today() - timedelta(days=days)) for days in (10, 20))
    stale = patient.get(path)
    change(phone, path, since="own", first_day=first)
    asked = choose(patient, stale, since="own", first_day=second)
    assert asked.status == 422
    settled: dict[str, Any] = {f"{opened.SETTLE}first_day": opened.NEWER}
    agree(patient, choose(patient, asked, **settled))
    assert str(only_grant(app, person).first_day) == first


def test_a_change_of_what_has_ended_shares_nothing(
    app: Flask, person: Person, patient: Browser, phone: Browser, path: str
) -> None:
    shown = choose(patient, patient.get(path), may_record="no")
    phone.post(f"{path}/end")
    again = agree(patient, shown)
    assert again.status == 422
    assert "You stopped sharing with" in again.text
    assert only_grant(app, person).ended_at is not None
