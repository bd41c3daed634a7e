"""A session from both sides: who reads it, who writes it, and what the log tells of it."""

import uuid
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask

from tests.support import sharing
from tests.support.pages import Browser
from tests.support.people import make_person, sign_in
from tests.treatment.recording import FULL, NO_EVENT, ZONE, Room, saved_columns
from tracker.domain.sharing.access_log import Act
from tracker.domain.treatment.sessions import SideEffect

NOT_FOUND = 404
HIDDEN = {"id", "csrf_token", "page_now", "opened"}
INFECTION: dict[str, Any] = {"adverse_events-0-item": "infection"}
OVER: dict[str, Any] = {"adverse_events-0-resolved": "yes"}


def path(browser: Browser, session_id: uuid.UUID, rest: str = "") -> str:
    return browser.path(f"sessions/{session_id}{rest and '/record'}{rest}")


def test_a_whole_record_is_kept_as_it_was_given(room: Room) -> None:
    session_id = room.hold()
    answer = room.write(session_id, **FULL)
    assert answer.status == 303
    row = room.record()
    assert (row.session_id, row.by_account_id, row.by_name) == (session_id, room.practitioner.account_id, "Li Wen")
    assert saved_columns(row) == {
        "points": "BL40 left; GB30 both; GV4",
        "needle_count": 9,
        "needle_minutes": 30,
        "response": "moderate",
        "twitch": False,
        "stimulation": "electrical",
        "stimulation_hz": Decimal("2.5"),
        "needle_gauge_mm": Decimal("0.25"),
        "needle_length_mm": Decimal(40),
        "needle_brand": "Steel",
        "single_use": True,
        "depth": "1 cun",
        "position": "face_down",
        "style": "tcm",
        "style_other": "with ear points",
        "rationale": "Pain at the side\nof the leg",
        "varied": True,
        "varied_note": "One point less",
        "adjuncts": ("moxa", "advice"),
        "setting": "Clinic",
        "advice_given": "Walk a little",
        "note": "Came late",
        "adverse_events": [
            {
                "item": "bruise",
                "onset": "during",
                "severity": "mild",
                "lasted": "2 days",
                "action": "pressed it",
                "resolved": True,
                "serious": False,
                "related": "possibly",
            }
        ],
    }


def test_both_read_both_sides_and_the_side_effects_stay_apart(room: Room, patient: Browser) -> None:
    course = room.course()
    room.hold(days_ago=5, course_id=course)
    session_id = room.hold(
        course_id=course, minutes=45, leg_before=6, leg_after=0, back_after=2, helped="somewhat", zones=("calf",),
        side_effects=(SideEffect("tired", "mild", "same_day"),), note="Slept well",
    )  # fmt: skip
    room.write(session_id, **FULL)
    theirs, own = room.browser(), patient
    for browser, logged, recorded in (
        (own, "What you logged", "What Li Wen recorded"),
        (theirs, "What the patient logged", "What you recorded"),
    ):
        page = browser.get(path(browser, session_id))
        assert page.heading == "Acupuncture, session 2 of 10"
        sides = {node.query("h2")[0].to_text().strip(): " ".join(node.to_text().split()) for node in page.all(".card")}
        assert set(sides) == {"Before and after", logged, recorded}
        mine, other = sides[logged], sides[recorded]
        scores = sides["Before and after"]
        assert "Leg pain 6 0 · ·" in scores
        assert "Back pain · 2 · ·" in scores
        assert "Drowsy or tired" in mine
        assert "Slept well" in mine
        assert "Bruise" not in mine
        assert "Bruise" in other
        assert "Lasted: 2 days" in other
        assert "Drowsy" not in other
        for item in ("1a", "1b", "1c", "2a", "2b", "2c", "2d", "2e", "2f", "2g", "3a", "3b", "4a", "4b", "5"):
            assert f"STRICTA {item}" in other, item
        assert "STRICTA 6" not in other
        assert "2 a week, 45 min" in other
        assert "In practice 12 years" in other
        assert "Stated by the practitioner" in other


