"""What a review shows before it asks anything: numbers, what may explain them, and raw counts. It never pushes."""

import re
import uuid
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.dashboard.conftest import Filler
from tests.review.conftest import BEGAN, course_with, form_of, held, hold, plan
from tests.support.counting import counted_queries
from tests.support.evening import EVENING, TODAY
from tests.support.pages import Browser
from tests.support.people import Person
from tracker.patients.models import FunctionActivity, FunctionScore
from tracker.review.models import CourseReview
from tracker.wording.vocabularies import REVIEW_DECISIONS

TALK = "Consider discussing with your practitioner whether to change or stop."


@pytest.mark.parametrize(
    ("before", "after", "headline", "meaning", "talks"),
    [
        (6, 3, "Leg pain is down 3.0 points (50 %) from your starting week: 6.0 to 3.0.", "a large change", False),
        (5, 5, "Leg pain is the same as in your starting week: 5.0.", "That is no clear change", True),
        (4, 7, "Leg pain is up 3.0 points (75 %) from your starting week: 4.0 to 7.0.", "a rise most people", True),
    ],
)
def test_the_screen_sets_numbers_beside_everything_that_may_explain_them(
    rosa: Browser, fill: Filler, before: int, after: int, headline: str, meaning: str, *, talks: bool
) -> None:
    page = form_of(rosa, course_with(fill, before, after))
    assert "Your last two weekly averages compared with your starting week" in page.text
    assert headline in page.text
    assert meaning in page.text
    assert "Based on 6 of 7 days" in page.text or "Based on 7 of 7 days" in page.text
    for reason in (
        "not why",
        "eases by itself",
        "drift back",
        "Other treatment or medicine",
        "expecting to feel better",
    ):
        assert reason in page.text
    assert "open" in page.one("details").attrs or page.all("details[open]"), "shown at once, not one tap away"
    assert page.text.count(TALK) == int(talks)
    assert "need more" not in page.text.lower()


def test_one_weekly_average_is_not_called_two(rosa: Browser, fill: Filler) -> None:
    course_id = fill.course(started_on=TODAY - timedelta(days=5))
    days = (TODAY - timedelta(days=number) for number in range(13))
    fill.entries(*({"for_date": day, "leg_pain": 4} for day in days))
    fill.sessions(held(TODAY - timedelta(days=5), course_id))
    page = form_of(rosa, course_id)
    assert "Your latest weekly average compared with your starting week" in page.text
    assert "last two weekly averages" not in page.text
    assert "early, not yet confirmed" in page.text
    assert page.text.count(TALK) == 1, "no clear change: said here also while it rests on one week"


def test_a_course_without_sessions_can_be_looked_at_and_stopped(
    rosa: Browser, fill: Filler, db_session: Session
) -> None:
    course_id = fill.course(started_on=TODAY + timedelta(days=3))
    page = form_of(rosa, course_id)
    assert "Not enough data yet to compare" in page.text
    assert "0 of 10 sessions done" in page.text
    assert "No session in these days." in page.text
    assert "No week of the course yet." in page.text
    assert TALK not in page.text
    page = hold(rosa, course_id, "stop")
    assert plan(db_session) == ("ended", 10, 2, TODAY + timedelta(days=3))
    assert "There was not enough data to compare." in page.text


def test_nothing_is_chosen_beforehand(rosa: Browser, fill: Filler) -> None:
    page = form_of(rosa, course_with(fill))
    given = dict(page.form("/review").fields())
    assert "decision" not in given
    assert given["global_change"] == given["planned_sessions"] == given["per_week"] == given["reason"] == ""
    offered = [node.attrs["value"] for node in page.all("input[name=decision]")]
    assert offered == list(REVIEW_DECISIONS)


