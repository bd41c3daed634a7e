"""Another treatment has a name: asked, offered again, kept, and shown wherever the session is."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.support import sharing
from tests.treatment.conftest import Log
from tests.treatment.recording import Room
from tracker.domain.limits import LINE_LENGTH
from tracker.wording.treatment import COMMON_OTHERS, session_name

FORM = "sessions/new/other"


def offered(log: Log) -> list[str]:
    return [node.attrs["value"] for node in log.form(FORM).all("#other-names option")]


def test_a_name_is_asked_for_other_treatments_alone(log: Log) -> None:
    assert "other_name" in log.form(FORM).form(FORM).names()
    assert "other_name" not in log.form("sessions/new/massage").form("sessions/new").names()
    fields = dict(log.form("sessions/new/massage").form("sessions/new").fields()) | {"other_name": "TENS"}
    assert log.browser.post(log.browser.path("sessions/new/massage"), fields).status == 200
    assert log.session().other_name is None


def test_the_name_may_be_left_out(log: Log) -> None:
    log.add("other")
    row = log.session()
    assert row.other_name is None
    assert log.form(f"sessions/{row.id}/edit").heading == "Other treatment"


def test_names_are_kept_as_typed_and_offered_again_the_newest_first(log: Log) -> None:
    assert offered(log) == list(COMMON_OTHERS)
    log.add("other", other_name="  TENS  ", follow=True, day="2026-01-05")
    log.add("other", other_name="cupping & <b>moxa</b>", day="2026-01-07")
    log.add("other", other_name="TENS")
    assert [row.other_name for row in log.sessions()] == ["TENS", "cupping & <b>moxa</b>", "TENS"]
    assert offered(log)[:3] == ["TENS", "cupping & <b>moxa</b>", "Cupping"]
    assert offered(log).count("TENS") == 1


@pytest.mark.parametrize(("typed", "stands"), [("x" * LINE_LENGTH, True), ("x" * (LINE_LENGTH + 1), False)])
def test_a_name_is_one_line(log: Log, typed: str, stands: bool) -> None:
    page = log.add("other", other_name=typed)
    assert (page.status == 200) is stands
    assert bool(log.sessions()) is stands
    if not stands:
        assert "120 characters" in page.error_of("other_name")


def test_the_name_stands_wherever_the_session_is_shown(log: Log) -> None:
    page = log.add("other", other_name="TENS", minutes="20")
    row = log.session()
    assert "Saved: TENS, 20 min" in page.text
    assert "TENS on today" in log.form("sessions").text
    assert log.form(f"sessions/{row.id}/edit").heading == "TENS"
    assert log.form(f"sessions/{row.id}").heading == "TENS"
    for rest in ("diary", "around"):
        assert "TENS" in log.form(rest).text, rest
    changed = log.edit(row.id, other_name="Injection")
    assert "Injection" in changed.text
    assert log.session().other_name == "Injection"
    deleted = log.browser.post(log.browser.path(f"sessions/{row.id}/delete"))
    assert "Injection of " in deleted.text


def test_an_appointment_has_its_name(log: Log) -> None:
    page = log.plan("other", sharing.now() + timedelta(days=2), other_name="Shock wave")
    assert "Shock wave" in page.text
    assert "Shock wave" in log.form("sessions").text
    assert "Shock wave: " in log.form("today").text


def test_a_practitioner_reads_the_name(app: Flask, room: Room) -> None:
    session_id = room.hold(kind="other", other_name="Cupping")
    browser = room.browser()
    assert browser.get(browser.path(f"sessions/{session_id}")).heading == "Cupping"
    assert "Cupping" in browser.get(browser.path(f"sessions/{session_id}/record/edit")).text
    assert "Cupping" in browser.get(browser.path("sessions/record")).text
    assert "Cupping" in browser.get(browser.path("brief")).text


def test_no_other_kind_has_a_name_in_the_table(log: Log) -> None:
    log.add("massage")
    with Session(log.engine) as session:
        row = session.merge(log.session())
        row.other_name = "TENS"
        with pytest.raises(IntegrityError):
            session.commit()


def test_the_name_of_a_session_in_words() -> None:
    assert session_name("other") == "Other"
    assert session_name("walking", in_sentence=True) == "walking"
    assert session_name("other", "TENS", in_sentence=True) == session_name("other", "TENS") == "TENS"
