"""Holding reviews: each decision changes the plan as it says, both are undone together, and nothing is kept twice."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from tests.dashboard.conftest import Filler
from tests.review.conftest import BEGAN, course_with, form_of, hold, plan, rows, undo
from tests.support.evening import TODAY
from tests.support.pages import Browser, without_twice
from tracker.diary.models import Entry
from tracker.review.models import CourseReview
from tracker.treatment.models import PlanChange
from tracker.wording.vocabularies import REVIEW_DECISIONS


@pytest.mark.parametrize(
    ("decision", "typed", "after", "shown"),
    [
        ("continue_as_planned", {}, ("initial", 10, 2, None), "Go on as planned"),
        ("change_together", {"reason": "Other points"}, ("initial", 10, 2, None), "Other points"),
        (
            "extend",
            {"planned_sessions": "14", "reason": "Still easing <b>slowly</b>"},
            ("initial", 14, 2, None),
            "14 sessions in all, was 10",
        ),
        ("maintenance", {"per_week": ""}, ("maintenance", 10, None, None), "Moved to maintenance; no weekly rhythm"),
        (
            "maintenance",
            {"per_week": "1"},
            ("maintenance", 10, 1, None),
            "Moved to maintenance; 1 a week, was 2",
        ),
        ("stop", {}, ("ended", 10, 2, TODAY), "Ended on Tue 3 Mar 2026"),
    ],
)
def test_each_decision_stands_on_the_course_page(
    rosa: Browser,
    fill: Filler,
    db_session: Session,
    decision: str,
    typed: dict[str, str],
    after: tuple[Any, ...],
    shown: str,
) -> None:
    course_id = course_with(fill)
    answer = hold(rosa, course_id, decision, follow=False, global_change="a_little_better", **typed)
    page = rosa.get(answer.location)
    assert page.heading == "Acupuncture course"
    assert f"Saved: the review: {REVIEW_DECISIONS[decision].lower()}" in page.text
    assert "Tue 3 Mar 2026, after 5 sessions, Rosa" in page.text
    assert "On the whole, since the course began: a little better." in page.text
    assert "Leg pain 3.0, starting week 6.0: down 3.0 points (50 %); over two weeks," in page.text
    assert shown in page.text
    for text in filter(None, (typed.get("reason"),)):
        assert text in page.text
    assert plan(db_session) == after
    changed = after != ("initial", 10, 2, None)
    assert [line.reason for line in rows(db_session, PlanChange)] == ([typed.get("reason")] if changed else [])
    (row,) = rows(db_session, CourseReview)
    assert (row.label, row.confirmed, row.baseline_leg, row.latest_leg) == ("substantial", True, 6.0, 3.0)
    undo(rosa, answer)
    assert plan(db_session) == ("initial", 10, 2, None)
    assert rows(db_session, CourseReview) == []
    page = rosa.get(rosa.path("course"))
    assert "None yet. A review is" in page.text
    assert "Changes of the plan" not in page.text


def test_how_many_days_were_imported_is_kept(rosa: Browser, fill: Filler, db_session: Session) -> None:
    course_id = course_with(fill)
    db_session.execute(update(Entry).where(Entry.for_date < BEGAN).values(imported_from="bearable"))
    db_session.commit()
    page = hold(rosa, course_id, "continue_as_planned")
    (row,) = rows(db_session, CourseReview)
    assert (row.baseline_imported_days, row.latest_imported_days) == (7, 0)
    assert "Leg pain 3.0, starting week 6.0 (7 days imported): down" in page.text


def test_numbers_of_another_decision_mean_nothing(rosa: Browser, fill: Filler, db_session: Session) -> None:
    course_id = course_with(fill)
    hold(rosa, course_id, "continue_as_planned", planned_sessions="30", per_week="7")
    assert plan(db_session) == ("initial", 10, 2, None)


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"decision": None}, "decision", "Please choose what you decide."),
        ({"decision": "nonsense"}, "decision", "one of the answers"),
        ({"decision": "stop", "global_change": "splendid"}, "global_change", "one of the answers"),
        ({"decision": "extend"}, "planned_sessions", "how many sessions it will be in all"),
        ({"decision": "extend", "planned_sessions": "14", "reason": " "}, "reason", "say why sessions are added"),
        ({"decision": "extend", "planned_sessions": "10"}, "planned_sessions", "more than 10"),
        ({"decision": "extend", "planned_sessions": "61"}, "planned_sessions", "from 1 to 60"),
        ({"decision": "extend", "planned_sessions": "-1"}, "planned_sessions", "from 1 to 60"),
        ({"decision": "maintenance", "per_week": "0"}, "per_week", "from 1 to 14"),
        ({"decision": "maintenance", "per_week": "15"}, "per_week", "from 1 to 14"),
        ({"decision": "stop", "reason": "x" * 4001}, "reason", "4,000"),
    ],
)
def test_what_cannot_stand_is_said_beside_its_field(
    rosa: Browser, fill: Filler, db_session: Session, typed: dict[str, Any], field: str, says: str
) -> None:
    course_id = course_with(fill)
    page = rosa.submit(form_of(rosa, course_id), "/review", **({"reason": "as typed"} | typed))
    assert page.status == 422
    assert says in page.error_of(field)
    given = dict(page.form("/review").fields())
    for name, value in typed.items():
        if value is not None and name in {"planned_sessions", "per_week", "reason"}:
            assert given[name] == value
    assert rows(db_session, CourseReview) == []
    assert plan(db_session) == ("initial", 10, 2, None)


def test_a_form_sent_twice_is_one_review(rosa: Browser, fill: Filler, db_session: Session) -> None:
    course_id = course_with(fill)
    page = form_of(rosa, course_id)
    sent: dict[str, Any] = {"decision": "extend", "planned_sessions": "14", "reason": "Still easing"}
    first, second = (rosa.submit(page, "/review", follow=False, **sent) for _ in range(2))
    assert first.status == second.status == 303
    assert first.location == without_twice(second.location)
    for other in ({"reason": "Another"}, {"planned_sessions": "20"}, {"decision": "stop"}):
        answer = rosa.submit(page, "/review", **(sent | other))
        assert answer.status == 422
        assert "saved before, with other answers" in answer.text
    assert len(rows(db_session, CourseReview)) == len(rows(db_session, PlanChange)) == 1
    assert plan(db_session) == ("initial", 14, 2, None)


def test_a_form_without_its_id_makes_nothing(rosa: Browser, fill: Filler, db_session: Session) -> None:
    course_id = course_with(fill)
    page = rosa.post(rosa.path(f"courses/{course_id}/review"), {"decision": "stop"})
    assert page.status == 422
    assert rows(db_session, CourseReview) == []


def test_a_plan_changed_since_is_not_put_back_behind_ones_back(
    rosa: Browser, fill: Filler, db_session: Session
) -> None:
    course_id = course_with(fill)
    answer = hold(rosa, course_id, "extend", follow=False, planned_sessions="14", reason="Still easing")
    page = rosa.get(rosa.path(f"courses/{course_id}"))
    rosa.submit(page, f"courses/{course_id}", planned_sessions="12")
    assert undo(rosa, answer).status == 422
    assert len(rows(db_session, CourseReview)) == 1
    assert plan(db_session) == ("initial", 12, 2, None)


def test_undoing_twice_is_undoing_once(rosa: Browser, fill: Filler, db_session: Session) -> None:
    answer = hold(rosa, course_with(fill), "stop", follow=False)
    assert undo(rosa, answer).status == undo(rosa, answer).status == 303
    assert plan(db_session) == ("initial", 10, 2, None)


def test_an_ended_course_is_left_or_taken_up_again(rosa: Browser, fill: Filler, db_session: Session) -> None:
    course_id = course_with(fill, phase="ended", ended_on=TODAY - timedelta(days=1))
    page = form_of(rosa, course_id)
    assert "Leave it ended" in page.text
    assert "Go on as planned" not in page.text
    refused = rosa.submit(page, "/review", decision="continue_as_planned")
    assert "cannot go on as planned" in refused.error_of("decision")
    hold(rosa, course_id, "stop")
    assert plan(db_session) == ("ended", 10, 2, TODAY - timedelta(days=1))
    assert rows(db_session, PlanChange) == []
    page = hold(rosa, course_id, "extend", planned_sessions="12", reason="It came back")
    assert plan(db_session) == ("initial", 12, 2, None)
    assert "Taken up again; 12 sessions in all, was 10" in page.text


def test_a_plan_of_one_session_has_its_review_at_the_end(rosa: Browser, fill: Filler, db_session: Session) -> None:
    course_id = course_with(fill, sessions=1, planned_sessions=1)
    assert "The planned sessions are done" in rosa.get(rosa.path("course")).text
    assert "1 of 1 session done" in form_of(rosa, course_id).text
    page = hold(rosa, course_id, "continue_as_planned")
    assert "The planned sessions are done" not in page.text
    assert "after 1 session, Rosa" in page.text


def test_what_is_due_is_done_once_it_was_held(rosa: Browser, fill: Filler) -> None:
    course_id = course_with(fill)
    page = rosa.get(rosa.path("course"))
    assert "Time for a first look at this course" in page.text
    assert any(node.attrs["href"].endswith(f"/courses/{course_id}/review") for node in page.all("a[href]"))
    assert "Time for a first look" not in hold(rosa, course_id, "continue_as_planned").text


def test_a_review_is_corrected_without_touching_the_plan_again(
    rosa: Browser, fill: Filler, db_session: Session
) -> None:
    course_id = course_with(fill)
    hold(rosa, course_id, "extend", planned_sessions="14", reason="Still easing", global_change="no_change")
    (row,) = rows(db_session, CourseReview)
    page = rosa.get(rosa.path(f"reviews/{row.id}"))
    assert page.heading == "Review of Tue 3 Mar 2026"
    assert dict(page.form("/reviews/").fields())["global_change"] == "no_change"
    refused = rosa.submit(page, f"/reviews/{row.id}", reason="", global_change="much_better")
    assert "say why" in refused.error_of("reason")
    answer = rosa.submit(page, f"/reviews/{row.id}", follow=False, reason="Slowly easing", global_change="")
    (row,) = rows(db_session, CourseReview)
    assert (row.global_change, row.reason, row.decision) == (None, "Slowly easing", "extend")
    assert len(rows(db_session, PlanChange)) == 1
    undo(rosa, answer)
    (row,) = rows(db_session, CourseReview)
    assert (row.global_change, row.reason) == ("no_change", "Still easing")
    assert plan(db_session) == ("initial", 14, 2, None)


def test_a_deleted_review_leaves_the_plan_and_comes_back(rosa: Browser, fill: Filler, db_session: Session) -> None:
    course_id = course_with(fill)
    hold(rosa, course_id, "maintenance")
    (row,) = rows(db_session, CourseReview)
    answer = rosa.post(rosa.path(f"reviews/{row.id}/delete"), follow=False)
    assert rosa.get(rosa.path(f"reviews/{row.id}")).status == 404
    assert "Deleted: review of Tue 3 Mar" in rosa.get(answer.location).text
    assert plan(db_session)[0] == "maintenance"
    undo(rosa, answer)
    assert len(rows(db_session, CourseReview)) == 1


def test_nobody_else_reaches_a_review(rosa: Browser, other: Browser, fill: Filler, db_session: Session) -> None:
    course_id = course_with(fill)
    hold(rosa, course_id, "continue_as_planned")
    (row,) = rows(db_session, CourseReview)
    rests = (f"courses/{course_id}/review", f"reviews/{row.id}", f"reviews/{row.id}/delete")
    for path in (*(other.path(rest) for rest in rests), *(rosa.path(rest) for rest in rests)):
        if not path.endswith("delete"):
            assert other.get(path).status == 404
        assert other.post(path, {"decision": "stop", "id": str(uuid.uuid4())}).status == 404
    for path in (rosa.path(f"courses/{uuid.uuid4()}/review"), rosa.path(f"reviews/{uuid.uuid4()}")):
        assert rosa.get(path).status == 404
    assert plan(db_session) == ("initial", 10, 2, None)
