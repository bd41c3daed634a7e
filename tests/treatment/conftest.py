"""Hands on the record: logging by the forms, and reading the rows back."""

import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from tests.support import sharing
from tests.support.pages import Browser, Page
from tests.support.people import Person
from tests.treatment.recording import Room
from tracker.treatment.models import Course, Dose, TreatmentSession
from tracker.web import clock
from tracker.web.extensions import db

ZONE = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 11, 17, 12, 0, tzinfo=ZONE)


def at(hours: float) -> dict[str, Any]:
    """The day and time, as typed, so many hours after that noon."""
    moment = NOON + timedelta(hours=hours)
    return {"day": moment.date().isoformat(), "clock": f"{moment:%H:%M}"}


class Log:
    """One person's treatment, through the pages."""

    def __init__(self, browser: Browser, engine: Engine) -> None:
        self.browser = browser
        self.engine = engine

    def form(self, path: str) -> Page:
        return self.browser.get(self.browser.path(path))

    def add(self, kind: str, *, follow: bool = True, **typed: Any) -> Page:
        """Log a session by its form, as it comes but for what is typed."""
        page = self.form(f"sessions/new/{kind}")
        return self.browser.submit(page, f"sessions/new/{kind}", follow=follow, **typed)

    def plan(self, kind: str, when: datetime, **typed: Any) -> Page:
        page = self.form(f"sessions/new/{kind}?status=planned")
        local = when.astimezone(ZONE)
        typed |= {"day": local.date().isoformat(), "clock": f"{local:%H:%M}"}
        return self.browser.submit(page, f"sessions/new/{kind}", **typed)

    def edit(self, row_id: uuid.UUID, **typed: Any) -> Page:
        page = self.form(f"sessions/{row_id}/edit")
        return self.browser.submit(page, f"sessions/{row_id}/edit", **typed)

    def course(self, **typed: Any) -> uuid.UUID:
        page = self.form("courses/new")
        self.browser.submit(page, "courses/new", follow=False, **typed)
        return uuid.UUID(dict(page.form("courses/new").fields())["id"])

    def undo(self, answer: Page) -> None:
        """Press Undo for the change that an answer names in its address."""
        revision_id = answer.location.split("saved=")[1].split("&")[0].split("#")[0]
        assert self.browser.post(self.browser.path(f"undo/{revision_id}"), follow=False).status == 303

    def sessions(self) -> list[TreatmentSession]:
        return self._rows(TreatmentSession, TreatmentSession.started_at)

    def session(self) -> TreatmentSession:
        (row,) = self.sessions()
        return row

    def courses(self) -> list[Course]:
        return self._rows(Course, Course.started_on)

    def doses(self) -> list[Dose]:
        return self._rows(Dose, Dose.taken_at)

    def _rows(self, model: Any, order: Any) -> list[Any]:
        query = select(model).where(model.patient_id == self.browser.patient_id, model.deleted_at.is_(None))
        with Session(self.engine) as session:
            return list(session.execute(query.order_by(order)).scalars())


@pytest.fixture
def noon() -> Iterator[time_machine.Traveller]:
    """A day with hours before and after."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def engine(app: Flask) -> Engine:
    with app.app_context():
        return db.engine


@pytest.fixture
def log(patient: Browser, engine: Engine) -> Log:
    return Log(patient, engine)


@pytest.fixture
def log_of_other(other: Browser, engine: Engine) -> Log:
    """The same for another person."""
    return Log(other, engine)


@pytest.fixture
def ago() -> Callable[..., dict[str, Any]]:
    """The day and time, as typed, so long before now."""

    def typed(**back: float) -> dict[str, Any]:
        moment = (clock.now() - timedelta(**back)).astimezone(ZONE)
        return {"day": moment.date().isoformat(), "clock": f"{moment:%H:%M}"}

    return typed


@pytest.fixture
def room(app: Flask, engine: Engine, person: Person) -> Room:
    """Rosa and the practitioner who may record her sessions."""
    practitioner = sharing.make_practitioner(app)
    sharing.share(app, person, practitioner)
    return Room(app, engine, person, practitioner)
