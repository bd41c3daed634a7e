"""The pages of tokens: made with the password given lately, shown once, listed, ended."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.support import sharing
from tests.support.pages import Browser, Page
from tests.support.people import Person, sign_in
from tests.support.programs import Program, new_token
from tracker.accounts.models import Account
from tracker.audit.models import SecurityEvent, Withdrawal
from tracker.demo import factory
from tracker.domain.accounts.programs import DAYS_MOST, TOKENS_MOST, Scope
from tracker.tokens.models import ProgramToken
from tracker.web.extensions import db

SECRET = re.compile(r"stk_[\w-]{43}")


def make(owner: Browser, **typed: Any) -> Page:
    page = owner.get("/settings/programs/new")
    return owner.submit(page, "/programs/new", **{"name": "Lock screen", "scope": "write", **typed})


def test_it_is_shown_once_and_kept_as_a_digest(app: Flask, patient: Browser, db_session: Session) -> None:
    page = make(patient)
    (secret,) = set(SECRET.findall(page.body))
    assert secret not in patient.get("/settings/programs").body
    stored = db_session.execute(select(ProgramToken.secret_hash)).scalar_one()
    db_session.rollback()
    assert secret.encode() not in stored
    told = Program(app, secret).get("/me").json
    assert told is not None
    assert told["record_id"] == str(patient.patient_id)
    listed = patient.get("/settings/programs").text
    assert "Lock screen" in listed
    assert "reads and writes your diary" in listed
    assert "by curl" in listed
    acts = [act for (act,) in db_session.execute(select(SecurityEvent.act)) if "token" in act]
    assert acts == ["token_made"]
    assert "A token for a program was made" in patient.get("/settings/activity").text


def test_it_stands_beside_the_sign_ins(patient: Browser) -> None:
    assert "Lock screen" not in patient.get("/settings/sign-ins").text
    make(patient)
    assert "Lock screen" in patient.get("/settings/sign-ins").text


def test_the_same_form_sent_twice_makes_one(patient: Browser, db_session: Session) -> None:
    page = patient.get("/settings/programs/new")
    typed: dict[str, Any] = {"name": "Lock screen", "scope": "read"}
    patient.submit(page, "/programs/new", **typed)
    again = patient.submit(page, "/programs/new", **typed)
    assert "This form was sent before" in again.text
    assert not SECRET.search(again.body)
    assert len(db_session.execute(select(ProgramToken)).all()) == 1


def test_it_is_ended_at_once_and_for_good(app: Flask, patient: Browser, db_session: Session) -> None:
    (secret,) = set(SECRET.findall(make(patient).body))
    program = Program(app, secret)
    assert program.get("/me").status_code == 200
    page = patient.get("/settings/programs")
    ended = patient.submit(page, "/end")
    assert "That token has ended" in ended.text
    assert program.get("/me").status_code == 401
    assert patient.post(page.form("/end").action).status == 404
    assert patient.post(f"/settings/programs/{uuid.uuid4()}/end").status == 404
    assert [kind for (kind,) in db_session.execute(select(Withdrawal.kind))] == ["token"]


def test_anothers_is_not_there(app: Flask, patient: Browser, other: Browser, person: Person) -> None:
    token_id, secret = new_token(app, person)
    assert other.post(f"/settings/programs/{token_id}/end").status == 404
    assert Program(app, secret).get("/me").status_code == 200
    assert "Lock screen" in patient.get("/settings/programs").text


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"name": ""}, "name", "tell your programs apart"),
        ({"name": "x" * 41}, "name", "40"),
        ({"scope": ""}, "scope", "may do"),
        ({"scope": "patients"}, "scope", "choose one"),
        ({"last_day": ""}, "last_day", "last day"),
        ({"last_day": "2020-01-01"}, "last_day", "has passed"),
        ({"last_day": str(sharing.today() + timedelta(days=DAYS_MOST + 2))}, "last_day", "a year at most"),
    ],
)
def test_what_cannot_be_taken(patient: Browser, typed: dict[str, str], field: str, said: str) -> None:
    page = make(patient, **typed)
    assert page.status == 422
    assert said in page.error_of(field)


def test_there_may_be_so_many(app: Flask, patient: Browser, person: Person) -> None:
    for number in range(TOKENS_MOST):
        new_token(app, person, name=f"Program {number}")
    page = make(patient)
    assert page.status == 422
    assert "end one first" in page.error_of("name")


def test_one_that_is_over_says_so(app: Flask, patient: Browser, person: Person, db_session: Session) -> None:
    new_token(app, person)
    assert "opens nothing any more" not in patient.get("/settings/programs").text
    db_session.execute(update(Account).values(security_stamp=7))
    db_session.commit()
    assert "opens nothing any more" in patient.get("/settings/programs").text


def test_a_practitioner_chooses_what_patients_share(app: Flask) -> None:
    li_wen = sharing.make_practitioner(app)
    browser = sign_in(app, li_wen)
    page = browser.get("/settings/programs/new")
    scopes = [node.attrs["value"] for node in page.all("input[name=scope]")]
    assert scopes == [scope.value for scope in (Scope.LOG, Scope.READ, Scope.WRITE, *list(Scope)[3:])]
    amy = sharing.make_practitioner(app, "Amy", has_factor=False)
    page = sign_in(app, amy).get("/settings/programs/new")
    assert len(page.all("input[name=scope]")) == 3


def test_whoever_has_nothing_is_told(app: Flask) -> None:
    with app.app_context():
        account = factory.account("The host", sharing.now())
        factory.add(db.session(), Account, [account])
        db.session.commit()
    host = sign_in(app, Person(account["id"], uuid.uuid4(), "The host"))
    page = host.get("/settings/programs/new")
    assert "no diary here" in page.text
    assert host.post("/settings/programs/new", {"name": "x", "scope": "read"}).status in {200, 422}
