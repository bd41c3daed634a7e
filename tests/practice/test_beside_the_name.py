"""The bout in one line, the cautions, and where they meet what was done: wherever somebody works with the record."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from tests.practice.brief_pages import block
from tests.practice.brief_records import Writer
from tests.support.evening import EVENING
from tests.support.live import Live, Tab
from tests.support.pages import Browser, Page
from tests.support.people import Person
from tests.support.sharing import as_link_holder, as_practitioner, make_link, make_practitioner, share
from tracker.demo import factory
from tracker.patients.models import Episode

BOUT = "Left leg, since Mar 2025 (about 11 months), told by a clinician: slipped (herniated) disc"
MET = "Pregnancy and BL60"
WORDS = "Traditionally avoided in pregnancy. No objective evidence of harm was found."


def bout(write: Writer, **values: object) -> None:
    usual = {"side": "left", "began_on": datetime(2025, 3, 20, tzinfo=UTC).date(), "cause_told": "disc_herniation"}
    write.add(Episode, [factory.episode(EVENING, **(usual | values))])


@pytest.fixture
def session_id(evening: object, write: Writer) -> uuid.UUID:
    """The last session, with a point that is traditionally avoided in pregnancy."""
    bout(write)
    write.caution("pregnancy", "Due in May")
    (session_id,) = write.sessions(
        {"local_day": write.ago(4), "course_id": write.course(), "points": "BL40 left; BL60 left"}
    )
    return session_id


@pytest.fixture
def practitioner(app: Flask, somebody: Person) -> Browser:
    found = make_practitioner(app)
    share(app, somebody, found, others=True)
    return as_practitioner(app, found, somebody)


def places(session_id: uuid.UUID) -> tuple[str, ...]:
    return "brief", "progress", "course", f"sessions/{session_id}"


def words(page: Page) -> str:
    return page.text.replace(" :", ":")


def test_the_bout_stands_under_the_name_on_every_such_page(
    owner: Browser, practitioner: Browser, session_id: uuid.UUID
) -> None:
    for browser in (owner, practitioner):
        for place in places(session_id):
            assert BOUT in browser.get(browser.path(place)).text, place
    assert BOUT in practitioner.get(practitioner.path(f"sessions/{session_id}/record/edit")).text


def test_the_holder_of_a_link_sees_both_too(app: Flask, somebody: Person, session_id: uuid.UUID) -> None:
    holder = as_link_holder(app, somebody, make_link(app, somebody, first_day=EVENING.date()))
    for place in ("brief", "progress"):
        page = holder.get(f"/patients/{somebody.patient_id}/{place}")
        assert BOUT in page.text
        assert "Due in May" in page.text
        assert MET not in page.text, "that session is not shared"


@pytest.mark.parametrize("values", [{"side": None, "began_on": None, "cause_told": None}, None])
def test_nothing_is_made_up_where_nothing_was_recorded(
    owner: Browser, write: Writer, values: dict[str, Any] | None
) -> None:
    if values is not None:
        bout(write, **values)
    write.course()
    for place in ("brief", "progress", "course"):
        page = owner.get(owner.path(place))
        assert not page.all(".about-bout, .brief-bout")
        assert not page.all(".notice-caution")


def test_cautions_say_when_they_were_confirmed_and_that_it_was_before_the_course(
    practitioner: Browser, session_id: uuid.UUID
) -> None:
    for place in places(session_id):
        text = practitioner.get(practitioner.path(place)).text
        assert "Last confirmed Sun 1 Feb 2026, before this course began." in text, place
        assert "Due in May" in text


def test_a_caution_and_what_it_meets_stand_together_in_brief_and_record(
    owner: Browser, practitioner: Browser, session_id: uuid.UUID
) -> None:
    brief = block(practitioner.get(practitioner.path("brief")), "cautions")
    assert f"{MET}, Fri 27 Feb: {WORDS} Decide with the practitioner and midwife." in brief
    assert f"{WORDS} Decide with your practitioner and midwife." in block(owner.get(owner.path("brief")), "cautions")
    record = words(practitioner.get(practitioner.path(f"sessions/{session_id}")))
    assert f"{MET}: {WORDS} Decide with the practitioner and midwife." in record


def test_a_record_is_filled_in_beside_what_it_meets_and_saved_all_the_same(
    practitioner: Browser, write: Writer, session_id: uuid.UUID
) -> None:
    address = practitioner.path(f"sessions/{session_id}/record/edit")
    form = practitioner.get(address)
    assert MET not in form.text
    given: dict[str, Any] = {"points-more": "BL60 left; SP6 both", "adjuncts": "cupping"}
    saved = practitioner.submit(form, "record/edit", **given)
    assert saved.status == 200
    assert f"Pregnancy and SP6, BL60: {WORDS}" in words(saved)
    assert f"Pregnancy and SP6, BL60: {WORDS}" in words(practitioner.get(address))
    (later,) = write.sessions({"local_day": write.ago(1)})
    carried = practitioner.get(practitioner.path(f"sessions/{later}/record/edit"))
    assert "Pregnancy and SP6, BL60" in carried.text, "what is filled in from last time"
    assert "confirmed Sun 1 Feb 2026" in carried.text


def test_a_form_that_comes_back_names_what_it_holds_now(practitioner: Browser, session_id: uuid.UUID) -> None:
    form = practitioner.get(practitioner.path(f"sessions/{session_id}/record/edit"))
    given: dict[str, Any] = {"points-more": "LI4 both", "needle_count": "many"}
    wrong = practitioner.submit(form, "record/edit", **given)
    assert wrong.status == 422
    assert "Pregnancy and LI4" in wrong.text


def test_the_practitioners_side_counts_as_well_as_what_was_done_since(
    practitioner: Browser, write: Writer, session_id: uuid.UUID
) -> None:
    write.caution("blood_thinner", "Warfarin", write.ago(2))
    write.record(session_id, adjuncts=("cupping",), stimulation="electrical", points="LI4 both")
    write.sessions({"local_day": write.ago(1), "kind": "massage"}, {"local_day": write.ago(9), "kind": "massage"})
    said = block(practitioner.get(practitioner.path("brief")), "cautions")
    assert (
        "Blood thinner Warfarin; confirmed Sun 1 Mar 2026 Pregnancy Due in May; confirmed Sun 1 Feb 2026, before"
        in said
    )
    assert "Blood thinner and massage, Mon 2 Mar: Talk about it first." in said
    assert said.count("can bruise more easily") == 1, "the last time alone"
    assert "Pregnancy and LI4, BL60, Fri 27 Feb" in said
    assert "Pregnancy and electrical stimulation, Fri 27 Feb: Talk about it before electrical treatment" in said


@pytest.mark.browser
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (360, 740)])
def test_cautions_are_in_the_first_screen(open_tab: Callable[..., Tab], live: Live, width: int, height: int) -> None:
    person = live.person(f"Ada {uuid.uuid4().hex[:8]}")
    write = Writer(live.app, person.patient_id, datetime.now(UTC).date())
    bout(write)
    write.caution("blood_thinner", "Warfarin")
    write.caution("pregnancy", "Due in May")
    write.sessions({"local_day": write.ago(4), "course_id": write.course(), "points": "BL60 left"})
    page = open_tab(person).mine("brief")
    page.set_viewport_size({"width": width, "height": height})
    box = page.locator("#brief-cautions li").last.bounding_box()
    assert box is not None
    bar = page.locator("nav.places").bounding_box()
    lowest = bar["y"] if bar is not None and bar["y"] > 0 and width < 700 else height
    assert box["y"] + box["height"] <= lowest
    assert page.evaluate("document.documentElement.scrollWidth") <= width
