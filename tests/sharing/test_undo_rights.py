"""Undo follows the right to write: whoever may only see by now takes nothing back, not even what they wrote."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from tests.support import sharing
from tests.support.pages import Browser, Page
from tests.support.people import Person
from tests.treatment.recording import Room
from tracker.correspondence.models import ReviewNote
from tracker.domain.sharing.access import Action
from tracker.patients.models import PatientRow
from tracker.sharing.models import Grant
from tracker.storage.base import Base
from tracker.web.extensions import db


@pytest.fixture
def li(app: Flask) -> Person:
    return sharing.make_practitioner(app)


@pytest.fixture
def room(app: Flask, person: Person, li: Person) -> Room:
    with app.app_context():
        room = Room(app, db.engine, person, li)
    sharing.share(app, person, li)
    return room


def _recorded(room: Room, li: Browser) -> Page:
    return room.write(room.hold(), by=li, note="Calmer")


def _corrected(room: Room, li: Browser) -> Page:
    session_id = room.hold()
    room.write(session_id, by=li, note="Calmer")
    return room.write(session_id, by=li, note="Calmer still")


def _deleted(room: Room, li: Browser) -> Page:
    session_id = room.hold()
    room.write(session_id, by=li, note="Calmer")
    return li.post(li.path(f"sessions/{session_id}/record/delete"), follow=False)


def _attended(room: Room, li: Browser) -> Page:
    appointment = room.hold(status="planned", days_ago=-0.01)
    return li.post(li.path("sessions/record"), {"appointment": str(appointment)}, follow=False)


def _added(room: Room, li: Browser) -> Page:
    page = li.get(li.path("sessions/record"))
    return li.submit(page, li.path("sessions/record"), follow=False, kind="massage")


ACTS: dict[str, Callable[[Room, Browser], Page]] = {
    "a record": _recorded,
    "a correction": _corrected,
    "a deletion": _deleted,
    "an appointment that took place": _attended,
    "a session": _added,
}


def only_see(app: Flask) -> None:
    with app.app_context():
        db.session.execute(update(Grant).values(may_record=False))
        db.session.commit()


def saved_id(answer: Page) -> str:
    assert answer.status == 303, answer.text
    return answer.location.partition("saved=")[2].partition("&")[0].partition("#")[0]


def rows(app: Flask) -> list[str]:
    with app.app_context():
        return [
            repr(tuple(row))
            for name in ("treatment_session", "session_record", "revision")
            for row in db.session.execute(Base.metadata.tables[name].select())
        ]


def can_undo(page: Page) -> bool:
    return bool(page.all("form[action*='/undo/']"))


@pytest.mark.parametrize("act", ACTS)
def test_who_may_not_record_any_more_takes_nothing_back(app: Flask, room: Room, act: str) -> None:
    li = room.browser()
    revision_id = saved_id(ACTS[act](room, li))
    shown = li.path(f"sessions?saved={revision_id}")
    assert can_undo(li.get(shown))
    before = rows(app)
    only_see(app)
    page = li.get(shown)
    assert "Saved" in page.text or "Deleted" in page.text, "what they did is said as before"
    assert not can_undo(page)
    assert li.post(li.path(f"undo/{revision_id}"), follow=False).status == 404
    assert rows(app) == before


@pytest.mark.parametrize("act", ACTS)
def test_who_may_record_takes_back_what_they_did(app: Flask, room: Room, act: str) -> None:
    li = room.browser()
    revision_id = saved_id(ACTS[act](room, li))
    before = rows(app)
    assert li.post(li.path(f"undo/{revision_id}"), follow=False).status == 303
    assert rows(app) != before


def test_what_is_not_shown_any_more_is_not_offered_to_be_undone(app: Flask, room: Room) -> None:
    li = room.browser()
    revision_id = saved_id(_recorded(room, li))
    with app.app_context():
        db.session.execute(update(Grant).values(first_day=sharing.today() + timedelta(days=1)))
        db.session.commit()
    before = rows(app)
    assert not can_undo(li.get(li.path(f"sessions?saved={revision_id}")))
    assert li.post(li.path(f"undo/{revision_id}"), follow=False).status == 422
    assert rows(app) == before


def test_a_note_is_taken_back_by_whoever_may_write_notes(app: Flask, room: Room) -> None:
    li = room.browser()
    only_see(app)
    answer = li.post(li.path("notes"), {"id": str(uuid.uuid4()), "text": "Walk a little"}, follow=False)
    assert can_undo(li.get(answer.location))
    assert li.post(li.path(f"undo/{saved_id(answer)}"), follow=False).status == 303
    with app.app_context():
        [note] = db.session.execute(ReviewNote.__table__.select()).all()
    assert note.deleted_at is not None


def test_what_another_wrote_is_nobody_elses_to_take_back(app: Flask, room: Room, person: Person) -> None:
    amy = sharing.make_practitioner(app, "Amy")
    sharing.share(app, person, amy)
    revision_id = saved_id(_recorded(room, room.browser()))
    other = room.browser(amy)
    before = rows(app)
    assert not other.get(other.path(f"sessions?saved={revision_id}")).all(".notice-saved")
    assert other.post(other.path(f"undo/{revision_id}"), follow=False).status == 422
    assert rows(app) == before


def test_every_table_that_others_write_in_says_by_which_right(app: Flask) -> None:
    models: list[Any] = [m.class_ for m in Base.registry.mappers if issubclass(m.class_, PatientRow)]
    assert {model.__tablename__: model.right for model in models if model.right is not None} == {
        "treatment_session": Action.RECORD,
        "session_record": Action.RECORD,
        "review_note": Action.COMMENT,
        "plan_proposal": Action.COMMENT,
        "review_request": Action.COMMENT,
        "flag_answer": Action.ANSWER,
    }
    assert all(model.right is not None for model in models if model.authors_only)