def test_the_owner_reads_and_does_not_write(room: Room, patient: Browser) -> None:
    session_id = room.hold()
    room.write(session_id, note="By Li Wen")
    page = patient.get(path(patient, session_id))
    assert "Only Li Wen can correct it." in page.text
    assert "record/edit" not in page.body
    assert "record/delete" not in page.body
    for rest in ("/edit", "/delete"):
        assert patient.post(path(patient, session_id, rest), {"note": "Mine"}).status == NOT_FOUND
    assert patient.get(path(patient, session_id, "/edit")).status == NOT_FOUND
    assert patient.get(patient.path("sessions/record")).status == NOT_FOUND
    assert patient.post(patient.path("sessions/record"), {"kind": "acupuncture"}).status == NOT_FOUND
    assert room.record().note == "By Li Wen"


def test_without_a_record_the_page_says_so_and_offers_one(room: Room, patient: Browser) -> None:
    session_id, walk = room.hold(), room.hold(kind="walking")
    missed = room.hold(days_ago=3, status="missed")
    theirs = room.browser()
    page = theirs.get(path(theirs, session_id))
    assert "You have recorded nothing of this session." in page.text
    assert page.one(".their-side .button").attrs["href"] == path(theirs, session_id, "/edit")
    own = patient.get(path(patient, session_id))
    assert "No practitioner has recorded this session." in own.text
    assert not own.all(".their-side .button")
    for other in (walk, missed):
        assert not theirs.get(path(theirs, other)).all(".their-side .button")
        assert theirs.get(path(theirs, other, "/edit")).status == NOT_FOUND
        assert theirs.post(path(theirs, other, "/edit"), {"id": str(uuid.uuid4()), "note": "x"}).status == NOT_FOUND
    assert room.records() == []


def test_who_may_not_record_finds_no_way_to(room: Room, app: Flask) -> None:
    session_id = room.hold(status="planned", days_ago=0.1), room.hold()
    reader = sharing.make_practitioner(app, "Ana")
    sharing.share(app, room.person, reader, may_record=False)
    browser = room.browser(reader)
    page = browser.get(path(browser, session_id[1]))
    assert page.status == 200
    assert "Add your record" not in page.text
    for leading in ("sessions", "brief"):
        assert "Record a session" not in browser.get(browser.path(leading)).text
        assert "Record a session" in room.browser().get(browser.path(leading)).text
    new = {"id": str(uuid.uuid4()), "note": "x", "kind": "acupuncture", "day": "2026-01-01", "clock": "10:00"}
    for address in (path(browser, session_id[1], "/edit"), browser.path("sessions/record")):
        assert browser.get(address).status == NOT_FOUND
        assert browser.post(address, new).status == NOT_FOUND
    assert browser.post(browser.path("sessions/record"), {"appointment": str(session_id[0])}).status == NOT_FOUND
    assert browser.post(path(browser, session_id[1], "/delete")).status == NOT_FOUND
    assert room.records() == []
    assert room.acts() == []
    assert [row.status for row in room.sessions()] == ["attended", "planned"]


def test_each_writes_and_corrects_their_own_record_alone(room: Room, app: Flask) -> None:
    session_id = room.hold()
    second = sharing.make_practitioner(app, "Ana")
    sharing.share(app, room.person, second, others=True)
    ana, li = room.browser(second), room.browser()
    room.write(session_id, by=li, note="By Li Wen")
    assert ana.post(path(ana, session_id, "/edit"), {"note": "By Ana"}).status == NOT_FOUND
    assert ana.post(path(ana, session_id, "/delete")).status == NOT_FOUND
    page = ana.get(path(ana, session_id))
    assert "What Li Wen recorded" in page.text
    assert "Correct it" not in page.text
    room.write(session_id, by=ana, note="By Ana")
    room.write(session_id, by=ana, note="By Ana, better")
    assert {row.by_name: row.note for row in room.records()} == {"Li Wen": "By Li Wen", "Ana": "By Ana, better"}
    ana.post(path(ana, session_id, "/delete"))
    assert [row.by_name for row in room.records()] == ["Li Wen"]


