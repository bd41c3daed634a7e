"""One visit, counted once: whoever says that a session was attended is asked where it is here already."""

import uuid
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask

from tests.support import sharing
from tests.support.pages import Browser, Page
from tests.support.people import Person, sign_in
from tests.treatment.conftest import NOON, Log, at
from tests.treatment.recording import Room
from tracker.domain.vocabularies import COURSE_KINDS, SELF_CARE_KINDS

pytestmark = pytest.mark.usefixtures("noon")
Statuses = list[tuple[str, int | None]]


def settle(**answers: str) -> dict[str, Any]:
    return {f"settle-{name}": answer for name, answer in answers.items()}


def statuses(log: Log) -> Statuses:
    return [(row.status, row.minutes) for row in log.sessions()]


def press(
    browser: Browser, page: Page, name: str, action: str = "sessions", *, follow: bool = True, **typed: Any
) -> Page:
    """Answer the question with its first button of this name."""
    value = page.all(f"button[name={name}]")[0].attrs["value"]
    return browser.submit(page, action, follow=follow, **{name: value}, **typed)


def counted(log: Log, course: uuid.UUID) -> str:
    """What the course page says of k of n, and whether a review is due."""
    page = log.form(f"course?course={course}")
    return page.text


@pytest.mark.parametrize("kind", COURSE_KINDS)
def test_an_appointment_and_log_a_session_are_one_visit(log: Log, kind: str) -> None:
    course = log.course(kind=kind, planned_sessions="10", visits_allowed="12")
    log.plan(kind, NOON - timedelta(hours=2), practitioner="Li Wen", course_id=str(course), note="Bring the letter")
    asked = log.add(kind, minutes="45", leg_before="6", leg_after="0", **at(-0.5))
    assert asked.status == 422
    assert "Is it this one?" in asked.text
    assert "Today, 10:00" in asked.text
    assert "an appointment" in asked.text
    assert statuses(log) == [("planned", None)], "nothing is saved before the answer"
    answer = press(log.browser, asked, "this_one", follow=False)
    assert answer.status == 303
    (row,) = log.sessions()
    assert (row.status, row.minutes, row.leg_before, row.leg_after) == ("attended", 45, 6, 0)
    assert (row.practitioner, row.course_id, row.note) == ("Li Wen", course, "Bring the letter")
    assert row.started_at == NOON - timedelta(hours=2), "its day and time stay"
    page = counted(log, course)
    assert "1 of 10 sessions" in page or "Session 2 of 10" in page or "1 of 10" in page
    log.undo(answer)
    assert statuses(log) == [("planned", None)]


def test_an_appointment_that_says_neither_course_nor_practitioner_takes_those_of_the_session(log: Log) -> None:
    course = log.course(planned_sessions="10")
    log.plan("acupuncture", NOON - timedelta(hours=2), practitioner="", course_id="")
    asked = log.add("acupuncture", practitioner="Li Wen", course_id=str(course), **at(-0.5))
    answer = press(log.browser, asked, "this_one")
    row = log.session()
    assert (row.status, row.practitioner, row.course_id) == ("attended", "Li Wen", course)
    assert "session 1 of 10" in answer.text


def test_another_session_is_another_session(log: Log) -> None:
    log.add("acupuncture", minutes="45", **at(-3))
    asked = log.add("acupuncture", minutes="30", note="The second one", **at(-0.5))
    answer = press(log.browser, asked, "looked_at")
    assert answer.status == 200
    assert statuses(log) == [("attended", 45), ("attended", 30)]
    asked = log.add("acupuncture", **at(-1))
    assert len(asked.all("button[name=this_one]")) == 2, "each is shown, the nearest first"
    assert asked.all("button[name=this_one]")[0].attrs["value"] == str(log.sessions()[1].id)


def test_the_answer_is_kept_where_the_form_comes_back_for_something_else(log: Log) -> None:
    log.add("acupuncture", **at(-3))
    asked = log.add("acupuncture", **at(-0.5))
    wrong = press(log.browser, asked, "looked_at", minutes="many")
    assert wrong.status == 422
    assert "whole number" in wrong.error_of("minutes")
    assert log.browser.submit(wrong, "sessions/new", minutes="20").status == 200
    assert len(log.sessions()) == 2


