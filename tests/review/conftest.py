"""A fixed evening, a diary around a course, and hands on its reviews."""

import uuid
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.dashboard.conftest import Filler
from tests.support.evening import TODAY
from tests.support.pages import Browser, Page
from tests.support.people import Person
from tracker.treatment.models import Course

BEGAN = TODAY - timedelta(days=20)


@pytest.fixture
def rosa(owner: Browser) -> Browser:
    return owner


@pytest.fixture
def fill(app: Flask, somebody: Person) -> Filler:
    return Filler(app, somebody.patient_id)


def held(day: Any, course_id: uuid.UUID | None, **values: Any) -> dict[str, Any]:
    return {"local_day": day, "started_at": datetime.combine(day, time(16), UTC), "course_id": course_id, **values}


def diary(fill: Filler, before: int, after: int) -> None:
    days = (BEGAN + timedelta(days=number) for number in range(-7, 21))
    fill.entries(*({"for_date": day, "leg_pain": before if day < BEGAN else after} for day in days))


def course_with(fill: Filler, before: int = 6, after: int = 3, sessions: int = 5, **values: Any) -> uuid.UUID:
    course_id = fill.course(started_on=BEGAN, **values)
    diary(fill, before, after)
    if sessions:
        fill.sessions(*(held(BEGAN + timedelta(days=3 * number), course_id) for number in range(sessions)))
    return course_id


def form_of(browser: Browser, course_id: uuid.UUID) -> Page:
    return browser.get(browser.path(f"courses/{course_id}/review"))


def hold(browser: Browser, course_id: uuid.UUID, decision: str, *, follow: bool = True, **typed: Any) -> Page:
    return browser.submit(form_of(browser, course_id), "/review", decision=decision, follow=follow, **typed)


def undo(browser: Browser, answer: Page) -> Page:
    revision_id = answer.location.split("saved=")[1]
    return browser.post(browser.path(f"undo/{revision_id}"), {"next": answer.location.split("?")[0]}, follow=False)


def rows(db_session: Session, model: Any) -> list[Any]:
    found = list(db_session.execute(select(model).where(model.deleted_at.is_(None))).scalars())
    db_session.expunge_all()
    db_session.rollback()  # a transaction left open would keep the pages from writing
    return found


def plan(db_session: Session) -> tuple[str, int, int | None, Any]:
    (row,) = rows(db_session, Course)
    return row.phase, row.planned_sessions, row.per_week, row.ended_on
