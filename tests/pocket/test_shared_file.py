"""A file that another app shares, where no worker stands before the server."""

import io

import pytest
from flask import Flask

from tests.support.pages import Browser
from tests.support.people import Person, make_person, sign_in
from tracker.patients.models import Patient
from tracker.web.extensions import db


@pytest.mark.parametrize("size", [10, 100_000])
def test_nothing_is_read_and_the_page_says_to_choose_it(patient: Browser, size: int) -> None:
    sent = patient.client.post("/shared-file", data={"file": (io.BytesIO(b"x" * size), "days.csv")})
    assert (sent.status_code, sent.headers["Location"]) == (303, "/shared-file")
    page = patient.get("/shared-file", follow=True)
    assert page.heading == "Bring your diary along"
    assert "did not arrive here. Choose it below." in page.text
    assert page.all("script[src*='shared-file.js']")


def test_whoever_is_not_signed_in_signs_in_first(client: Browser) -> None:
    sent = client.client.post("/shared-file", data={"file": (io.BytesIO(b"x"), "days.csv")})
    assert sent.headers["Location"] == "/shared-file"
    assert client.get("/shared-file", follow=False).location == "/sign-in?next=/shared-file"


def test_another_site_shares_nothing(patient: Browser) -> None:
    assert patient.client.post("/shared-file", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_whoever_has_no_diary_goes_home(app: Flask) -> None:
    person = make_person(app, "Li Wen")
    with app.app_context():
        db.session.delete(db.session.get(Patient, person.patient_id))
        db.session.commit()
    assert sign_in(app, person).get("/shared-file", follow=False).location == "/settings"


def test_the_page_says_nothing_of_it_otherwise(patient: Browser, person: Person) -> None:
    page = patient.get(f"/patients/{person.patient_id}/imports")
    assert not page.all("[data-shared]")
    assert not page.all("script[src*='shared-file.js']")
