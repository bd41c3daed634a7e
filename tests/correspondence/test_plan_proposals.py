"""Proposals for a plan: made and taken back by a practitioner, decided by the patient as one change with the plan."""

import uuid
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from tests.correspondence.conftest import (
    LONG,
    Practice,
    acts,
    end_share,
    propose,
    stored_proposals,
    told_in_log,
    undo,
)
from tests.dashboard.conftest import Filler
from tests.support.evening import TODAY
from tests.support.pages import Browser, Page
from tests.support.people import Person, make_person, sign_in
from tests.support.sharing import as_practitioner, make_practitioner, share
from tracker.treatment.models import Course, PlanChange
from tracker.web.extensions import db


@pytest.fixture
def course_id(fill: Filler) -> uuid.UUID:
    return fill.course(started_on=TODAY - timedelta(days=14))


def plan(app: Flask, course_id: uuid.UUID) -> tuple[Any, ...]:
    with app.app_context():
        query = select(Course.planned_sessions, Course.per_week, Course.phase, Course.ended_on)
        return tuple(db.session.execute(query.where(Course.id == course_id)).one())


def states(app: Flask) -> list[str]:
    return [row.state for row in stored_proposals(app)]


def course_page(browser: Browser) -> Page:
    return browser.get(browser.path("course"))


def decide(browser: Browser, page: Page, decision: str, answer: str = "") -> Page:
    """Press one of the two buttons of the first proposal of a page."""
    return browser.submit(page, "/decide", decision=decision, answer=answer)


def change_plan(browser: Browser, course_id: uuid.UUID, **typed: Any) -> None:
    page = browser.submit(browser.get(browser.path(f"courses/{course_id}")), f"/courses/{course_id}", **typed)
    assert page.status == 200


def sessions(fill: Filler, course_id: uuid.UUID, count: int) -> None:
    days = [TODAY - timedelta(days=number) for number in range(1, count + 1)]
    fill.sessions(
        *({"local_day": d, "started_at": datetime.combine(d, time(9), UTC), "course_id": course_id} for d in days)
    )


def test_a_proposal_reaches_both_pages_of_the_patient(owner: Browser, li: Practice, course_id: uuid.UUID) -> None:
    page = propose(li.browser, course_id, planned_sessions=12)
    assert page.heading == "Acupuncture course"
    assert "Saved: your proposal: 12 sessions" in page.text
    assert "Not answered yet" in page.text
    today = owner.get(owner.path("today"))
    said = "Li Wen proposes 12 sessions instead of 10 for your acupuncture course: The leg is calmer."
    assert said in today.text
    assert "Li Wen proposes 12 sessions instead of 10: The leg is calmer." in course_page(owner).text


def test_accepting_changes_the_plan_with_who_and_why(
    app: Flask, owner: Browser, li: Practice, course_id: uuid.UUID
) -> None:
    propose(li.browser, course_id, planned_sessions=12, per_week=1)
    page = decide(owner, owner.get(owner.path("today")), "accept", "Gladly.")
    assert page.heading == "Acupuncture course"
    assert "12 sessions in all, was 10; 1 a week, was 2" in page.text
    assert "Li Wen, accepted by Rosa" in page.text
    assert plan(app, course_id) == (12, 1, "initial", None)
    (row,) = stored_proposals(app)
    assert (row.state, row.answer) == ("accepted", "Gladly.")
    assert "Li Wen proposes" not in owner.get(owner.path("today")).text
    seen = course_page(li.browser).text
    assert "Accepted, Tue 3 Mar, 19:30" in seen
    assert "Gladly." in seen
    assert "Li Wen, accepted by Rosa" in seen


def test_undoing_the_acceptance_puts_back_plan_and_proposal(
    app: Flask, owner: Browser, li: Practice, course_id: uuid.UUID
) -> None:
    propose(li.browser, course_id, planned_sessions=12)
    page = undo(owner, decide(owner, course_page(owner), "accept"))
    assert plan(app, course_id) == (10, 2, "initial", None)
    assert states(app) == ["open"]
    assert "Li Wen proposes 12 sessions instead of 10" in course_page(owner).text
    assert "Changes of the plan" not in page.text
    decide(owner, course_page(owner), "accept")
    assert plan(app, course_id)[0] == 12


def test_a_plan_changed_since_keeps_the_acceptance(
    app: Flask, owner: Browser, li: Practice, course_id: uuid.UUID
) -> None:
    propose(li.browser, course_id, planned_sessions=12)
    accepted = decide(owner, course_page(owner), "accept")
    change_plan(owner, course_id, planned_sessions="14")
    assert owner.submit(accepted, "/undo/").status == 422
    assert plan(app, course_id)[0] == 14
    assert states(app) == ["accepted"]


