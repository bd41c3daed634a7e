"""Invitations: making one whose code is shown once, withdrawing it, and a practitioner taking it."""

import hashlib
import re
import threading
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import segno
from flask import Flask
from sqlalchemy.orm import Session

from tests.sharing.doings import (
    CHOICES,
    acts_of,
    age_invite,
    everything,
    grants_of,
    invite,
    look,
    only_grant,
    only_invite,
    take,
)
from tests.support.pages import Browser, Page
from tests.support.people import Person, give_factor, make_person, sign_in
from tests.support.sharing import events_of, make_practitioner, now, share, today
from tracker.sharing.models import Invite
from tracker.sharing.services import invites
from tracker.throttling.limits import RULES, LimitedAct, Scope
from tracker.web.extensions import db
from tracker.web.qr import QUIET, picture_of

NOT_OPEN = "No open invitation has this code"
CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}")


def refused(browser: Browser, code: str) -> str:
    """What stands beside the field when this code is typed."""
    page = browser.submit(browser.get("/take"), "/take", code=code)
    assert page.status == 422
    assert not page.all("input[name=sure]")
    return page.error_of("code")


def test_inviting_shows_what_will_be_seen_and_then_the_code(app: Flask, patient: Browser, person: Person) -> None:
    asked = look(patient, "sharing/invite", notes="yes", may_record="yes", since="today")
    assert asked.status == 200
    assert "Your notes: the free text" in asked.text
    assert "They can add their side of your sessions" in asked.text
    with app.app_context():
        assert db.session.query(Invite).count() == 0
    page = patient.submit(asked, "sharing/invite")
    code = str(page.one(".share-code").to_text()).strip()
    assert CODE.fullmatch(code)
    assert f"http://localhost/take/{code}" in page.one("#address").to_text()
    assert "shown only now" in page.text
    row = only_invite(app, person)
    assert row.code_hash == hashlib.sha256(code.replace("-", "").encode()).digest()
    assert (row.notes, row.may_record, row.expires_at - row.made_at) == (True, True, timedelta(days=7))
    assert acts_of(app, person) == [("invite_made", "patient", None)]


def test_the_code_is_nowhere_but_on_that_page(
    app: Flask, db_session: Session, patient: Browser, person: Person
) -> None:
    _, code = invite(patient)
    listed = patient.get(patient.path("sharing"))
    assert "Open invitations" in listed.text
    plain = code.replace("-", "")
    assert code not in listed.body
    dump = everything(db_session)
    assert code not in dump
    assert plain not in dump
    assert all(code not in str(vars(event)) for event in events_of(app, person))


def test_the_same_form_makes_one_invitation_and_its_code_is_not_shown_again(
    app: Flask, patient: Browser, person: Person
) -> None:
    asked = look(patient, "sharing/invite")
    first = patient.submit(asked, "sharing/invite")
    code = str(first.one(".share-code").to_text()).strip()
    again = patient.submit(asked, "sharing/invite")
    assert (again.status, again.heading) == (200, "This code was shown once")
    assert code not in again.body
    row = only_invite(app, person)
    gone = patient.submit(again, f"{row.id}/end")
    assert "is withdrawn" in gone.text
    assert "not open any more" in patient.submit(asked, "sharing/invite").text
    assert [act for act, *_ in acts_of(app, person)] == ["invite_made", "invite_ended"]


def test_the_picture_holds_the_address(patient: Browser) -> None:
    page, code = invite(patient)
    drawing = page.one("svg[role=img]")
    assert "QR" in drawing.attrs["aria-label"]
    expected = picture_of(f"http://localhost/take/{code}")
    paper, ink = page.all("svg[role=img] path")
    assert ink.attrs["d"] == expected.path
    assert paper.attrs["d"] == f"M0 0h{expected.side}v{expected.side}h-{expected.side}z"


