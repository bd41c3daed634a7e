"""Ask: answered at once from our statements, warning signs first, and nothing of the question kept anywhere."""

import logging
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.pages import Browser, Page
from tests.support.people import Person
from tests.support.sharing import today
from tracker.domain.asking.spelling import MOST_LETTERS
from tracker.storage.base import Base
from tracker.wording.own_numbers import BESIDE
from tracker.wording.statements import BY_CODE

SIGN = "I can't feel it when I wipe"


def dump(db_session: Session) -> str:
    db_session.rollback()
    return str([db_session.execute(select(table)).all() for table in Base.metadata.sorted_tables])


def asked(client: Browser, question: str, **more: str) -> Page:
    return client.post("/ask", {"question": question, **more})


def words(page: Page, css: str) -> list[str]:
    return [" ".join(node.to_text().split()) for node in page.all(css)]


@pytest.mark.parametrize("path", ["/ask", "/evidence", "/help-now"])
def test_the_field_stands_where_people_look_for_answers(client: Browser, path: str) -> None:
    page = client.get(path)
    form = page.one(".ask-form")
    assert (form.attrs["action"], form.attrs["method"]) == ("/ask", "post"), "no address holds the question"
    assert not page.all("[name=own]"), "whoever is not signed in has no numbers"


def test_a_question_is_answered_with_source_days_and_where_it_stands(client: Browser) -> None:
    page = asked(client, "does heat help?")
    assert words(page, ".first-answer .lead") == [BY_CODE["heat.heat"].said[0]]
    (sources,) = words(page, ".first-answer .sources")
    assert sources == "French, Cochrane CD004750 · read Sun 22 Nov 2026, again by Mon 22 Nov 2027"
    assert page.one(".first-answer p:last-child a").attrs["href"] == "/evidence#heat.heat"
    assert page.one("#question").attrs["value"] == "does heat help?"
    assert page.all("[aria-labelledby=whom] li")


def test_a_claim_is_told_as_a_claim_with_what_it_is_worth(client: Browser) -> None:
    page = asked(client, "how many sessions do I need")
    assert words(page, ".first-answer .label") == ["Only partly supported"]
    assert words(page, ".first-answer .claim") == ["Articles say: “You need 6 to 12 sessions”"]


def test_what_came_out_later_stands_beside_what_it_follows(client: Browser) -> None:
    assert words(asked(client, "what does NICE say"), ".first-answer .since")
    assert asked(client, "largest trial").one(".first-answer a[href$='#trial']")
    assert asked(client, "what does a session cost").one(".first-answer a[href='/checklist#ask']")


def test_a_warning_sign_comes_before_the_field_and_everything_else(client: Browser) -> None:
    page = asked(client, SIGN)
    headings = words(page, "main h2")
    assert headings[0] == "If this is new or getting worse, do not wait"
    assert page.all(".urgent-card a.call")
    assert page.all(".urgent-card a[href='/help-now']")
    assert BY_CODE["emergency.saddle_numbness"].said[0] in words(page, ".urgent-card li")[0]
    assert page.body.index("urgent-card") < page.body.index("ask-form")


def test_what_can_wait_a_day_is_no_emergency(client: Browser) -> None:
    page = asked(client, "I had cancer years ago")
    assert words(page, "main h2")[0] == "Ask a doctor today or in the next days"
    assert not page.all("a.call")


def test_where_no_sign_was_seen_the_way_to_help_stands_there_all_the_same(client: Browser) -> None:
    for question in ("does heat help", "what is the capital of France"):
        page = asked(client, question)
        assert page.all(".notice-line a[href='/help-now']")
        assert not page.all(".urgent-card")


def test_what_we_do_not_know_is_said_with_whom_to_ask(client: Browser) -> None:
    page = asked(client, "what is the capital of France")
    assert "We do not know" in words(page, "main h2")
    assert page.all("[aria-labelledby=whom] li")


@pytest.mark.parametrize("question", ["", "   ", "x" * (MOST_LETTERS + 1), "two\x00words"])
def test_what_cannot_be_asked_is_refused_beside_the_field(client: Browser, question: str) -> None:
    page = client.post("/ask", {"question": question})
    assert page.status == 422
    assert page.all("#question-error")


def test_a_question_in_the_address_is_not_looked_at(client: Browser) -> None:
    page = client.get("/ask?question=does+heat+help")
    assert not page.all(".answers")
    assert "does heat help" not in page.one("#question").attrs.get("value", "")


def test_nothing_of_a_question_is_logged_or_stored(
    app: Flask, patient: Browser, db_session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    before = dump(db_session)
    with caplog.at_level(logging.DEBUG):
        asked(patient, "zanzibar heat help", own="yes")
        asked(patient, f"{SIGN} zanzibar")
    assert "zanzibar" not in caplog.text
    assert dump(db_session) == before


def test_it_is_answered_without_cookie_or_token(app: Flask) -> None:
    """Whoever asks about a warning sign is answered, however old their page is."""
    answer = FlaskClient(app, use_cookies=False).post("/ask", data={"question": SIGN})
    assert answer.status_code == 200
    assert "urgent-card" in answer.text


def test_another_site_cannot_ask_in_somebodys_name(app: Flask) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert app.test_client().post("/ask", data={"question": "heat"}, headers=headers).status_code == 403


def test_an_answer_is_kept_by_no_cache(client: Browser) -> None:
    assert "no-store" in asked(client, "heat help").headers["Cache-Control"]


def test_own_numbers_come_where_they_are_wanted(patient: Browser, person: Person) -> None:
    assert not words(asked(patient, "does heat help"), "[aria-labelledby=own] p")
    heat = words(asked(patient, "does heat help", own="yes"), "[aria-labelledby=own] p")
    assert heat[0] == "Your diary holds no day with it yet."
    assert "It cannot show the cause." in heat[1]
    course = words(asked(patient, "how many sessions", own="yes"), "[aria-labelledby=own] p")
    assert course[0] == "No course is recorded, so there is nothing to compare yet."
    page = asked(patient, "is acupuncture safe", own="yes")
    assert "None of your own numbers belongs to this answer." in page.text


def test_own_numbers_tell_how_the_course_stands(patient: Browser) -> None:
    begun = today() - timedelta(days=20)
    patient.submit(patient.get(patient.path("courses/new")), "courses/new", started_on=begun.isoformat())
    (course, *_) = words(asked(patient, "how many sessions", own="yes"), "[aria-labelledby=own] p")
    assert course.startswith("Acupuncture, 0 of 10")
    assert "Not enough data yet" in course


def test_beside_a_warning_sign_no_number_of_ones_own_is_shown(patient: Browser) -> None:
    page = asked(patient, "does acupuncture work, I am numb between the legs", own="yes")
    assert page.all(".urgent-card")
    assert not page.all("[aria-labelledby=own]")


def test_what_stands_beside_a_statement_is_of_one_that_is_there() -> None:
    assert not BESIDE.keys() - BY_CODE.keys()
