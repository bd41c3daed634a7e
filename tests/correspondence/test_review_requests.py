"""A practitioner suggests the review that is due, with one tap and once; the patient goes to it, or says not now."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update

from tests.correspondence.conftest import Practice, acts, undo
from tests.dashboard.conftest import Filler
from tests.support.evening import EVENING
from tests.support.pages import Browser
from tests.support.people import Person
from tracker.correspondence.models import ReviewRequest
from tracker.practice.models import Summary
from tracker.treatment.models import Course
from tracker.web.extensions import db

SUGGESTS = "Li Wen suggests a review of your acupuncture course"
SUGGEST, BACK, NOT_NOW = "/suggest-review", "/withdraw", "/dismiss"


@pytest.fixture
def course_id(fill: Filler) -> uuid.UUID:
    """A course whose first review is due: five of ten sessions."""
    course_id = fill.course()
    days = [EVENING - timedelta(days=number) for number in range(1, 11, 2)]
    fill.sessions(*({"local_day": day.date(), "started_at": day, "course_id": course_id} for day in days))
    return course_id


def stored(app: Flask) -> list[ReviewRequest]:
    with app.app_context():
        return list(db.session.execute(select(ReviewRequest).order_by(ReviewRequest.made_at)).scalars())


def listed(browser: Browser) -> str:
    return " ".join(str(browser.get("/patients").one("tbody").to_text()).split())


def suggest(practice: Practice) -> None:
    page = practice.browser.get("/patients?sort=name")
    answer = practice.browser.submit(page, SUGGEST, follow=False)
    assert (answer.status, answer.location) == (303, "/patients?sort=name")


def test_one_tap_suggests_it_and_today_shows_it(
    app: Flask, rosa: Person, owner: Browser, li: Practice, course_id: uuid.UUID
) -> None:
    assert "Suggest it" in listed(li.browser)
    suggest(li)
    assert "You suggested it today" in listed(li.browser)
    assert not li.browser.get("/patients").all(f"form[action$='{SUGGEST}']")
    today = owner.get(owner.path("today"))
    assert SUGGESTS in today.text
    link = next(node for node in today.all("a.button") if "Go to the review" in node.to_text())
    assert link.attrs["href"] == owner.path(f"courses/{course_id}/review")
    assert owner.get(link.attrs["href"]).status == 200
    assert acts(app, rosa) == ["review_suggested"]
    assert "suggested a review of your course" in owner.get(owner.path("sharing/log")).text


def test_it_is_suggested_once_by_whoever_is_first(
    app: Flask, li: Practice, ana: Practice, course_id: uuid.UUID
) -> None:
    stale = ana.browser.get("/patients")
    page = li.browser.get("/patients")
    for _ in range(2):
        li.browser.submit(page, SUGGEST)
    ana.browser.submit(stale, SUGGEST)
    assert [row.by_name for row in stored(app)] == ["Li Wen"]
    theirs = listed(ana.browser)
    assert "It was suggested today" in theirs
    assert "Li Wen" not in theirs
    assert "Take it back" not in theirs


def test_not_now_is_told_and_not_asked_again(app: Flask, owner: Browser, li: Practice, course_id: uuid.UUID) -> None:
    suggest(li)
    page = owner.submit(owner.get(owner.path("today")), NOT_NOW)
    assert SUGGESTS not in page.text
    assert "Not now, they said" in listed(li.browser)
    assert "Suggest it" not in listed(li.browser)
    undo(owner, page)
    assert SUGGESTS in owner.get(owner.path("today")).text
    assert "Not now" not in listed(li.browser)


def test_a_review_held_answers_it(
    app: Flask, owner: Browser, li: Practice, course_id: uuid.UUID, evening: time_machine.Traveller
) -> None:
    suggest(li)
    evening.shift(timedelta(minutes=5))
    form = owner.get(owner.path(f"courses/{course_id}/review"))
    owner.submit(form, "/review", decision="continue_as_planned")
    assert SUGGESTS not in owner.get(owner.path("today")).text
    assert "Review due" not in listed(li.browser)


def test_after_a_review_the_next_one_can_be_suggested(
    app: Flask, fill: Filler, owner: Browser, li: Practice, course_id: uuid.UUID, evening: time_machine.Traveller
) -> None:
    suggest(li)
    owner.submit(owner.get(owner.path("today")), NOT_NOW)
    evening.shift(timedelta(minutes=5))
    form = owner.get(owner.path(f"courses/{course_id}/review"))
    owner.submit(form, "/review", decision="continue_as_planned")
    days = [EVENING - timedelta(days=number) for number in range(2, 12, 2)]
    fill.sessions(*({"local_day": day.date(), "started_at": day, "course_id": course_id} for day in days))
    with app.app_context():
        db.session.execute(update(Summary).values(rules=0))
        db.session.commit()
    assert "Suggest it" in listed(li.browser)
    suggest(li)
    assert len(stored(app)) == 2


def test_it_is_taken_back_while_it_waits(
    app: Flask, rosa: Person, owner: Browser, li: Practice, course_id: uuid.UUID
) -> None:
    suggest(li)
    page = li.browser.get("/patients")
    li.browser.submit(page, BACK)
    assert SUGGESTS not in owner.get(owner.path("today")).text
    assert "Suggest it" in listed(li.browser)
    li.browser.submit(page, BACK)
    assert acts(app, rosa) == ["review_suggested", "review_unsuggested"]
    suggest(li)
    assert [row.state for row in stored(app)].count("open") == 1


def test_only_who_made_it_takes_it_back(owner: Browser, li: Practice, ana: Practice, course_id: uuid.UUID) -> None:
    suggest(li)
    address = li.browser.get("/patients").form(BACK).action
    assert ana.browser.post(address).status == 404
    assert owner.post(address).status == 404
    dismiss = owner.get(owner.path("today")).form(NOT_NOW).action
    assert li.browser.post(dismiss).status == 404


def test_an_ended_course_is_not_suggested(app: Flask, owner: Browser, li: Practice, course_id: uuid.UUID) -> None:
    suggest(li)
    page = li.browser.get("/patients")
    li.browser.submit(page, BACK)
    stale = li.browser.get("/patients")
    with app.app_context():
        db.session.execute(update(Course).values(phase="ended", ended_on=EVENING.date()))
        db.session.commit()
    told = li.browser.submit(stale, SUGGEST)
    assert (told.status, told.heading) == (422, "Nothing was suggested")
    assert "has ended" in told.text


def test_the_same_id_in_another_record_is_another_course(
    app: Flask, rosa: Person, li: Practice, course_id: uuid.UUID
) -> None:
    """Ids are unique within a record alone: what was suggested to one patient says nothing of another."""
    with app.app_context():
        row = ReviewRequest(
            patient_id=li.person.patient_id, id=uuid.uuid4(), course_id=course_id, by_account_id=li.person.account_id,
            by_name="Li Wen", made_at=EVENING, state="open",
        )  # fmt: skip
        course = db.session.get(Course, (rosa.patient_id, course_id))
        values = {column.key: getattr(course, column.key) for column in Course.__table__.columns}
        db.session.add(Course(**(values | {"patient_id": li.person.patient_id})))
        db.session.flush()
        db.session.add(row)
        db.session.commit()
    assert "Suggest it" in listed(li.browser)