def test_the_picture_is_dark_on_light_in_both_themes() -> None:
    root = Path(__file__).resolve().parents[2]
    tokens = dict(re.findall(r"--(scan-[a-z]+): ([^;]+);", (root / "static/css/tokens.css").read_text()))
    assert tokens == {"scan-paper": "#ffffff", "scan-ink": "#1d2424"}


def test_the_path_draws_every_dark_square_and_no_other() -> None:
    text = "http://localhost/take/K7F2-9QXM-3RTW"
    picture = picture_of(text)
    dark = set()
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", picture.path):
        dark |= {(int(x) + step, int(y)) for step in range(int(length))}
    matrix = segno.make(text, micro=False, error="m").matrix
    expected = {(x + QUIET, y + QUIET) for y, row in enumerate(matrix) for x, square in enumerate(row) if square}
    assert dark == expected
    assert picture.side == len(matrix) + 2 * QUIET
    assert re.sub(r"M\d+ \d+h(\d+)v1h-\1z", "", picture.path) == ""


def test_taking_an_invitation_by_its_code(
    app: Flask, patient: Browser, person: Person, practitioner: Person, watching: Browser
) -> None:
    _, code = invite(patient, notes="yes", since="today", until="months")
    assert watching.get(watching.path("progress")).status == 404
    seen = watching.submit(watching.get("/take"), "/take", code=f" {code.lower()} ")
    assert seen.heading == "Rosa invites you"
    assert "Their notes in their own words" in seen.text
    assert grants_of(app, person) == [], "looking takes nothing"
    answer = watching.submit(seen, "/take", follow=False)
    assert (answer.status, answer.location) == (303, watching.path("brief"))
    row, made = only_grant(app, person), only_invite(app, person)
    assert (row.practitioner_account_id, row.notes, row.may_record) == (practitioner.account_id, True, False)
    assert (row.first_day, row.last_day) == (made.first_day, made.last_day)
    assert made.grant_id == row.id
    assert made.taken_at is not None
    assert watching.get(watching.path("progress")).status == 200
    assert acts_of(app, person) == [("invite_made", "patient", None), ("share_made", "practitioner", row.id)]
    page = patient.get(patient.path("sharing"))
    assert "Open invitations" not in page.text
    assert "Li Wen" in page.text


def test_taking_an_invitation_by_its_address(app: Flask, patient: Browser, person: Person, watching: Browser) -> None:
    page, _ = invite(patient)
    address = str(page.one("#address").to_text()).strip().removeprefix("http://localhost")
    seen = watching.get(address)
    assert (seen.status, seen.heading) == (200, "Rosa invites you")
    assert watching.submit(seen, "/take", follow=False).status == 303
    assert len(grants_of(app, person)) == 1


def test_somebody_not_signed_in_comes_back_to_the_address(client: Browser, patient: Browser) -> None:
    _, code = invite(patient)
    answer = client.get(f"/take/{code}", follow=False)
    assert answer.status == 302
    assert f"/take/{code}" in answer.location.replace("%2F", "/")


@pytest.mark.parametrize("state", ["wrong", "used", "withdrawn", "expired", "past its last day"])
def test_every_code_that_opens_nothing_is_refused_alike(
    app: Flask, patient: Browser, person: Person, watching: Browser, state: str
) -> None:
    _, code = invite(patient, until="own", last_day=(today() + timedelta(days=2)).isoformat())
    if state == "wrong":
        code = "0000-0000-0000"
    elif state == "used":
        take(sign_in(app, make_practitioner(app, "Kim Lee")), code)
    elif state == "withdrawn":
        patient.submit(patient.get(patient.path("sharing")), f"{only_invite(app, person).id}/end")
    elif state == "expired":
        age_invite(app, person, now() - timedelta(seconds=1))
    else:
        with app.app_context():
            row = db.session.get(Invite, (person.patient_id, only_invite(app, person).id))
            assert row is not None
            row.last_day = today() - timedelta(days=2)
            db.session.commit()
    before = len(grants_of(app, person))
    assert refused(watching, code).startswith("Please check: " + NOT_OPEN)
    by_address = watching.get(f"/take/{code}")
    assert (by_address.status, by_address.heading) == (422, "Take an invitation")
    assert NOT_OPEN in by_address.error_of("code")
    assert watching.post("/take", {"code": code, "sure": "yes"}).status == 422
    assert len(grants_of(app, person)) == before


