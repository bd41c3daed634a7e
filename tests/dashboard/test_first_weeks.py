"""Today asks for one thing at a time in the first two weeks, and for nothing that was answered or put away."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from tests.support.pages import Browser
from tests.support.people import Person
from tracker.patients.models import Patient
from tracker.web.extensions import db

TITLES = {
    "signs": "Signs that cannot wait",
    "episode": "Which leg, and since when",
    "cautions": "Cautions: what a practitioner must know",
    "activities": "What you want to do again",
    "sharing": "Show it to your practitioner",
}


def made(app: Flask, person: Person, days_ago: int) -> None:
    with app.app_context():
        when = datetime.now(UTC) - timedelta(days=days_ago)
        db.session.execute(update(Patient).where(Patient.id == person.patient_id).values(created_at=when))
        db.session.commit()


def card(patient: Browser) -> str | None:
    found = patient.get(patient.path("today")).all("#first-weeks h2")
    return found[0].to_text() if found else None


def test_one_after_the_other_as_they_are_put_away(app: Flask, person: Person, patient: Browser) -> None:
    assert card(patient) == TITLES["signs"]
    made(app, person, 6)
    for title in TITLES.values():
        page = patient.get(patient.path("today"))
        assert page.one("#first-weeks h2").to_text() == title
        assert patient.submit(page, "put-away").response.request.path.endswith("/today")
    assert card(patient) is None


@pytest.mark.parametrize(("answer", "then"), [("none", "episode"), (None, "signs")])
def test_an_answer_is_the_end_of_its_card_and_none_is_not(
    app: Flask, person: Person, patient: Browser, answer: str | None, then: str
) -> None:
    made(app, person, 1)
    page = patient.submit(patient.get(patient.path("signs")), "signs", warning_signs=answer)
    assert page.status == 200
    assert card(patient) == TITLES[then]


def test_after_two_weeks_there_is_none(app: Flask, person: Person, patient: Browser) -> None:
    made(app, person, 14)
    assert card(patient) is None


def test_who_kept_a_diary_elsewhere_finds_the_way(patient: Browser) -> None:
    for page in ("today", "progress", "diary?view=list"):
        links = patient.get(patient.path(page)).all("main a[href$='/imports']")
        assert [link.to_text() for link in links] == ["Bring a diary along from another app"], page
