"""Somebody with a record."""

import pytest
from flask import Flask

from tests.practice.brief_records import Writer
from tests.support.evening import TODAY
from tests.support.people import Person


@pytest.fixture
def write(app: Flask, somebody: Person) -> Writer:
    return Writer(app, somebody.patient_id, TODAY)
