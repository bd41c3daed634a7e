"""Which session a practitioner records: a planned one, one that was logged, or one that nobody has logged yet."""

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from tests.support import sharing
from tests.support.counting import counted_queries
from tests.support.pages import Browser, Form, Page, without_twice
from tests.treatment.recording import ZONE, Room
from tracker.web import clock

RECORD = "sessions/record"
REFUSED = 422


def today() -> datetime:
    return clock.now().astimezone(ZONE)


def choose(browser: Browser) -> Page:
    return browser.get(browser.path(RECORD))


def held(page: Page) -> dict[str, str]:
    """What the form of a session that nobody has logged holds at first."""
    return dict(Form(page.one(".held-form")).fields())


def add(browser: Browser, page: Page | None = None, **typed: Any) -> Page:
    form = {name: value for name, value in (held(page or choose(browser)) | typed).items() if value is not None}
    form.pop("csrf_token")
    return browser.post(browser.path(RECORD), form, follow=False)


def attend(browser: Browser, session_id: uuid.UUID) -> Page:
    return browser.post(browser.path(RECORD), {"appointment": str(session_id)}, follow=False)


def offered(page: Page) -> list[str]:
    """The ids of what can be chosen, in order."""
    buttons = [node.attrs["value"] for node in page.all("button[name=appointment]")]
    links = [node.attrs["href"] for node in page.all("a[href]") if node.attrs["href"].endswith("/record/edit")]
    return [*buttons, *(link.split("/")[-3] for link in links)]


def test_offered_is_what_somebody_held_lately_and_this_author_has_not_recorded(room: Room, app: Flask) -> None:
    second = sharing.make_practitioner(app, "Ana")
    sharing.share(app, room.person, second)
    soon = room.hold(days_ago=-2 / 24 / 60, status="planned")
    overdue = room.hold(days_ago=2, status="planned")
    early, late, edge = room.hold(days_ago=5), room.hold(days_ago=3, kind="physiotherapy"), room.hold(days_ago=14)
    done, theirs = room.hold(days_ago=4), room.hold(days_ago=6)
    room.hold(days_ago=15)
    room.hold(days_ago=-3, status="planned")
    room.hold(days_ago=1, status="missed")
    room.hold(days_ago=1, kind="walking")
    room.write(done, note="x")
    room.write(theirs, by=room.browser(second), note="x")
    assert offered(choose(room.browser())) == [
        str(one) for one in (overdue, soon, late, early, theirs, edge)
    ]  # fmt: skip
    assert str(done) in offered(choose(room.browser(second)))


def test_an_appointment_that_took_place_is_marked_and_keeps_what_its_patient_noted(app: Flask, room: Room) -> None:
    second = sharing.make_practitioner(app, "Ana")
    sharing.share(app, room.person, second, notes=False)
    course = room.course()
    session_id = room.hold(days_ago=0.01, status="planned", course_id=course, note="Only mine", practitioner="Li Wen")
    before = room.sessions()[0]
    ana = room.browser(second)
    asked = attend(ana, session_id)
    assert (asked.status, asked.heading) == (422, "Is it this one?")
    assert "it names Li Wen as its practitioner. Nothing was saved yet." in asked.text
    assert room.sessions()[0].status == "planned"
    answer = ana.submit(asked, "/record", follow=False, held="yes")
    assert answer.location.startswith(ana.path(f"sessions/{session_id}/record/edit?saved="))
    assert room.acts() == ["session_changed"]
    (row,) = room.sessions()
    assert (row.status, row.note, row.started_at) == ("attended", "Only mine", before.started_at)
    assert (row.course_id, row.practitioner) == (course, "Li Wen")
    page = ana.get(answer.location)
    assert "session 1 of 10" in page.text
    assert "Only mine" not in page.body
    again = attend(ana, session_id)
    assert again.location == ana.path(f"sessions/{session_id}/record/edit")
    assert room.acts() == ["session_changed"]


def test_one_that_took_place_early_began_now(room: Room) -> None:
    session_id = room.hold(days_ago=-0.02, status="planned")
    if room.sessions()[0].local_day != today().date():  # in the last half hour of a day it is not today's
        assert attend(room.browser(), session_id).status == 404
        return
    assert attend(room.browser(), session_id).status == 303
    (row,) = room.sessions()
    assert row.status == "attended"
    assert abs(row.started_at - clock.now()) < timedelta(minutes=2)


def test_undo_puts_the_appointment_back_and_leads_to_a_page_that_is_there(room: Room) -> None:
    session_id, li = room.hold(days_ago=0.01, status="planned"), room.browser()
    page = li.get(attend(li, session_id).location)
    undone = li.submit(page, "/undo/")
    assert undone.heading == "Which session?"
    assert room.sessions()[0].status == "planned"
    added = li.get(add(li, looked_at=str(session_id)).location)
    assert "Saved: acupuncture" in added.text
    assert ">Change</a>" not in added.body, "only its patient can change a session"
    assert li.submit(added, "/undo/").status == 200
    assert [row.id for row in room.sessions()] == [session_id]