@pytest.mark.parametrize(("code", "words"), [("", "type the code"), ("ABC", "16 letters"), ("%00", "16 letters")])
def test_what_cannot_be_a_code_is_said_so(watching: Browser, code: str, words: str) -> None:
    assert words in refused(watching, code)


def test_the_one_who_took_it_may_send_the_form_again(
    app: Flask, patient: Browser, person: Person, watching: Browser
) -> None:
    _, code = invite(patient)
    seen = watching.submit(watching.get("/take"), "/take", code=code)
    for _ in range(2):
        answer = watching.submit(seen, "/take", follow=False)
        assert (answer.status, answer.location) == (303, watching.path("brief"))
    assert len(grants_of(app, person)) == 1
    patient.submit(patient.get(patient.path("sharing")), "/end")
    assert watching.submit(seen, "/take", follow=False).status == 422, (
        "an ended share does not come back by its old code"
    )
    assert watching.get(watching.path("progress")).status == 410


def test_the_owner_cannot_take_their_own_invitation(app: Flask, practitioner: Person) -> None:
    browser = sign_in(app, practitioner)
    _, code = invite(browser)
    assert "your own invitation" in refused(browser, code)
    assert browser.post("/take", {"code": code, "sure": "yes"}).status == 422
    assert grants_of(app, practitioner) == []
    assert only_invite(app, practitioner).taken_at is None


def test_who_is_no_practitioner_is_told_to_say_who_they_are_first(
    app: Flask, patient: Browser, other: Browser, person: Person
) -> None:
    _, code = invite(patient)
    page = other.get(f"/take/{code}")
    assert page.heading == "First say who you are"
    assert "Rosa" not in page.text
    (link,) = (node.attrs["href"] for node in page.all("a[href]") if "practitioner" in node.attrs["href"])
    assert link == f"/settings/practitioner?next=/take/{code}"
    assert other.post("/take", {"code": code, "sure": "yes"}).heading == "First say who you are"
    assert grants_of(app, person) == []
    profile = other.get(link)
    back = other.submit(profile, "/settings/practitioner", name="Omar", kind="acupuncturist", follow=False)
    assert back.location == f"/take/{code}"
    assert other.get(back.location).heading == "Second factor"
    give_factor(app, "Omar")
    assert other.get(back.location).heading == "Rosa invites you"


def test_new_terms_replace_those_that_hold(
    app: Flask, patient: Browser, person: Person, practitioner: Person, watching: Browser
) -> None:
    old = share(app, person, practitioner, notes=True)
    _, code = invite(patient, notes="no")
    take(watching, code)
    ended, running = grants_of(app, person)
    assert (ended.id, ended.ended_by, running.notes, running.ended_at) == (old, "practitioner", False, None)
    assert acts_of(app, person) == [
        ("invite_made", "patient", None),
        ("share_ended", "practitioner", old),
        ("share_made", "practitioner", running.id),
    ]


def test_withdrawing_twice_is_one_end_and_only_the_owner_may(
    app: Flask, patient: Browser, other: Browser, person: Person
) -> None:
    invite(patient)
    row = only_invite(app, person)
    assert other.post(other.path(f"sharing/invites/{row.id}/end")).status == 404
    assert other.post(patient.path(f"sharing/invites/{row.id}/end")).status == 404
    assert patient.post(patient.path(f"sharing/invites/{uuid.uuid4()}/end")).status == 404
    for _ in range(2):
        assert patient.post(patient.path(f"sharing/invites/{row.id}/end"), follow=False).status == 303
    assert [act for act, *_ in acts_of(app, person)] == ["invite_made", "invite_ended"]


