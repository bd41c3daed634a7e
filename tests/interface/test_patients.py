"""What a practitioner's program sees: what grants show, each look in the log of the record."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from tests.support import sharing
from tests.support.people import Person
from tests.support.programs import Program
from tracker.domain.accounts.programs import Scope
from tracker.sharing.models import AccessEvent, Grant
from tracker.web.extensions import db

EARLY = 30


@pytest.fixture
def li_wen(app: Flask) -> Person:
    return sharing.make_practitioner(app)


@pytest.fixture
def written(rosa: Person, program: Program) -> list[str]:
    """Two entries, one of them long ago; their ids."""
    ids = []
    for back in (0, EARLY):
        day = (sharing.today() - timedelta(days=back)).isoformat()
        ids.append(str(uuid.uuid4()))
        body = {"kind": "daily", "for_date": day, "leg_pain": 5, "note": "canary"}
        assert program.put(program.path(f"entries/{ids[-1]}"), body).status_code == 201
    return ids


def of_practitioner(app: Flask, li_wen: Person, rosa: Person, scope: Scope = Scope.PATIENTS) -> Program:
    found = Program.of(app, li_wen, scope, name="Clinic")
    found.record_id = rosa.patient_id
    return found


def test_it_sees_what_is_shared_and_each_look_is_logged(
    app: Flask, rosa: Person, li_wen: Person, written: list[str]
) -> None:
    clinic = of_practitioner(app, li_wen, rosa)
    assert clinic.get(clinic.path("entries")).status_code == 404
    sharing.share(app, rosa, li_wen, notes=False, first_day=sharing.today() - timedelta(days=7))
    page = clinic.get(clinic.path("entries")).json
    assert page is not None
    assert [(one["entry_id"], one["note"]) for one in page["items"]] == [(written[0], None)]
    assert clinic.get(clinic.path(f"entries/{written[1]}")).status_code == 404
    events: list[AccessEvent] = sharing.events_of(app, rosa)
    assert [event.page for event in events] == ["interface"]
    since = clinic.get(clinic.path(f"entries?since={page['since']}")).json
    assert since is not None
    assert [one["entry_id"] for one in since["items"]] == [written[0]]


@pytest.mark.parametrize(
    ("scope", "change", "status"),
    [
        (Scope.PATIENTS, {}, 200),
        (Scope.PATIENTS_WRITE, {}, 200),
        (Scope.READ, {}, 404),
        (Scope.WRITE, {}, 404),
        (Scope.LOG, {}, 404),
        (Scope.PATIENTS, {"ended": True}, 404),
        (Scope.PATIENTS, {"last_day": sharing.today() - timedelta(days=2)}, 404),
    ],
)
def test_only_a_scope_of_patients_with_a_grant_that_lives(
    app: Flask, rosa: Person, li_wen: Person, scope: Scope, change: dict[str, Any], status: int
) -> None:
    sharing.share(app, rosa, li_wen, **change)
    clinic = of_practitioner(app, li_wen, rosa, scope)
    assert clinic.get(clinic.path("entries")).status_code == status
    assert clinic.put(clinic.path("days/today/leg"), {"score": 3}).status_code == 404
    looks = [event for event in sharing.events_of(app, rosa) if event.page is not None]
    assert len(looks) == (status == 200)


def test_without_a_second_factor_nothing_is_seen(app: Flask, rosa: Person) -> None:
    amy = sharing.make_practitioner(app, "Amy", has_factor=False)
    sharing.share(app, rosa, amy)
    clinic = of_practitioner(app, amy, rosa)
    assert clinic.get(clinic.path("entries")).status_code == 403
    assert not sharing.events_of(app, rosa)


def test_asking_whether_a_row_still_stands_is_a_look(
    app: Flask, rosa: Person, li_wen: Person, written: list[str]
) -> None:
    sharing.share(app, rosa, li_wen)
    clinic = of_practitioner(app, li_wen, rosa)
    path = clinic.path(f"entries/{written[0]}")
    version = clinic.get(path).headers["ETag"]
    assert clinic.get(path, headers={"If-None-Match": version}).status_code == 304
    headers = {"Authorization": f"Bearer {clinic.secret}"}
    assert clinic.client.head(f"/api/v1{path}", headers=headers).headers["ETag"] == version
    assert sum(event.page == "interface" for event in sharing.events_of(app, rosa)) == 3


def test_a_right_that_ended_while_the_turn_was_waited_for_is_no_right(
    app: Flask, rosa: Person, li_wen: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    sharing.share(app, rosa, li_wen)
    clinic = of_practitioner(app, li_wen, rosa, Scope.PATIENTS_WRITE)

    def waited(_patient_id: uuid.UUID) -> bool:
        db.session.execute(update(Grant).values(ended_at=sharing.now()))
        return True

    monkeypatch.setitem(app.extensions, "take_turn", waited)
    assert clinic.put(clinic.path(f"notes/{uuid.uuid4()}"), {"text": "Shorter walks"}).status_code == 404
