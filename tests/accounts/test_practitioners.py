"""Signing up as a practitioner, coming back to an invitation, and accounts that keep no diary."""

import uuid
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.accounts.members import give_password
from tests.support.pages import Browser, Page
from tests.support.people import PASSWORD, give_factor
from tracker.accounts.models import Account
from tracker.patients.models import Patient
from tracker.web.extensions import db

TAKE = "/take/K7F29QXM3RTW"
PROFILE = "/settings/practitioner"
AS_PRACTITIONER = "/sign-up?as=practitioner"
FOR_TAKE = "/sign-up?as=practitioner&next=/take/K7F29QXM3RTW"


def sign_up(browser: Browser, url: str = AS_PRACTITIONER, name: str = "Li Wen", **more: Any) -> Page:
    return browser.submit(browser.get(url), "/sign-up", user_name=name, new_password=PASSWORD, **more)


def go_on(page: Page) -> str:
    link: str = page.one("a.button").attrs["href"]
    return link


def roles(page: Page) -> dict[str, bool]:
    return {node.attrs["value"]: "checked" in node.attrs for node in page.all("input[name=role]")}


def records(app: Flask) -> int:
    with app.app_context():
        return db.session.execute(select(func.count()).select_from(Patient)).scalar_one()


def accounts(app: Flask) -> list[tuple[str, bool]]:
    with app.app_context():
        return [(row.user_name, row.is_practitioner) for row in db.session.execute(select(Account)).scalars()]


@pytest.mark.parametrize(
    ("url", "chosen"),
    [
        ("/sign-up", "patient"),
        ("/sign-up?as=practitioner", "practitioner"),
        ("/sign-up?as=patient", "patient"),
        ("/sign-up?as=owner", "patient"),
    ],
)
def test_the_address_may_choose_beforehand(client: Browser, url: str, chosen: str) -> None:
    page = client.get(url)
    assert roles(page) == {"patient": chosen == "patient", "practitioner": chosen == "practitioner"}
    assert ("Your diary is yours" in page.text) == (chosen == "patient")


def test_welcome_leads_a_practitioner_to_it(client: Browser) -> None:
    link = next(node for node in client.get("/").all("a") if node.to_text() == "For practitioners")
    assert roles(client.get(link.attrs["href"]))["practitioner"]


def test_a_practitioner_signs_up_to_the_end(app: Flask, client: Browser) -> None:
    page = sign_up(client)
    assert page.heading == "Keep your recovery codes"
    assert len(page.all(".codes li")) == 8
    assert accounts(app) == [("Li Wen", True)]
    assert records(app) == 0, "a practitioner keeps no diary unless they ask for one"
    assert go_on(page) == PROFILE

    page = client.submit(client.get(PROFILE), PROFILE, name="Dr. Li Wen", kind="acupuncturist")
    assert page.status == 200
    assert "Your profile is saved" in page.text
    assert client.get("/", follow=False).location == "/patients"
    assert client.get("/sign-up", follow=False).location == "/patients"
    assert client.get("/patients").heading == "Second factor"
    give_factor(app, "Li Wen")
    assert client.get("/patients").heading == "Patients"
    assert give_password(Browser(app), "Li Wen", PASSWORD).location == "/patients"


def test_a_patient_signs_up_as_before(app: Flask, client: Browser) -> None:
    page = sign_up(client, "/sign-up", "Rosa")
    assert accounts(app) == [("Rosa", False)]
    assert records(app) == 1
    assert go_on(page).endswith("/today")
    assert client.get("/", follow=False).location.endswith("/today")


def test_a_form_without_the_choice_makes_a_patient(app: Flask, client: Browser) -> None:
    client.post("/sign-up", {"id": uuid.uuid4(), "user_name": "Rosa", "new_password": PASSWORD, "time_zone": "UTC"})
    assert accounts(app) == [("Rosa", False)]
    assert records(app) == 1


@pytest.mark.parametrize("role", ["", "host"])
def test_nobody_is_anything_else(app: Flask, client: Browser, role: str) -> None:
    page = sign_up(client, role=role)
    assert page.status == 422
    assert page.error_of("role")
    assert accounts(app) == []


def test_a_refused_form_keeps_the_choice_and_the_way_on(app: Flask, client: Browser) -> None:
    page = sign_up(client, FOR_TAKE, name="")
    assert page.status == 422
    assert roles(page)["practitioner"]
    page = client.submit(page, "/sign-up", user_name="Li Wen", new_password=PASSWORD)
    assert go_on(page) == f"{PROFILE}?next={TAKE}"


def test_the_same_form_twice_makes_one_practitioner(app: Flask, client: Browser) -> None:
    page = client.get(AS_PRACTITIONER)
    typed: dict[str, Any] = {"user_name": "Li Wen", "new_password": PASSWORD}
    client.submit(page, "/sign-up", **typed)
    again = client.post("/sign-up", {**dict(page.form("/sign-up").fields()), **typed})
    assert again.heading == "Recovery codes"
    assert (accounts(app), records(app)) == ([("Li Wen", True)], 0)


