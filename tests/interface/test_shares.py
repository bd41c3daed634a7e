"""Who sees a record, through the interface, and the list of a practitioner's patients."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests.support import sharing
from tests.support.people import Person, sign_in
from tests.support.programs import Program
from tracker.domain.accounts.programs import Scope
from tracker.sharing.models import AccessEvent


@pytest.fixture
def li_wen(app: Flask) -> Person:
    return sharing.make_practitioner(app)


def told(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, answer.json
    return answer.json


def test_a_share_is_listed_and_ended(app: Flask, rosa: Person, li_wen: Person, program: Program) -> None:
    sharing.share(app, rosa, li_wen, notes=False, first_day=sharing.today() - timedelta(days=7))
    (one,) = told(program.get(program.path("shares")))["items"]
    assert (one["kind"], one["name"], one["runs"], one["notes"]) == ("practitioner", "Li Wen", True, False)
    assert one["first_day"] == (sharing.today() - timedelta(days=7)).isoformat()
    clinic = Program.of(app, li_wen, Scope.PATIENTS)
    clinic.record_id = rosa.patient_id
    assert clinic.get(clinic.path("entries")).status_code == 200
    assert clinic.get(clinic.path("shares")).status_code == 404
    path = program.path(f"shares/{one['share_id']}")
    assert program.delete(path).status_code == 204
    assert program.delete(path).status_code == 204
    assert clinic.get(clinic.path("entries")).status_code == 404
    assert told(program.get(program.path("shares")))["items"][0]["runs"] is False
    assert program.delete(program.path(f"shares/{uuid.uuid4()}")).status_code == 404


@pytest.mark.parametrize(("kind", "form"), [("link", "links"), ("health_link", "health-links")])
def test_a_link_is_listed_without_its_secret_and_ended(
    app: Flask, rosa: Person, program: Program, kind: str, form: str
) -> None:
    browser = sign_in(app, rosa)
    page = browser.get(browser.path(f"sharing/{form}/new"))
    typed: dict[str, Any] = {"label": "For a second opinion", "notes": "no", "others": "no"}
    browser.submit(page, f"{form}/new", **typed)
    (one,) = told(program.get(program.path("shares")))["items"]
    assert (one["kind"], one["name"], one["runs"]) == (kind, "For a second opinion", True)
    assert one["ends_at"] is not None
    assert program.delete(program.path(f"shares/{one['share_id']}")).status_code == 204
    assert told(program.get(program.path("shares")))["items"][0]["runs"] is False


def test_a_token_that_reads_ends_nothing(app: Flask, rosa: Person, li_wen: Person) -> None:
    sharing.share(app, rosa, li_wen)
    reads = Program.of(app, rosa, Scope.READ)
    (one,) = told(reads.get(reads.path("shares")))["items"]
    assert reads.delete(reads.path(f"shares/{one['share_id']}")).status_code == 403


def test_the_patients_of_a_practitioner(app: Flask, rosa: Person, li_wen: Person, program: Program) -> None:
    clinic = Program.of(app, li_wen, Scope.PATIENTS)
    assert told(clinic.get("/patients")) == {"items": []}
    sharing.share(app, rosa, li_wen)
    for _ in range(2):
        (one,) = told(clinic.get("/patients"))["items"]
    assert (one["record_id"], one["user_name"]) == (str(rosa.patient_id), "Rosa")
    events: list[AccessEvent] = sharing.events_of(app, rosa)
    assert [event.page for event in events if event.act == "looked"] == ["practice.patients"]
    own = Program.of(app, li_wen, Scope.READ)
    assert own.get("/patients").status_code == 403
    assert program.get("/patients").status_code == 404
