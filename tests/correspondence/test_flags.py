"""A warning sign is answered by the patient or a practitioner, seen by both, and no longer needs a look."""

from datetime import date, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.correspondence.conftest import Practice, acts, told_in_log, undo
from tests.support.evening import EVENING
from tests.support.pages import Browser, Page
from tests.support.people import Person
from tests.support.sharing import as_link_holder, as_practitioner, make_link, make_practitioner, share
from tracker.correspondence.models import FlagAnswer
from tracker.demo import factory
from tracker.diary.models import Entry
from tracker.practice.models import Summary
from tracker.web.extensions import db

CALLED = "Called, sent to A&E 14:10."
TODAY = EVENING.date()
PAGES = ("today", "progress", "warning-signs")


@pytest.fixture
def warned(app: Flask, rosa: Person, li: Practice) -> Practice:
    plant_sign(app, rosa, "leg_weakness")
    return li


def plant_sign(app: Flask, rosa: Person, *codes: str, day: date = TODAY, hour: int = 8) -> None:
    with app.app_context():
        said = {"kind": "moment", "for_time": time(hour, 0), "leg_pain": 5, "warning_signs": codes}
        db.session.add(Entry(patient_id=rosa.patient_id, **factory.entry(day, EVENING, **said)))
        standing = db.session.get(Summary, rosa.patient_id)
        if standing is not None:
            db.session.delete(standing)
        db.session.commit()


def answer(browser: Browser, text: str = CALLED) -> Page:
    return browser.submit(browser.get(browser.path("warning-signs")), "/warning-signs", text=text)


def stored(app: Flask) -> list[FlagAnswer]:
    with app.app_context():
        return list(db.session.execute(select(FlagAnswer).order_by(FlagAnswer.answered_at)).scalars())


def needs(browser: Browser) -> str:
    return str(browser.get("/patients").one("tbody").to_text())


def test_a_practitioner_answers_and_both_read_it(app: Flask, rosa: Person, owner: Browser, warned: Practice) -> None:
    assert "Warning sign noted" in needs(warned.browser)
    page = answer(warned.browser)
    assert "Saved: your answer to a warning sign" in page.text
    (row,) = stored(app)
    assert (row.text, row.by_name, row.last_on) == (CALLED, "Li Wen", TODAY)
    assert row.flags == [[TODAY.isoformat(), ["leg_weakness"]]]
    for rest in PAGES:
        for browser in (owner, warned.browser):
            if rest != "today" or browser is owner:
                shown = browser.get(browser.path(rest))
                assert CALLED in shown.text, rest
                assert "Li Wen" in shown.text
    assert CALLED in warned.browser.get(warned.browser.path("brief")).text
    listed = needs(warned.browser)
    assert "Warning sign noted" not in listed
    assert "answered" in listed
    assert acts(app, rosa) == ["flag_answered"]
    assert CALLED not in told_in_log(app, rosa)


def test_the_patient_answers_too(app: Flask, rosa: Person, owner: Browser, warned: Practice) -> None:
    page = answer(owner, "I called my doctor.")
    assert "Your warning signs" in page.text
    assert "Warning sign noted" not in needs(warned.browser)
    seen = warned.browser.get(warned.browser.path("warning-signs"))
    assert "I called my doctor." in seen.text
    assert "Rosa" in seen.text
    assert not seen.all("form[action*='/delete']"), "only who wrote it takes it back"
    assert acts(app, rosa) == []


def test_it_stays_in_sight_with_where_to_get_help(owner: Browser, warned: Practice) -> None:
    answer(warned.browser)
    today = owner.get(owner.path("today")).text
    assert "Leg weakness that is severe" in today
    assert "get help now" in today


@pytest.mark.parametrize("newer", ["another sign that day", "the same sign on another day"])
def test_a_newer_sign_counts_anew(app: Flask, rosa: Person, warned: Practice, newer: str) -> None:
    plant_sign(app, rosa, "injury", day=TODAY - timedelta(days=1))
    answer(warned.browser)
    assert "Warning sign noted" not in needs(warned.browser)
    if newer == "another sign that day":
        plant_sign(app, rosa, "bowel_change", hour=9)
    else:
        plant_sign(app, rosa, "leg_weakness", day=TODAY - timedelta(days=2))
    assert "Warning sign noted" in needs(warned.browser)
    page = warned.browser.get(warned.browser.path("warning-signs"))
    assert len(page.form("/warning-signs").node.query("input[name=signs]")) == 1


def test_a_stale_page_answers_only_what_it_showed(app: Flask, rosa: Person, warned: Practice) -> None:
    page = warned.browser.get(warned.browser.path("warning-signs"))
    plant_sign(app, rosa, "bowel_change", hour=9)
    warned.browser.submit(page, "/warning-signs", text=CALLED)
    (row,) = stored(app)
    assert row.flags == [[TODAY.isoformat(), ["leg_weakness"]]]
    assert "Warning sign noted" in needs(warned.browser)