def test_an_invitation_opened_signed_out_is_come_back_to_by_a_new_practitioner(app: Flask, client: Browser) -> None:
    page = client.get(f"/sign-in?next={TAKE}")
    assert dict(page.form("/sign-in").fields())["next"] == TAKE
    link = next(node for node in page.all("a") if node.to_text() == "Make an account").attrs["href"]
    assert link == FOR_TAKE
    page = client.get(link)
    back = next(node for node in page.all("main a") if node.to_text() == "Sign in").attrs["href"]
    assert back == f"/sign-in?next={TAKE}"
    page = client.submit(page, "/sign-up", user_name="Li Wen", new_password=PASSWORD)
    assert go_on(page) == f"{PROFILE}?next={TAKE}"
    page = client.submit(client.get(go_on(page)), PROFILE, follow=False, name="Li Wen", kind="osteopath")
    assert page.location == TAKE


def test_an_invitation_is_come_back_to_by_a_known_practitioner(app: Flask, client: Browser) -> None:
    sign_up(client)
    elsewhere = Browser(app)
    page = elsewhere.submit(
        elsewhere.get(f"/sign-in?next={TAKE}"), "/sign-in", follow=False, user_name="Li Wen", password=PASSWORD
    )
    assert page.location == TAKE


def test_a_wrong_password_keeps_the_way_to_an_account(client: Browser) -> None:
    page = client.get(f"/sign-in?next={TAKE}")
    page = client.submit(page, "/sign-in", user_name="Li Wen", password="wrong")
    assert page.status == 422
    assert FOR_TAKE in [node.attrs["href"] for node in page.all("main a")]


@pytest.mark.parametrize("way_on", ["/", "/taken", "/patients/take", "//take/x", "/today?then=/take/x", ""])
def test_other_ways_on_are_no_invitations(client: Browser, way_on: str) -> None:
    page = client.get("/sign-in", query_string={"next": way_on})
    assert page.all("a[href='/sign-up']")


def test_somebody_signed_in_goes_on_to_the_invitation(client: Browser) -> None:
    sign_up(client)
    assert client.get(FOR_TAKE, follow=False).location == TAKE


@pytest.mark.parametrize("evil", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_signing_up_leads_to_no_other_site(client: Browser, evil: str) -> None:
    page = client.get("/sign-up", query_string={"as": "practitioner", "next": evil})
    typed = dict(page.form("/sign-up").fields())
    assert "next" not in typed
    typed |= {"user_name": "Li Wen", "new_password": PASSWORD, "next": evil}
    assert go_on(client.post("/sign-up", typed)) == PROFILE


class TestWithoutADiary:
    @pytest.fixture
    def browser(self, client: Browser) -> Browser:
        sign_up(client)
        return client

    @pytest.mark.parametrize(
        "url", ["/settings", "/settings/delete", "/settings/password", "/help-now", "/checklist", "/evidence"]
    )
    def test_every_page_of_an_account_opens(self, browser: Browser, url: str) -> None:
        page = browser.get(url)
        assert page.status == 200
        assert "/exports" not in page.body

    def test_one_can_be_started_later(self, app: Flask, browser: Browser) -> None:
        page = browser.submit(browser.get("/settings"), "/record/new")
        assert page.response.request.path.endswith("/today")
        assert records(app) == 1
        assert accounts(app) == [("Li Wen", True)], "they stay a practitioner"
        assert browser.get("/", follow=False).location.endswith("/today")
        settings = browser.get("/settings")
        assert not settings.all("form[action='/record/new']")
        assert "/exports" in settings.body

    def test_started_twice_it_is_one(self, app: Flask, browser: Browser) -> None:
        first = browser.post("/record/new", follow=False)
        again = browser.post("/record/new", follow=False)
        assert first.status == 303
        assert again.location == first.location
        assert records(app) == 1

    def test_deleting_the_account_speaks_of_no_diary(self, app: Flask, browser: Browser) -> None:
        page = browser.get("/settings/delete")
        assert "practitioner profile" in page.text
        assert "every entry" not in page.text
        browser.submit(page, "/settings/delete", password=PASSWORD, when="now")
        assert accounts(app) == []


def test_an_account_that_is_nothing_yet_is_at_home_in_its_settings(app: Flask, client: Browser) -> None:
    """A record can be missing where nobody practises: the host can take accounts apart."""
    sign_up(client, "/sign-up", "Rosa")
    with app.app_context():
        db.session.delete(db.session.execute(select(Patient)).scalar_one())
        db.session.commit()
    assert client.get("/", follow=False).location == "/settings"
    assert not client.get("/settings").all("nav.places a")
    assert client.submit(client.get("/settings"), "/record/new").status == 200


def test_a_patient_deletes_a_diary_and_no_profile(client: Browser) -> None:
    sign_up(client, "/sign-up", "Rosa")
    page = client.get("/settings/delete")
    assert "every entry" in page.text
    assert "practitioner profile" not in page.text


def test_somebody_who_comes_with_an_invitation_is_told_what_waits(client: Browser) -> None:
    assert "A patient invites you" in client.get("/take/K7F29QXM3RTW").text
    assert "A patient invites you" not in client.get("/sign-in?next=/settings").text
