"""Practitioners are asked for a second factor before they open what others share; the owner of a record never is."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.accounts.members import Member, with_password
from tests.support.factors import App, add_app, give_code
from tests.support.pages import Browser
from tests.support.people import PASSWORD, Person, sign_in
from tests.support.rules import of_pages
from tests.support.sharing import as_practitioner, make_practitioner, share
from tracker.accounts.models import Account
from tracker.domain.sharing.access import Action
from tracker.factors.services import totp
from tracker.web.extensions import db
from tracker.web.gate import policy_of

FACTORS = "/settings/second-factor"
OWN = ("/patients", "/take", "/take/K7F29QXM3RTW")
TO_RECORD = ("brief", "progress", "diary", "course", "notes", "sessions/record", "exports", "medication")


@pytest.fixture
def practitioner(app: Flask, person: Person) -> Person:
    found = make_practitioner(app, has_factor=False)
    share(app, person, found)
    return found


def record_pages(app: Flask) -> list[str]:
    """Every page of a record that a practitioner may read and that has no other name in its address."""
    found = []
    for rule in of_pages(app):
        policy = policy_of(app.view_functions[rule.endpoint])
        readable = policy is not None and policy.action in {Action.SUMMARY, Action.READ}
        if readable and rule.arguments == {"patient_id"} and "GET" in (rule.methods or ()):
            found.append(rule.rule.rpartition("<uuid:patient_id>/")[2])
    return found


def test_every_page_of_a_record_leads_to_it(app: Flask, person: Person, practitioner: Person) -> None:
    pages = record_pages(app)
    assert len(pages) > 12
    browser = as_practitioner(app, practitioner, person)
    for rest in pages:
        answer = browser.get(browser.path(rest), follow=False)
        assert (answer.status, answer.location) == (303, f"{FACTORS}?next={browser.path(rest)}"), rest


@pytest.mark.parametrize("path", OWN)
def test_so_does_every_page_about_patients(app: Flask, practitioner: Person, path: str) -> None:
    answer = sign_in(app, practitioner).get(path, follow=False)
    assert (answer.status, answer.location) == (303, f"{FACTORS}?next={path}")


def test_what_they_send_is_not_taken(app: Flask, person: Person, practitioner: Person) -> None:
    browser = as_practitioner(app, practitioner, person)
    answer = browser.post(browser.path("notes"), {"text": "not taken"}, follow=False)
    assert (answer.status, answer.location) == (303, FACTORS)


def test_the_page_says_why(app: Flask, practitioner: Person) -> None:
    page = sign_in(app, practitioner).get("/patients")
    assert page.heading == "Second factor"
    assert "Your patients share their health data with you" in page.text
    assert page.form("/app/new")
    assert all(node.to_text().strip() != "Go on" for node in page.all("a"))


def test_their_own_diary_and_settings_stay_open(app: Flask, practitioner: Person) -> None:
    browser = sign_in(app, practitioner)
    for path in (browser.path("today"), "/settings", "/settings/practitioner", "/help-now"):
        assert browser.get(path, follow=False).status == 200, path


def test_with_one_they_go_on_and_without_it_no_more(app: Flask, person: Person, practitioner: Person) -> None:
    """From the record to the page, the app added, back to the record; and closed at the next request without it."""
    browser = as_practitioner(app, practitioner, person)
    page = browser.get(browser.path("brief"))
    page = browser.submit(page, "/app/new")
    phone = App(page.one("p.codes").to_text().replace(" ", "").strip())
    page = browser.submit(page, "/settings/second-factor/app", code=phone.code())
    go_on = next(node for node in page.all("a") if node.to_text().strip() == "Go on")
    assert go_on.attrs["href"] == browser.path("brief")
    assert browser.get(go_on.attrs["href"], follow=False).status == 200
    assert browser.get("/patients", follow=False).status == 200
    page = browser.submit(browser.get(FACTORS), "/app/remove")
    assert page.heading == "Second factor"
    for path in (browser.path("brief"), "/patients", "/take"):
        assert browser.get(path, follow=False).location.startswith(FACTORS), path


def test_an_app_that_waits_for_its_first_code_opens_nothing(app: Flask, practitioner: Person) -> None:
    browser = sign_in(app, practitioner)
    browser.submit(browser.get(FACTORS), "/app/new")
    assert browser.get("/patients", follow=False).location.startswith(FACTORS)


def test_no_new_sign_in_is_a_way_around_it(app: Flask, person: Person, practitioner: Person) -> None:
    member: Member = with_password(app, practitioner)
    phone = add_app(app, practitioner.account_id)
    browser = Browser(app, person.patient_id)
    page = browser.submit(
        browser.get("/sign-in?next=/patients"), "/sign-in", user_name=practitioner.user_name, password=PASSWORD
    )
    assert browser.get("/patients", follow=False).location == "/sign-in?next=/patients"
    assert give_code(browser, page, phone.code(), follow=True).heading == "Patients"
    with app.app_context():
        assert totp.has_app(db.session(), member.person.account_id)


class TestWhereItIsNotAskedFor:
    @pytest.fixture
    def lenient(self, make_app: Callable[..., Flask]) -> Flask:
        return make_app(practitioner_factor_required=False)

    def seen(self, app: Flask, practitioner: Person, person: Person) -> None:
        browser = as_practitioner(app, practitioner, person)
        for path in ("/patients", "/take", *map(browser.path, TO_RECORD)):
            assert browser.get(path, follow=False).status == 200, path
        page = browser.get("/patients")
        assert "You sign in with a password alone" in page.text
        assert "So we advise every practitioner" in browser.get(FACTORS).text

    def test_by_the_setting(self, lenient: Flask, person: Person, practitioner: Person) -> None:
        self.seen(lenient, practitioner, person)

    def test_of_the_made_up_people(self, app: Flask, person: Person, practitioner: Person) -> None:
        with app.app_context():
            account = db.session.get(Account, practitioner.account_id)
            assert account is not None
            account.is_demo = True
            db.session.commit()
        self.seen(app, practitioner, person)

    def test_nothing_is_said_to_those_who_have_one(self, lenient: Flask, person: Person) -> None:
        found = make_practitioner(lenient)
        share(lenient, person, found)
        assert "password alone" not in sign_in(lenient, found).get("/patients").text


@pytest.mark.parametrize(("role", "told"), [("practitioner", True), ("patient", False)])
def test_signing_up_tells_practitioners_alone(client: Browser, role: str, told: bool) -> None:
    page = client.submit(client.get("/sign-up"), "/sign-up", role=role, user_name="Li Wen", new_password=PASSWORD)
    assert page.heading == "Keep your recovery codes"
    assert ("add a second factor" in page.text) is told
