"""A fixed moment, and people who live in it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask
from sqlalchemy.orm import Session

from tests.support.pages import Browser
from tests.support.people import Person, make_person, sign_in
from tracker.web.extensions import db

EVENING = datetime(2026, 3, 3, 18, 30, tzinfo=UTC)  # Tuesday, 19:30 in Berlin


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Tuesday 3 March 2026, 19:30 in Berlin; the clock stands still until moved."""
    with time_machine.travel(EVENING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def person(app: Flask, clock: time_machine.Traveller) -> Person:
    return make_person(app, "Rosa", now=EVENING)


@pytest.fixture
def patient(app: Flask, person: Person) -> Browser:
    return sign_in(app, person)


@pytest.fixture
def db_session(app: Flask) -> Iterator[Session]:
    """A session of its own, so that nothing of one request is left over for the next person's."""
    with app.app_context():
        engine = db.engine
    with Session(engine) as session:
        yield session


@pytest.fixture
def living_in(app: Flask, clock: time_machine.Traveller) -> Callable[[str], Browser]:
    """Somebody in another time zone."""

    def make(zone: str) -> Browser:
        return sign_in(app, make_person(app, f"In {zone}", zone=zone))

    return make
