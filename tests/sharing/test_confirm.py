"""Before something that lets others see, the password is asked for once more where it was not given lately."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from tests.accounts.members import Member, with_password
from tests.sharing.doings import CHOICES, invite
from tests.support import sharing
from tests.support.pages import Browser
from tests.support.people import PASSWORD, Person
from tracker.accounts.models import AccountSession
from tracker.web.extensions import db
from tracker.web.gate import policy_of

ASKED = "Your password once more"


@pytest.fixture
def member(app: Flask, person: Person) -> Member:
    return with_password(app, person)


@pytest.fixture
def owner(member: Member) -> Browser:
    return member.browser()


def grow_old(app: Flask, *, minutes: int) -> None:
    """The password was given so long ago; the sign-in itself is in use."""
    with app.app_context():
        at = sharing.now() - timedelta(minutes=minutes)
        db.session.execute(update(AccountSession).values(confirmed_at=at))
        db.session.commit()


def test_whatever_lets_others_see_asks_and_whatever_ends_it_does_not(app: Flask) -> None:
    asks = {
        endpoint
        for endpoint, view in app.view_functions.items()
        if getattr(policy_of(view), "fresh", False) and not endpoint.startswith("accounts.")
    }
    everything = {"reports.everything", "reports.workbook", "reports.bundle"}
    shares = {"sharing.invite", "sharing.find", "sharing.grant", "sharing.new_link", "sharing.new_health_link"}
    assert asks == shares | everything | {"calendars.new_calendar", "webhooks.new", "tokens.new_program"}


@pytest.mark.parametrize("rest", ["sharing/invite", "sharing/find", "sharing/links/new", "sharing/health-links/new"])
def test_it_is_asked_for_after_half_an_hour_and_leads_back(app: Flask, owner: Browser, rest: str) -> None:
    grow_old(app, minutes=29)
    assert owner.get(owner.path(rest)).heading != ASKED
    grow_old(app, minutes=31)
    page = owner.get(owner.path(rest))
    assert page.heading == ASKED
    wrong = owner.submit(page, "/confirm", password="not the one")
    assert (wrong.status, wrong.heading) == (422, ASKED)
    there = owner.submit(wrong, "/confirm", password=PASSWORD)
    assert there.response.request.path == owner.path(rest)


def test_stopping_never_asks(app: Flask, owner: Browser, person: Person) -> None:
    grant_id = sharing.share(app, person, sharing.make_practitioner(app))
    grow_old(app, minutes=600)
    page = owner.submit(owner.get(owner.path("sharing")), f"{grant_id}/end")
    assert "You have stopped sharing" in page.text


def test_a_form_that_was_filled_in_slowly_waits_for_the_password(app: Flask, owner: Browser) -> None:
    page = owner.get(owner.path("sharing/invite"))
    grow_old(app, minutes=59)
    assert "What they will see" in owner.submit(page, "/invite", **CHOICES).text
    grow_old(app, minutes=61)
    asked = owner.submit(page, "/invite", **(CHOICES | {"since": "own", "first_day": "2026-02-01"}))
    assert (asked.status, asked.heading) == (401, ASKED)
    waiting = owner.submit(asked, "/confirm", password=PASSWORD)
    assert waiting.heading == "Thank you"
    seen = owner.submit(waiting, "/invite")
    assert "1 Feb" in seen.text
    assert not sharing.events_of(app, Person(owner.patient_id, owner.patient_id, "Rosa"))  # type: ignore[arg-type]


def test_the_sign_in_goes_on_under_a_new_secret(app: Flask, owner: Browser) -> None:
    before = owner.client.get_cookie("sid")
    grow_old(app, minutes=31)
    owner.submit(owner.get(owner.path("sharing/invite")), "/confirm", password=PASSWORD)
    after = owner.client.get_cookie("sid")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    page, code = invite(owner)
    assert code in page.text


@pytest.mark.parametrize("there", ["https://e.invalid/", "//e.invalid", "/\\e.invalid"])
def test_it_leads_to_no_other_site(owner: Browser, there: str) -> None:
    page = owner.get("/confirm", query_string={"next": there})
    assert owner.submit(page, "/confirm", password=PASSWORD, follow=False).location == "/settings"