@pytest.mark.parametrize(
    ("typed", "after"),
    [
        ({"phase": "maintenance"}, (10, None, "maintenance", None)),
        ({"phase": "maintenance", "per_week": 1}, (10, 1, "maintenance", None)),
        ({"phase": "ended"}, (10, 2, "ended", TODAY)),
        ({"per_week": 3}, (10, 3, "initial", None)),
    ],
)
def test_each_part_of_a_plan_can_be_proposed(
    app: Flask, owner: Browser, li: Practice, course_id: uuid.UUID, typed: dict[str, Any], after: tuple[Any, ...]
) -> None:
    assert propose(li.browser, course_id, **typed).status == 200
    decide(owner, course_page(owner), "accept")
    assert plan(app, course_id) == after


def test_no_thanks_leaves_the_plan_and_says_so(app: Flask, owner: Browser, li: Practice, course_id: uuid.UUID) -> None:
    propose(li.browser, course_id, planned_sessions=12)
    page = decide(owner, owner.get(owner.path("today")), "decline", "Not now.")
    assert "Saved: no thanks to the proposal of Li Wen" in page.text
    assert plan(app, course_id)[0] == 10
    assert "No thanks, Tue 3 Mar, 19:30 Answer of Rosa Not now." in course_page(li.browser).text
    undo(owner, page)
    assert states(app) == ["open"]


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"planned_sessions": 12, "reason": " "}, "reason", "Please say why."),
        ({"planned_sessions": 61}, "planned_sessions", "from 1 to 60"),
        ({"per_week": 15}, "per_week", "from 1 to 14"),
        ({"planned_sessions": 2}, "planned_sessions", "Please give 3 or more"),
        ({"planned_sessions": 10, "per_week": 2}, "", "This is the plan as it is now."),
        ({}, "", "This is the plan as it is now."),
    ],
)
def test_what_cannot_be_proposed(
    app: Flask, fill: Filler, li: Practice, course_id: uuid.UUID, typed: dict[str, Any], field: str, message: str
) -> None:
    sessions(fill, course_id, 3)
    page = propose(li.browser, course_id, **typed)
    assert page.status == 422
    assert message in (page.error_of(field) if field else page.text)
    kept = dict(page.form("/propose").fields())
    assert all(kept[name].strip() == str(value).strip() for name, value in typed.items())
    assert states(app) == []


def test_an_ended_course_has_nothing_to_propose(app: Flask, fill: Filler, li: Practice) -> None:
    course_id = fill.course(phase="ended", ended_on=TODAY)
    assert "Propose a change of plan" not in course_page(li.browser).text
    page = li.browser.get(li.browser.path(f"courses/{course_id}/propose"))
    assert "This course has ended" in page.text
    sent = {"id": str(uuid.uuid4()), "planned_sessions": "12", "reason": "More"}
    page = li.browser.post(li.browser.path(f"courses/{course_id}/propose"), sent)
    assert page.status == 422
    assert "This course has ended" in page.text
    assert states(app) == []


def test_a_new_proposal_takes_the_older_one_back(
    app: Flask, owner: Browser, li: Practice, rosa: Person, course_id: uuid.UUID, evening: time_machine.Traveller
) -> None:
    propose(li.browser, course_id, planned_sessions=12)
    evening.shift(timedelta(minutes=1))
    page = propose(li.browser, course_id, planned_sessions=14)
    assert states(app) == ["withdrawn", "open"]
    assert sorted(acts(app, rosa)) == ["plan_proposed", "plan_proposed", "plan_withdrawn"]
    assert owner.get(owner.path("today")).text.count("Li Wen proposes") == 1
    undo(li.browser, page)
    assert states(app)[0] == "open"
    assert "12 sessions instead of 10" in owner.get(owner.path("today")).text
    assert "14 sessions" not in course_page(owner).text


def test_two_practitioners_propose_apart(
    app: Flask, owner: Browser, li: Practice, ana: Practice, course_id: uuid.UUID
) -> None:
    propose(li.browser, course_id, planned_sessions=12)
    propose(ana.browser, course_id, planned_sessions=8)
    assert states(app) == ["open", "open"]
    assert "12 sessions" not in course_page(ana.browser).text
    assert "8 sessions" not in course_page(li.browser).text
    both = course_page(owner).text
    assert "Li Wen proposes 12 sessions" in both
    assert "Ana Ruiz proposes 8 sessions" in both
    (from_li,) = [row for row in stored_proposals(app) if row.by_name == "Li Wen"]
    assert ana.browser.post(ana.browser.path(f"proposals/{from_li.id}/withdraw")).status == 404
    stolen = {"id": str(from_li.id), "planned_sessions": "12", "reason": "The leg is calmer."}
    assert ana.browser.post(ana.browser.path(f"courses/{course_id}/propose"), stolen).status == 422
    assert states(app) == ["open", "open"]