def test_guessing_is_slowed_down_by_form_and_by_address(app: Flask, patient: Browser, watching: Browser) -> None:
    (limit, _) = RULES[LimitedAct.TAKE_CODE].lane[Scope.ACCOUNT]
    _, code = invite(patient)
    for _ in range(limit.count + 1):
        assert watching.get(f"/take/{code}").status == 200, "right codes do not count"
    for number in range(limit.count):
        wrong = f"0000-0000-{number:04d}"
        assert (watching.get(f"/take/{wrong}") if number % 2 else take_page(watching, wrong)).status == 422
    wrong = "0000-0000-9999"
    for page in (watching.get(f"/take/{wrong}"), take_page(watching, wrong)):
        assert page.status == 429
        assert int(page.headers["Retry-After"]) > 0
    for page in (watching.get(f"/take/{code}"), take_page(watching, code)):
        assert (page.status, "Rosa" in page.text) == (200, True), "nobody guesses one that is right"


def take_page(browser: Browser, code: str) -> Page:
    return browser.post("/take", {"code": code})


def test_two_who_take_one_code_at_once_make_one_grant(app: Flask, patient: Browser, person: Person) -> None:
    """Both have read the invitation while it was open; the second write finds it taken."""
    _, code = invite(patient)
    takers = [make_practitioner(app, name) for name in ("Li Wen", "Kim Lee")]
    with app.app_context():
        engine = db.engine
    results: list[Any] = []
    read = threading.Barrier(2)

    def run(watching: Person) -> None:
        with app.test_request_context(), Session(engine) as session:
            found = invites.find_invitation(session, code.replace("-", ""), watching.account_id, now())
            session.rollback()
            read.wait(10)
            assert found is not None
            try:
                results.append(invites.take(session, found, watching.account_id, watching.user_name, now()))
                session.commit()
            except invites.NotOpen as error:
                results.append(error)

    threads = [threading.Thread(target=run, args=(watching,)) for watching in takers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(isinstance(result, invites.NotOpen) for result in results) == [False, True]
    assert len(grants_of(app, person)) == 1


def test_no_event_of_sharing_holds_anything_of_the_record(
    app: Flask, patient: Browser, person: Person, watching: Browser
) -> None:
    patient.submit(patient.get(patient.path("moments/new")), "/moments/new", leg_pain="4", note="canary-note")
    _, code = invite(patient, notes="yes")
    take(watching, code)
    patient.submit(patient.get(patient.path("sharing")), "/end")
    events = [event for event in events_of(app, person) if event.act != "looked"]
    assert [event.act for event in events] == ["invite_made", "share_made", "share_ended"]
    for event in events:
        assert (event.page, event.detail) == (None, None)
        assert event.name in {"Rosa", "Li Wen"}


def test_an_invitation_for_another_record_is_not_listed(app: Flask, patient: Browser) -> None:
    omar = sign_in(app, make_person(app, "Omar"))
    invite(omar)
    assert "Open invitations" not in patient.get(patient.path("sharing")).text
    assert patient.post(patient.path("sharing/invite"), CHOICES | {"sure": "yes"}).status == 422, (
        "a form without its id"
    )


def test_an_invitation_that_is_gone_while_one_says_yes_is_not_taken(
    app: Flask, patient: Browser, watching: Browser, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, code = invite(patient)
    asked = watching.submit(watching.get("/take"), "/take", code=code)

    def overtaken(*_: object) -> None:
        raise invites.NotOpen

    monkeypatch.setattr(invites, "take", overtaken)
    page = watching.submit(asked, "/take")
    assert (page.status, NOT_OPEN in page.error_of("code")) == (422, True)
    assert grants_of(app, person) == []
