"""Every act that the log knows, done through the pages: each is exactly one event, and none tells what was seen."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.manifests.readers import PASSCODE, Reader, shlink_of
from tests.sharing.doings import code_of, invite, look, plant_sign
from tests.sharing.openers import Opener
from tests.support import sharing
from tests.support.pages import Page
from tests.support.people import Person, sign_in
from tests.treatment.recording import Room
from tracker.correspondence.models import ReviewRequest
from tracker.domain.sharing.access_log import Act
from tracker.web.extensions import db

WORD = "zebrafish"


class Doings:
    """A patient and a practitioner at their browsers, and what each act of theirs adds to the log."""

    def __init__(self, app: Flask, person: Person) -> None:
        self.app, self.person = app, person
        self.practitioner = sharing.make_practitioner(app)
        self.owner = sign_in(app, person)
        self.visitor = sharing.as_practitioner(app, self.practitioner, person)
        with app.app_context():
            self.room = Room(app, db.engine, person, self.practitioner)
        self.course = self.room.course(goal=WORD)
        self.session = self.room.hold(days_ago=1, note=WORD)
        self.done: list[Act] = []

    def does(self, act: Act, doing: Callable[[], Any]) -> Any:
        """Do it; the pages that a practitioner opens on the way are looks of their own."""
        before = len(self._events(looks=act is Act.LOOKED))
        came_of_it = doing()
        new = self._events(looks=act is Act.LOOKED)[before:]
        assert [event.act for event in new] == [act.value], act
        self.done.append(act)
        return came_of_it

    def _events(self, *, looks: bool) -> list[Any]:
        return [event for event in sharing.events_of(self.app, self.person) if looks or event.act != Act.LOOKED.value]

    def see(self, rest: str) -> Page:
        return self.visitor.get(self.visitor.path(rest))


@pytest.fixture
def doings(app: Flask, person: Person) -> Doings:
    return Doings(app, person)


def test_every_act_is_one_event_without_health_data(app: Flask, doings: Doings) -> None:
    _shares(doings)
    _looks(doings)
    _writes(doings)
    _records(doings)
    _answers(doings)
    _suggests(doings)
    _opens_a_link(app, doings)
    _opens_a_health_link(app, doings)
    doings.does(Act.SHARE_ENDED, lambda: doings.visitor.post(doings.visitor.path("leave"), {}, follow=False))
    assert set(doings.done) == set(Act)
    events = sharing.events_of(app, doings.person)
    assert not [event for event in events if WORD in f"{event.name}{event.page}{event.detail}{event.act}{event.actor}"]


def _shares(doings: Doings) -> None:
    owner = doings.owner
    doings.does(Act.INVITE_MADE, lambda: invite(owner))
    doings.does(Act.INVITE_ENDED, lambda: owner.submit(owner.get(owner.path("sharing")), "/invites/"))
    code = code_of(doings.app, doings.practitioner)
    found = owner.submit(owner.get(owner.path("sharing/find")), "sharing/find", code=code)
    terms = owner.submit(found, "sharing/find", since="everything", notes="yes", may_record="yes", until="open")
    doings.does(Act.SHARE_MADE, lambda: owner.submit(terms, "sharing/find"))
    change = f"sharing/grants/{sharing_grant(doings)}"
    asked = look(owner, change, notes="no", may_record="yes")
    doings.does(Act.SHARE_CHANGED, lambda: owner.submit(asked, change))


def sharing_grant(doings: Doings) -> uuid.UUID:
    (event,) = [one for one in sharing.events_of(doings.app, doings.person) if one.act == Act.SHARE_MADE.value]
    assert event.share_id is not None
    return event.share_id


def _looks(doings: Doings) -> None:
    doings.does(Act.LOOKED, lambda: doings.see("progress"))
    doings.does(Act.EXPORTED, lambda: doings.see("exports/sessions.csv"))


def _writes(doings: Doings) -> None:
    visitor = doings.visitor
    page = doings.see("notes")
    written = doings.does(Act.NOTE_WRITTEN, lambda: visitor.submit(page, "/notes", text=WORD))
    address = next(node.attrs["href"] for node in written.all("a[href]") if "/notes/" in node.attrs["href"])
    doings.does(Act.NOTE_CORRECTED, lambda: visitor.submit(visitor.get(address), address, text=f"{WORD} again"))
    doings.does(Act.NOTE_DELETED, lambda: visitor.submit(visitor.get(address), "/delete"))
    propose = f"courses/{doings.course}/propose"
    proposal: dict[str, Any] = {"planned_sessions": 12, "reason": WORD}
    doings.does(Act.PLAN_PROPOSED, lambda: visitor.submit(doings.see(propose), "/propose", **proposal))
    doings.does(Act.PLAN_WITHDRAWN, lambda: visitor.submit(doings.see(f"course?course={doings.course}"), "/withdraw"))


def _records(doings: Doings) -> None:
    visitor, edit = doings.visitor, f"sessions/{doings.session}/record/edit"
    doings.does(Act.SESSION_RECORDED, lambda: visitor.submit(doings.see(edit), "/edit", rationale=WORD))
    doings.does(Act.RECORD_CORRECTED, lambda: visitor.submit(doings.see(edit), "/edit", rationale=f"{WORD} again"))
    read = edit.removesuffix("/edit")
    doings.does(Act.RECORD_DELETED, lambda: visitor.submit(doings.see(read), "/record/delete"))
    page = doings.see("sessions/record")
    now = sharing.now()
    new: dict[str, Any] = {"day": (now - timedelta(days=9)).date().isoformat(), "clock": "10:00"}
    added = doings.does(Act.SESSION_ADDED, lambda: visitor.submit(page, "sessions/record", **new))
    doings.does(Act.SESSION_DELETED, lambda: visitor.submit(added, "/undo/"))
    planned = doings.room.hold(days_ago=0.02, status="planned")
    waiting = doings.see("sessions/record")
    assert str(planned) in waiting.body
    attended = {"appointment": str(planned)}
    doings.does(Act.SESSION_CHANGED, lambda: visitor.post(visitor.path("sessions/record"), attended))


def _answers(doings: Doings) -> None:
    visitor, owner = doings.visitor, doings.owner
    plant_sign(doings.app, doings.person)
    page = doings.see("warning-signs")
    answered = doings.does(Act.FLAG_ANSWERED, lambda: visitor.submit(page, "/warning-signs", text=WORD))
    doings.does(Act.FLAG_REOPENED, lambda: visitor.submit(answered, "/delete"))
    before = len(sharing.events_of(doings.app, doings.person))
    owner.submit(owner.get(owner.path("warning-signs")), "/warning-signs", text=WORD)
    assert len(sharing.events_of(doings.app, doings.person)) == before, "the owner's own act is no event"


def _suggests(doings: Doings) -> None:
    visitor, suggest = doings.visitor, f"courses/{doings.course}/suggest-review"
    form = {"id": str(uuid.uuid4())}
    doings.does(Act.REVIEW_SUGGESTED, lambda: visitor.post(visitor.path(suggest), form, follow=False))
    with doings.app.app_context():
        request_id = db.session.execute(select(ReviewRequest.id)).scalar_one()
    take_back = f"review-requests/{request_id}/withdraw"
    doings.does(Act.REVIEW_UNSUGGESTED, lambda: visitor.post(visitor.path(take_back), follow=False))


def _opens_a_health_link(app: Flask, doings: Doings) -> None:
    owner = doings.owner

    def make() -> Page:
        form = owner.get(owner.path("sharing/health-links/new"))
        return owner.submit(form, "health-links/new", label="My clinic", new_password=PASSCODE, holds="fhir")

    first = Reader(app, shlink_of(doings.does(Act.HEALTH_LINK_MADE, make)))
    doings.does(Act.HEALTH_LINK_OPENED, lambda: first.ask(passcode=PASSCODE))
    doings.does(Act.HEALTH_LINK_ENDED, lambda: owner.submit(owner.get(owner.path("sharing")), "/health-links/"))
    second = Reader(app, shlink_of(doings.does(Act.HEALTH_LINK_MADE, make)))
    for _ in range(4):
        doings.does(Act.HEALTH_LINK_REFUSED, lambda: second.ask(passcode="000000"))
    second.ask(passcode="000000")
    last = [Act(event.act) for event in sharing.events_of(app, doings.person)][-2:]
    assert last == [Act.HEALTH_LINK_REFUSED, Act.HEALTH_LINK_LOCKED]
    doings.done.append(Act.HEALTH_LINK_LOCKED)


def _opens_a_link(app: Flask, doings: Doings) -> None:
    owner = doings.owner
    form = owner.get(owner.path("sharing/links/new"))
    made = doings.does(Act.LINK_MADE, lambda: owner.submit(form, "links/new", label="My physician"))
    address = str(made.one("#address").to_text()).strip()
    opener = Opener(app)
    doings.does(Act.LINK_OPENED, lambda: opener.open(address))
    doings.does(Act.LINK_ENDED, lambda: owner.submit(owner.get(owner.path("sharing")), "/links/"))