def test_it_is_taken_back_once(app: Flask, owner: Browser, li: Practice, rosa: Person, course_id: uuid.UUID) -> None:
    page = propose(li.browser, course_id, planned_sessions=12)
    path = page.form("/withdraw").action
    page = li.browser.post(path)
    assert "Saved: taken back, your proposal: 12 sessions" in page.text
    assert li.browser.post(path).status == 200
    assert acts(app, rosa) == ["plan_proposed", "plan_withdrawn"]
    assert "Taken back, Tue 3 Mar, 19:30" in course_page(owner).text
    assert "Li Wen proposes" not in owner.get(owner.path("today")).text
    undo(li.browser, page)
    assert states(app) == ["open"]
    assert acts(app, rosa)[2:] == ["plan_proposed"]


def test_what_was_answered_is_not_taken_back(app: Flask, owner: Browser, li: Practice, course_id: uuid.UUID) -> None:
    path = propose(li.browser, course_id, planned_sessions=12).form("/withdraw").action
    decide(owner, course_page(owner), "decline")
    page = li.browser.post(path)
    assert page.status == 422
    assert "This proposal was answered before" in page.text
    assert states(app) == ["declined"]


def test_what_was_taken_back_is_not_answered(app: Flask, owner: Browser, li: Practice, course_id: uuid.UUID) -> None:
    proposed = propose(li.browser, course_id, planned_sessions=12)
    today = owner.get(owner.path("today"))
    li.browser.submit(proposed, "/withdraw")
    page = decide(owner, today, "accept", "Gladly.")
    assert page.status == 422
    assert "This proposal has been taken back" in page.text
    assert plan(app, course_id)[0] == 10


def test_a_second_press_changes_nothing_and_another_mind_is_told_where_to_go(
    app: Flask, owner: Browser, li: Practice, course_id: uuid.UUID
) -> None:
    propose(li.browser, course_id, planned_sessions=12)
    today = owner.get(owner.path("today"))
    assert decide(owner, today, "accept").status == 200
    assert decide(owner, today, "accept").status == 200
    page = decide(owner, today, "decline")
    assert page.status == 422
    assert "This proposal was accepted before" in page.text
    with app.app_context():
        assert len(db.session.execute(select(PlanChange)).all()) == 1


@pytest.mark.parametrize("decision", ["", "perhaps"])
def test_a_decision_is_one_of_two(
    app: Flask, owner: Browser, li: Practice, course_id: uuid.UUID, decision: str
) -> None:
    propose(li.browser, course_id, planned_sessions=12)
    page = decide(owner, course_page(owner), decision, "Gladly.")
    assert page.status == 422
    assert dict(page.form("/decide").fields())["answer"].strip() == "Gladly."
    assert states(app) == ["open"]


def test_an_answer_too_long_is_kept_on_the_page(app: Flask, owner: Browser, li: Practice, course_id: uuid.UUID) -> None:
    propose(li.browser, course_id, planned_sessions=12)
    page = decide(owner, course_page(owner), "accept", "x" * 4001)
    assert page.status == 422
    assert "it has 4,001" in page.text
    assert dict(page.form("/decide").fields())["answer"].strip() == "x" * 4001
    assert (states(app), plan(app, course_id)[0]) == (["open"], 10)


def test_a_plan_that_is_like_that_by_now(app: Flask, owner: Browser, li: Practice, course_id: uuid.UUID) -> None:
    propose(li.browser, course_id, planned_sessions=12)
    today = owner.get(owner.path("today"))
    change_plan(owner, course_id, planned_sessions="12")
    page = decide(owner, today, "accept")
    assert page.status == 422
    assert "The plan is like this already" in page.text
    assert states(app) == ["open"]
    shown = course_page(owner)
    assert "The plan is like this already" in shown.text
    assert not [button for button in shown.all("button") if button.attrs.get("value") == "accept"]
    assert decide(owner, shown, "decline").status == 200


def test_a_plan_with_fewer_sessions_than_there_were_by_now(
    app: Flask, owner: Browser, fill: Filler, li: Practice, course_id: uuid.UUID
) -> None:
    propose(li.browser, course_id, planned_sessions=6)
    today = owner.get(owner.path("today"))
    sessions(fill, course_id, 7)
    page = decide(owner, today, "accept")
    assert page.status == 422
    assert "7 sessions were attended already, so a plan of 6 no longer fits." in page.text
    assert (states(app), plan(app, course_id)[0]) == (["open"], 10)


