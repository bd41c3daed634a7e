"""The letter to a doctor or an insurer: its numbers are those of the pages, and it says what it cannot say."""

import pytest
from flask import Flask

from tests.practice.brief_records import Writer, steady
from tests.support import sharing
from tests.support.evening import TODAY
from tests.support.pages import Browser, Page
from tests.support.people import Person
from tests.support.sharing import make_practitioner, share
from tracker.wording.formats import day


@pytest.fixture
def write(app: Flask, somebody: Person) -> Writer:
    return Writer(app, somebody.patient_id, TODAY)


def said(page: Page) -> str:
    return " ".join(page.one("article").to_text().split())


def filled(write: Writer) -> None:
    course_id = write.course()
    steady(write, 6, 4)
    detail = {"course_id": course_id, "practitioner": "Li Wen", "points": "BL40 left; GB30 both"}
    write.sessions(
        {"local_day": write.ago(20), "needle_count": 8, "needle_minutes": 20, **detail},
        {"local_day": write.ago(16), "needle_count": 10, "needle_minutes": 30, **detail, "points": "GB30"},
        {"local_day": write.ago(12), "course_id": course_id, "side_effects": "bruise mild; tired"},
        {"local_day": write.ago(8), "course_id": course_id, "status": "missed"},
        {"local_day": write.ago(-3), "course_id": course_id, "status": "planned"},
        {"local_day": write.ago(5), "kind": "heat", "minutes": 20, "note": "a note of heat"},
    )
    write.doses({"local_day": write.ago(2), "name": "Ibuprofen"}, {"local_day": write.ago(2), "name": "Ibuprofen"})
    write.doses({"local_day": write.ago(1), "name": None, "none_taken": True})


def test_what_it_says_of_a_course(owner: Browser, write: Writer) -> None:
    filled(write)
    page = owner.get(owner.path("letter"))
    text = said(page)
    assert "Tue 3 Mar 2026" in text
    for sentence in (
        "Leg pain is down 2.0 points (33 %) from the starting week: 6.0 to 4.0.",
        "Acupuncture: 3 of 10 planned sessions attended, 1 missed, 1 appointment ahead.",
        "Attended on Wed 11 Feb 2026, Sun 15 Feb, Thu 19 Feb.",
        "With Li Wen, as noted.",
        "Needles noted: 8 to 10 needles, in for 20 to 30 min.",
        "Points, with the sessions they were noted in: GB30 (2), BL40 (1).",
        "Besides: heat 1 time (20 min).",
        "Bruise: noted in 1 session, at worst mild",
        "Ibuprofen: 2 times on 1 day.",
        "Said to have taken none: on 1 day.",
        "rough range",
        "This shows what happened, not why.",
        "It is no diagnosis",
        "Confidential",
    ):
        assert sentence in text, sentence
    assert "your" not in text.lower().replace("in your own words", ""), "it is read by somebody else"
    assert "a note of heat" not in text


def test_the_same_numbers_as_on_progress(owner: Browser, write: Writer) -> None:
    filled(write)
    progress = owner.get(owner.path("progress")).text
    rows = [row.to_text() for row in owner.get(owner.path("letter")).all("tbody tr")]
    assert "6.0" in rows[0]
    assert "4.0" in rows[0]
    assert "6.0 to 4.0" in progress


def test_what_is_typed_leaves_the_page_for_the_pdf_alone(owner: Browser, write: Writer) -> None:
    """`tests/papers/test_typed_letter.py` holds that it is kept nowhere on its way."""
    page = owner.get(owner.path("letter?to=Dr+Canary&words=canary"))
    assert "anary" not in page.body
    boxes = page.all("article textarea")
    assert len(boxes) == 4
    forms = [form for form in page.all("main form") if form.query("textarea")]
    assert [(form.attrs["method"], form.attrs["action"]) for form in forms] == [("post", owner.path("letter.pdf"))]
    assert {box.attrs["name"] for box in boxes} == {"to", "sender", "about", "words"}
    assert {box.attrs["autocomplete"] for box in boxes} == {"off"}


def test_without_a_course_nothing_is_compared(owner: Browser, write: Writer) -> None:
    write.entries(*({"for_date": write.ago(days), "leg_pain": 3 if days < 28 else 6} for days in range(40)))
    text = said(owner.get(owner.path("letter")))
    assert "The four weeks before" in text
    assert "nothing is compared with a starting week" in text
    assert "28 days" in text
    assert "No session was recorded in these days." in text
    assert "down" not in text


def test_an_empty_record_says_so(owner: Browser) -> None:
    text = said(owner.get(owner.path("letter")))
    assert text.count("not recorded on enough days") == 4
    assert "No medicine was recorded" in text
    assert "No side effect was recorded." in text


def test_a_practitioner_prints_what_is_shared_and_no_more(app: Flask, somebody: Person, write: Writer) -> None:
    filled(write)
    li = make_practitioner(app)
    share(app, somebody, li, first_day=write.ago(6))
    browser = sharing.as_practitioner(app, li, somebody)
    page = browser.get(browser.path("letter"))
    assert "The letter holds that and nothing else" in page.text
    text = said(page)
    assert "Acupuncture" not in text
    assert "7 days" in text
    assert "Besides: heat 1 time" in text
    link = sharing.as_link_holder(app, somebody, sharing.make_link(app, somebody))
    assert link.get(link.path("letter"), follow=False).status == 302, "it asks who they are"


def test_days_that_are_not_shared_are_never_called_not_recorded(app: Flask, somebody: Person, write: Writer) -> None:
    write.entries(*({"for_date": write.ago(days), "leg_pain": 3} for days in range(60)))
    li = make_practitioner(app)
    share(app, somebody, li, first_day=write.ago(6))
    text = said(sharing.as_practitioner(app, li, somebody).get(f"/patients/{somebody.patient_id}/letter"))
    hidden = f"days before {day(write.ago(6))} are not shared"
    assert text.count(hidden) == 4
    assert f"3.0 7 days; {hidden}" in text
    assert "not recorded on enough days" not in text
    assert "Pain was recorded on 7 of 7 days." in text


def test_long_lists_are_cut_and_say_so(owner: Browser, write: Writer) -> None:
    course_id = write.course(started_on=write.ago(70))
    write.sessions(
        *({"local_day": write.ago(days), "course_id": course_id, "points": points(days)} for days in range(1, 69))
    )
    text = said(owner.get(owner.path("letter")))
    assert "and 8 more" in text
    assert "2025" in text


def test_a_course_without_a_session_yet(owner: Browser, write: Writer) -> None:
    write.course()
    steady(write, 6, 4)
    text = said(owner.get(owner.path("letter")))
    assert "and 8 more" not in text
    assert "Besides" not in text


def points(number: int) -> str:
    return f"BL{number % 20 + 1}"
