"""Welcome, "Get help now" and the gallery: who is led where, and what each must and must not say."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.support.pages import Browser
from tests.support.people import Person
from tracker.patients.models import Patient
from tracker.web.extensions import db
from tracker.wording.warning_signs import AFTER_NEEDLING, EMERGENCY, URGENT

REASSURING = ("nothing to worry", "you are fine", "no need to", "unlikely", "do not worry", "all clear")


def _move(app: Flask, person: Person, country: str) -> None:
    with app.app_context():
        patient = db.session.get(Patient, person.patient_id)
        assert patient is not None
        patient.country = country
        db.session.commit()


def test_welcome_says_what_it_is_and_where_to_begin(client: Browser) -> None:
    page = client.get("/")
    assert page.status == 200
    assert page.heading == "Is the treatment helping?"
    assert [link.attrs["href"] for link in page.all(".hero a")] == [
        "/sign-up",
        "/sign-in",
        "/sign-up?as=practitioner",
    ]
    assert "make run DEMO=1" in page.text
    assert not page.all("nav"), "nobody is signed in, so there is no place to go to"


def test_the_example_is_marked_as_made_up_and_its_numbers_agree(client: Browser) -> None:
    page = client.get("/")
    example = page.one(".example").to_text()
    assert "made-up numbers" in example
    assert "averaged 6.6 in the starting week and 3.5 in the latest week" in " ".join(example.split())
    assert page.one(".example-number .big").to_text().strip() == "3.5"
    assert "down 3.1 points (47 %) after 10 sessions" in " ".join(example.split())
    assert len(page.all(".example svg[role=img]")) == 2
    assert not page.all(".example script"), "the example needs no script"


def test_where_sign_up_is_closed_welcome_does_not_offer_it(make_app: Callable[..., Flask]) -> None:
    page = Browser(make_app(sign_up_open=False)).get("/")
    assert [link.attrs["href"] for link in page.all(".hero a")] == ["/sign-in"]


def test_a_signed_in_patient_is_led_to_today(patient: Browser) -> None:
    page = patient.get("/", follow=False)
    assert (page.status, page.location) == (302, patient.path("today"))


def test_an_account_without_a_record_is_led_to_its_settings(app: Flask, patient: Browser, person: Person) -> None:
    with app.app_context():
        db.session.delete(db.session.get(Patient, person.patient_id))
        db.session.commit()
    page = patient.get("/", follow=False)
    assert (page.status, page.location) == (302, "/settings")


def test_help_names_every_sign_the_emergency_ones_first(client: Browser) -> None:
    page = client.get("/help-now")
    named = [" ".join(node.to_text().split()) for node in page.all(".sign-list li")]
    assert named == [*EMERGENCY.values(), *URGENT.values(), *AFTER_NEEDLING.values()]
    assert "Nobody is watching this in real time" in page.text
    assert "Warning signs, version 1, Sun 22 Nov 2026" in page.text


def test_help_never_reassures_and_shows_no_score(patient: Browser) -> None:
    page = patient.get("/help-now?from=entry")
    for words in REASSURING:
        assert words not in page.text.lower()
    assert not page.all("figure, .scale, .big, .stat-value")


def test_help_without_a_country_gives_the_number_for_all(client: Browser) -> None:
    page = client.get("/help-now")
    assert page.one("#emergency").to_text().startswith("Call 112 or your local emergency number")
    assert [link.attrs["href"] for link in page.all("a.call")] == ["tel:112"]


@pytest.mark.parametrize(("country", "calls"), [("US", ["tel:911"]), ("GB", ["tel:999", "tel:112"])])
def test_help_gives_the_numbers_of_the_patients_country(
    app: Flask, patient: Browser, person: Person, country: str, calls: list[str]
) -> None:
    _move(app, person, country)
    assert [link.attrs["href"] for link in patient.get("/help-now").all("a.call")] == calls


def test_help_gives_the_hosts_country_to_those_it_does_not_know(make_app: Callable[..., Flask]) -> None:
    page = Browser(make_app(country="CH")).get("/help-now")
    assert [link.attrs["href"] for link in page.all("a.call")] == ["tel:144", "tel:112"]


def test_help_says_that_it_is_saved_only_after_a_save(client: Browser) -> None:
    assert "What you wrote is saved" in client.get("/help-now?from=entry").text
    assert "What you wrote is saved" in client.get("/help-now?from=session").text
    assert "saved" not in client.get("/help-now").text.lower()
    assert "saved" not in client.get("/help-now?from=elsewhere").text.lower()


def test_help_leads_on_within_this_site_alone(client: Browser) -> None:
    def onward(then: str) -> list[str]:
        page = client.get("/help-now", query_string={"then": then})
        return [link.attrs["href"] for link in page.all("main .actions a")]

    assert onward("/patients/x/today") == ["/patients/x/today"]
    assert onward("https://elsewhere.invalid/") == []
    assert onward("//elsewhere.invalid/") == []
    assert onward("javascript:alert(1)") == []


def test_the_gallery_is_there_for_those_who_work_on_the_app(client: Browser) -> None:
    page = client.get("/_components")
    assert page.status == 200
    assert page.heading == "Components"


def test_the_gallery_is_not_there_in_production(make_app: Callable[..., Flask]) -> None:
    assert Browser(make_app(testing=False)).get("/_components").status == 404
    assert Browser(make_app(testing=False, development=True)).client.get("/_components").status_code == 200


def test_even_where_nothing_works_it_says_whom_to_call(client: Browser) -> None:
    page = client.get("/nothing-here")
    assert page.status == 404
    assert "In an emergency call 112 or your local emergency number" in page.text
