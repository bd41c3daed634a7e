"""The Course page: plan against actual, reviews, visits, what stood around each session, and the plan in words."""

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy.orm import Session

from tests.dashboard.conftest import Filler
from tests.support.counting import counted_queries
from tests.support.evening import EVENING, TODAY
from tests.support.pages import Browser, Page
from tests.support.people import Person
from tracker.patients.models import Caution
from tracker.review.models import CourseReview, StartingWeek
from tracker.treatment.models import PlanChange
from tracker.wording.review import plan_words

BEGAN = TODAY - timedelta(days=20)


@pytest.fixture(autouse=True)
def _evening() -> Iterator[None]:
    with time_machine.travel(EVENING, tick=False):
        yield


def held(day: date, course_id: uuid.UUID | None, **values: Any) -> dict[str, Any]:
    return {"local_day": day, "started_at": datetime.combine(day, time(16), UTC), "course_id": course_id, **values}


def diary(fill: Filler, leg: dict[date, int]) -> None:
    fill.entries(*({"for_date": day, "leg_pain": score} for day, score in leg.items()))


def steady(before: int, after: int, days: int = 21) -> dict[date, int]:
    return {BEGAN + timedelta(days=number): before if number < 0 else after for number in range(-7, days)}


def course_page(browser: Browser, course_id: uuid.UUID | None = None) -> Page:
    return browser.get(browser.path("course" if course_id is None else f"course?course={course_id}"))


def rows_of(page: Page) -> list[list[str]]:
    """Of each session its name, its time, its scores, and its lines."""
    return [
        [" ".join(cell.to_text().split()) for cell in row.query("h3 a, h3 span, dd, .around-also p")]
        for row in page.all(".around-row")
    ]


def add(db_session: Session, person: Person, model: Any, **values: Any) -> None:
    db_session.add(model(patient_id=person.patient_id, id=uuid.uuid4(), **values))
    db_session.commit()


def test_each_session_stands_in_one_row_with_what_was_noted_around_it(owner: Browser, fill: Filler) -> None:
    course_id = fill.course(started_on=BEGAN)
    diary(fill, {BEGAN: 0, BEGAN + timedelta(days=1): 10})
    next_day = BEGAN + timedelta(days=1)
    fill.sessions(
        held(BEGAN, course_id, leg_before=6, leg_after=0, side_effects="bruise mild; tired"),
        held(BEGAN, None, kind="heat"),
        held(BEGAN, None, kind="heat"),
        held(next_day, None, kind="walking"),
        held(next_day, None, kind="ice", status="planned"),
        held(BEGAN + timedelta(days=2), None, kind="massage"),
        held(BEGAN + timedelta(days=4), course_id, status="missed"),
        held(TODAY + timedelta(days=1), course_id, status="planned"),
    )
    fill.doses(
        {
            "local_day": next_day,
            "none_taken": False,
            "taken_at": datetime.combine(next_day, time(8), UTC),
            "taken_offset": 60,
            "name": "Ibuprofen",
        },
        {"local_day": BEGAN, "none_taken": True},
    )
    planned, missed, first = rows_of(course_page(owner))
    assert planned[0] == "Planned"
    assert missed[0] == "Missed"
    assert planned[2:] == missed[2:] == []
    assert first == [
        "Session 1",
        "Wed 11 Feb, 17:00",
        "6",
        "0",
        "0",
        "10",
        "Side effects: Bruise (mild), Drowsy or tired.",
        "That day: heat 45 min (2 times), no medicine taken. Next day: walking 45 min, Ibuprofen.",
    ]


def test_a_day_from_moments_keeps_its_fraction(owner: Browser, fill: Filler) -> None:
    course_id = fill.course(started_on=BEGAN)
    fill.entries(*({"for_date": BEGAN, "kind": "moment", "leg_pain": score} for score in (4, 5)))
    fill.sessions(held(BEGAN, course_id))
    assert rows_of(course_page(owner))[0][4] == "4.5"


@pytest.mark.parametrize(
    ("covered", "values", "says"),
    [
        ((None, True, False), {"visits_allowed": 12}, "2 of 12 visits used, 10 left."),
        ((None,), {"visits_allowed": 0}, "1 visit used where 0 are allowed, none left."),
        ((None,) * 3, {"visits_rule": "cms"}, "3 of 12 visits used, 9 left until Mon 11 May 2026."),
    ],
)
def test_visits_are_counted_but_for_those_the_insurer_does_not_pay(
    owner: Browser, fill: Filler, covered: tuple[bool | None, ...], values: dict[str, Any], says: str
) -> None:
    course_id = fill.course(started_on=BEGAN, **values)
    fill.sessions(
        *(
            held(BEGAN + timedelta(days=number), course_id, insurance_covered=answer)
            for number, answer in enumerate(covered)
        ),
        held(BEGAN, course_id, status="missed"),
        held(BEGAN, None, kind="massage"),
    )
    page = course_page(owner)
    assert says in page.text
    assert "this is a count, not a promise" in page.text


