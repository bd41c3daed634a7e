"""A fixed evening, a patient with a course, and two practitioners who both see the record."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from tests.dashboard.conftest import Filler
from tests.support.evening import EVENING
from tests.support.pages import Browser, Page
from tests.support.people import Person, make_person, sign_in
from tests.support.sharing import as_practitioner, events_of, make_practitioner, share
from tracker.correspondence.models import PlanProposal, ReviewNote
from tracker.domain.sharing.access_log import Act
from tracker.sharing.models import Grant
from tracker.web.extensions import db

LONG = "Rest when it asks for it, then walk a little. " * 20


@dataclass(frozen=True)
class Practice:
    """A practitioner and their browser, which looks at the record of the patient."""

    person: Person
    browser: Browser
    grant_id: uuid.UUID


@pytest.fixture(autouse=True)
def evening() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(EVENING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def rosa(app: Flask) -> Person:
    return make_person(app, "Rosa", now=EVENING)


@pytest.fixture
def owner(app: Flask, rosa: Person) -> Browser:
    return sign_in(app, rosa)


@pytest.fixture
def fill(app: Flask, rosa: Person) -> Filler:
    return Filler(app, rosa.patient_id)


def practice(app: Flask, rosa: Person, name: str) -> Practice:
    person = make_practitioner(app, name)
    grant_id = share(app, rosa, person)
    return Practice(person, as_practitioner(app, person, rosa), grant_id)


@pytest.fixture
def li(app: Flask, rosa: Person) -> Practice:
    return practice(app, rosa, "Li Wen")


@pytest.fixture
def ana(app: Flask, rosa: Person) -> Practice:
    return practice(app, rosa, "Ana Ruiz")


def end_share(app: Flask, grant_id: uuid.UUID) -> None:
    with app.app_context():
        grant = db.session.execute(select(Grant).where(Grant.id == grant_id)).scalar_one()
        grant.ended_at, grant.ended_by = EVENING, "patient"
        db.session.commit()


def write(browser: Browser, text: str, **typed: Any) -> Page:
    return browser.submit(browser.get(browser.path("notes")), "/notes", text=text, **typed)


def propose(browser: Browser, course_id: uuid.UUID, *, follow: bool = True, **typed: Any) -> Page:
    page = browser.get(browser.path(f"courses/{course_id}/propose"))
    return browser.submit(page, "/propose", follow=follow, **({"reason": "The leg is calmer."} | typed))


def stored_notes(app: Flask) -> list[ReviewNote]:
    with app.app_context():
        return list(db.session.execute(select(ReviewNote).order_by(ReviewNote.written_at)).scalars())


def stored_proposals(app: Flask) -> list[PlanProposal]:
    """By when they were made, those of one moment in the order of their states."""
    with app.app_context():
        query = select(PlanProposal).order_by(PlanProposal.made_at, PlanProposal.state)
        return list(db.session.execute(query).scalars())


def acts(app: Flask, person: Person) -> list[str]:
    """What the log of looks holds but for the looks themselves, oldest first."""
    return [event.act for event in events_of(app, person) if event.act != Act.LOOKED]


def told_in_log(app: Flask, person: Person) -> str:
    """Everything that stands in the log of looks, in one text."""
    events = events_of(app, person)
    return " ".join(str(getattr(event, column.key)) for event in events for column in event.__table__.columns)


def undo(browser: Browser, page: Page) -> Page:
    return browser.submit(page, "/undo/")