@pytest.mark.parametrize("kind", ["acupuncture", "massage"])
def test_a_new_session_is_held_by_its_practitioner_in_the_running_course(room: Room, kind: str) -> None:
    room.course(days_ago=90, kind=kind, phase="ended", ended_on=(today() - timedelta(days=60)).date())
    running = room.course(kind=kind)
    room.course(days_ago=5, kind="physiotherapy")
    li = room.browser()
    moment = today().replace(microsecond=0) - timedelta(days=1)
    answer = add(li, kind=kind, day=moment.date().isoformat(), clock=f"{moment:%H:%M}", minutes="45")
    (row,) = room.sessions()
    assert answer.location.startswith(li.path(f"sessions/{row.id}/record/edit?saved="))
    assert (row.kind, row.status, row.minutes, row.practitioner) == (kind, "attended", 45, "Li Wen")
    assert (row.course_id, row.local_day, row.note) == (running, moment.date(), None)
    assert row.started_at.astimezone(ZONE).strftime("%H:%M") == f"{moment:%H:%M}"
    assert room.acts() == ["session_added"]
    assert room.write(row.id, by=li, note="x").status == 303
    assert room.acts() == ["session_added", "session_recorded"]


def test_now_is_the_patients_now_and_the_kind_is_that_of_the_course(room: Room, app: Flask) -> None:
    far = sharing.make_practitioner(app, "Ana", zone="Pacific/Auckland")
    sharing.share(app, room.person, far)
    ana = room.browser(far)
    assert held(choose(ana))["kind"] == "acupuncture"
    room.course(kind="chiropractic")
    shown = held(choose(ana))
    assert shown["kind"] == "chiropractic"
    local = datetime.fromisoformat(f"{shown['day']}T{shown['clock']}").replace(tzinfo=ZONE)
    assert abs(local - clock.now()) < timedelta(minutes=2)


def test_a_course_that_is_not_shared_cannot_be_joined(room: Room, app: Flask) -> None:
    hidden, since = room.course(), today().date() - timedelta(days=3)
    second = sharing.make_practitioner(app, "Ana")
    sharing.share(app, room.person, second, first_day=since)
    ana = room.browser(second)
    assert add(ana, course_id=str(hidden)).status == 303
    (row,) = room.sessions()
    assert row.course_id is None


def test_no_session_is_added_where_it_would_not_be_seen_again(room: Room, app: Flask) -> None:
    since = today().date() - timedelta(days=3)
    second = sharing.make_practitioner(app, "Ana")
    sharing.share(app, room.person, second, first_day=since)
    ana = room.browser(second)
    refused = add(ana, day=(since - timedelta(days=1)).isoformat())
    assert refused.status == REFUSED
    assert "You see this record from" in refused.error_of("day")
    assert room.sessions() == []
    assert add(ana, day=since.isoformat(), clock="00:00").status == 303


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"kind": "walking"}, "kind"),
        ({"kind": None}, "kind"),
        ({"day": ""}, "day"),
        ({"day": "2999-01-01"}, "day"),
        ({"clock": "25:00"}, "clock"),
        ({"minutes": "0"}, "minutes"),
        ({"minutes": "721"}, "minutes"),
    ],
)
def test_what_cannot_have_been_is_refused(room: Room, typed: dict[str, Any], field: str) -> None:
    answer = add(room.browser(), **typed)
    assert answer.status == REFUSED
    assert answer.error_of(field)
    assert room.sessions() == []
    assert room.acts() == []


def test_tomorrow_is_still_to_come(room: Room) -> None:
    answer = add(room.browser(), day=(today() + timedelta(days=1)).date().isoformat())
    assert "still to come" in answer.error_of("day")


def test_the_same_new_session_sent_twice_is_one(room: Room) -> None:
    li = room.browser()
    page = choose(li)
    first = add(li, page)
    assert first.status == 303
    assert without_twice(add(li, page).location) == first.location
    assert len(room.sessions()) == 1
    assert room.acts() == ["session_added"]


def test_only_what_was_offered_can_be_marked(room: Room) -> None:
    li = room.browser()
    later = room.hold(days_ago=-2, status="planned")
    long_ago = room.hold(days_ago=15, status="planned")
    walk = room.hold(days_ago=0.01, kind="walking", status="planned")
    missed = room.hold(days_ago=1, status="missed")
    before = [(row.id, row.status) for row in room.sessions()]
    for session_id in (later, long_ago, walk, missed, uuid.uuid4()):
        assert attend(li, session_id).status == 404
    assert li.post(li.path(RECORD), {"appointment": "no"}).status == 404
    assert [(row.id, row.status) for row in room.sessions()] == before
    assert room.acts() == []


def test_queries_do_not_grow_with_the_sessions(room: Room, app: Flask) -> None:
    li = room.browser()
    counts: list[list[int]] = []
    session_id = room.hold()
    pages = (RECORD, f"sessions/{session_id}", f"sessions/{session_id}/record/edit", "sessions")
    for more in (1, 10):
        for number in range(more):
            room.write(room.hold(days_ago=number / 2 + 1), note="x")
        counts.append([])
        for path in pages:
            with counted_queries(app) as seen:
                assert li.get(li.path(path)).status == 200
            counts[-1].append(len(seen))
    assert counts[0] == counts[1]
