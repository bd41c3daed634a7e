"""What the patient wants to ask next time."""

import uuid

from flask import Flask
from sqlalchemy import select

from tests.correspondence.conftest import Practice, acts, undo
from tests.support.pages import Browser, Page
from tests.support.people import Person, make_person, sign_in
from tracker.correspondence.models import Question
from tracker.domain.brief.questions import QUESTION_LENGTH
from tracker.web.extensions import db


def ask(browser: Browser, text: str) -> Page:
    return browser.submit(browser.get(browser.path("questions")), "/questions", text=text)


def stored(app: Flask) -> list[Question]:
    with app.app_context():
        return list(db.session.execute(select(Question).where(Question.deleted_at.is_(None))).scalars())


def test_a_question_is_written_asked_and_taken_back(app: Flask, owner: Browser) -> None:
    assert "Nothing yet." in owner.get(owner.path("questions")).text
    page = ask(owner, "May I swim?")
    assert "Saved: your question: May I swim?" in page.text
    page = owner.submit(page, "/done")
    assert "Saved: asked: May I swim?" in page.text
    assert "Asked before" in page.text
    assert "May I swim? Tue 3 Mar" in page.text
    page = undo(owner, page)
    assert "Asked before" not in owner.get(owner.path("questions")).text
    assert stored(app)[0].done_at is None


def test_a_deleted_question_comes_back(app: Flask, owner: Browser) -> None:
    page = owner.submit(ask(owner, "May I swim?"), "/delete")
    assert "Deleted: your question: May I swim?" in page.text
    assert stored(app) == []
    assert "May I swim?" in owner.get(owner.path("deleted")).text
    undo(owner, page)
    assert len(stored(app)) == 1


def test_asked_twice_keeps_the_first_time(app: Flask, owner: Browser) -> None:
    ask(owner, "May I swim?")
    (row,) = stored(app)
    for _ in range(2):
        assert owner.post(owner.path(f"questions/{row.id}/done")).status == 200
    assert len([one for one in stored(app) if one.done_at is not None]) == 1


def test_at_most_ten_are_open(app: Flask, owner: Browser) -> None:
    for number in range(10):
        ask(owner, f"Question {number}")
    page = ask(owner, "One more")
    assert page.status == 422
    assert "You have 10 questions open." in page.error_of("text")
    assert dict(page.form("/questions").fields())["text"] == "One more"
    owner.submit(page, "/done")
    assert "One more" in ask(owner, "One more").text
    assert len(stored(app)) == 11


def test_a_question_that_cannot_be_saved(app: Flask, owner: Browser) -> None:
    assert "Please write your question." in ask(owner, " ").error_of("text")
    long = "x" * (QUESTION_LENGTH + 1)
    page = ask(owner, long)
    assert "Please keep this to 300 characters" in page.error_of("text")
    assert dict(page.form("/questions").fields())["text"] == long
    assert stored(app) == []


def test_the_same_form_makes_one_question(app: Flask, owner: Browser) -> None:
    page = owner.get(owner.path("questions"))
    for _ in range(2):
        assert owner.submit(page, "/questions", text="May I swim?").status == 200
    assert owner.submit(page, "/questions", text="Or run?").status == 422
    assert len(stored(app)) == 1


def test_questions_are_the_patients_alone(app: Flask, owner: Browser, li: Practice, rosa: Person) -> None:
    ask(owner, "May I swim?")
    (row,) = stored(app)
    stranger = sign_in(app, make_person(app, "Omar"))
    for browser in (li.browser, stranger):
        path = f"/patients/{rosa.patient_id}/questions"
        assert browser.get(path).status == 404
        assert browser.post(path, {"id": str(uuid.uuid4()), "text": "x"}).status == 404
        assert browser.post(f"{path}/{row.id}/done").status == 404
        assert browser.post(f"{path}/{row.id}/delete").status == 404
    assert stranger.post(stranger.path(f"questions/{row.id}/delete")).status == 404
    assert [one.done_at for one in stored(app)] == [None]
    assert acts(app, rosa) == []


def test_today_and_more_lead_there(owner: Browser) -> None:
    for place in ("today", "more"):
        links = [a.attrs["href"] for a in owner.get(owner.path(place)).all("a[href]")]
        assert owner.path("questions") in links
    assert owner.path("notes") in [a.attrs["href"] for a in owner.get(owner.path("more")).all("a[href]")]
