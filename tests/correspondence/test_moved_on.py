"""What an answer rests on and that has changed since is shown again before it counts."""

import uuid
from typing import Any

import pytest
from flask import Flask

from tests.correspondence.conftest import Practice, propose, stored_notes, write
from tests.correspondence.test_plan_proposals import change_plan, course_page, decide, plan
from tests.dashboard.conftest import Filler
from tests.support.evening import EVENING
from tests.support.pages import Browser
from tests.support.people import Person, sign_in
from tracker.correspondence.models import ReviewNote


@pytest.fixture
def course_id(fill: Filler) -> uuid.UUID:
    return fill.course()


@pytest.fixture
def phone(app: Flask, rosa: Person) -> Browser:
    """The same person on another device."""
    return sign_in(app, rosa)


def test_a_proposal_beside_another_plan_is_read_again(
    app: Flask, owner: Browser, phone: Browser, li: Practice, course_id: uuid.UUID
) -> None:
    propose(li.browser, course_id, planned_sessions=12)
    stale = course_page(owner)
    change_plan(phone, course_id, planned_sessions="14")
    asked = decide(owner, stale, "accept", "Gladly.")
    assert asked.status == 422
    assert "means something else now" in asked.text
    assert "12 sessions instead of 14" in asked.text
    assert plan(app, course_id)[0] == 14
    decide(owner, asked, "accept", "Gladly.")
    assert plan(app, course_id)[0] == 12


def test_no_thanks_needs_no_second_look(
    app: Flask, owner: Browser, phone: Browser, li: Practice, course_id: uuid.UUID
) -> None:
    propose(li.browser, course_id, planned_sessions=12)
    stale = course_page(owner)
    change_plan(phone, course_id, planned_sessions="14")
    assert decide(owner, stale, "decline").status == 200
    assert plan(app, course_id)[0] == 14


def test_a_note_that_was_corrected_is_not_read_by_a_press_on_the_older_text(
    app: Flask, owner: Browser, li: Practice
) -> None:
    write(li.browser, "Walk for ten minutes.")
    stale = owner.get(owner.path("today"))
    notes = li.browser.get(li.browser.path("notes"))
    link = next(node.attrs["href"] for node in notes.all("a[href]") if "/notes/" in node.attrs["href"])
    li.browser.submit(li.browser.get(link), "/notes/", text="Walk for two minutes.")
    asked = owner.submit(stale, "/read")
    assert asked.status == 422
    assert "corrected meanwhile" in asked.text
    assert "Walk for two minutes." in asked.text
    assert unread(app).read_at is None
    owner.submit(asked, "/read")
    assert unread(app).read_at == EVENING


def unread(app: Flask) -> ReviewNote:
    (note,) = stored_notes(app)
    return note


def test_a_review_of_another_plan_is_looked_at_again(
    app: Flask, owner: Browser, phone: Browser, course_id: uuid.UUID
) -> None:
    stale = owner.get(owner.path(f"courses/{course_id}/review"))
    change_plan(phone, course_id, planned_sessions="14")
    sent: dict[str, Any] = {"decision": "extend", "planned_sessions": "12", "reason": "Still easing"}
    asked = owner.submit(stale, "/review", **sent)
    assert asked.status == 422
    assert "The plan was changed meanwhile" in asked.text
    assert "14 sessions now" in asked.text
    assert plan(app, course_id)[0] == 14
    assert dict(asked.form("/review").fields())["reason"] == "Still easing"
    owner.submit(asked, "/review", planned_sessions="16")
    assert plan(app, course_id)[0] == 16
