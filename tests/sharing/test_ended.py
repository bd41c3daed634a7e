"""A share ends while a practitioner types: they are told, and have back what they typed; nobody else learns of it."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from tests.sharing.doings import plant_sign
from tests.support import hostile, sharing
from tests.support.pages import Browser, Form, Page
from tests.support.people import Person, make_person, sign_in
from tests.treatment.recording import FULL, Room
from tracker.correspondence.models import ReviewNote
from tracker.sharing.models import Grant
from tracker.sharing.views.ended import tell_refused
from tracker.web.extensions import db
from tracker.web.transactions import separate_session

TYPED = "Leg calmer.\nWalk twice a day."


@pytest.fixture
def li(app: Flask) -> Person:
    return sharing.make_practitioner(app)


@pytest.fixture
def room(app: Flask, person: Person, li: Person) -> Room:
    with app.app_context():
        return Room(app, db.engine, person, li)


def stop(app: Flask, person: Person, grant_id: uuid.UUID) -> None:
    owner = sign_in(app, person)
    assert owner.post(owner.path(f"sharing/grants/{grant_id}/end")).status == 200


def typed_again(page: Page) -> str:
    return str(page.one("textarea").to_text(strip=False)).removeprefix("\n")


def test_a_note_that_was_being_typed_comes_back(app: Flask, person: Person, li: Person) -> None:
    grant_id = sharing.share(app, person, li)
    visitor = sharing.as_practitioner(app, li, person)
    page = visitor.get(visitor.path("notes"))
    visitor.submit(page, "/notes", text="Before")
    page = visitor.get(visitor.path("notes"))
    stop(app, person, grant_id)
    told = visitor.submit(page, "/notes", text=TYPED)
    assert (told.status, told.heading) == (410, "This share has ended")
    assert "Rosa ended the share," in told.text
    assert typed_again(told) == TYPED
    assert "Before" not in told.text
    archive = visitor.get(next(node.attrs["href"] for node in told.all("a.button")))
    assert archive.heading == "What you wrote about Rosa"
    assert "Before" in archive.text
    assert TYPED.split("\n", maxsplit=1)[0] not in archive.text


def test_a_refusal_that_lost_a_race_is_a_refusal_again(
    app: Flask, person: Person, li: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The share ends while a note waits for its turn, and telling so loses a race once: the note is not saved then."""
    grant_id = sharing.share(app, person, li)
    visitor = sharing.as_practitioner(app, li, person)
    page, told = visitor.get(visitor.path("notes")), []

    def end_meanwhile(_patient_id: uuid.UUID) -> bool:
        with separate_session() as session:
            session.execute(update(Grant).where(Grant.id == grant_id).values(ended_at=sharing.now(), ended_by="owner"))
        return True

    def tell_late(*asked: Any) -> Any:
        told.append(asked)
        if len(told) == 1:
            raise IntegrityError("INSERT", {}, Exception("another was first"))
        return tell_refused(*asked)

    monkeypatch.setitem(app.extensions, "take_turn", end_meanwhile)
    monkeypatch.setattr("tracker.gate_answers.tell_refused", tell_late)
    refused = visitor.submit(page, "/notes", text=TYPED, follow=False)
    with app.app_context():
        assert db.session.scalars(select(ReviewNote)).all() == []
    assert len(told) == 2
    assert (refused.status, refused.heading) == (410, "This share has ended")


def test_a_record_that_was_being_typed_comes_back_whole(app: Flask, person: Person, li: Person, room: Room) -> None:
    grant_id, session_id = sharing.share(app, person, li), room.hold(note="zebrafish")
    visitor = room.browser()
    page = visitor.get(visitor.path(f"sessions/{session_id}/record/edit"))
    stop(app, person, grant_id)
    told = visitor.submit(page, "/edit", **FULL)
    assert told.status == 410
    lines = typed_again(told)
    assert "Needle count: 9" in lines
    assert f"\nPoints: {FULL['points-more']}" in f"\n{lines}"
    assert "Rationale: Pain at the side\nof the leg" in lines.replace("\r\n", "\n")
    assert "Stimulation: electrical" in lines
    assert "Position: face down" in lines
    assert "csrf" not in lines.lower()
    assert "zebrafish" not in told.body