def test_a_record_begins_with_the_authors_own_last_one_alone(room: Room, app: Flask) -> None:
    second = sharing.make_practitioner(app, "Ana")
    sharing.share(app, room.person, second)
    first, last = room.hold(days_ago=6), room.hold(days_ago=1)
    room.write(first, by=room.browser(second), needle_count="3")
    room.write(room.hold(days_ago=9), **FULL)
    page = room.browser().get(path(room.browser(), last, "/edit"))
    shown = {name: value for name, value in page.form("record/edit").fields() if value and name not in HIDDEN}
    assert shown == {
        "points-more": "BL40 left; GB30 both; GV4",
        "needle_count": "9",
        "needle_minutes": "30",
        "stimulation": "electrical",
        "needle_gauge_mm": "0.25",
        "needle_length_mm": "40",
        "needle_brand": "Steel",
        "position": "face_down",
        "style": "tcm",
        "style_other": "with ear points",
    }
    assert "Filled in from your last record here." in page.text
    massage = room.browser().get(path(room.browser(), room.hold(kind="massage"), "/edit"))
    assert "Filled in" not in massage.text


def test_a_session_that_is_not_there_is_not_found(room: Room, app: Flask, patient: Browser) -> None:
    stranger = sign_in(app, make_person(app, "Omar"))
    session_id = room.hold()
    li = room.browser()
    foreign = f"/patients/{stranger.patient_id}/sessions/{session_id}"
    for browser, address in (
        (li, path(li, uuid.uuid4())),
        (stranger, foreign),
        (li, foreign),
        (stranger, path(li, session_id)),
    ):
        for rest in ("", "/record", "/record/edit"):
            assert browser.get(address + rest).status == NOT_FOUND
        for rest in ("/record/edit", "/record/delete"):
            assert browser.post(address + rest, {"id": str(uuid.uuid4()), "note": "x"}).status == NOT_FOUND
    assert patient.get(path(patient, session_id)).status == 200
    assert room.records() == []


@pytest.mark.parametrize("days_ago", [7, 8])
def test_the_first_shared_day_is_the_first_that_is_seen(app: Flask, room: Room, days_ago: int) -> None:
    since = sharing.now().astimezone(ZONE).date() - timedelta(days=7)
    second = sharing.make_practitioner(app, "Ana")
    sharing.share(app, room.person, second, first_day=since, notes=False, others=True)
    course = room.course()
    session_id = room.hold(days_ago=days_ago, course_id=course, note="Only mine")
    room.write(session_id, note="By Li Wen")
    ana = room.browser(second)
    seen = days_ago == 7
    for rest in ("", "/edit"):
        assert ana.get(path(ana, session_id, rest)).status == (200 if seen else NOT_FOUND)
    answer = (
        room.write(session_id, by=ana, note="By Ana")
        if seen
        else ana.post(path(ana, session_id, "/edit"), {"id": str(uuid.uuid4()), "note": "By Ana"})
    )
    assert answer.status == (303 if seen else NOT_FOUND)
    assert len(room.records()) == (2 if seen else 1)
    if seen:
        page = ana.get(path(ana, session_id))
        assert "By Li Wen" in page.text
        assert page.heading == "Acupuncture", "the course began before the first shared day"
        assert "STRICTA 3a" not in page.text


