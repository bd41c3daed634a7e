"""SMART Health Links for their owner: made once, shown once, listed, and refused beside the field."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.manifests.readers import SHLINK, Reader, new_link, shlink_of
from tests.support.pages import Browser
from tests.support.people import Person
from tests.support.sharing import events_of, today
from tracker.sharing.models import HealthLink
from tracker.sharing.views import health_links
from tracker.web.qr import picture_of


def count(db_session: Session) -> int:
    db_session.rollback()
    return int(db_session.execute(select(func.count()).select_from(HealthLink)).scalar_one())


def test_it_is_shown_once_as_a_line_and_as_a_picture(patient: Browser) -> None:
    page = new_link(patient, new_password="482913", last_day=str(today()))
    assert page.heading == "Your SMART Health Link is made"
    assert page.one(".scan-ink").attrs["d"] == picture_of(shlink_of(page)).path
    assert "They need the passcode too." in page.text
    assert "482913" not in page.body
    held = [" ".join(one.to_text().split()) for one in page.all("ul.terms li")]
    assert held[0] == "data for a program (FHIR) and the report (PDF)"
    assert held[1].startswith("up to ")
    assert held[2:] == [
        "without your notes",
        "without practitioners’ records of sessions",
        "with a passcode",
        "until it ends after 30 days, or you end it",
    ]
    assert not SHLINK.search(patient.get(patient.path("sharing")).body)


def test_the_same_form_sent_again_makes_no_second_one(patient: Browser, db_session: Session) -> None:
    page = patient.get(patient.path("sharing/health-links/new"))
    first = patient.submit(page, "/health-links/new", label="Dr Meyer")
    second = patient.submit(page, "/health-links/new", label="Dr Meyer")
    assert SHLINK.search(first.body)
    assert not SHLINK.search(second.body)
    assert "This form was sent before, and made one SMART Health Link." in second.text
    assert count(db_session) == 1


def test_plain_http_is_told_of_and_https_is_not(app: Flask, patient: Browser) -> None:
    for page in (patient.get(patient.path("sharing/health-links/new")), new_link(patient)):
        assert "begins with https" in page.text
    url = patient.path("sharing/health-links/new")
    secure = patient.client.get(url, base_url="https://localhost").get_data(as_text=True)
    assert "begins with https" not in secure


def test_the_list_says_what_it_holds_and_when_it_was_opened(app: Flask, patient: Browser) -> None:
    first, last = today() - timedelta(days=9), today() - timedelta(days=2)
    made = new_link(patient, holds="fhir", notes="yes", first_day=str(first), last_day=str(last))
    listed = patient.get(patient.path("sharing")).text
    assert "Not opened yet." in listed
    assert "data for a program (FHIR)" in listed
    assert "with your notes" in listed
    assert re.search(r"from .* to ", listed)
    reader = Reader(app, shlink_of(made))
    for _ in range(2):
        reader.manifest()
    assert "Opened 2 times" in patient.get(patient.path("sharing")).text
    log = patient.get(patient.path("sharing/log")).text
    assert "The SMART Health Link for Dr Meyer was opened, by “Praxis Meyer” as they say" in log
    assert "You made a SMART Health Link for Dr Meyer" in log


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"label": ""}, "label", "Please say who it is for"),
        ({"days": "91"}, "days", "1 to 90"),
        ({"days": ""}, "days", "Please say for how many days."),
        ({"holds": "everything"}, "holds", ""),
        ({"first_day": "2999-01-01"}, "first_day", "Please give a day that has come"),
        ({"first_day": "2026-01-02", "last_day": "2026-01-01"}, "last_day", "The last day is before the first day."),
        ({"last_day": "2026-02-30"}, "last_day", ""),
        ({"new_password": "12345"}, "new_password", "Please give at least 6 characters"),
        ({"new_password": "x" * 65}, "new_password", "64"),
    ],
)
def test_what_cannot_be_taken_is_said_beside_its_field(
    patient: Browser, db_session: Session, typed: dict[str, str], field: str, said: str
) -> None:
    page = new_link(patient, **typed)
    assert page.status == 422
    assert said in page.error_of(field)
    assert count(db_session) == 0


def test_a_server_whose_name_is_too_long_makes_none(
    patient: Browser, db_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = patient.get(patient.path("sharing/health-links/new"))
    monkeypatch.setattr(health_links, "URL_MOST", 60)
    for answer in (
        patient.get(patient.path("sharing/health-links/new")),
        patient.submit(page, "/health-links/new", label="Dr Meyer"),
    ):
        assert answer.status == 422
        assert "the name of this server is too long" in answer.text
    assert count(db_session) == 0


def test_only_the_owner_makes_and_ends_them(app: Flask, watching: Browser, person: Person) -> None:
    for rest in ("sharing/health-links/new",):
        assert watching.get(watching.path(rest)).status == 404
    assert events_of(app, person) == []