def test_two_who_answer_at_once(app: Flask, rosa: Person, owner: Browser, warned: Practice) -> None:
    """The second is shown the first, and what they typed stays on the page."""
    page = owner.get(owner.path("warning-signs"))
    answer(warned.browser)
    told = owner.submit(page, "/warning-signs", text="Mine")
    assert told.status == 422
    assert "have an answer by now" in told.text
    assert "Mine" in told.body
    assert CALLED in told.text
    assert len(stored(app)) == 1


def test_undone_and_taken_back_it_waits_again(app: Flask, rosa: Person, warned: Practice) -> None:
    undo(warned.browser, answer(warned.browser))
    assert "Warning sign noted" in needs(warned.browser)
    page = answer(warned.browser, "Again")
    taken = warned.browser.submit(page, "/delete")
    assert "Deleted: your answer to a warning sign" in taken.text
    assert "Warning sign noted" in needs(warned.browser)
    undo(warned.browser, taken)
    assert "Warning sign noted" not in needs(warned.browser)
    assert [row.text for row in stored(app) if row.deleted_at is None] == ["Again"]


def test_nobody_takes_back_anothers(owner: Browser, warned: Practice, ana: Practice) -> None:
    page = answer(warned.browser)
    address = page.form("/delete").action
    for browser in (owner, ana.browser):
        assert browser.post(address).status == 404
        assert browser.post(page.form("/undo/").action).status == 422


def test_nothing_is_said_without_words(app: Flask, warned: Practice) -> None:
    page = warned.browser.submit(warned.browser.get(warned.browser.path("warning-signs")), "/warning-signs", text=" ")
    assert (page.status, page.error_of("text")) == (422, "Please check: Please say what was done.")
    assert stored(app) == []


def test_a_form_sent_twice_is_one_answer(app: Flask, warned: Practice) -> None:
    page = warned.browser.get(warned.browser.path("warning-signs"))
    for _ in range(2):
        warned.browser.submit(page, "/warning-signs", text=CALLED)
    assert len(stored(app)) == 1


def test_the_form_of_an_answer_sent_again_with_other_words_adds_none_unseen(app: Flask, warned: Practice) -> None:
    page = warned.browser.get(warned.browser.path("warning-signs"))
    warned.browser.submit(page, "/warning-signs", text=CALLED)
    asked = warned.browser.submit(page, "/warning-signs", text="Called again, 15:00.")
    assert (asked.status, asked.heading) == (422, "Save another one?")
    told = warned.browser.submit(asked, "/warning-signs")
    assert told.status == 422
    assert "have an answer by now" in told.text
    assert "Called again, 15:00." in told.body
    assert [row.text for row in stored(app)] == [CALLED]


def test_only_what_is_shared_is_seen_and_answered(app: Flask, rosa: Person, owner: Browser, warned: Practice) -> None:
    """A practitioner who sees the record from today on neither reads of yesterday nor answers it."""
    plant_sign(app, rosa, "injury", day=TODAY - timedelta(days=1))
    late = make_practitioner(app, "Ben")
    share(app, rosa, late, first_day=TODAY)
    visitor = as_practitioner(app, late, rosa)
    answer(visitor, "Seen today")
    page = owner.get(owner.path("warning-signs"))
    owner.submit(page, "/warning-signs", text="About yesterday")
    read = visitor.get(visitor.path("warning-signs")).text
    assert "bad fall" not in read
    assert "About yesterday" not in read
    assert "Seen today" in read
    assert {row.text: row.flags for row in stored(app)}["About yesterday"] == [
        [(TODAY - timedelta(days=1)).isoformat(), ["injury"]]
    ]


def test_a_link_shows_the_signs_and_no_answers(app: Flask, rosa: Person, warned: Practice) -> None:
    answer(warned.browser)
    holder = as_link_holder(app, rosa, make_link(app, rosa))
    for rest in ("progress", "brief"):
        page = holder.get(holder.path(rest))
        assert "Leg weakness" in page.text
        assert CALLED not in page.body
    assert holder.get(holder.path("warning-signs"), follow=False).status == 302


def test_without_a_sign_the_page_says_so(owner: Browser, li: Practice) -> None:
    for browser in (owner, li.browser):
        page = browser.get(browser.path("warning-signs"))
        assert "No warning sign was noted" in page.text
        assert not page.all("textarea")


def test_a_standing_from_before_is_worked_out_anew(app: Flask, warned: Practice) -> None:
    needs(warned.browser)
    with app.app_context():
        db.session.execute(update(Summary).values(rules=Summary.rules - 1, warned_on=None))
        db.session.commit()
    assert "Warning sign noted" in needs(warned.browser)
