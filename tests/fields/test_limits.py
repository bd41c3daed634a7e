"""A database made by the migrations refuses a number outside of the limits of its field."""

import uuid

import pytest
from flask import Flask
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.fields.rows import PLAIN, SESSION_ID
from tests.fields.tables import TABLES, Recorded
from tests.support.people import Person, make_person
from tracker.fields.field import limits
from tracker.treatment.models import TreatmentSession
from tracker.web.extensions import db


@pytest.fixture
def person(app: Flask) -> Person:
    return make_person(app, "Rosa")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_limits_stand_in_the_database(app: Flask, person: Person, table: Recorded) -> None:
    with app.app_context():
        session = db.session()
        own = {"patient_id": person.patient_id}
        session.execute(insert(TreatmentSession), [PLAIN["treatment_session"] | own | {"id": SESSION_ID}])
        by = {"by_account_id": person.account_id} if table.name == "session_record" else {}
        taken = {
            (name, value): _is_taken(session, table, PLAIN[table.name] | own | by | {name: value})
            for name, low, high in limits(table.fields)
            for value in (low - 1, low, high, high + 1)
        }
    wrong = [
        f"{name} {value}"
        for name, low, high in limits(table.fields)
        for value in (low - 1, low, high, high + 1)
        if taken[name, value] is not (low <= value <= high)
    ]
    assert wrong == []


def _is_taken(session: Session, table: Recorded, row: dict[str, object]) -> bool:
    savepoint = session.begin_nested()
    try:
        session.execute(insert(table.model), [row | {"id": uuid.uuid4()}])
    except IntegrityError:
        return False
    finally:
        savepoint.rollback()
    return True