def test_a_course_that_ended_or_went_away_meanwhile(
    app: Flask, owner: Browser, li: Practice, course_id: uuid.UUID
) -> None:
    propose(li.browser, course_id, planned_sessions=12)
    today = owner.get(owner.path("today"))
    change_plan(owner, course_id, phase="ended")
    assert "Li Wen proposes" not in owner.get(owner.path("today")).text
    page = decide(owner, today, "accept")
    assert page.status == 422
    assert "This course has ended" in page.text
    owner.post(owner.path(f"courses/{course_id}/delete"))
    page = decide(owner, today, "accept")
    assert page.status == 422
    assert "The course of this proposal was deleted." in page.text
    assert decide(owner, today, "decline", "Gone.").status == 200
    assert states(app) == ["declined"]


def test_the_same_form_makes_one_proposal(app: Flask, rosa: Person, li: Practice, course_id: uuid.UUID) -> None:
    page = li.browser.get(li.browser.path(f"courses/{course_id}/propose"))
    for _ in range(2):
        sent = li.browser.submit(page, "/propose", planned_sessions=12, reason="Calmer", follow=False)
        assert sent.status == 303
    assert li.browser.submit(page, "/propose", planned_sessions=14, reason="Calmer").status == 422
    assert states(app) == ["open"]
    assert acts(app, rosa) == ["plan_proposed"]


def test_only_a_practitioner_proposes_and_only_the_patient_decides(
    app: Flask, owner: Browser, li: Practice, course_id: uuid.UUID
) -> None:
    path = propose(li.browser, course_id, planned_sessions=12).form("/withdraw").action
    decision = owner.get(owner.path("today")).form("/decide").action
    assert owner.get(owner.path(f"courses/{course_id}/propose")).status == 404
    assert owner.post(owner.path(f"courses/{course_id}/propose"), {"reason": "x"}).status == 404
    assert owner.post(path).status == 404
    assert li.browser.post(decision, {"decision": "accept"}).status == 404
    assert "Propose a change of plan" not in course_page(owner).text
    assert (states(app), plan(app, course_id)[0]) == (["open"], 10)


def test_ids_of_other_records_find_nothing(app: Flask, fill: Filler, li: Practice, course_id: uuid.UUID) -> None:
    path = propose(li.browser, course_id, planned_sessions=12).form("/withdraw").action
    proposal_id = path.split("/")[-2]
    omar = make_person(app, "Omar")
    share(app, omar, li.person)
    theirs = sign_in(app, omar)
    li.browser.patient_id = omar.patient_id
    assert li.browser.get(li.browser.path(f"courses/{course_id}/propose")).status == 404
    assert li.browser.post(li.browser.path(f"proposals/{proposal_id}/withdraw")).status == 404
    assert theirs.post(theirs.path(f"proposals/{proposal_id}/decide"), {"decision": "accept"}).status == 404
    assert states(app) == ["open"]


def test_an_ended_share_ends_proposing_and_the_patient_can_still_decide(
    app: Flask, owner: Browser, li: Practice, course_id: uuid.UUID
) -> None:
    page = propose(li.browser, course_id, planned_sessions=12)
    end_share(app, li.grant_id)
    assert li.browser.submit(page, "/withdraw").status == 410
    assert li.browser.get(li.browser.path(f"courses/{course_id}/propose")).status == 410
    assert decide(owner, owner.get(owner.path("today")), "accept").status == 200
    assert plan(app, course_id)[0] == 12


def test_a_course_from_before_what_is_shared_is_not_there(app: Flask, rosa: Person, fill: Filler) -> None:
    course_id = fill.course(started_on=TODAY - timedelta(days=60))
    late = make_practitioner(app, "Kim Park")
    share(app, rosa, late, first_day=TODAY - timedelta(days=5))
    browser = as_practitioner(app, late, rosa)
    assert browser.get(browser.path(f"courses/{course_id}/propose")).status == 404


def test_a_long_reason_is_cut_on_today_alone(owner: Browser, li: Practice, course_id: uuid.UUID) -> None:
    propose(li.browser, course_id, planned_sessions=12, reason=LONG)
    today = owner.get(owner.path("today"))
    assert LONG.strip() not in today.text
    assert "Read all of it" in today.text
    assert LONG.strip() in course_page(owner).text


def test_the_log_says_nothing_of_what_was_proposed(
    app: Flask, owner: Browser, li: Practice, rosa: Person, course_id: uuid.UUID
) -> None:
    propose(li.browser, course_id, planned_sessions=12, reason="Zebrafish")
    decide(owner, course_page(owner), "accept", "Hummingbird")
    assert acts(app, rosa) == ["plan_proposed"]
    log = told_in_log(app, rosa)
    assert not [word for word in ("Zebrafish", "Hummingbird", "sessions instead") if word in log]
