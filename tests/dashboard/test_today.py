"""Today: what stands beside the scales, and what the page costs."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from tests.dashboard.conftest import Filler
from tests.support.counting import counted_queries
from tests.support.evening import EVENING, TODAY
from tests.support.pages import Browser
from tracker.diary.services.reading import score_words
from tracker.wording.diary import greeting

# Three for what the day and its neighbours hold, one for maintenance alone, one for the leg of set-up.
MOST_QUERIES = 21
MOST_BYTES = 64_000  # before its chart, with the words of what waits on a device
CHART = re.compile(r'<section class="card day-chart".*?</section>', re.DOTALL)
YESTERDAY = TODAY - timedelta(days=1)


@pytest.mark.parametrize(
    ("hour", "words"),
    [
        (0, "Hello"),
        (4, "Hello"),
        (5, "Good morning"),
        (11, "Good morning"),
        (12, "Good afternoon"),
        (17, "Good afternoon"),
        (18, "Good evening"),
        (23, "Good evening"),
    ],
)
def test_the_greeting_follows_the_clock(hour: int, words: str) -> None:
    assert greeting(hour) == words


@pytest.mark.parametrize(("score", "words"), [(None, ""), (0, "0"), (0.0, "0"), (6, "6"), (6.25, "6.2"), (10.0, "10")])
def test_scores_in_words(score: float | None, words: str) -> None:
    assert score_words(score) == words


def test_an_empty_record_offers_the_first_steps(owner: Browser) -> None:
    page = owner.get(owner.path("today"))
    assert page.title.startswith("Tuesday 3 March")
    assert "Plan a course" in page.text
    assert "Signs that cannot wait" in page.text
    assert "How did it go?" not in page.text
    assert not page.all("[aria-pressed=true]")
    assert page.one("[aria-current=page]").to_text().strip() == "Today"


def test_the_course_and_the_next_appointment(owner: Browser, fill: Filler) -> None:
    course_id = fill.course()
    days = [TODAY - timedelta(days=number) for number in (9, 5, 1)]
    fill.sessions(
        *(
            {"local_day": d, "started_at": datetime(d.year, d.month, d.day, 9, tzinfo=UTC), "course_id": course_id}
            for d in days
        ),
        {
            "status": "planned",
            "local_day": date(2026, 3, 5),
            "started_at": datetime(2026, 3, 5, 16, 30, tzinfo=UTC),
            "practitioner": "Li Wen",
            "course_id": course_id,
        },
    )
    page = owner.get(owner.path("today"))
    assert "Acupuncture course" in page.text
    assert "2 a week" in page.text
    assert "3 of 10 sessions" in page.text
    assert "".join(page.one(".next-one").to_text(separator="").split()) == "Next:Thu5Mar,17:30,LiWen.Change"


def test_an_appointment_that_has_passed_is_asked_about(owner: Browser, fill: Filler) -> None:
    fill.sessions(
        {"status": "planned", "local_day": YESTERDAY, "started_at": EVENING - timedelta(days=1), "kind": "massage"}
    )
    assert "How did it go? Massage, Mon 2 Mar" in owner.get(owner.path("today")).text


def test_function_is_due_once_a_week(owner: Browser, evening: time_machine.Traveller) -> None:
    question = "Score what you can do, once a week"
    assert question not in owner.get(owner.path("today")).text
    page = owner.get(owner.path("function/activities"))
    owner.submit(page, activity_1="Tie my shoes")
    assert question in owner.get(owner.path("today")).text
    page = owner.get(owner.path("function"))
    (scale,) = {node.attrs["name"] for node in page.all("input[type=radio]")}
    score: dict[str, Any] = {scale: "3"}
    owner.submit(page, "/function", **score)
    assert question not in owner.get(owner.path("today")).text


def test_self_care_is_one_tap_with_the_minutes_of_last_time(owner: Browser, fill: Filler) -> None:
    fill.sessions({"kind": "heat", "minutes": 25, "local_day": YESTERDAY, "started_at": EVENING - timedelta(days=1)})
    page = owner.get(owner.path("today"))
    assert "Heat 25 min" in page.text
    page = owner.submit(page, "/self-care/heat")
    assert page.heading == "Tuesday 3 March"
    assert page.all(".notice-saved")
    page = owner.submit(page, "/undo/")
    assert page.heading == "Tuesday 3 March"


def test_took_none_today_is_told_from_not_recorded(owner: Browser) -> None:
    page = owner.get(owner.path("today"))
    assert "No medicine taken" not in page.text
    page = owner.submit(page, "/medication/none")
    assert page.heading == "Tuesday 3 March"
    assert "No medicine taken" in page.text
    assert not [form for form in page.all("form") if form.attrs.get("action", "").endswith("/medication/none")]


def test_doses_stand_on_the_line_of_the_day(owner: Browser, fill: Filler) -> None:
    fill.doses({"local_day": TODAY, "none_taken": False, "taken_at": EVENING, "taken_offset": 60, "name": "Ibuprofen"})
    page = owner.get(owner.path("today"))
    assert "Ibuprofen" in page.one("#day-line").to_text()
    assert not [form for form in page.all("form") if form.attrs.get("action", "").endswith("/medication/none")]


def test_yesterdays_number_may_come_from_moments(owner: Browser, fill: Filler) -> None:
    moment = {"kind": "moment", "for_date": YESTERDAY, "for_time": time(12)}
    fill.entries(moment | {"leg_pain": 4, "back_pain": 2}, moment | {"leg_pain": 5})
    page = owner.get(owner.path("today"))
    assert page.one("#leg-aside").to_text().strip() == "yesterday 4.5"
    assert not page.all("#back-aside")


def test_the_page_costs_the_same_for_ten_days_and_ten_years(app: Flask, long_record: Callable[[int], Browser]) -> None:
    counts = []
    for days in (10, 3650):
        somebody = long_record(days)
        with counted_queries(app) as seen:
            page = somebody.get(somebody.path("today"))
        counts.append(len(seen))
        assert len(CHART.sub("", page.body)) < MOST_BYTES
    assert counts[0] == counts[1] <= MOST_QUERIES


def test_saving_a_tap_costs_the_same_for_ten_days_and_ten_years(
    app: Flask, long_record: Callable[[int], Browser]
) -> None:
    counts = []
    for days in (10, 3650):
        somebody = long_record(days)
        page = somebody.get(somebody.path("today"))
        with counted_queries(app) as seen:
            somebody.submit(page, "/leg", score=4, follow=False)
        counts.append(len(seen))
    assert counts[0] == counts[1]