def test_two_devices_log_one_visit(app: Flask, person: Person, log: Log) -> None:
    phone = sign_in(app, person)
    page = phone.get(phone.path("sessions/new/massage"))
    log.add("massage", minutes="45", **at(-1))
    asked = phone.submit(page, "sessions/new", leg_before="6", note="Good", **at(-1.2))
    assert asked.status == 422
    press(phone, asked, "this_one")
    (row,) = log.sessions()
    assert (row.minutes, row.leg_before, row.note) == (45, 6, "Good")


def test_where_both_say_something_both_are_shown_and_nothing_is_lost(log: Log) -> None:
    log.add("massage", minutes="45", leg_before="6", note="Mine", **at(-1))
    asked = log.add("massage", minutes="50", leg_before="6", back_before="2", note="Other", **at(-0.5))
    both = press(log.browser, asked, "this_one")
    assert both.status == 422
    assert statuses(log) == [("attended", 45)]
    assert "45" in both.error_of("minutes")
    assert "Mine" in both.text
    row = log.session()
    answer = log.browser.submit(both, f"sessions/{row.id}/edit", **settle(minutes="newer", note="mine"))
    assert answer.status == 200
    (row,) = log.sessions()
    assert (row.minutes, row.note, row.leg_before, row.back_before) == (45, "Other", 6, 2)


@pytest.mark.parametrize("kind", SELF_CARE_KINDS)
def test_self_care_is_never_asked_about(log: Log, kind: str) -> None:
    for hours in (-3, -2.9):
        assert log.add(kind, **at(hours)).status == 200
    assert len(log.sessions()) == 2


def test_missed_ones_and_other_kinds_and_far_days_are_not_asked_about(log: Log) -> None:
    log.add("acupuncture", status="missed", **at(-1))
    log.add("physiotherapy", **at(-1))
    log.add("acupuncture", **at(-30))
    log.plan("acupuncture", NOON + timedelta(hours=20))
    assert log.add("acupuncture", **at(-0.5)).status == 200
    assert log.add("acupuncture", status="missed", **at(-0.4)).status == 200


def test_log_a_session_on_the_day_of_an_appointment_leads_to_it(log: Log) -> None:
    log.plan("acupuncture", NOON + timedelta(hours=3), practitioner="Li Wen")
    log.add("acupuncture", **at(-26))
    page = log.form("sessions/new/acupuncture")
    links = page.all(".is-it a")
    assert ["Is it this one?" in page.text, len(links)] == [True, 1]
    assert links[0].to_text(strip=True).startswith("Yes, say how it went")
    form = log.browser.get(links[0].attrs["href"])
    given = dict(form.form("sessions/").fields())
    assert (given["status"], given["clock"]) == ("attended", "12:00"), "it began early"
    assert log.browser.submit(form, "sessions/", leg_after="2").status == 200
    assert [row.status for row in log.sessions()] == ["attended", "attended"]
    again = log.form("sessions/new/acupuncture")
    assert again.all(".is-it a")[0].to_text(strip=True).startswith("Yes, open it")
    assert log.form("sessions/new/acupuncture?status=planned").all(".is-it") == []
    assert log.form("sessions/new/acupuncture?day=2026-11-10").all(".is-it") == []


