"""Typed points through the forms: what is read, what is asked about and remembered, what is kept as it was typed."""

import uuid
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.support.pages import Browser, Page
from tests.treatment.conftest import Log
from tests.treatment.recording import Room
from tracker.domain.limits import LINE_LENGTH, POINTS_MOST
from tracker.patients.models import Patient
from tracker.treatment.models import PointLetters

REFUSED = 422
FORM = "sessions/new/acupuncture"


def points(typed: str, **more: str) -> dict[str, Any]:
    return {"points-more": typed, **more}


def answered(*answers: str) -> dict[str, Any]:
    """The answers to the doubts of a page, in their order; a blank one is none."""
    return {f"points-answer-{place}": answer for place, answer in enumerate(answers) if answer}


def questions(page: Page) -> dict[str, list[str]]:
    """Each doubt of a page: what it is about, and its answers in words."""
    found = {}
    for doubt in page.all("fieldset.doubt"):
        legend = doubt.query("legend")[0].to_text()
        found[legend] = [answer.to_text() for answer in doubt.query(".doubt-answer")]
    return found


def chosen(page: Page) -> list[str]:
    return [node.attrs["value"] for node in page.all(".doubt-answer input") if "checked" in node.attrs]


def live_in(log: Log, country: str | None) -> None:
    with Session(log.engine) as session:
        session.execute(update(Patient).where(Patient.id == log.browser.patient_id).values(country=country))
        session.commit()


def letters(log: Log) -> set[tuple[str, str, str]]:
    with Session(log.engine) as session:
        rows = session.execute(select(PointLetters.practitioner, PointLetters.letters, PointLetters.line))
        return {(row.practitioner, row.letters, row.line) for row in rows}


@pytest.mark.parametrize(
    ("typed", "stored", "told"),
    [
        ("Dü3", "SI3", "Points: SI3."),
        ("BL54 (old)", "BL40", "Points: BL40."),
        ("BL54", "BL54", ""),
        ("BL40 left; GV4", "BL40 left; GV4", ""),
        ("ashi", '"ashi"', "Points: 1 location, as typed: “ashi”."),
        (
            "ashi, ear shenmen, BL40/BL57 left",
            '"ashi"; "ear shenmen"; BL40 left; BL57 left',
            "Points: BL40 left; BL57 left; 2 more locations, as typed: “ashi”, “ear shenmen”.",
        ),
        ("BL40/BL57 left", "BL40 left; BL57 left", "Points: BL40 left; BL57 left. “left” counts for BL40 and BL57."),
        ("left: BL40, BL57", "BL40 left; BL57 left", "“left” counts for BL40 and BL57."),
    ],
)
def test_what_was_typed_is_saved_and_the_next_page_says_how_it_was_read(
    log: Log, typed: str, stored: str, told: str
) -> None:
    page = log.add("acupuncture", follow=True, **points(typed))
    assert page.status == 200
    assert log.session().points == stored
    assert told in page.text
    if not told:
        assert "Points:" not in page.text


def test_a_code_with_two_readings_is_asked_about_and_the_answer_saved(log: Log) -> None:
    live_in(log, "FR")
    page = log.add("acupuncture", follow=True, **points("P7 left, Dü3, ashi", practitioner="Li Wen"))
    assert page.status == REFUSED
    assert log.sessions() == []
    assert "“P7 left”" in page.error_of("points")
    assert "Understood: SI3; 1 more location, as typed: “ashi”." in page.text
    (answers,) = questions(page).values()
    assert [answer[:12] for answer in answers] == ["LU7 Lieque, ", "PC7 Daling, ", "Keep it as t"]
    assert "left" in answers[0]
    assert "French" in answers[0]
    assert chosen(page) == []

    answer = log.browser.submit(page, FORM, **answered("LU7 left"))
    assert answer.status == 200
    assert log.session().points == 'LU7 left; SI3; "ashi"'
    assert letters(log) == {("li wen", "p", "LU")}


