"""What somebody can do, by two devices: the list of activities and their scores come together."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.pages import Browser, Page
from tests.support.people import Person, sign_in
from tracker.patients.forms import SCORED
from tracker.patients.models import FunctionActivity, FunctionScore
from tracker.web import opened

LIST, SCORES = "function/activities", "function"


@pytest.fixture
def phone(app: Flask, person: Person) -> Browser:
    """The same person on another device."""
    return sign_in(app, person)


def page_of(browser: Browser, path: str) -> Page:
    return browser.get(browser.path(path))


def name(browser: Browser, page: Page | None = None, **names: str) -> Page:
    typed: dict[str, Any] = names
    return browser.submit(page or page_of(browser, LIST), LIST, **typed)


def score(browser: Browser, page: Page, **scores: str) -> Page:
    """Score activities by their names."""
    fields = {
        node.to_text().strip(): select_name(node.parent)
        for node in page.all("legend")
        if node.to_text().strip() in scores
    }
    typed: dict[str, Any] = {fields[activity]: value for activity, value in scores.items()}
    return browser.submit(page, f"/{SCORES}", **typed)


def select_name(scale: Any) -> str:
    return str(scale.query("input[type=radio]")[0].attrs["name"])


def named(db_session: Session) -> list[str]:
    query = select(FunctionActivity.name).where(FunctionActivity.retired_on.is_(None))
    found = db_session.execute(query.order_by(FunctionActivity.position)).scalars().all()
    db_session.rollback()
    return list(found)


def scored(db_session: Session) -> dict[str, int]:
    query = select(FunctionActivity.name, FunctionScore.score).join(
        FunctionScore, FunctionScore.activity_id == FunctionActivity.id
    )
    found = {row.name: row.score for row in db_session.execute(query)}
    db_session.rollback()
    return found


def test_both_add_to_the_list(patient: Browser, phone: Browser, db_session: Session) -> None:
    name(patient, activity_1="Sit")
    stale = page_of(patient, LIST)
    name(phone, activity_2="Walk")
    name(patient, stale, activity_2="Drive")
    assert named(db_session) == ["Sit", "Walk", "Drive"]


def test_a_row_that_moved_up_is_not_taken_for_another(patient: Browser, phone: Browser, db_session: Session) -> None:
    name(patient, activity_1="Sit", activity_2="Walk", activity_3="Drive")
    stale = page_of(patient, LIST)
    name(phone, activity_1="Walk", activity_2="Drive", activity_3="")
    name(patient, stale, activity_3="Drive an hour")
    assert named(db_session) == ["Walk", "Drive an hour"]


def test_what_finds_no_room_is_named(patient: Browser, phone: Browser, db_session: Session) -> None:
    name(patient, activity_1="A1", activity_2="B2", activity_3="C3")
    stale = page_of(patient, LIST)
    name(phone, activity_4="D4", activity_5="E5")
    answer = name(patient, stale, activity_4="a very long name of something that somebody does each day")
    assert answer.status == 422
    assert "Left over: a very long name of something that somebody does each day." in answer.text
    name(patient, answer, activity_1="a very long name of something that somebody does each day")
    assert named(db_session)[0].startswith("a very long name")


def test_a_mistake_in_the_list_does_not_make_a_stale_page_fresh(
    patient: Browser, phone: Browser, db_session: Session
) -> None:
    stale = page_of(patient, LIST)
    name(phone, activity_1="Walk")
    answer = name(patient, stale, activity_1="x" * 81)
    assert answer.status == 422
    name(patient, answer, activity_1="Sit")
    assert named(db_session) == ["Walk", "Sit"]


def test_scores_go_to_the_activity_they_were_given_for(patient: Browser, phone: Browser, db_session: Session) -> None:
    name(patient, activity_1="Sit", activity_2="Walk")
    stale = page_of(patient, SCORES)
    name(phone, activity_1="Walk", activity_2="Sit")
    score(patient, stale, Sit="2", Walk="8")
    assert scored(db_session) == {"Sit": 2, "Walk": 8}


@pytest.mark.parametrize("which", [opened.MINE, opened.NEWER])
def test_a_score_given_on_two_devices_is_asked_about(
    patient: Browser, phone: Browser, db_session: Session, which: str
) -> None:
    name(patient, activity_1="Sit", activity_2="Walk")
    stale = page_of(patient, SCORES)
    score(phone, page_of(phone, SCORES), Sit="4")
    asked = score(patient, stale, Sit="2", Walk="8")
    assert asked.status == 422
    assert "Saved meanwhile: 4. You gave: 2." in asked.text
    (field,) = {node.attrs["name"] for node in asked.all("input[type=radio]") if "settle" in node.attrs["name"]}
    answer: dict[str, Any] = {field: which}
    patient.submit(asked, f"/{SCORES}", **answer)
    assert scored(db_session) == {"Sit": 2 if which == opened.MINE else 4, "Walk": 8}


def test_a_score_of_what_left_the_list_is_said_and_the_rest_is_kept(
    patient: Browser, phone: Browser, db_session: Session
) -> None:
    name(patient, activity_1="Sit", activity_2="Walk")
    stale = page_of(patient, SCORES)
    name(phone, activity_1="Sit", activity_2="")
    answer = score(patient, stale, Sit="2", Walk="8")
    assert answer.status == 422
    assert "what you gave 8 is no longer on it" in answer.text
    assert not [node for node in answer.all("input[type=radio]") if node.attrs["name"].count(SCORED) > 1]
    patient.submit(answer, f"/{SCORES}")
    assert scored(db_session) == {"Sit": 2}
