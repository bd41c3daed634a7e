"""A fixed Tuesday evening, and somebody with a record."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask

from tests.practice.brief_records import EVENING, TODAY, Writer
from tests.support.pages import Browser
from tests.support.people import Person, make_person, sign_in


@pytest.fixture
def somebody(app: Flask) -> Iterator[Person]:
    with time_machine.travel(EVENING, tick=False):
        yield make_person(app, "Rosa", now=EVENING)


@pytest.fixture
def write(app: Flask, somebody: Person) -> Writer:
    return Writer(app, somebody.patient_id, TODAY)


@pytest.fixture
def owner(app: Flask, somebody: Person) -> Browser:
    return sign_in(app, somebody)