def test_a_bare_number_of_visits_counts_the_days_of_the_course_alone(owner: Browser, fill: Filler) -> None:
    old = fill.course(started_on=BEGAN - timedelta(days=300), phase="ended", ended_on=BEGAN - timedelta(days=200))
    course_id = fill.course(started_on=BEGAN, visits_allowed=5)
    fill.sessions(held(BEGAN - timedelta(days=250), old), held(BEGAN, course_id), held(TODAY, None))
    assert "2 of 5 visits used, 3 left" in course_page(owner, course_id).text


def test_more_visits_are_open_while_a_confirmed_change_is_for_the_better(owner: Browser, fill: Filler) -> None:
    course_id = fill.course(started_on=BEGAN, visits_rule="cms")
    fill.sessions(held(BEGAN, course_id))
    assert "1 of 12 visits used" in course_page(owner).text
    diary(fill, steady(6, 3))
    assert "1 of 20 visits used" in course_page(owner).text


def test_no_visits_are_spoken_of_where_no_insurer_is(owner: Browser, fill: Filler) -> None:
    fill.sessions(held(BEGAN, fill.course(started_on=BEGAN)))
    assert "insurer" not in course_page(owner).text


def test_time_in_high_and_low_pain_counts_the_days_of_the_course(owner: Browser, fill: Filler) -> None:
    course_id = fill.course(started_on=BEGAN, phase="ended", ended_on=BEGAN + timedelta(days=3))
    leg = {BEGAN + timedelta(days=number): score for number, score in enumerate((8, 7, 3, 0, 10, 10), start=0)}
    diary(fill, {BEGAN - timedelta(days=1): 10} | leg)
    fill.sessions(held(BEGAN, course_id))
    page = course_page(owner)
    assert "4 days have a score. The middle one (median) is 5, the lowest 0, the highest 8." in page.text
    assert "Pain was high (7 or more) on 2 days (50 %), low (3 or less) on 2 days (50 %)." in page.text
    assert "Initial" not in page.one("h1").parent.to_text()
    assert "Plan and actual" not in page.text, "a course that is over is behind no plan"


def test_maintenance_is_proposed_and_never_switched_on(owner: Browser, fill: Filler) -> None:
    course_id = fill.course(started_on=BEGAN)
    diary(fill, steady(6, 2))
    fill.sessions(held(BEGAN, course_id))
    page = course_page(owner)
    assert "which is called maintenance" in page.text
    assert "Initial phase" in page.text


def test_pain_that_comes_back_in_maintenance_is_said(
    owner: Browser, fill: Filler, db_session: Session, somebody: Person
) -> None:
    began = TODAY - timedelta(days=41)
    course_id = fill.course(started_on=began, phase="maintenance", per_week=None)
    diary(fill, {began + timedelta(days=number): 2 if number < 28 else 6 for number in range(42)})
    fill.sessions(held(began, course_id))
    add(
        db_session,
        somebody,
        PlanChange,
        course_id=course_id,
        at=EVENING - timedelta(days=20),
        by_name="Rosa",
        changed={"phase": ["initial", "maintenance"], "per_week": [2, None]},
        reason="Low for weeks",
    )
    page = course_page(owner)
    assert "Before maintenance it was 2.0: up 4.0 points (200 %)." in page.text
    assert "Moved to maintenance; no weekly rhythm, was 2 a week Wed 11 Feb, 19:30, Rosa Low for weeks" in page.text
    assert "often about once a month" in page.text
    assert "Planned end" not in page.text


def test_cautions_stand_beside_the_name(owner: Browser, fill: Filler, db_session: Session, somebody: Person) -> None:
    fill.course(started_on=BEGAN)
    assert "Tell whoever treats you" not in course_page(owner).text
    for kind, ended in (("pregnancy", None), ("blood_thinner", None), ("epilepsy", TODAY)):
        add(
            db_session,
            somebody,
            Caution,
            kind=kind,
            noted_on=TODAY,
            confirmed_on=TODAY,
            ended_on=ended,
        )
    said = course_page(owner).one("section[aria-label=Cautions]").to_text()
    assert " ".join(said.split()).startswith(
        "Cautions Last confirmed Tue 3 Mar 2026. Blood thinner Pregnancy Tell whoever"
    )