@pytest.mark.parametrize(
    ("rest", "name"),
    [
        ("notes", "text"),
        ("warning-signs", "text"),
        ("courses/{course}/propose", "reason"),
        ("sessions/{session}/record/edit", "rationale"),
    ],
)
def test_nothing_comes_back_that_nobody_typed(
    app: Flask, person: Person, li: Person, room: Room, rest: str, name: str
) -> None:
    """Forms carry what a page was opened with, and when; only the words of their sender are given back."""
    grant_id, ids = sharing.share(app, person, li), {"course": room.course(), "session": room.hold()}
    plant_sign(app, person)
    visitor = room.browser()
    page = visitor.get(visitor.path(rest.format_map(ids)))
    form = next(form for form in map(Form, page.all("form")) if name in form.names())
    hidden = [node.attrs["value"] for node in form.node.flat() if node.attrs.get("type") == "hidden"]
    assert len(hidden) > 1
    stop(app, person, grant_id)
    typed: dict[str, Any] = {name: TYPED}
    told = typed_again(visitor.submit(page, rest.rpartition("/")[2], **typed))
    assert TYPED in told.replace("\r\n", "\n")
    assert not [value for value in hidden if value and value in told]


def test_a_look_says_that_it_ended_and_nothing_of_the_record(app: Flask, person: Person, li: Person) -> None:
    grant_id = sharing.share(app, person, li)
    visitor = sharing.as_practitioner(app, li, person)
    stop(app, person, grant_id)
    events = len(sharing.events_of(app, person))
    pages = [visitor.get(visitor.path(rest)) for rest in ("progress", "brief", "today", "sharing", "still-shared")]
    assert {page.status for page in pages} == {410}
    assert len({page.body for page in pages}) == 1
    assert not pages[0].all("textarea, form")
    assert len(sharing.events_of(app, person)) == events, "nothing of the record was looked at"


def test_a_share_that_ended_before_anything_was_kept(app: Flask, person: Person, li: Person) -> None:
    """As in a database from before this was kept: it says what is so, and offers nothing that is not there."""
    sharing.share(app, person, li, ended=True)
    visitor = sharing.as_practitioner(app, li, person)
    told = visitor.get(visitor.path("notes"))
    assert (told.status, "before this app kept" in told.text) == (410, True)
    assert [node.attrs["href"] for node in told.all("a.button")] == ["/former-patients"]


def test_a_question_about_points_is_nothing_that_was_typed(app: Flask, person: Person, li: Person, room: Room) -> None:
    grant_id, session_id = sharing.share(app, person, li), room.hold()
    visitor = room.browser()
    page = visitor.get(visitor.path(f"sessions/{session_id}/record/edit"))
    asked = visitor.submit(page, "/edit", **FULL | {"points-more": "P7; GB30"})
    stop(app, person, grant_id)
    answer: dict[str, Any] = {"points-answer-0": "PC7"}
    lines = typed_again(visitor.submit(asked, "/edit", **answer)).splitlines()
    assert "Points: P7; GB30" in lines
    assert "Points answer 0: PC7" in lines
    assert not [line for line in lines if "asked" in line]


@pytest.mark.parametrize("text", [hostile.TEXTS[name] for name in ("script", "end of textarea", "braces", "hover")])
def test_what_was_typed_stays_text(app: Flask, person: Person, li: Person, text: str) -> None:
    sharing.share(app, person, li, ended=True)
    visitor = sharing.as_practitioner(app, li, person)
    told = visitor.post(visitor.path("notes"), {"text": text})
    assert not hostile.foreign_markup(told.nodes)
    assert typed_again(told) == text


def test_a_planted_form_is_not_repeated(app: Flask, person: Person, li: Person) -> None:
    sharing.share(app, person, li, ended=True)
    visitor = sharing.as_practitioner(app, li, person)
    visitor.get("/former-patients")
    told = visitor.post(visitor.path("notes"), {"text": "Pay here"}, token="made-up")
    assert (told.status, "Pay here" in told.body) == (410, False)


def test_without_a_second_factor_it_is_asked_for_first(app: Flask, person: Person) -> None:
    careless = sharing.make_practitioner(app, "Amy", has_factor=False)
    sharing.share(app, person, careless, ended=True)
    visitor = sharing.as_practitioner(app, careless, person)
    assert "Rosa" not in visitor.get(visitor.path("notes")).body


def strangers(app: Flask, person: Person, li: Person) -> list[Browser]:
    """Who never had a grant: another practitioner, another patient, a former one who is no practitioner any more."""
    amy, omar = sharing.make_practitioner(app, "Amy"), make_person(app, "Omar")
    sharing.share(app, person, omar, ended=True)
    link = sharing.as_link_holder(app, person, sharing.make_link(app, person))
    link.post("/shared/leave")
    return [sharing.as_practitioner(app, amy, person), sharing.as_practitioner(app, omar, person), link]


