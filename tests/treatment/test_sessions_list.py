"""The list of sessions, numbers in a course, appointments, and one-tap self-care."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests.support.counting import counted_queries
from tests.support.pages import without_twice
from tests.treatment.conftest import ZONE, Log
from tracker.domain.acting import Author
from tracker.domain.treatment.sessions import SessionFacts
from tracker.domain.vocabularies import SELF_CARE_KINDS
from tracker.treatment.services.sessions import Told, create_session
from tracker.web import clock
from tracker.web.extensions import db
from tracker.wording import formats

Ago = Callable[..., dict[str, Any]]


def test_sessions_are_numbered_by_time_and_numbers_follow_a_changed_time(log: Log, ago: Ago) -> None:
    course = str(log.course())
    log.add("acupuncture", course_id=course, **ago(days=9))
    log.add("acupuncture", course_id=course, **ago(days=2))
    page = log.add("acupuncture", course_id=course, **ago(days=5))
    assert "Saved: acupuncture, session 2 of 10" in page.text
    first, _, last = log.sessions()
    assert "Saved: acupuncture, session 1 of 10" in log.edit(last.id, **ago(days=12)).text
    page = log.form("sessions")
    assert "Acupuncture, session 2 on" in " ".join(node.to_text() for node in page.all(f"a[href$='{first.id}']"))


def test_missed_sessions_have_no_number_and_sessions_beyond_the_plan_keep_theirs(log: Log, ago: Ago) -> None:
    course = str(log.course(planned_sessions="1"))
    log.add("acupuncture", course_id=course, status="missed", **ago(days=9))
    assert "session 1 of 1" in log.add("acupuncture", course_id=course, **ago(days=5)).text
    page = log.add("acupuncture", course_id=course, **ago(days=2))
    assert "Saved: acupuncture, session 2 " in page.text
    assert "Missed" in log.form("sessions").text


def test_the_running_course_is_chosen_beforehand(log: Log) -> None:
    log.course(phase="ended", started_on="2026-01-05", ended_on="2026-02-05")
    running = log.course(started_on="2026-03-01")
    log.course(kind="massage")
    form = log.form("sessions/new/acupuncture").form("sessions/new")
    assert dict(form.fields())["course_id"] == str(running)


def test_before_after_and_effects_are_listed_and_zero_is_a_value(log: Log) -> None:
    log.add("massage", leg_before="4", leg_after="0", back_before="0", helped="yes", side_effects=["soreness"])
    page = log.form("sessions")
    assert "Leg 4 before, 0 after" in page.text
    assert "Back 0 before" in page.text
    assert "Helped: yes" in page.text
    assert "Soreness" in page.text


def test_the_list_can_show_one_sort_alone_and_says_when_it_is_empty(log: Log) -> None:
    assert "No sessions yet" in log.form("sessions").text
    log.add("heat", minutes="15")
    assert "Heat" in log.form("sessions?show=others").text
    assert "Nothing here" in log.form("sessions?show=courses").text
    assert "Nothing here" in log.form("sessions?page=7").text
    assert "Heat" in log.form("sessions?show=nonsense&page=x").text


def test_an_appointment_shows_as_next_and_can_be_changed(log: Log) -> None:
    when = (clock.now() + timedelta(days=2)).astimezone(ZONE)
    page = log.plan("acupuncture", when, practitioner="Li Wen")
    assert "Saved: acupuncture planned for" in page.text
    assert f"Next: {formats.day(when.date())}, {when:%H:%M} , Li Wen" in page.text
    assert "Did it happen?" not in page.text
    later = (when + timedelta(days=1)).date().isoformat()
    assert log.edit(log.session().id, day=later).status == 200
    assert log.session().local_day.isoformat() == later
    row = log.session()
    assert (row.status, row.leg_before, row.helped) == ("planned", None, None)


@pytest.mark.parametrize(("status", "heading"), [("attended", "Acupuncture"), ("missed", "Sessions")])
def test_an_appointment_whose_time_passed_asks_once_if_it_happened(log: Log, status: str, heading: str) -> None:
    page = log.plan("acupuncture", clock.now() - timedelta(hours=2))
    assert "Did it happen?" in page.text
    answer = log.browser.submit(page, "/happened", status=status)
    assert answer.heading == heading
    assert log.session().status == status
    assert "To come" not in log.form("sessions").text


def test_an_appointment_to_come_cannot_have_happened(log: Log) -> None:
    log.plan("acupuncture", clock.now() + timedelta(days=1))
    url = log.browser.path(f"sessions/{log.session().id}/happened")
    page = log.browser.post(url, {"status": "attended"})
    assert page.status == 422
    assert "still to come" in page.text
    assert log.browser.post(url, {"status": "planned"}).status == 400
    assert log.session().status == "planned"


def test_an_attended_appointment_may_keep_a_course_that_was_deleted(log: Log) -> None:
    course = log.course()
    log.plan("acupuncture", clock.now() - timedelta(hours=2), course_id=str(course))
    log.browser.post(log.browser.path(f"courses/{course}/delete"))
    answer = log.browser.post(log.browser.path(f"sessions/{log.session().id}/happened"), {"status": "attended"})
    assert answer.status == 200
    assert (log.session().status, log.session().course_id) == ("attended", course)


@pytest.mark.parametrize(
    ("kind", "minutes"), [("heat", 15), ("ice", 10), ("stretching", 10), ("walking", 20), ("swimming", 20)]
)
def test_one_tap_logs_the_usual_minutes_the_first_time(log: Log, kind: str, minutes: int) -> None:
    page = log.form("sessions/new")
    answer = log.browser.submit(page, f"self-care/{kind}", follow=False)
    again = log.browser.submit(page, f"self-care/{kind}", follow=False)
    assert answer.location == without_twice(again.location)
    assert "The same form came twice. It is saved once, at" in log.browser.get(again.location).text
    assert "/today?saved=" in answer.location
    banner = log.browser.get(answer.location).one(".notice-saved")
    assert banner.query("a")[0].attrs["href"].endswith(f"/sessions/{log.session().id}/edit")
    row = log.session()
    assert (row.kind, row.status, row.minutes) == (kind, "attended", minutes)
    log.undo(answer)
    assert log.sessions() == []


def test_one_tap_saves_what_its_button_says_and_nothing_else(log: Log, ago: Ago) -> None:
    log.add(
        "stretching",
        minutes="12",
        leg_before="4",
        helped="yes",
        side_effects=["tired"],
        regions=["buttock"],
        **(ago(days=1) | {"exercises-0-name": "Bridge"}),
    )
    page = log.form("today")
    button = page.one("form[action$='/self-care/stretching'] button")
    assert " ".join(button.to_text().split()) == "Stretching 12 min"
    log.add("stretching", minutes="99", **ago(hours=1))
    log.browser.submit(page, "self-care/stretching")
    row = log.sessions()[-1]
    assert (row.minutes, row.exercises, row.regions) == (12, None, ()), "as the button said, not as of since"
    assert (row.leg_before, row.helped, row.side_effects) == (None, None, None)
    url = log.browser.path("self-care/heat")
    for sent in ({"id": "no"}, {"id": str(uuid.uuid4()), "minutes": "a while"}):
        assert log.browser.post(url, sent).status == 400


def fill(log: Log, app: Flask, sessions: int, course: uuid.UUID) -> None:
    now, patient_id = clock.now(), log.browser.patient_id
    assert patient_id is not None
    with app.app_context():
        for number in range(sessions):
            kind = ("acupuncture", *SELF_CARE_KINDS)[number % 6]
            started_at = (now - timedelta(hours=5 * number + 1)).astimezone(ZONE)
            facts = SessionFacts(
                kind=kind,
                status="attended",
                started_at=started_at,
                minutes=20,
                course_id=course if kind == "acupuncture" else None,
            )
            by = Author(patient_id=patient_id, now=now, zone=ZONE)
            create_session(db.session(), uuid.uuid4(), Told(facts, looked_at=None), by)
        db.session.commit()


def test_queries_do_not_grow_with_the_list_and_pages_turn(log: Log, app: Flask) -> None:
    course = log.course(planned_sessions="60")
    pages = ("sessions", "sessions/new", "sessions/new/acupuncture", "sessions/new/heat", "courses", "medication")
    counts: list[list[int]] = []
    for more in (6, 120):
        fill(log, app, more, course)
        counts.append([])
        for path in pages:
            with counted_queries(app) as seen:
                assert log.form(path).status == 200
            counts[-1].append(len(seen))
    assert counts[0] == counts[1]
    assert max(counts[1]) <= 7
    first = log.form("sessions?show=others")
    second = log.browser.get(first.one("a[rel=next]").attrs["href"])
    assert "Page 2" in second.text
    shown = {node.attrs["href"] for node in first.all("a.session-name")}
    assert not shown & {node.attrs["href"] for node in second.all("a.session-name")}
    assert len(shown) == 40