def test_attended_by_a_tap_after_the_session_was_logged(log: Log) -> None:
    course = log.course(planned_sessions="10")
    log.plan("acupuncture", NOON - timedelta(hours=2), practitioner="Li Wen", cost="60", course_id=str(course))
    log.browser.submit(log.form("sessions/new/acupuncture"), "sessions/new", course_id="", **at(-30))
    first = log.sessions()[0]
    asked = log.add("acupuncture", minutes="45", course_id="", **at(-1))
    press(log.browser, asked, "looked_at")
    logged = log.sessions()[-1]
    planned = log.sessions()[1]
    asked = log.browser.post(log.browser.path(f"sessions/{planned.id}/happened"), {"status": "attended"})
    assert (asked.status, asked.heading) == (422, "Counted already?")
    assert planned.status == "planned"
    answer = press(log.browser, asked, "this_one", "happened", follow=False)
    assert [row.id for row in log.sessions()] == [first.id, logged.id]
    kept = log.sessions()[-1]
    assert (kept.minutes, kept.practitioner, kept.cost, kept.course_id) == (45, "Li Wen", Decimal(60), course)
    log.undo(answer)
    assert [row.status for row in log.sessions()] == ["attended", "planned", "attended"], "one Undo puts both back"
    asked = log.browser.post(log.browser.path(f"sessions/{planned.id}/happened"), {"status": "attended"})
    press(log.browser, asked, "looked_at", "happened")
    assert [row.status for row in log.sessions()] == ["attended"] * 3


def test_by_a_tap_nothing_that_differs_is_put_together(log: Log) -> None:
    log.plan("acupuncture", NOON - timedelta(hours=2), note="Bring the letter")
    asked = log.add("acupuncture", note="Good", **at(-1))
    press(log.browser, asked, "looked_at")
    planned, logged = log.sessions()
    asked = log.browser.post(log.browser.path(f"sessions/{planned.id}/happened"), {"status": "attended"})
    answer = press(log.browser, asked, "this_one", "happened")
    assert answer.status == 422
    assert "Both say something of their own: note." in answer.text
    form = log.form(f"sessions/{planned.id}/edit?happened=1")
    asked = log.browser.submit(form, f"sessions/{planned.id}/edit")
    both = press(log.browser, asked, "this_one")
    assert both.status == 422
    done = log.browser.submit(both, f"sessions/{logged.id}/edit", **settle(note="mine"))
    assert done.status == 200
    (row,) = log.sessions()
    assert (row.id, row.note) == (logged.id, "Bring the letter")


def test_moving_a_session_to_the_day_of_another_asks_and_correcting_it_there_does_not(log: Log) -> None:
    log.add("acupuncture", **at(-50))
    log.add("acupuncture", minutes="45", **at(-1))
    moved = log.sessions()[0]
    asked = log.edit(moved.id, **at(-2))
    assert asked.status == 422
    press(log.browser, asked, "looked_at", f"sessions/{moved.id}/edit")
    assert log.edit(moved.id, minutes="30").status == 200, "they were told apart before"
    assert len(log.sessions()) == 2


def test_the_note_that_goes_is_not_counted_in_the_words_for_the_one_that_stays(log: Log) -> None:
    course = str(log.course(planned_sessions="10"))
    for hours in (-100, -50, -1):
        log.add("acupuncture", course_id=course, **at(hours))
    _first, moved, kept = log.sessions()
    asked = log.edit(moved.id, **at(-2))
    answer = press(log.browser, asked, "this_one", f"sessions/{moved.id}/edit")
    assert [row.id for row in log.sessions()][1:] == [kept.id]
    assert "Saved: acupuncture, session 2 of 10" in answer.text


def test_an_answer_about_another_kind_or_record_is_none(log: Log, log_of_other: Log) -> None:
    log.add("acupuncture", **at(-50))
    log_of_other.add("massage", **at(-1))
    page = log.form("sessions/new/massage")
    for named in (log.sessions()[0].id, log_of_other.sessions()[0].id):
        pairs = [*page.form("sessions/new").fields(), ("this_one", str(named))]
        assert log.browser.post(log.browser.path("sessions/new/massage"), pairs).status == 404
    fields = [*page.form("sessions/new").fields(), ("looked_at", "no ids at all")]
    assert log.browser.post(log.browser.path("sessions/new/massage"), fields).status == 200