def test_all_doubts_are_asked_at_once_and_one_answer_is_not_enough(log: Log) -> None:
    page = log.add("acupuncture", **points("P7, Du 14; Shenmen; BL54 Weizhong"))
    assert len(questions(page)) == 4
    page = log.browser.submit(page, FORM, **answered("PC7", "", '"Shenmen"'))
    assert page.status == REFUSED
    assert "“P7”" not in page.error_of("points")
    assert "“Du 14”" in page.error_of("points")
    assert "“BL54 Weizhong”" in page.error_of("points")
    assert chosen(page) == ["PC7", '"Shenmen"']
    page = log.browser.submit(page, FORM, **answered("", "GV14", "", "BL40"))
    assert page.status == 200
    assert log.session().points == 'PC7; GV14; "Shenmen"; BL40'


def test_an_answer_goes_with_its_words_and_none_is_taken_that_was_not_offered(log: Log) -> None:
    page = log.add("acupuncture", **points("P7; Du 14"))
    changed = points("Du 14; H3; P7") | answered("LU7", "BL40")
    page = log.browser.submit(page, FORM, **changed)
    assert page.status == REFUSED
    assert list(questions(page)) == ["What is “Du 14”?", "What is “H3”?", "What is “P7”?"]
    assert chosen(page) == ["LU7"]
    assert "“P7”" not in page.error_of("points")


@pytest.mark.parametrize(
    ("answers", "stored"),
    [
        (("ST40", "GB40"), "ST36; ST40; GB34; GB40"),
        (("ST40", '"40"'), 'ST36; ST40; GB34; "40"'),
        (('"40"', "GB40"), 'ST36; "40"; GB34; GB40'),
    ],
)
def test_the_same_words_for_different_points_are_two_questions(log: Log, answers: tuple[str, str], stored: str) -> None:
    page = log.add("acupuncture", **points("ST36, 40; GB34, 40"))
    assert len(page.all("fieldset.doubt")) == 2
    assert page.error_of("points").count("“40”") == 1
    page = log.browser.submit(page, FORM, **answered(answers[0]))
    assert page.status == REFUSED, "one is still open"
    assert chosen(page) == [answers[0]]
    page = log.browser.submit(page, FORM, **answered(*answers))
    assert page.status == 200
    assert log.session().points == stored


def test_what_was_answered_stands_while_something_else_is_wrong(log: Log) -> None:
    page = log.add("acupuncture", **points("P7", minutes="0"))
    page = log.browser.submit(page, FORM, **answered('"P7"'))
    assert page.error_of("minutes")
    assert chosen(page) == ['"P7"']
    assert log.browser.submit(page, FORM, minutes="20").status == 200
    assert log.session().points == '"P7"'
    assert letters(log) == set()


def test_the_answer_is_offered_first_next_time_for_this_practitioner_and_never_taken_by_itself(log: Log) -> None:
    live_in(log, "FR")
    page = log.add("acupuncture", **points("P7", practitioner="Li Wen"))
    log.browser.submit(page, FORM, **answered("PC7"))
    page = log.add("acupuncture", **points("P6", practitioner=" LI  wen"))
    (answers,) = questions(page).values()
    assert answers[0].startswith("PC6")
    assert "chosen here before" in answers[0]
    assert chosen(page) == []
    assert len(log.sessions()) == 1
    other = log.add("acupuncture", **points("P6", practitioner="Somebody else"))
    (answers,) = questions(other).values()
    assert answers[0].startswith("LU6")
    assert "before" not in " ".join(answers)
    log.browser.submit(page, FORM, day="2026-01-05", **answered("LU6"))
    assert letters(log) == {("li wen", "p", "LU")}


@pytest.mark.parametrize(
    ("country", "browser", "first"),
    [("FR", "en", "LU7"), ("GB", "fr", "PC7"), (None, "fr-FR,fr;q=0.9,en;q=0.5", "LU7"), (None, "", "PC7")],
)
def test_the_country_decides_the_order_then_the_browser(
    log: Log, country: str | None, browser: str, first: str
) -> None:
    live_in(log, country)
    fields = dict(log.form(FORM).form(FORM).fields()) | {"points-more": "P7"}
    page = log.browser.post(log.browser.path(FORM), fields, headers={"Accept-Language": browser})
    (answers,) = questions(page).values()
    assert answers[0].startswith(first)


def test_polish_letters_are_asked_about_in_poland_alone(log: Log) -> None:
    log.add("acupuncture", **points("ST6"))
    assert log.session().points == "ST6"
    live_in(log, "PL")
    (answers,) = questions(log.add("acupuncture", **points("ST6"))).values()
    assert answers[0].startswith("SP6")


