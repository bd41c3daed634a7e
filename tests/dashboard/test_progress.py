"""Progress and Course: the verdict, the charts with their tables, and a fixed number of queries whatever the range."""

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import delete

from tests.support.counting import counted_queries
from tests.support.pages import Browser, Page
from tests.support.people import Person, sign_in
from tracker.demo import factory
from tracker.diary.models import Entry, LifeEvent
from tracker.treatment.models import Course, Dose, PlanChange, TreatmentSession
from tracker.web.extensions import db

NOON = datetime(2026, 3, 30, 12, 0, tzinfo=UTC)
TODAY = NOON.date()
STARTED = TODAY - timedelta(days=20)


@pytest.fixture(autouse=True)
def _noon() -> object:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def patient(app: Flask, person: Person, _noon: None) -> Browser:
    return sign_in(app, person)


def _days(app: Flask, person: Person, scores: dict[date, int]) -> None:
    rows = [factory.entry(day, NOON, entered_offset=0, leg_pain=score) for day, score in scores.items()]
    with app.app_context():
        factory.add(db.session(), Entry, rows, patient_id=person.patient_id)
        db.session.commit()


def _course(app: Flask, person: Person, *, sessions: int = 5, **changes: Any) -> uuid.UUID:
    course = factory.course(**({"started_on": STARTED, "created_at": NOON} | changes))
    course_id: uuid.UUID = course["id"]
    rows = [_session(course_id, STARTED + timedelta(days=3 * number)) for number in range(sessions)]
    with app.app_context():
        factory.add(db.session(), Course, [course], patient_id=person.patient_id)
        factory.add(db.session(), TreatmentSession, rows, patient_id=person.patient_id)
        db.session.commit()
    return course_id


def _session(course_id: uuid.UUID | None, day: date) -> factory.Row:
    return factory.session(day, NOON, course_id=course_id, leg_before=6, leg_after=0)


def _improving(app: Flask, person: Person) -> uuid.UUID:
    scores = {STARTED + timedelta(days=n): 6 if n < 0 else 3 for n in range(-7, 21)}
    _days(app, person, scores)
    return _course(app, person)


def _captions(page: Page) -> list[str]:
    return [node.to_text().strip() for node in page.all("caption")]


def test_an_empty_record_offers_the_one_next_step(patient: Browser) -> None:
    page = patient.get(patient.path("progress"))
    assert "Nothing to show yet" in page.text
    assert not page.all("svg[role=img]")


def test_no_course_shows_the_chart_and_offers_to_plan_one(app: Flask, person: Person, patient: Browser) -> None:
    _days(app, person, {TODAY: 0})
    page = patient.get(patient.path("progress"))
    assert "No course yet" in page.text
    assert "1 of 92 days has a score" in page.text
    assert "No course yet" in patient.get(patient.path("course")).text


def test_the_verdict_stands_with_its_numbers_and_limits(app: Flask, person: Person, patient: Browser) -> None:
    _improving(app, person)
    page = patient.get(patient.path("progress"))
    assert "Leg pain is down 3.0 points (50 %) from your starting week: 6.0 to 3.0." in page.text
    assert "Based on 7 of 7 days of week 3" in page.text
    assert "This shows what happened, not why." in page.text
    assert _captions(page), "each chart has its table"
    assert "5 of 10 sessions" in page.text


def test_too_little_data_says_what_is_missing(app: Flask, person: Person, patient: Browser) -> None:
    _days(app, person, {STARTED: 5})
    _course(app, person)
    page = patient.get(patient.path("progress"))
    assert "Not enough data yet to compare" in page.text
    assert "needs 4 days" in page.text


def test_each_range_shows_its_own_days(app: Flask, person: Person, patient: Browser) -> None:
    _improving(app, person)
    _days(app, person, {TODAY - timedelta(days=2000): 9})
    for query, first in {
        "range=3m": TODAY - timedelta(days=91),
        "range=1y": TODAY - timedelta(days=364),
        "range=all": TODAY - timedelta(days=2000),
        "range=own&from=2026-03-01&to=2026-03-10": date(2026, 3, 1),
    }.items():
        page = patient.get(patient.path(f"progress?{query}"))
        summary = page.one("#pain-summary").to_text()
        last = date(2026, 3, 10) if "own" in query else TODAY
        assert f"of {(last - first).days + 1:,} days" in summary, (query, summary)


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("range=own&from=2026-02-30", "not in the calendar"),
        ("range=own&from=x&to=y", "year-month-day"),
        ("range=own&from=2026-03-10&to=2026-03-01", "not after the last one"),
        ("range=own&to=2026-03-01", "not after the last one"),
        ("range=own&from=2027-01-01", "has not come yet"),
        ("range=own&from=9999-12-31&to=9999-12-31", "has not come yet"),
    ],
)
def test_dates_that_cannot_be_shown_are_named(
    app: Flask, person: Person, patient: Browser, query: str, says: str
) -> None:
    _improving(app, person)
    page = patient.get(patient.path(f"progress?{query}"))
    assert page.status == 200
    assert says in page.text


