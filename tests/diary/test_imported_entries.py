"""An imported entry that its person changes: a score of their own is from no word any more."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.diary.reads import read
from tests.support.pages import Browser
from tests.support.people import Person, make_person, sign_in
from tests.support.sharing import now, today
from tracker.demo import factory
from tracker.diary.models import Entry
from tracker.web.extensions import db


@pytest.fixture
def rosa(app: Flask) -> Person:
    return make_person(app, "Rosa")


@pytest.fixture
def browser(app: Flask, rosa: Person) -> Browser:
    return sign_in(app, rosa)


def imported(app: Flask, rosa: Person, **given: object) -> date:
    """Today's entry as an app's file held it."""
    told = {"leg_pain": 5, "leg_later": 0, "imported_from": "bearable", "from_words": True}
    with app.app_context():
        db.session.add(Entry(patient_id=rosa.patient_id, **factory.entry(today(), now(), **(told | given))))
        db.session.commit()
    return today()


def kept(db_session: Session) -> tuple[object, ...]:
    (entry,) = read(db_session, select(Entry))
    return entry.leg_pain, entry.back_pain, entry.imported_from, entry.from_words


def test_a_score_of_ones_own_is_from_no_word(app: Flask, rosa: Person, browser: Browser, db_session: Session) -> None:
    day = imported(app, rosa)
    page = browser.submit(browser.get(browser.path(f"days/{day}")), "/leg", score="6")
    assert kept(db_session) == (6, None, "bearable", False)
    browser.submit(page, "/undo/")
    assert kept(db_session) == (5, None, "bearable", True)


def test_while_another_score_stands_as_it_came_the_entry_keeps_its_mark(
    app: Flask, rosa: Person, browser: Browser, db_session: Session
) -> None:
    day = imported(app, rosa, back_pain=2, back_later=0)
    browser.submit(browser.get(browser.path(f"days/{day}")), "/leg", score="6")
    assert kept(db_session) == (6, 2, "bearable", True)
    (entry,) = read(db_session, select(Entry))
    form = browser.get(browser.path(f"entries/{entry.id}"))
    browser.submit(form, f"/entries/{entry.id}", leg_pain="7", back_pain="1")
    assert kept(db_session) == (7, 1, "bearable", False)


def test_a_note_changes_nothing_of_that(app: Flask, rosa: Person, browser: Browser, db_session: Session) -> None:
    day = imported(app, rosa)
    browser.submit(browser.get(browser.path(f"days/{day}")), "/details", note="On the stairs")
    assert kept(db_session) == (5, None, "bearable", True)


def test_a_correction_of_the_entry_does_the_same(
    app: Flask, rosa: Person, browser: Browser, db_session: Session
) -> None:
    imported(app, rosa)
    (entry,) = read(db_session, select(Entry))
    browser.submit(browser.get(browser.path(f"entries/{entry.id}")), f"/entries/{entry.id}", leg_pain="7")
    assert kept(db_session) == (7, None, "bearable", False)