def test_the_patients_note_shows_only_where_notes_are_shared(app: Flask, room: Room) -> None:
    session_id = room.hold(note="Only mine")
    second = sharing.make_practitioner(app, "Ana")
    sharing.share(app, room.person, second, notes=False)
    ana, li = room.browser(second), room.browser()
    assert "Only mine" in li.get(path(li, session_id)).text
    assert "Only mine" not in ana.get(path(ana, session_id)).body
    refused = room.write(session_id, by=ana, needle_count="61")
    assert refused.status == 422
    assert "Only mine" not in refused.body


def test_corrections_keep_their_history_and_the_author_undoes_them(room: Room, patient: Browser) -> None:
    session_id, li = room.hold(), room.browser()
    room.write(session_id, by=li, **FULL)
    before = saved_columns(room.record())
    answer = room.write(session_id, by=li, **(NO_EVENT | {"note": "Came in time"}))
    assert saved_columns(room.record()) == {
        **{k: v for k, v in before.items() if k != "adverse_events"},
        "note": "Came in time",
    }
    assert [row.before["note"] if row.before else None for row in room.history()] == [None, "Came late"]
    page = li.get(answer.location)
    assert "Saved: your record of the session on" in page.text
    assert room.undo(patient, answer).status == 422, "the owner cannot take it back"
    assert room.record().note == "Came in time"
    assert room.undo(li, answer).status == 303
    assert saved_columns(room.record()) == before
    assert li.get(path(li, session_id)).status == 200


def test_a_deleted_record_comes_back_for_its_author(room: Room, patient: Browser) -> None:
    session_id, li = room.hold(), room.browser()
    room.write(session_id, by=li, note="Here")
    answer = li.post(path(li, session_id, "/delete"), follow=False)
    assert room.records() == []
    assert "No practitioner has recorded" in patient.get(path(patient, session_id)).text
    assert "your record" not in patient.get(patient.path("deleted")).text
    assert room.undo(li, answer).status == 303
    assert room.record().note == "Here"


def test_the_log_tells_one_thing_for_each_act_and_nothing_of_what_was_written(room: Room, app: Flask) -> None:
    session_id, li = room.hold(), room.browser()
    room.write(session_id, by=li, **FULL)
    answer = room.write(session_id, by=li, note="Secretword")
    room.undo(li, answer)
    li.post(path(li, session_id, "/delete"), follow=False)
    expected = [Act.SESSION_RECORDED, Act.RECORD_CORRECTED, Act.RECORD_CORRECTED, Act.RECORD_DELETED]
    assert room.acts() == [act.value for act in expected]
    told = " ".join(str(vars(event)) for event in sharing.events_of(app, room.person))
    for word in ("Secretword", "BL40", "bruise", "Came late", "moderate", str(session_id)):
        assert word not in told


def test_a_refused_form_changes_and_logs_nothing(room: Room) -> None:
    session_id = room.hold()
    assert room.write(session_id).status == 422
    assert room.records() == []
    assert room.acts() == []


def test_the_owner_is_led_to_help_by_what_is_serious_and_not_over(room: Room, patient: Browser) -> None:
    session_id, li = room.hold(), room.browser()
    room.write(session_id, by=li, **INFECTION)
    page = patient.get(path(patient, session_id))
    assert "If it is there now, do not wait" in page.text
    assert "do not wait" not in li.get(path(li, session_id)).text
    room.write(session_id, by=li, **OVER)
    assert "do not wait" not in patient.get(path(patient, session_id)).text


def test_sessions_lead_to_the_record_that_is_there(room: Room, patient: Browser) -> None:
    recorded = room.hold(days_ago=1)
    room.write(recorded, note="x")
    listed = patient.get(patient.path("sessions"))
    assert "With the practitioner’s record" in listed.text
    assert path(patient, recorded) in [node.attrs["href"] for node in listed.all("a.session-name")]
    assert patient.get(path(patient, recorded) + "/record", follow=False).location == path(patient, recorded)
    li = room.browser()
    li.post(path(li, recorded, "/delete"))
    assert "practitioner’s record" not in patient.get(patient.path("sessions")).text