def test_the_starting_week_shows_every_value_it_was_given(
    owner: Browser, fill: Filler, db_session: Session, somebody: Person
) -> None:
    course_id = fill.course(started_on=BEGAN)
    diary(fill, steady(6, 3))
    fill.sessions(held(BEGAN, course_id))
    assert "Leg pain 6.0 on average: 7 days with a score, Wed 4 Feb to Tue 10 Feb 2026." in course_page(owner).text
    for days, mean in ((3, 5.5), (1, None), (0, 6.0)):
        add(
            db_session,
            somebody,
            StartingWeek,
            course_id=course_id,
            at=EVENING - timedelta(days=days),
            by_account_id=somebody.account_id,
            first_session_day=BEGAN,
            mean=mean,
            days=0 if mean is None else 7,
            first_day=None,
            last_day=None,
            overlaps=False,
        )
    text = course_page(owner).text
    newest, middle, oldest = (
        text.index(words)
        for words in (
            "6.0 from 7 days Tue 3 Mar, 19:30, Rosa",
            "Too few days left Mon 2 Mar, 19:30, Rosa",
            "5.5 from 7 days when it was settled Sat 28 Feb, 19:30, Rosa",
        )
    )
    assert newest < middle < oldest


def test_another_persons_course_is_not_there(owner: Browser, other: Browser, fill: Filler) -> None:
    course_id = fill.course(started_on=BEGAN)
    for page in ("course", "progress", "brief"):
        assert other.get(other.path(f"{page}?course={course_id}")).status == 404
        assert owner.get(owner.path(f"{page}?course={course_id}")).status == 200
    assert owner.get(other.path("course")).status == 404


def test_queries_and_weight_do_not_grow_with_the_course(
    app: Flask, owner: Browser, fill: Filler, db_session: Session, somebody: Person
) -> None:
    course_id = fill.course(started_on=TODAY - timedelta(days=400), visits_allowed=12)
    fill.sessions(held(TODAY - timedelta(days=400), course_id))
    course_page(owner, course_id)
    with counted_queries(app) as few:
        course_page(owner, course_id)
    fill.years(399)
    fill.sessions(
        *(
            held(TODAY - timedelta(days=6 * number), course_id, side_effects="bruise mild; tired mild")
            for number in range(60)
        )
    )
    for number in range(12):
        _review(db_session, somebody, course_id, TODAY - timedelta(days=30 * number))
    with counted_queries(app) as many:
        page = course_page(owner, course_id)
    assert len(few) == len(many) <= 17, set(few) ^ set(many)
    assert len(rows_of(page)) == 30
    assert "The latest 30 of 61." in page.text
    assert page.text.count("after 5 sessions") == 12
    charts = sum(len(node.to_html()) for node in page.all("figure"))
    assert len(page.body) - charts < 60_000


def _review(db_session: Session, person: Person, course_id: uuid.UUID, day: date) -> None:
    add(
        db_session,
        person,
        CourseReview,
        course_id=course_id,
        held_on=day,
        sessions_done=5,
        global_change="much_worse",
        decision="change_together",
        reason="Other points",
        label="worse",
        confirmed=True,
        baseline_leg=4.0,
        latest_leg=7.0,
        by_name="Rosa",
        entered_at=EVENING,
    )


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"planned_sessions": [10, 1]}, "1 session in all, was 10"),
        (
            {"planned_sessions": [10, 16], "per_week": [None, 1]},
            "16 sessions in all, was 10; 1 a week, was no weekly rhythm",
        ),
        ({"per_week": [2, None]}, "No weekly rhythm, was 2 a week"),
        (
            {"planned_sessions": [10, 16], "per_week": [2, None]},
            "16 sessions in all, was 10; no weekly rhythm, was 2 a week",
        ),
        ({"phase": ["initial", "ended"], "ended_on": [None, "2026-03-03"]}, "Ended on Tue 3 Mar 2026"),
        ({"phase": ["ended", "initial"], "ended_on": ["2026-03-03", None]}, "Taken up again"),
        ({"phase": ["ended", "maintenance"], "ended_on": ["2026-03-03", None]}, "Taken up again as maintenance"),
        ({"phase": ["maintenance", "initial"]}, "Back to the first phase"),
        ({"ended_on": ["2026-03-03", "2026-03-04"]}, "Last day Wed 4 Mar 2026, was Tue 3 Mar 2026"),
        ({}, "The plan was changed"),
    ],
)
def test_a_change_of_plan_is_told_in_words(changed: dict[str, list[Any]], says: str) -> None:
    assert plan_words(changed) == says
