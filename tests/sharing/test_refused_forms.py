"""A page that refuses a form shows the record, so it is a look, and in the log before anybody has it."""

import uuid
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from tests.support import sharing
from tests.support.canaries import Canaries, plant
from tests.support.pages import Browser, Page
from tests.support.people import Person, make_person
from tests.support.rules import of_pages
from tracker.domain.sharing.access import Action
from tracker.domain.sharing.access_log import Act
from tracker.web.extensions import db
from tracker.web.gate import policy_of
from tracker.wording.access import ANY_PAGE, page_words

PRACTISES = {Action.READ, Action.SUMMARY, Action.EXPORT, Action.COMMENT, Action.RECORD, Action.ANSWER, Action.UNDO}
# Every form of a practitioner's that can be filled in wrongly: its address, what is sent, and the view that shows it.
WRONG: dict[str, tuple[str, dict[str, str]]] = {
    "correspondence.notes": ("notes", {"text": ""}),
    "correspondence.note": ("notes/{note_id}", {"text": "two\x00words"}),
    "practice.label": ("label", {"label": "x" * 50}),
    "correspondence.propose": ("courses/{course_id}/propose", {"planned_sessions": "many"}),
    "correspondence.flags": ("warning-signs", {"text": ""}),
    "treatment.write_record": ("sessions/{session_id}/record/edit", {"needle_count": "many"}),
    "treatment.record_new": ("sessions/record", {"kind": "acupuncture", "day": "never"}),
    "patients.undo": ("undo/{nothing}", {}),
    "papers.letter": ("letter.pdf", {"words": "two\x00words"}),
}
# These take no answer that could be wrong: they act, or there is nothing to act on.
ACT_OR_MISS = {
    "correspondence.delete_note",
    "correspondence.withdraw",
    "correspondence.withdraw_review",
    "correspondence.suggest_review",
    "correspondence.take_back_answer",
    "treatment.delete_record",
    "sharing.leave",
}


@pytest.fixture
def li(app: Flask) -> Person:
    return sharing.make_practitioner(app)


@pytest.fixture
def rosa(app: Flask, li: Person) -> Canaries:
    return plant(app, make_person(app, "Rosa"), li)


@pytest.fixture
def visitor(app: Flask, rosa: Canaries, li: Person) -> Browser:
    sharing.share(app, rosa.person, li)
    return sharing.as_practitioner(app, li, rosa.person)


def send(visitor: Browser, rosa: Canaries, view: str) -> Page:
    rest, typed = WRONG[view]
    ids = rosa.ids | {"nothing": uuid.uuid4()}
    return visitor.post(visitor.path(rest.format_map(ids)), {"id": str(uuid.uuid4()), **typed}, follow=False)


def test_every_form_of_a_practitioners_is_sent_wrongly_or_says_why_not(app: Flask) -> None:
    found = set()
    for rule in of_pages(app):
        policy = policy_of(app.view_functions[rule.endpoint])
        if "patient_id" in rule.arguments and "POST" in (rule.methods or ()) and policy is not None:
            found |= {rule.endpoint} if policy.asks("POST") in PRACTISES else set()
    assert found == set(WRONG) | ACT_OR_MISS


@pytest.mark.parametrize("view", WRONG)
def test_a_refused_form_is_a_look(app: Flask, rosa: Canaries, visitor: Browser, view: str) -> None:
    visitor.token()
    before = len(sharing.events_of(app, rosa.person))
    page = send(visitor, rosa, view)
    assert page.status == 422, page.text
    [logged] = sharing.events_of(app, rosa.person)[before:]
    shown = "reports.letter" if view == "papers.letter" else view  # the code under which the letter's page is logged
    assert (logged.act, logged.page, logged.name) == (Act.LOOKED, shown, "Li Wen")
    assert page_words(logged.page) != ANY_PAGE


@pytest.mark.parametrize("view", WRONG)
def test_what_cannot_be_logged_is_not_shown(app: Flask, rosa: Canaries, visitor: Browser, view: str) -> None:
    visitor.token()
    with app.app_context():
        engine = db.engine

    def refuse(*args: Any) -> None:
        if "access_event" in args[2] and args[2].startswith("INSERT"):
            raise OperationalError(args[2], {}, Exception("no room"))

    event.listen(engine, "before_cursor_execute", refuse)
    try:
        page = send(visitor, rosa, view)
    finally:
        event.remove(engine, "before_cursor_execute", refuse)
    assert page.status == 503
    assert not [word for word in rosa.words("canaryany", "canarynote") if word in page.body]


@pytest.mark.parametrize("rest", ["exports?from=never", "exports/entries.csv?from=never"])
def test_a_range_that_cannot_be_read_is_a_look_at_the_page_of_files(
    app: Flask, rosa: Canaries, visitor: Browser, rest: str
) -> None:
    before = len(sharing.events_of(app, rosa.person))
    assert visitor.get(visitor.path(rest)).status == 422
    [logged] = sharing.events_of(app, rosa.person)[before:]
    assert (logged.act, logged.page, logged.detail) == (Act.LOOKED, "reports.exports", None)


def test_a_form_that_came_again_is_a_look(app: Flask, rosa: Canaries, visitor: Browser) -> None:
    """The page names what was saved before."""
    typed = {"id": str(uuid.uuid4()), "text": "Walk twice a day", "came_back": "1"}
    assert visitor.post(visitor.path("notes"), typed, follow=False).status == 303
    before = len(sharing.events_of(app, rosa.person))
    assert visitor.post(visitor.path("notes"), typed | {"text": "Other"}, follow=False).status == 422
    assert [row.act for row in sharing.events_of(app, rosa.person)[before:]] == [Act.LOOKED]


def test_a_form_that_is_taken_is_no_look_and_one_of_the_owners_is_none(
    app: Flask, rosa: Canaries, visitor: Browser, li: Person
) -> None:
    before = len(sharing.events_of(app, rosa.person))
    typed = {"id": str(uuid.uuid4()), "text": "Walk twice a day"}
    assert visitor.post(visitor.path("notes"), typed, follow=False).status == 303
    assert [row.act for row in sharing.events_of(app, rosa.person)[before:]] == [Act.NOTE_WRITTEN]
