"""Whether an appointment took place, said on two devices."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.pages import Browser, Page
from tests.support.people import Person, sign_in
from tests.support.sharing import here
from tracker.treatment.models import TreatmentSession

OTHER = {"attended": "missed", "missed": "attended"}


@pytest.fixture
def phone(app: Flask, person: Person) -> Browser:
    """The same person on another device."""
    return sign_in(app, person)


@pytest.fixture
def passed(patient: Browser) -> Page:
    """The list with an appointment of yesterday."""
    page = patient.get(patient.path("sessions/new/acupuncture?status=planned"))
    yesterday = here() - timedelta(days=1)
    patient.submit(page, "sessions/new", status="planned", day=str(yesterday.date()), clock="10:00")
    return patient.get(patient.path("sessions"))


def status(db_session: Session) -> str:
    found = db_session.execute(select(TreatmentSession.status)).scalar_one()
    db_session.rollback()
    return found


@pytest.mark.parametrize("said", OTHER)
def test_another_answer_on_a_stale_page_is_told_of_the_first(
    patient: Browser, phone: Browser, passed: Page, db_session: Session, said: str
) -> None:
    phone.submit(phone.get(phone.path("sessions")), "/happened", status=said)
    answer = patient.submit(passed, "/happened", status=OTHER[said])
    assert answer.status == 422
    assert f"This was answered before: {said}" in answer.text
    assert status(db_session) == said


@pytest.mark.parametrize("said", OTHER)
def test_the_same_answer_twice_keeps_what_was_written_meanwhile(
    patient: Browser, phone: Browser, passed: Page, db_session: Session, said: str
) -> None:
    phone.submit(phone.get(phone.path("sessions")), "/happened", status=said)
    row_id = db_session.execute(select(TreatmentSession.id)).scalar_one()
    db_session.rollback()
    phone.submit(phone.get(phone.path(f"sessions/{row_id}/edit")), f"/{row_id}/edit", note="the bus was late")
    assert patient.submit(passed, "/happened", status=said).status == 200
    assert db_session.execute(select(TreatmentSession.note)).scalar_one() == "the bus was late"
