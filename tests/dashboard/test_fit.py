"""Does it fit me? In a record: prefilled, kept by day, told to others, on the brief where that is wanted."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from tests.dashboard.conftest import Filler
from tests.support.evening import EVENING, TODAY
from tests.support.pages import Browser, Page
from tests.support.people import Person, sign_in
from tests.support.sharing import as_practitioner, make_practitioner, share
from tracker.review.models import FitAnswers
from tracker.web.extensions import db

ASKED = "fit/questions"


def stored(app: Flask) -> list[FitAnswers]:
    with app.app_context():
        found = select(FitAnswers).where(FitAnswers.deleted_at.is_(None)).order_by(FitAnswers.for_date)
        return list(db.session.execute(found).scalars())


def keep(browser: Browser, *, follow: bool = True, **typed: Any) -> Page:
    return browser.submit(browser.get(browser.path(ASKED)), "/fit/questions", follow=follow, **typed)


def ticked(page: Page, name: str) -> list[str | None]:
    return [node.attrs["value"] for node in page.all(f"[name={name}]") if "checked" in node.attrs]


def headings(page: Page) -> list[str]:
    return [" ".join(node.to_text().split()) for node in page.all("main h2")]


@pytest.fixture
def recorded(owner: Browser, fill: Filler) -> Browser:
    """A record that answers most questions by itself."""
    owner.submit(owner.get(owner.path("episode")), "/episode", side="left", cause_told="disc_herniation",
                 began_on=(TODAY - timedelta(days=200)).isoformat())  # fmt: skip
    owner.submit(owner.get(owner.path("cautions")), "/cautions", kinds=["blood_thinner"])
    fill.sessions(
        {"local_day": TODAY - timedelta(days=40), "kind": "acupuncture", "status": "attended", "cost": Decimal(55)},
        {"local_day": TODAY - timedelta(days=30), "kind": "walking", "status": "attended"},
        {"local_day": TODAY - timedelta(days=20), "kind": "massage", "status": "missed"},
    )
    fill.doses({"local_day": TODAY - timedelta(days=3), "name": "Ibuprofen"}, {"local_day": TODAY, "name": "Wolfberry"})
    fill.doses({"local_day": TODAY - timedelta(days=60), "name": "Tramadol"})
    return owner


def test_without_answers_the_page_leads_to_the_questions(owner: Browser) -> None:
    page = owner.get(owner.path("fit"))
    assert "never says yes or no" in page.text
    assert [link.attrs["href"] for link in page.all(".empty a")] == [owner.path(ASKED)]
    asked = owner.get(owner.path(ASKED))
    assert ticked(asked, "duration") == [""]
    assert ticked(asked, "tried") == []
    legends = [node.to_text() for node in asked.all("form legend")]
    assert len(legends) + len(asked.all("form [name=session_cost]")) == 8


def test_the_questions_begin_with_what_the_record_says(recorded: Browser) -> None:
    page = recorded.get(recorded.path(ASKED))
    assert ticked(page, "duration") == ["over_12_weeks"]
    assert ticked(page, "side") == ["left"]
    assert ticked(page, "cause_told") == ["disc_herniation"]
    assert ticked(page, "tried") == ["staying_active", "medicine", "acupuncture"]
    assert ticked(page, "cautions") == ["blood_thinner"]
    assert ticked(page, "medicine") == ["painkiller", "other"]
    assert page.one("[name=session_cost]").attrs["value"] == "55"
    assert [node.to_text() for node in page.all("form [translate=no]")] == ["Ibuprofen", "Wolfberry"]
    assert "Tramadol" not in page.text


def test_the_answer_begins_with_warning_signs_and_names_its_sources(app: Flask, recorded: Browser) -> None:
    page = keep(recorded, matters_most="sleep")
    assert headings(page)[:2] == ["Before anything else", "First: what needs a doctor, or speaks against it"]
    assert "Saved: your answers on acupuncture of" in page.text
    assert len(page.all(".facts-list > li")) == len(page.all(".facts-list .sources"))
    assert "At 55 a session, 6 sessions come to 330 and 12 to 660" in page.text
    assert "Tell your practitioner about your blood thinner" in page.text
    assert "You said that sleep matters most" in page.text
    (row,) = stored(app)
    assert (row.for_date, row.tried, row.session_cost) == (
        TODAY,
        ("staying_active", "medicine", "acupuncture"),
        Decimal("55.00"),
    )


def test_a_warning_sign_of_the_diary_comes_before_everything(owner: Browser, fill: Filler) -> None:
    fill.entries({"for_date": TODAY, "leg_pain": 6, "warning_signs": ("saddle_numbness",)})
    page = keep(owner, side="left")
    assert "Your diary holds a warning sign of the last two weeks" in page.one(".urgent-card").to_text()
    assert page.body.index("noted a warning sign") < page.body.index("urgent-card")
    assert "get help now" in page.one("main .notice-warning").to_text()


def test_one_row_a_day_which_is_changed_undone_and_deleted(
    app: Flask, owner: Browser, somebody: Person, evening: time_machine.Traveller
) -> None:
    keep(owner, side="left", tried=["massage"])
    page = keep(owner, side="both")
    assert [(row.side, row.tried) for row in stored(app)] == [("both", ("massage",))]
    assert "Pain, numbness or weakness that is now in both legs" in page.text
    page = owner.submit(page, "/undo/")
    assert [row.side for row in stored(app)] == ["left"]
    evening.move_to(EVENING + timedelta(days=2))
    owner = sign_in(app, somebody)
    page = keep(owner, side="both", session_cost="70")
    assert [row.side for row in stored(app)] == ["left", "both"]
    assert "Which leg: both legs (before: left leg)" in page.text
    assert "Cost of a session: 70 (before: not answered)" in page.text
    page = owner.submit(page, "/delete")
    assert [row.side for row in stored(app)] == ["left"]
    assert "Deleted: your answers on acupuncture" in page.text
    assert "your answers on acupuncture" in owner.get(owner.path("deleted")).text
    owner.submit(page, "/undo/")
    assert len(stored(app)) == 2


def test_answers_taken_away_take_the_row_of_today_away(app: Flask, owner: Browser) -> None:
    keep(owner, side="left")
    page = keep(owner, side="")
    assert stored(app) == []
    assert "Deleted: your answers on acupuncture" in page.text
    assert owner.post(owner.path(f"fit/{TODAY}/delete")).status == 404
    assert owner.post(owner.path("fit/someday/delete")).status == 404


def test_the_same_answers_again_are_no_change(app: Flask, owner: Browser) -> None:
    keep(owner, side="left")
    assert "saved=" not in keep(owner, follow=False).location
    assert len(stored(app)) == 1


def test_what_the_record_says_since_then_is_told(owner: Browser, fill: Filler) -> None:
    assert "says something else by now" not in keep(owner, side="left", tried=["massage"]).text
    fill.sessions({"local_day": TODAY, "kind": "physiotherapy", "status": "attended"})
    page = owner.get(owner.path("fit"))
    assert "The record says something else by now" in page.text
    assert "Tried so far: physiotherapy (before: massage)" in page.text
    assert ticked(owner.get(owner.path(ASKED)), "tried") == ["massage"]  # today's own answers are being changed


def test_bad_answers_are_told_beside_their_field_and_stay(app: Flask, owner: Browser) -> None:
    page = keep(owner, tried=["none", "massage"], session_cost="a lot", matters_most="sleep")
    assert page.status == 422
    assert ticked(page, "tried") == ["none", "massage"]
    assert page.one("[name=session_cost]").attrs["value"] == "a lot"
    page = keep(owner, tried=["none", "massage"])
    assert "is ticked beside something else" in page.error_of("tried")
    page = keep(owner)
    assert page.status == 422
    assert "fill in at least one thing" in page.error_of("duration")
    assert stored(app) == []


def test_a_practitioner_reads_it_in_the_third_person_and_changes_nothing(
    app: Flask, recorded: Browser, somebody: Person
) -> None:
    keep(recorded, matters_most="sleep", side="both")
    li = make_practitioner(app)
    share(app, somebody, li)
    browser = as_practitioner(app, li, somebody)
    course = browser.get(browser.path("course"))
    assert browser.path("fit") in [link.attrs["href"] for link in course.all("main a")]
    page = browser.get(browser.path("fit"))
    assert page.one("main h1").to_text().strip() == "Does acupuncture fit the patient?"
    assert "The patient’s answers of" in page.text
    assert "The patient said that sleep matters most" in page.text
    assert "Blood thinner: mind site and depth" in page.text
    assert not [form.attrs["action"] for form in page.all("form") if "/fit" in (form.attrs["action"] or "")]
    assert browser.get(browser.path(ASKED)).status in {403, 404}


def test_answers_of_days_that_are_not_shared_are_not_there(app: Flask, owner: Browser, somebody: Person) -> None:
    keep(owner, side="left")
    li = make_practitioner(app)
    share(app, somebody, li, first_day=TODAY + timedelta(days=1))
    browser = as_practitioner(app, li, somebody)
    assert "has not answered these questions in the days that are shared" in browser.get(browser.path("fit")).text


def test_they_stand_on_the_brief_where_that_is_wanted(app: Flask, owner: Browser, somebody: Person) -> None:
    page = keep(owner, matters_most="sleep", tried=["massage"])
    assert "They do not stand on the one-page brief" in page.text
    assert "Considers acupuncture" not in owner.get(owner.path("brief")).text
    keep(owner, in_brief="yes")
    brief = owner.get(owner.path("brief")).text
    assert "Considers acupuncture, answers of" in brief
    assert "Matters most: better sleep" in brief
    assert "Tried so far: massage" in brief
    li = make_practitioner(app)
    share(app, somebody, li)
    browser = as_practitioner(app, li, somebody)
    assert "Considers acupuncture" in browser.get(browser.path("brief")).text
    keep(owner, matters_most="", tried=[], side="left")
    assert "Considers acupuncture" not in owner.get(owner.path("brief")).text