@pytest.mark.parametrize("query", ["range=nonsense", "course=1", "range=%00"])
def test_odd_addresses_fall_back_to_the_course(app: Flask, person: Person, patient: Browser, query: str) -> None:
    _improving(app, person)
    assert "down 3.0 points" in patient.get(patient.path(f"progress?{query}")).text


def test_another_course_can_be_chosen(app: Flask, person: Person, patient: Browser) -> None:
    _improving(app, person)
    old = _course(
        app,
        person,
        sessions=0,
        kind="physiotherapy",
        phase="ended",
        started_on=date(2025, 1, 1),
        ended_on=date(2025, 2, 1),
    )
    page = patient.get(patient.path(f"progress?course={old}"))
    assert "There is none yet" in page.text
    page = patient.get(patient.path(f"course?course={old}"))
    assert page.heading == "Physiotherapy course"
    assert "to Sat 1 Feb 2025" in page.text


def test_the_course_page_sets_plan_beside_actual(app: Flask, person: Person, patient: Browser) -> None:
    course_id = _improving(app, person)
    with app.app_context():
        by = {"by_account_id": person.account_id, "by_name": "Rosa", "reason": "<b>still improving</b>"}
        change = factory.plan_change(course_id, NOON, {"planned_sessions": [8, 10]}, **by)
        factory.add(db.session(), PlanChange, [change], patient_id=person.patient_id)
        db.session.commit()
    page = patient.get(patient.path("course"))
    assert "5 done, 6 planned by today" in page.text
    assert "10 sessions in all, was 8" in page.text
    assert "<b>still improving</b>" in page.text
    cells = [node.to_text().strip() for node in page.all(".around-scores dd")]
    assert "0" in cells, "a score of 0 is shown as 0"


def test_an_unknown_course_is_not_there(app: Flask, person: Person, patient: Browser) -> None:
    _improving(app, person)
    assert patient.get(patient.path(f"course?course={uuid.uuid4()}")).status == 404


def test_every_mark_of_the_diary_reaches_the_chart(app: Flask, person: Person, patient: Browser) -> None:
    _improving(app, person)
    with app.app_context():
        whose = {"patient_id": person.patient_id}
        fall = factory.life_event("fall_or_strain", TODAY, NOON, note="fell <off> a ladder")
        factory.add(db.session(), Dose, [factory.dose(TODAY, NOON, "Ibuprofen")], **whose)
        factory.add(db.session(), LifeEvent, [fall], **whose)
        db.session.commit()
    page = patient.get(patient.path("progress"))
    assert "fell &lt;off&gt; a ladder" in page.body or "fell <off> a ladder" in page.text
    assert "edicine" in page.text


def test_every_answer_of_a_day_reaches_the_strips(app: Flask, person: Person, patient: Browser) -> None:
    _improving(app, person)
    page = patient.get(patient.path("progress"))
    assert "Nothing but pain scores is recorded" in page.text
    answers = {"walking_minutes": 75, "qualities": ("burning",), "worst_leg_pain": 0, "eased_by": ("heat",)}
    moment = {"kind": "moment", "for_time": NOON.time(), "worst_leg_pain": 9}
    with app.app_context():
        rows = [
            factory.entry(TODAY, NOON, entered_offset=0, leg_pain=3, **answers),
            factory.entry(TODAY, NOON, entered_offset=0, leg_pain=3, **moment),
        ]
        db.session.execute(delete(Entry).where(Entry.for_date == TODAY))
        factory.add(db.session(), Entry, rows, patient_id=person.patient_id)
        db.session.commit()
    page = patient.get(patient.path("progress"))
    assert "1 of 28 days says more than how strong the pain was." in page.text
    [row] = [row.to_text() for row in page.all("#strips tr[data-place]") if TODAY.isoformat() in row.to_html()]
    assert all(said in row for said in ("0", "1 h 15 min", "burning", "heat"))
    assert "9" not in row, "a moment is not asked for the worst of a day"


@pytest.mark.parametrize("range_name", ["course", "3m", "1y", "all"])
def test_queries_do_not_grow_with_the_diary(app: Flask, person: Person, patient: Browser, range_name: str) -> None:
    _improving(app, person)
    url = patient.path(f"progress?range={range_name}")
    patient.get(url)
    with counted_queries(app) as few:
        patient.get(url)
    _days(app, person, {STARTED - timedelta(days=n): n % 11 for n in range(8, 1500)})
    with counted_queries(app) as many:
        patient.get(url)
    assert len(few) == len(many) <= 16, many


def test_the_page_is_light_before_its_charts(app: Flask, person: Person, patient: Browser) -> None:
    _improving(app, person)
    page = patient.get(patient.path("progress"))
    charts = sum(len(node.to_html()) for node in page.all("figure"))
    assert len(page.body) - charts < 60_000
