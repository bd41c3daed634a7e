"""The Patients page: who is on it, in which order, what is said of each, and that it costs the same for many."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from tests.practice.sheet import Patients, days, find, names, planned, row
from tests.review.conftest import course_with, held
from tests.support.counting import counted_queries
from tests.support.evening import EVENING, TODAY
from tests.support.pages import Browser
from tests.support.people import Person, make_person, sign_in
from tests.support.sharing import events_of, make_practitioner, share
from tracker.diary.models import Entry
from tracker.patients.models import Caution
from tracker.practice.models import Summary
from tracker.practice.services.patients import MADE_AT_ONCE, PAGE_SIZE
from tracker.sharing.models import Grant
from tracker.sharing.services.listings import LIST
from tracker.treatment.models import Course

MOST_QUERIES = 8
MOST_BYTES = 60_000


@pytest.fixture
def browser(app: Flask, li_wen: Person) -> Browser:
    return sign_in(app, li_wen)


# Who sees it


def test_it_is_for_practitioners_alone(app: Flask, patient: Browser, client: Browser) -> None:
    assert patient.get("/patients").status == 404
    assert client.get("/patients", follow=False).location.startswith("/sign-in")


def test_with_nobody_on_it_it_says_how_to_get_the_first(browser: Browser) -> None:
    page = browser.get("/patients")
    assert page.heading == "Patients"
    links = [node.attrs["href"] for node in page.all("main a")]
    assert "/settings/practitioner" in links
    assert "/take" in links
    assert not page.all("table")


def test_nobody_else_is_on_it(app: Flask, browser: Browser, patients: Patients) -> None:
    patients.make("Rosa")
    stranger, amy = make_person(app, "Omar"), make_practitioner(app, "Amy")
    share(app, stranger, amy)
    patients.make("Ended", ended=True)
    page = browser.get("/patients")
    assert names(page) == ["Rosa"]
    assert "1 person shares with you" in page.text
    assert names(sign_in(app, amy).get("/patients")) == ["Omar"]
    assert names(find(browser, q="Omar")) == []


def test_a_share_that_is_ended_is_gone_on_the_next_request(
    app: Flask, browser: Browser, patients: Patients, db_session: Session
) -> None:
    patients.make("Rosa")
    assert names(browser.get("/patients")) == ["Rosa"]
    db_session.execute(update(Grant).values(ended_at=EVENING, ended_by="patient"))
    db_session.commit()
    page = browser.get("/patients")
    assert "Rosa" not in page.text
    assert "No patients yet" in page.text


def test_the_last_day_of_a_share_is_a_day_of_the_patient(browser: Browser, patients: Patients) -> None:
    """At 18:30 UTC it is the fourth of March in Auckland, and still the third in Berlin and in New York."""
    for name, zone in (("East", "Pacific/Auckland"), ("Here", "Europe/Berlin"), ("West", "America/New_York")):
        patients.make(name, zone=zone, last_day=TODAY)
    page = browser.get("/patients")
    assert sorted(names(page)) == ["Here", "West"]
    assert row(page, "Here").count("Shared until today") == 1


# In which order, and why


def test_most_in_need_first_then_by_name(browser: Browser, patients: Patients) -> None:
    patients.make("Bea")
    patients.make("anna")
    patients.make("Quiet", legs={7: 4})
    patients.make("Signs").entries({"for_date": days(3), "leg_pain": 4, "warning_signs": ("fever_chills",)})
    review = patients.make("Review", legs={})
    course_with(review, before=6, after=6)
    worse = patients.make("Worse", legs={})
    course_with(worse, before=2, after=6, sessions=1)
    page = browser.get("/patients")
    assert names(page) == ["Signs", "Worse", "Review", "Quiet", "anna", "Bea"]
    assert "4 need attention" in page.text
    assert "Warning sign noted Sat 28 Feb" in row(page, "Signs")
    assert "Fever or chills" in row(page, "Signs")
    assert "Leg pain worse than the starting week" in row(page, "Worse")
    assert "Review due" in row(page, "Review")
    assert "No entry since Tue 24 Feb" in row(page, "Quiet")
    assert "Fever" not in row(page, "Bea")


def test_a_flare_and_its_words(browser: Browser, patients: Patients, db_session: Session) -> None:
    course_with(patients.make("Rosa", legs={}), before=4, after=4)
    db_session.execute(update(Entry).where(Entry.for_date >= days(1)).values(leg_pain=9))
    db_session.commit()
    assert "Flare: leg pain 7 or more on Mon 2 Mar and Tue 3 Mar" in row(browser.get("/patients"), "Rosa")


def test_the_filters(browser: Browser, patients: Patients) -> None:
    patients.make("Well")
    patients.make("Quiet", legs={9: 4})
    patients.make("Course").course()
    assert names(find(browser, show="attention")) == ["Quiet"]
    assert names(find(browser, show="quiet")) == ["Quiet"]
    assert names(find(browser, show="course")) == ["Course"]
    assert len(names(find(browser, show="all"))) == 3
    assert len(names(find(browser, show="nonsense"))) == 3
    nobody = find(browser, show="course", q="quiet")
    assert "Nobody found" in nobody.text
    assert "Clear the search" in nobody.text


def test_the_other_orders(browser: Browser, patients: Patients) -> None:
    for name, last, sessions in (("Early", 4, 2), ("Late", 1, 6)):
        fill = patients.make(name, legs={last: 3})
        course_id = fill.course()
        fill.sessions(*(held(days(number), course_id) for number in range(sessions)))
    patients.make("Never", legs={})
    assert names(find(browser, sort="name")) == ["Early", "Late", "Never"]
    assert names(find(browser, sort="session")) == ["Late", "Early", "Never"]
    assert names(find(browser, sort="entry")) == ["Late", "Early", "Never"]


def test_a_search_finds_letters_anywhere_and_keeps_the_other_choices(browser: Browser, patients: Patients) -> None:
    for name in ("Rosa", "Rosalind", "José"):
        patients.make(name)
    assert names(find(browser, q="rosa")) == ["Rosa", "Rosalind"]
    assert names(find(browser, q="JOSÉ")) == ["José"]
    assert names(find(browser, q="  lind ")) == ["Rosalind"]
    page = browser.submit(find(browser, show="all", sort="name"), "/patients", q="rosa")
    assert names(page) == ["Rosa", "Rosalind"]
    assert "2 names with “rosa”" in page.text
    hrefs = [node.attrs["href"] for node in page.all("nav[aria-label='Which patients'] a")]
    assert hrefs[1] == "/patients?q=rosa&show=attention&sort=name"
    kept = find(browser, show="course", q="rosa")
    assert kept.form("/patients").fields() == [("show", "course"), ("q", "rosa"), ("sort", "day")]


@pytest.mark.parametrize("typed", ["\x00", "%", "<b>", "x" * 5000, "'; --", "\ud800".encode("utf-8", "surrogatepass")])
def test_odd_searches_do_no_harm(browser: Browser, patients: Patients, typed: Any) -> None:
    patients.make("Rosa")
    page = find(browser, q=typed, sort="\x00", show="\x00", page="-1")
    assert page.status == 200


def test_pages_of_twenty_five(browser: Browser, patients: Patients) -> None:
    for number in range(PAGE_SIZE + 3):
        patients.make(f"Patient {number:02}")
    first = find(browser, sort="name")
    assert len(names(first)) == PAGE_SIZE
    assert len(first.body.encode()) < MOST_BYTES
    onward = first.one("a[rel='next']").attrs["href"]
    second = browser.get(onward)
    assert names(second) == [f"Patient {number}" for number in range(PAGE_SIZE, PAGE_SIZE + 3)]
    assert second.one("a[rel='prev']").attrs["href"] == "/patients?sort=name"
    assert names(find(browser, sort="name", page=99)) == names(second)


# What is said of each


def test_what_a_row_says(app: Flask, browser: Browser, patients: Patients, db_session: Session) -> None:
    fill = patients.make("Rosa", legs={}, last_day=days(-30))
    course_id = course_with(fill, before=6, after=3, sessions=3)
    fill.sessions(planned(course_id, 4), planned(course_id, 2), planned(course_id, -1))
    db_session.add(
        Caution(patient_id=fill.patient_id, id=uuid4(), kind="pregnancy", noted_on=TODAY, confirmed_on=TODAY)
    )
    db_session.commit()
    page = browser.get("/patients")
    said = row(page, "Rosa")
    assert page.one("a[class='patient-name']").attrs["href"] == f"/patients/{fill.patient_id}/brief"
    assert "Acupuncture 3 of 10 sessions" in said
    assert "6.0 to 3.0 , down 3.0 points (50 %)" in said
    assert "A large change for most people" in said
    assert "Caution: Pregnancy" in said
    assert "Today, leg 3" in said
    assert "Thu 5 Mar, 10:30" in said
    assert "Shared until Thu 2 Apr" in said
    assert len(page.all("svg[class='spark']")) == 1


def test_what_the_terms_leave_out(browser: Browser, patients: Patients, db_session: Session) -> None:
    fill = patients.make("Rosa", legs={}, first_day=days(10))
    course_with(fill, before=2, after=7)
    fill.entries({"for_date": days(12), "kind": "moment", "leg_pain": 3, "warning_signs": ("fever_chills",)})
    said = row(browser.get("/patients"), "Rosa")
    assert "No course" in said
    assert "worse" not in said
    assert "Warning" not in said
    assert "Today, leg 7" in said
    db_session.execute(update(Grant).values(first_day=days(27)))
    db_session.commit()
    said = row(browser.get("/patients"), "Rosa")
    assert "5 of 10 sessions" in said
    assert "Leg pain worse than the starting week" in said
    assert "Warning sign noted Thu 19 Feb" in said
    db_session.execute(delete(Entry).where(Entry.for_date > days(12)))
    db_session.execute(update(Grant).values(first_day=days(10)))
    db_session.execute(delete(Summary))
    db_session.commit()
    said = row(browser.get("/patients"), "Rosa")
    assert "No entry since Sat 21 Feb" in said


# How it is kept


def test_a_patient_saves_and_the_list_says_so(app: Flask, browser: Browser, patients: Patients) -> None:
    person = make_person(app, "Rosa")
    share(app, person, patients.li_wen)
    assert "No entry yet" in row(browser.get("/patients"), "Rosa")
    rosa = sign_in(app, person)
    rosa.post(rosa.path(f"days/{TODAY}/leg"), {"score": "8", "id": str(uuid4())})
    assert "Today, leg 8" in row(browser.get("/patients"), "Rosa")


def test_rules_that_have_changed_are_asked_again(browser: Browser, patients: Patients, db_session: Session) -> None:
    patients.make("Rosa")
    browser.get("/patients")
    db_session.execute(update(Summary).values(rules=0, last_leg=10))
    db_session.commit()
    assert "Today, leg 3" in row(browser.get("/patients"), "Rosa")


def test_a_record_that_was_shared_again_is_looked_at_again(
    app: Flask, browser: Browser, patients: Patients, db_session: Session, evening: time_machine.Traveller
) -> None:
    fill = patients.make("Rosa")
    browser.get("/patients")
    evening.shift(60)
    db_session.execute(update(Grant).values(ended_at=EVENING, ended_by="patient"))
    db_session.execute(update(Entry).values(leg_pain=9))  # nobody had a share, so nothing was worked out
    db_session.commit()
    evening.shift(60)
    share(app, Person(fill.patient_id, fill.patient_id, "Rosa"), patients.li_wen)
    assert "Today, leg 9" in row(browser.get("/patients"), "Rosa")


def test_a_course_that_begins_by_itself_is_noticed(
    app: Flask, browser: Browser, patients: Patients, db_session: Session, evening: time_machine.Traveller
) -> None:
    rosa, omar = patients.make("Rosa", legs={}), patients.make("Omar", legs={})
    rosa.course(started_on=TODAY - timedelta(days=3))
    course_with(omar, sessions=4)
    for fill in (rosa, omar):
        fill.course(kind="physiotherapy", started_on=TODAY + timedelta(days=2), planned_sessions=6)
    assert "Acupuncture 0 of 10" in row(browser.get("/patients"), "Rosa")
    assert "Acupuncture 4 of 10" in row(browser.get("/patients"), "Omar")
    evening.shift(timedelta(days=2))
    browser = sign_in(app, patients.li_wen)
    assert "Physiotherapy 0 of 6" in row(browser.get("/patients"), "Rosa")
    assert "Acupuncture 4 of 10" in row(browser.get("/patients"), "Omar"), "a plan does not hide what goes on"
    made = db_session.execute(select(Summary.made_at)).scalars().all()
    db_session.rollback()
    evening.shift(timedelta(hours=1))
    browser.get("/patients")
    assert db_session.execute(select(Summary.made_at)).scalars().all() == made


def test_only_so_many_are_worked_out_at_once(browser: Browser, patients: Patients, db_session: Session) -> None:
    for number in range(MADE_AT_ONCE + 2):
        patients.make(f"Patient {number:02}")
    page = find(browser, sort="name")
    assert len(names(page)) == PAGE_SIZE
    assert "No entry yet" not in page.text
    assert db_session.execute(select(func.count()).select_from(Summary)).scalar() == MADE_AT_ONCE
    db_session.rollback()
    browser.get("/patients")
    assert db_session.execute(select(func.count()).select_from(Summary)).scalar() == MADE_AT_ONCE + 2


@pytest.mark.parametrize("count", [3, 60])
def test_it_asks_the_database_the_same_for_many(app: Flask, browser: Browser, patients: Patients, count: int) -> None:
    patients.many(count)
    for number in (1, 1, 2, 3):  # what is written once a day is written
        browser.get(f"/patients?page={number}")
    for asked in ({}, {"show": "course", "sort": "session"}, {"q": "patient"}):
        with counted_queries(app) as seen:
            page = find(browser, **asked)
        assert len(names(page)) == min(count, PAGE_SIZE)
        assert len(seen) <= MOST_QUERIES, seen
        assert not [one for one in seen if "INSERT" in one or "UPDATE" in one]


def test_a_deleted_course_is_no_course(browser: Browser, patients: Patients, db_session: Session) -> None:
    course_with(patients.make("Rosa", legs={}))
    db_session.execute(update(Course).values(deleted_at=EVENING))
    db_session.commit()
    assert "No course" in row(browser.get("/patients"), "Rosa")


def test_standing_in_the_list_is_in_each_log_once_a_day(
    app: Flask, browser: Browser, li_wen: Person, patients: Patients, evening: time_machine.Traveller
) -> None:
    rosa, omar = (Person(uuid4(), patients.make(name).patient_id, name) for name in ("Rosa", "Omar"))
    for _ in range(2):
        browser.get("/patients?q=rosa")
    browser.get("/patients")
    for person in (rosa, omar):
        assert [(event.act, event.page) for event in events_of(app, person)] == [("looked", LIST)]
    evening.shift(timedelta(days=1))
    sign_in(app, li_wen).get("/patients")
    assert [event.act for event in events_of(app, rosa)] == ["looked", "looked"]
