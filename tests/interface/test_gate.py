"""Who gets in: a token and nothing else, for what its scope opens, as long as it lives."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.support import sharing
from tests.support.people import Person, make_person, sign_in
from tests.support.programs import BASE, Program, new_token
from tracker.accounts.models import Account
from tracker.domain.accounts.programs import Scope
from tracker.throttling.models import Attempt
from tracker.tokens.models import ProgramToken
from tracker.tokens.services.pace import Pace
from tracker.web.extensions import db
from tracker.web.limits import MOST_OF_A_BODY


def test_a_token_is_asked_for_first(app: Flask) -> None:
    stranger = Program(app, None, uuid.uuid4())
    for method, path in (
        ("GET", "/me"), ("GET", "/nowhere"), ("POST", "/me"), ("OPTIONS", "/me"), ("PUT", stranger.path("entries/x")),
        ("PUT", stranger.path(f"entries/{uuid.uuid4()}")), ("DELETE", stranger.path(f"entries/{uuid.uuid4()}")),
    ):  # fmt: skip
        answer = stranger.send(method, path)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="sciatica-tracker"'


@pytest.mark.parametrize("sent", ["Basic x", "Bearer", "Bearer ", "Bearer x", "Bearer stk_", "Token abc", "Bearer é"])
def test_what_is_no_token_opens_nothing(app: Flask, sent: str) -> None:
    answer = Program(app, None).get("/me", headers={"Authorization": sent})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_cookie_opens_nothing_and_a_token_no_page(app: Flask, rosa: Person, program: Program) -> None:
    browser = sign_in(app, rosa)
    assert browser.client.get(f"{BASE}/me").status_code == 401
    bearer = {"Authorization": f"Bearer {program.secret}"}
    assert app.test_client().get("/settings", headers=bearer).status_code == 302
    assert app.test_client().get(f"/patients/{rosa.patient_id}/today", headers=bearer).status_code == 302


def test_a_token_in_an_address_is_refused(app: Flask, program: Program) -> None:
    for path in (f"/me?access_token={program.secret}", f"/me?x={program.secret}", f"/{program.secret}", "/me?token=a"):
        assert program.get(path).status_code == 400


def test_what_is_not_there_and_what_cannot_be_done(program: Program) -> None:
    assert program.get("/nowhere").status_code == 404
    for method in ("POST", "OPTIONS", "DELETE"):
        answer = program.send(method, "/me")
        assert answer.status_code == 405
        assert set(answer.headers["Allow"].split(", ")) <= {"GET", "HEAD", "OPTIONS"}
    path = program.path(f"entries/{uuid.uuid4()}")
    assert program.send("PUT", path, data="a=b").status_code == 415
    assert program.send("PUT", path, data=b"{}", content_type="text/plain").status_code == 415
    assert program.send("PUT", path, b"[" + b" " * (MOST_OF_A_BODY - 2) + b"]").status_code not in {413, 415}
    assert program.send("PUT", path, b"[" + b" " * 300_000 + b"]").status_code == 413
    assert program.delete(path, data=b"x").status_code == 415
    assert program.get("/me?x=" + "a" * 9_000).status_code == 414
    elsewhere = program.put(path, {}, headers={"Sec-Fetch-Site": "cross-site"})
    assert elsewhere.status_code == 403


def test_a_page_of_another_site_is_not_let_read(app: Flask, program: Program) -> None:
    answer = program.get("/me", headers={"Origin": "https://elsewhere.example"})
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def _end_by_owner(app: Flask, rosa: Person, token_id: uuid.UUID) -> None:
    browser = sign_in(app, rosa)
    browser.submit(browser.get("/settings/programs"), f"{token_id}/end")


def _new_stamp(_app: Flask, _rosa: Person, _token_id: uuid.UUID) -> None:
    db.session.execute(update(Account).values(security_stamp=Account.security_stamp + 1))


def _disabled(_app: Flask, _rosa: Person, _token_id: uuid.UUID) -> None:
    db.session.execute(update(Account).values(disabled_at=sharing.now()))


def _erased(_app: Flask, _rosa: Person, _token_id: uuid.UUID) -> None:
    db.session.execute(update(Account).values(erase_at=sharing.now() - timedelta(minutes=1)))


def _over(_app: Flask, _rosa: Person, _token_id: uuid.UUID) -> None:
    db.session.execute(update(ProgramToken).values(last_day=sharing.today() - timedelta(days=1)))


@pytest.mark.parametrize("end", [_end_by_owner, _new_stamp, _disabled, _erased, _over])
def test_what_has_ended_opens_nothing(app: Flask, rosa: Person, end: Any) -> None:
    token_id, secret = new_token(app, rosa)
    program = Program(app, secret, rosa.patient_id)
    assert program.get("/me").status_code == 200
    with app.app_context():
        end(app, rosa, token_id)
        db.session.commit()
    answer = program.get("/me")
    assert answer.status_code == 401
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


def test_unknown_tokens_are_counted_and_known_ones_never_refused(app: Flask, program: Program) -> None:
    guess = Program(app, "stk_" + "A" * 43)
    answers = [guess.get("/me").status_code for _ in range(22)]
    assert answers == [401] * 20 + [429] * 2
    assert int(guess.get("/me").headers["Retry-After"]) > 0
    assert program.get("/me").status_code == 200
    with app.app_context():
        assert {act for (act,) in db.session.execute(select(Attempt.act))} == {"open_token"}


def test_one_token_may_ask_for_so_much(app: Flask, program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.extensions, "pace", Pace(2))
    assert [program.get("/me").status_code for _ in range(3)] == [200, 200, 429]


def test_it_says_when_and_by_what_it_was_used_last(app: Flask, program: Program) -> None:
    for user_agent, kind in (("curl/8.9.1", "curl"), ("Tasker/6.3", "Android"), ("strange", None)):
        program.get("/me", headers={"User-Agent": user_agent})
        with app.app_context():
            used_at, used_by = db.session.execute(select(ProgramToken.used_at, ProgramToken.used_by)).one()
        assert used_at is not None
        assert used_by == kind


OWN = {
    Scope.READ: {"read"},
    Scope.LOG: {"log"},
    Scope.WRITE: {"read", "log", "write"},
    Scope.PATIENTS: set[str](),
    Scope.PATIENTS_WRITE: set[str](),
}


@pytest.mark.parametrize("scope", Scope)
def test_a_scope_opens_ones_own_record_so_far(app: Flask, rosa: Person, scope: Scope) -> None:
    program = Program.of(app, rosa, scope)
    path = program.path(f"entries/{uuid.uuid4()}")
    did = {
        "read": program.get(program.path("entries")).status_code,
        "log": program.put(path, {"kind": "daily", "for_date": sharing.today().isoformat(), "leg_pain": 3}).status_code,
        "write": program.post(program.path(f"changes/{uuid.uuid4()}/undo")).status_code,
    }
    allowed = {"read": {200}, "log": {201, 204}, "write": {409}}
    refused = 403 if OWN[scope] else 404
    assert {name for name, status in did.items() if status in allowed[name]} == OWN[scope]
    assert {status for name, status in did.items() if name not in OWN[scope]} <= {refused}


def test_nothing_of_anybody_else_is_there(app: Flask, program: Program) -> None:
    omar = make_person(app, "Omar")
    other = Program(app, program.secret, omar.patient_id)
    nowhere = Program(app, program.secret, uuid.uuid4())
    found = other.get(other.path("entries"))
    assert (found.status_code, found.json) == (404, nowhere.get(nowhere.path("entries")).json)
    assert other.put(other.path("days/today/leg"), {"score": 3}).status_code == 404


def test_a_view_that_declares_nothing_is_not_there(app: Flask, program: Program) -> None:
    known = app.view_functions["interface.me"]
    app.view_functions["interface.me"] = lambda: "open to all"
    try:
        assert program.get("/me").status_code == 404
    finally:
        app.view_functions["interface.me"] = known
