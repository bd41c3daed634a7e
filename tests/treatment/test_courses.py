"""Courses: planning one, changing its plan with who and why, deleting it, and undoing all of that."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from tests.support.pages import Browser, Page
from tests.treatment.conftest import ZONE, Log
from tracker.patients.models import Caution
from tracker.storage.rows import rows_of
from tracker.treatment.models import Course
from tracker.treatment.queries import courses as course_queries
from tracker.web import clock

Ago = Callable[..., dict[str, Any]]
LONG_AGO = date(2025, 1, 2)


def change(log: Log, course_id: uuid.UUID, *, follow: bool = False, **typed: Any) -> Page:
    page = log.form(f"courses/{course_id}")
    return log.browser.submit(page, f"courses/{course_id}", follow=follow, **typed)


def plan_changes(log: Log, engine: Engine, course_id: uuid.UUID) -> list[tuple[dict[str, Any], str | None, str]]:
    assert log.browser.patient_id is not None
    with Session(engine) as session:
        rows = rows_of(session, *course_queries.plan_changes(log.browser.patient_id, course_id))
        return [(row.changed, row.reason, row.by_name) for row in rows]


def test_a_new_course_comes_with_ten_sessions_two_a_week(log: Log) -> None:
    form = log.form("courses/new").form("courses/new")
    given = dict(form.fields())
    assert (given["kind"], given["planned_sessions"], given["per_week"]) == ("acupuncture", "10", "2")
    course_id = log.course(goal="Sit through a film", visits_allowed="0", per_week="")
    (row,) = log.courses()
    assert (row.id, row.phase, row.goal, row.visits_allowed, row.per_week) == (
        course_id,
        "initial",
        "Sit through a film",
        0,
        None,
    )
    assert "0 of 10 sessions done" in log.form("courses").text


def test_a_form_sent_twice_is_one_course(log: Log) -> None:
    page = log.form("courses/new")
    for _ in range(2):
        assert log.browser.submit(page, "courses/new", follow=False).status == 303
    assert log.browser.submit(page, "courses/new", planned_sessions="6").status == 422
    assert len(log.courses()) == 1


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"planned_sessions": "0"}, "planned_sessions", "from 1 to 60"),
        ({"planned_sessions": ""}, "planned_sessions", "how many"),
        ({"per_week": "15"}, "per_week", "from 1 to 14"),
        ({"started_on": ""}, "started_on", "first day"),
        ({"started_on": "9999-12-31"}, "started_on", "two years"),
        ({"ended_on": "2026-01-01", "started_on": "2026-02-01", "phase": "ended"}, "ended_on", "before it started"),
        ({"ended_on": "2026-03-01", "started_on": "2026-02-01"}, "ended_on", "Only an ended course"),
        ({"visits_allowed": "-1"}, "visits_allowed", "from 0"),
        ({"kind": "heat"}, "kind", "one of the answers"),
    ],
)
def test_bad_plans_are_refused_beside_their_field(log: Log, typed: dict[str, Any], field: str, words: str) -> None:
    page = log.browser.submit(log.form("courses/new"), "courses/new", goal="kept", **typed)
    assert page.status == 422
    assert words in page.error_of(field)
    assert ("goal", "kept") in page.form("courses/new").fields()
    assert log.courses() == []


def test_a_change_of_plan_leaves_who_and_why_and_undo_takes_it_along(log: Log, engine: Engine) -> None:
    course_id = log.course()
    change(log, course_id, goal="Walk to the shop")
    assert plan_changes(log, engine, course_id) == []
    change(log, course_id, planned_sessions="12", per_week="1", reason="It is getting better, so fewer a week")
    expected = {"planned_sessions": [10, 12], "per_week": [2, 1]}
    assert plan_changes(log, engine, course_id) == [(expected, "It is getting better, so fewer a week", "Rosa")]
    answer = change(log, course_id, phase="maintenance")
    assert plan_changes(log, engine, course_id)[1][0] == {"phase": ["initial", "maintenance"]}
    log.undo(answer)
    assert [found[0] for found in plan_changes(log, engine, course_id)] == [expected]
    assert log.courses()[0].phase == "initial"


def test_an_ended_course_without_a_last_day_ended_today(log: Log, engine: Engine) -> None:
    course_id = log.course(started_on="2026-02-01")
    change(log, course_id, phase="ended")
    (row,) = log.courses()
    assert row.ended_on is not None
    changed = plan_changes(log, engine, course_id)[0][0]
    assert changed == {"phase": ["initial", "ended"], "ended_on": [None, row.ended_on.isoformat()]}


def test_the_kind_stays_once_there_are_sessions(log: Log) -> None:
    course_id = log.course()
    assert change(log, course_id, kind="massage").status == 303
    assert change(log, course_id, kind="acupuncture").status == 303
    log.add("acupuncture", course_id=str(course_id))
    page = change(log, course_id, kind="massage", follow=True)
    assert "its kind stays" in page.error_of("kind")
    assert log.courses()[0].kind == "acupuncture"


def test_a_deleted_course_leaves_its_sessions_and_undo_brings_them_together_again(log: Log) -> None:
    course_id = log.course()
    log.add("acupuncture", course_id=str(course_id))
    answer = log.browser.post(log.browser.path(f"courses/{course_id}/delete"), follow=False)
    page = log.form("sessions")
    assert "Self-care and others" in page.text
    assert "session 1" not in page.text
    assert log.form(f"courses/{course_id}").status == 404
    assert log.form("courses").status == 200
    log.undo(answer)
    assert "Acupuncture, session 1" in log.form("sessions").text


def test_other_people_do_not_reach_a_course(log: Log, other: Browser) -> None:
    course_id = log.course()
    for path in (other.path(f"courses/{course_id}"), log.browser.path(f"courses/{course_id}")):
        assert other.get(path).status == 404
        assert other.post(path, {"planned_sessions": "3"}).status == 404
        assert other.post(f"{path}/delete").status == 404
    assert log.courses()[0].planned_sessions == 10


def test_sessions_outlive_a_course_that_is_gone_for_good(log: Log, db_session: Session) -> None:
    course_id = log.course()
    log.add("acupuncture", course_id=str(course_id))
    log.browser.post(log.browser.path(f"courses/{course_id}/delete"))
    db_session.execute(update(Course).values(deleted_at=clock.now() - timedelta(days=31)))
    db_session.commit()
    log.add("heat")
    row_id = next(row.id for row in log.sessions() if row.kind == "heat")
    assert log.browser.post(log.browser.path(f"sessions/{row_id}/delete"), follow=False).status == 303
    assert [row.course_id for row in log.sessions()] == [None]
    db_session.rollback()
    assert db_session.execute(select(Course)).all() == []


def test_an_insurer_counts_by_a_number_or_by_a_known_rule(log: Log) -> None:
    page = log.form("courses/new")
    words = [option.to_text() for option in page.all("option")]
    assert words[0] == "A number of visits"
    assert any("US Medicare" in text for text in words)
    assert "no promise that a visit is paid" in page.text
    by_number, by_rule = log.course(visits_allowed="20"), log.course(visits_rule="cms", started_on="2026-02-01")
    kept = {row.id: (row.visits_allowed, row.visits_rule) for row in log.courses()}
    assert kept == {by_number: (20, None), by_rule: (None, "cms")}
    given = dict(log.form(f"courses/{by_rule}").form(f"courses/{by_rule}").fields())
    assert (given["visits_rule"], given["visits_allowed"]) == ("cms", "")


def test_another_way_to_count_is_no_change_of_plan(log: Log, engine: Engine) -> None:
    course_id = log.course()
    change(log, course_id, visits_rule="cms")
    answer = change(log, course_id, goal="Walk to the shop")
    assert [row.visits_rule for row in log.courses()] == ["cms"]
    assert plan_changes(log, engine, course_id) == []
    log.undo(answer)
    assert [(row.visits_rule, row.goal) for row in log.courses()] == [("cms", None)]
    page = change(log, course_id, follow=True, visits_rule="medicare")
    assert "one of the answers" in page.error_of("visits_rule")


def confirmed(log: Log, kind: str) -> date:
    with Session(log.engine) as session:
        query = select(Caution.confirmed_on).where(Caution.patient_id == log.browser.patient_id, Caution.kind == kind)
        return session.execute(query).scalar_one()


@pytest.fixture
def careful(log: Log) -> Log:
    """Somebody with two cautions, each with its own note, confirmed long ago."""
    with Session(log.engine) as session:
        for kind in ("blood_thinner", "metal_allergy"):
            values = {"kind": kind, "noted_on": LONG_AGO, "confirmed_on": LONG_AGO, "note": f"My {kind}"}
            session.add(Caution(patient_id=log.browser.patient_id, id=uuid.uuid4(), **values))
        session.commit()
    return log


def test_a_new_course_asks_whether_the_cautions_are_still_true(careful: Log) -> None:
    page = careful.form("courses/new")
    assert "Blood thinner confirmed Thu 2 Jan 2025" in page.text
    assert page.all(f"a[href='{careful.browser.path('cautions')}']")
    assert "checked" not in page.one("#cautions_right").attrs
    careful.course(cautions_right="yes")
    assert confirmed(careful, "blood_thinner") == confirmed(careful, "metal_allergy") == clock.today(ZONE)
    with Session(careful.engine) as session:
        notes = session.execute(select(Caution.note).order_by(Caution.kind)).scalars().all()
    assert notes == ["My blood_thinner", "My metal_allergy"]


def test_undo_of_a_new_course_takes_back_that_the_cautions_were_confirmed(careful: Log) -> None:
    typed = {"planned_sessions": "10", "cautions_right": "yes"}
    careful.undo(careful.browser.submit(careful.form("courses/new"), "courses/new", follow=False, **typed))
    assert confirmed(careful, "blood_thinner") == confirmed(careful, "metal_allergy") == LONG_AGO


def test_cautions_that_nobody_confirmed_stay_as_they_are(careful: Log) -> None:
    course_id = careful.course()
    assert confirmed(careful, "blood_thinner") == LONG_AGO
    refused = careful.browser.submit(
        careful.form("courses/new"), "courses/new", cautions_right="yes", planned_sessions="0"
    )
    assert refused.status == 422
    assert "checked" in refused.one("#cautions_right").attrs
    assert confirmed(careful, "blood_thinner") == LONG_AGO
    assert "cautions" not in careful.form(f"courses/{course_id}").text


def test_without_cautions_there_is_a_way_to_note_some(log: Log) -> None:
    page = log.form("courses/new")
    assert "You noted no cautions" in page.text
    assert page.all(f"a[href='{log.browser.path('cautions')}']")
    assert not page.all("#cautions_right")