def test_strangers_meet_the_page_of_what_is_not_there(app: Flask, person: Person, li: Person) -> None:
    sharing.share(app, person, li, ended=True)
    for browser in strangers(app, person, li):
        for patient_id in (person.patient_id, uuid.uuid4()):
            for send in (browser.get, browser.post):
                page = send(f"/patients/{patient_id}/notes", follow=False)
                assert page.status in {302, 401, 404}, page.status
                assert "Rosa" not in page.body


def test_a_new_share_is_a_share(app: Flask, person: Person, li: Person) -> None:
    grant_id = sharing.share(app, person, li)
    stop(app, person, grant_id)
    sharing.share(app, person, li)
    visitor = sharing.as_practitioner(app, li, person)
    assert visitor.get(visitor.path("notes")).status == 200
    assert visitor.post(visitor.path("sharing/invite"), {"text": TYPED}).status == 404


def test_the_last_day_has_passed_of_an_account_that_is_switched_off(app: Flask, person: Person, li: Person) -> None:
    sharing.share(app, person, li, last_day=sharing.today() - timedelta(days=2))
    visitor = sharing.as_practitioner(app, li, person)
    told = visitor.post(visitor.path("notes"), {"text": TYPED})
    assert (told.status, "ended by itself" in told.text, typed_again(told)) == (410, True, TYPED)


class TestRecordingIsNoLongerShared:
    """The share runs, but its terms have changed while a session was being recorded."""

    def test_what_was_typed_comes_back(self, app: Flask, person: Person, li: Person, room: Room) -> None:
        grant_id, session_id = sharing.share(app, person, li), room.hold()
        visitor = room.browser()
        page = visitor.get(visitor.path(f"sessions/{session_id}/record/edit"))
        with app.app_context():
            db.session.execute(update(Grant).where(Grant.id == grant_id).values(may_record=False))
            db.session.commit()
        told = visitor.submit(page, "/edit", rationale=TYPED)
        assert (told.status, told.heading) == (404, "You cannot record sessions here")
        assert TYPED in typed_again(told)

    def test_a_stranger_is_not_told(self, app: Flask, person: Person) -> None:
        amy = sharing.make_practitioner(app, "Amy")
        visitor = sharing.as_practitioner(app, amy, person)
        page = visitor.post(visitor.path("sessions/record"), {"rationale": TYPED})
        assert (page.status, page.heading) == (404, "Page not found")

    def test_a_look_is_missing_as_before(self, app: Flask, person: Person, li: Person) -> None:
        sharing.share(app, person, li, may_record=False)
        visitor = sharing.as_practitioner(app, li, person)
        assert visitor.get(visitor.path("sessions/record")).heading == "Page not found"


@pytest.mark.parametrize("who", ["owner", "practitioner", "owner of a dose"])
def test_what_was_typed_about_something_that_is_gone_comes_back(
    app: Flask, person: Person, li: Person, room: Room, who: str
) -> None:
    """The session was deleted meanwhile, on another device or by its owner."""
    sharing.share(app, person, li)
    session_id, owner, gone = room.hold(), sign_in(app, person), uuid.uuid4()
    browser, rest, typed = {
        "owner of a dose": (owner, f"medication/{gone}", {"note": TYPED}),
        "owner": (owner, f"sessions/{session_id}/edit", {"note": TYPED}),
        "practitioner": (room.browser(), f"sessions/{session_id}/record/edit", {"rationale": TYPED}),
    }[who]
    browser.get(browser.path(rest))
    owner.post(owner.path(f"sessions/{session_id}/delete"))
    values: dict[str, Any] = typed
    told = browser.post(browser.path(rest), values)
    assert (told.status, told.heading) == (404, "Page not found")
    assert TYPED in typed_again(told)


def test_without_scripts_a_picture_changes_a_cookie_that_scripts_cannot_read(
    app: Flask, person: Person, li: Person
) -> None:
    """Upon which browsers keep no page of somebody else's record; one's own pages need nothing of the kind."""
    sharing.share(app, person, li)
    visitor, owner = sharing.as_practitioner(app, li, person), sign_in(app, person)
    assert "/shared/unkept.svg" in visitor.get(visitor.path("brief")).body
    assert "/shared/unkept.svg" not in owner.get(owner.path("brief")).body
    first, second = (visitor.get("/shared/unkept.svg").headers["Set-Cookie"] for _ in range(2))
    assert first != second
    assert all(part in first for part in ("HttpOnly", "SameSite=Lax", "Path=/"))