def test_what_is_stored_is_never_asked_about_again(log: Log) -> None:
    live_in(log, "PL")
    page = log.add("acupuncture", **points("ST6, P7"))
    log.browser.submit(page, FORM, **answered("ST6", '"P7"'))
    row = log.session()
    assert row.points == 'ST6; "P7"'
    shown = log.form(f"sessions/{row.id}")
    assert "ST6; 1 more location, as typed: “P7”" in shown.text
    form = log.form(f"sessions/{row.id}/edit")
    assert questions(form) == {}
    assert dict(form.form(f"sessions/{row.id}/edit").fields())["points-more"] == 'ST6; "P7"'


def test_the_older_numbers_are_told_of_under_the_field(log: Log) -> None:
    assert "In books before about 1990 BL54 was the back of the knee, now BL40." in log.form(FORM).text


def test_a_practitioner_is_asked_the_same_and_remembered_by_themselves(room: Room) -> None:
    session_id, browser = room.hold(), room.browser()
    page = room.write(session_id, by=browser, **points("P7, ashi, BL40/BL57 left; UB60"))
    assert page.status == REFUSED
    assert room.records() == []
    assert "Understood: BL40 left; BL57 left; BL60; 1 more location, as typed: “ashi”." in page.text
    assert chosen(page) == []
    answer = browser.submit(page, "record/edit", **answered("LU7"))
    assert answer.status == 200, answer.text
    assert room.record().points == 'LU7; "ashi"; BL40 left; BL57 left; BL60'
    assert "“left” counts for BL40 and BL57." in answer.text
    assert "LU7; BL40 left; BL57 left; BL60; 1 more location, as typed: “ashi”" in answer.text

    again = room.write(room.hold(days_ago=0.5), by=browser, **points("P6"))
    assert again.status == REFUSED, again.text
    (answers,) = questions(again).values()
    assert answers[0].startswith("LU6")
    assert "chosen here before" in answers[0]


def test_what_was_answered_goes_with_the_account(app: Flask, log: Log) -> None:
    page = log.add("acupuncture", **points("P7", practitioner="x" * LINE_LENGTH))
    log.browser.submit(page, FORM, **answered("LU7"))
    assert len(letters(log)) == 1
    with Session(log.engine) as session:
        row = session.execute(select(PointLetters)).scalar_one()
        assert isinstance(row.account_id, uuid.UUID)


@pytest.mark.parametrize("odd", ["a\x00b", "\u2028", "x" * 5000, '"', "LU7; GB30"])
def test_odd_answers_are_none(log: Log, odd: str) -> None:
    page = log.add("acupuncture", **points("P7"))
    fields = dict(page.form(FORM).fields()) | {"points-answer-0": odd, "points-asked-1": odd, "points-answer-1": odd}
    page = log.browser.post(log.browser.path(FORM), fields)
    assert page.status == REFUSED
    assert chosen(page) == []
    assert log.sessions() == []


def test_a_session_holds_no_more_points_than_its_limit(log: Log) -> None:
    chips = ["BL23", "BL25"]
    page = log.add("acupuncture", **points("; ".join(f"ST{number}" for number in range(1, 46))), points=chips)
    assert page.status == 200
    many = "; ".join([*(f"ST{number}" for number in range(1, 46)), *(f"KI{number}" for number in range(1, 16))])
    page = log.add("acupuncture", **points(many), points=chips)
    assert f"at most {POINTS_MOST} points" in page.error_of("points")


def test_forms_without_points_ask_nothing(patient: Browser, log: Log) -> None:
    fields = dict(log.form("sessions/new/heat").form("sessions/new").fields()) | {"points-more": "P7"}
    assert log.browser.post(log.browser.path("sessions/new/heat"), fields).status == 200
    assert log.session().points is None


def test_the_brief_shows_other_locations_in_quotes_and_cuts_long_ones(room: Room) -> None:
    session_id, browser = room.hold(), room.browser()
    room.write(session_id, by=browser, **points(f"BL40 left; ashi; {'a long word ' * 40}"))
    text = browser.get(browser.path("brief")).text
    assert "BL40 left; 2 more locations, as typed: “ashi”, “a long word" in text
    assert "a long word " * 40 not in text
