"""Does it fit me? For everyone: what is sent is answered, and kept nowhere."""

from typing import Any

from flask import Flask
from sqlalchemy import func, select

from tests.support.pages import Browser, Page
from tracker.review.models import FitAnswers
from tracker.web.extensions import db


def ask(browser: Browser, **typed: Any) -> Page:
    return browser.submit(browser.get("/fit"), "/fit", **typed)


def test_it_is_answered_without_an_account_and_nothing_is_kept(app: Flask, client: Browser) -> None:
    page = ask(client, duration="under_6_weeks", side="both", tried=["none"], cautions=["pregnancy"], session_cost="60")
    assert page.status == 200
    assert "never says yes or no" in page.text
    assert page.all("main h2")[0].to_text().strip() == "Before anything else"
    assert "You said both legs" in page.one(".urgent-card").to_text()
    assert "At 60 a session, 6 sessions come to 360 and 12 to 720" in page.text
    assert "Which leg both legs" in page.text
    assert len(page.all(".facts-list > li")) == len(page.all(".facts-list .sources"))
    with app.app_context():
        assert db.session.execute(select(func.count()).select_from(FitAnswers)).scalar_one() == 0


def test_warning_signs_stand_above_the_questions(client: Browser) -> None:
    page = client.get("/fit")
    assert page.all("main h2")[0].to_text().strip() == "Before anything else"
    assert page.one("main .notice-warning a").attrs["href"] == "/help-now"
    legends = page.all("main form legend")
    assert len(legends) + len(page.all("main form [name=session_cost]")) == 8


def test_what_cannot_be_answered_is_told_and_stays(client: Browser) -> None:
    page = ask(client, tried=["none", "massage"], matters_most="sleep")
    assert page.status == 422
    assert "is ticked beside something else" in page.error_of("tried")
    assert not page.all(".urgent-card")
    page = ask(client)
    assert page.status == 422
    assert "fill in at least one thing" in page.error_of("duration")


def test_whoever_has_a_record_is_led_to_their_own(patient: Browser) -> None:
    page = patient.get("/fit", follow=False)
    assert (page.status, page.location) == (302, patient.path("fit"))
