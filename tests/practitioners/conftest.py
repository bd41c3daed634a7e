"""Somebody who practises and keeps no diary."""

import pytest
from flask import Flask

from tests.support.pages import Browser
from tests.support.people import Person, make_person, sign_in
from tracker.accounts.models import Account
from tracker.patients.models import Patient
from tracker.web.extensions import db


@pytest.fixture
def li_wen(app: Flask) -> Person:
    """An account made as a practitioner's: without a record, and without a profile so far."""
    person = make_person(app, "Li Wen")
    with app.app_context():
        db.session.delete(db.session.get_one(Patient, person.patient_id))
        db.session.get_one(Account, person.account_id).is_practitioner = True
        db.session.commit()
    return person


@pytest.fixture
def practitioner(app: Flask, li_wen: Person) -> Browser:
    return sign_in(app, li_wen)