def test_everything_of_those_weeks_is_counted_raw(
    rosa: Browser, somebody: Person, fill: Filler, db_session: Session
) -> None:
    course_id = course_with(fill, sessions=2)
    fill.sessions(
        held(BEGAN + timedelta(days=8), course_id, side_effects="bruise mild; tired"),
        held(BEGAN + timedelta(days=9), course_id, side_effects="bruise severe same_day"),
        held(BEGAN + timedelta(days=10), course_id, status="missed"),
        held(BEGAN + timedelta(days=9), None, kind="walking"),
        held(BEGAN + timedelta(days=9), None, kind="heat"),
        held(BEGAN + timedelta(days=11), None, kind="heat"),
        held(BEGAN - timedelta(days=1), None, kind="massage"),
        held(BEGAN + timedelta(days=12), None, kind="ice", status="planned"),
    )
    dose = {"taken_offset": 60, "name": "Ibuprofen"}
    fill.doses(
        *(
            {"local_day": day, "none_taken": False, "taken_at": datetime.combine(day, at, UTC), **dose}
            for day in (BEGAN, BEGAN + timedelta(days=4))
            for at in (time(8), time(20))
        ),
        {"local_day": BEGAN + timedelta(days=5), "none_taken": True},
        {"local_day": BEGAN, "none_taken": True},
    )
    _activity(db_session, somebody, {BEGAN: 2, TODAY: 6})
    page = form_of(rosa, course_id)
    assert "4 of 10 sessions done, 1 missed" in page.text
    assert "Bruise: noted in 2 sessions, at worst severe" in page.text
    assert "Drowsy or tired: noted in 1 session" in page.text
    assert "Heat: 2 times" in page.text
    assert "Walking: 1 time" in page.text
    assert "Massage" not in page.text
    assert "Acupuncture:" not in page.text, "the course's own sessions are no other treatment"
    assert "Ice" not in page.text
    assert "Noted on 2 of 21 days. On 1 day you said you took none. The other 18 days say nothing of it." in page.text
    assert "What you can do is up 4.0 points: 2.0 to 6.0 of 10" in page.text
    assert page.text.index("Heat: 2 times") < page.text.index("Walking: 1 time"), "in the vocabulary's order"


def _activity(db_session: Session, person: Person, scores: dict[Any, int]) -> None:
    activity = FunctionActivity(
        patient_id=person.patient_id, id=uuid.uuid4(), name="Sit", position=1, created_at=EVENING
    )
    db_session.add(activity)
    db_session.flush()
    db_session.add_all(
        FunctionScore(
            patient_id=person.patient_id,
            id=uuid.uuid4(),
            activity_id=activity.id,
            for_date=day,
            score=score,
            entered_at=EVENING,
        )
        for day, score in scores.items()
    )
    db_session.commit()


def test_a_later_review_looks_at_the_days_since_the_last(
    rosa: Browser, somebody: Person, fill: Filler, db_session: Session
) -> None:
    course_id = course_with(fill)
    db_session.add(
        CourseReview(
            patient_id=somebody.patient_id,
            id=uuid.uuid4(),
            course_id=course_id,
            held_on=TODAY - timedelta(days=4),
            sessions_done=4,
            decision="continue_as_planned",
            label="small",
            confirmed=True,
            baseline_leg=6.0,
            latest_leg=4.0,
            by_name="Rosa",
            entered_at=EVENING,
        )
    )
    db_session.commit()
    fill.sessions(
        held(TODAY - timedelta(days=5), None, kind="heat"),
        held(TODAY - timedelta(days=4), None, kind="walking"),
        held(TODAY, None, kind="ice"),
    )
    page = form_of(rosa, course_id)
    assert "Since the last review, Fri 27 Feb 2026" in page.text
    assert "Ice: 1 time" in page.text
    assert "Walking: 1 time" in page.text, "what followed on the day of the review is not lost"
    assert "Heat" not in page.text
    assert "of 5 days" in page.text


def test_queries_do_not_grow_with_the_record(app: Flask, rosa: Browser, fill: Filler) -> None:
    course_id = fill.course(started_on=TODAY - timedelta(days=400))
    fill.sessions(held(TODAY - timedelta(days=400), course_id))
    form_of(rosa, course_id)
    with counted_queries(app) as few:
        form_of(rosa, course_id)
    fill.years(400)
    fill.sessions(*(held(TODAY - timedelta(days=number), course_id) for number in range(1, 60)))
    with counted_queries(app) as many:
        page = form_of(rosa, course_id)
    assert len(few) == len(many) <= 12, many
    assert len(page.body) < 60_000


def test_recent_warning_signs_stand_above_everything(rosa: Browser, fill: Filler) -> None:
    course_id = course_with(fill)
    fill.entries({"for_date": TODAY, "kind": "moment", "leg_pain": 4, "warning_signs": ("leg_weakness",)})
    page = form_of(rosa, course_id)
    assert "You noted a warning sign on Tue 3 Mar" in page.text
    assert page.text.index("warning sign") < page.text.index("Leg pain is")


def test_no_word_of_the_screen_promises_or_pushes(rosa: Browser, fill: Filler) -> None:
    text = form_of(rosa, course_with(fill)).text.lower()
    assert not re.search(r"clinically|significan|recommend|should|must|success|!", text)