class TestPractitioner:
    """Who records a session is asked like the patient."""

    @pytest.mark.parametrize("status", ["attended", "planned"])
    def test_a_session_that_the_patient_has_here_is_not_added_again(self, room: Room, status: str) -> None:
        course = room.course()
        known = room.hold(days_ago=0.1, status=status, course_id=course)
        li = room.browser()
        page = li.get(li.path("sessions/record"))
        asked = _hold(li, page)
        assert asked.status == 422
        assert "Is it this one?" in asked.text
        assert len(room.sessions()) == 1
        answer = press(li, asked, "this_one", "sessions/record", follow=False)
        assert answer.location.split("?")[0] == li.path(f"sessions/{known}/record/edit")
        (row,) = room.sessions()
        assert (row.status, row.course_id) == ("attended", course)

    def test_another_one_is_added(self, room: Room) -> None:
        room.hold(days_ago=0.1)
        li = room.browser()
        asked = _hold(li, li.get(li.path("sessions/record")))
        assert press(li, asked, "looked_at", "sessions/record", follow=False).status == 303
        assert len(room.sessions()) == 2

    def test_an_appointment_beside_a_session_that_was_logged(self, room: Room) -> None:
        logged, planned = room.hold(days_ago=0.1, minutes=45), room.hold(days_ago=0.2, status="planned")
        li = room.browser()
        asked = li.post(li.path("sessions/record"), {"appointment": str(planned)})
        assert (asked.status, asked.heading) == (422, "Is it this one?")
        answer = press(li, asked, "this_one", "sessions/record", follow=False)
        assert answer.location == li.path(f"sessions/{logged}/record/edit")
        assert {row.status for row in room.sessions()} == {"attended", "planned"}
        press(li, asked, "looked_at", "sessions/record")
        assert {row.status for row in room.sessions()} == {"attended"}

    def test_a_session_that_names_another_practitioner_is_asked_about(self, room: Room, app: Flask) -> None:
        theirs, nobodys = room.hold(days_ago=3, practitioner="Ana Sound"), room.hold(days_ago=6, practitioner="wen")
        assert room.write(nobodys, needle_count="9").status == 303
        li = room.browser()
        page = li.get(li.path(f"sessions/{theirs}/record/edit"))
        assert "Ana Sound stands as the practitioner of this session." in page.text
        refused = li.submit(page, "record/edit", needle_count="8")
        assert refused.status == 422
        assert "Ana Sound stands as the practitioner of this session." in refused.error_of("held")
        assert ("needle_count", "8") in refused.form("record/edit").fields()
        assert li.submit(refused, "record/edit", held="yes").status == 200
        assert {row.needle_count for row in room.records()} == {9, 8}
        own = li.get(li.path(f"sessions/{theirs}/record/edit"))
        assert own.all("input[name=held]") == [], "once is enough"

    def test_what_a_practitioner_recorded_stays_when_two_are_one(self, room: Room, person: Person, app: Flask) -> None:
        recorded, planned = room.hold(days_ago=0.1), room.hold(days_ago=0.2, status="planned")
        room.write(recorded, needle_count="9")
        rosa = sign_in(app, person)
        page = rosa.get(rosa.path(f"sessions/{planned}/edit?happened=1"))
        asked = rosa.submit(page, f"sessions/{planned}/edit")
        press(rosa, asked, "this_one", f"sessions/{planned}/edit")
        assert [row.id for row in room.sessions()] == [recorded]
        assert room.record().session_id == recorded
        second = room.hold(days_ago=0.3)
        address = rosa.path(f"sessions/{recorded}/edit")
        pairs = [*rosa.get(address).form(address).fields(), ("this_one", str(second))]
        refused = rosa.post(address, pairs)
        assert refused.status == 422
        assert "A practitioner recorded this session, so it stays." in refused.text
        assert len(room.sessions()) == 2


def _hold(browser: Browser, page: Page) -> Page:
    form = page.all("form.held-form")[0]
    fields = {node.attrs["name"]: node.attrs.get("value") or "" for node in form.query("input[type=hidden]")}
    fields |= {"kind": "acupuncture", "minutes": "40"} | at(-1)
    fields.pop("csrf_token")
    return browser.post(browser.path("sessions/record"), fields)


def test_sharing_times_agree() -> None:
    assert sharing.now() == NOON
