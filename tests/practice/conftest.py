"""A record to look at in a brief, and a practitioner with people who share with them."""

import pytest
import time_machine
from flask import Flask

from tests.practice.brief_records import Writer
from tests.practice.sheet import Patients
from tests.support.evening import TODAY
from tests.support.people import Person
from tests.support.sharing import make_practitioner


@pytest.fixture
def write(app: Flask, somebody: Person) -> Writer:
    return Writer(app, somebody.patient_id, TODAY)


@pytest.fixture
def li_wen(app: Flask, evening: time_machine.Traveller) -> Person:
    return make_practitioner(app)


@pytest.fixture
def patients(app: Flask, li_wen: Person) -> Patients:
    return Patients(app, li_wen)
