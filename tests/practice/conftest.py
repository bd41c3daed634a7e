"""A fixed Tuesday evening, and a record to look at in a brief."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask

from tests.practice.brief_records import EVENING, TODAY, Writer
from tests.support.pages import Browser
from tests.support.people import Person, make_person, sign_in


@pytest.fixture
def evening() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(EVENING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def somebody(app: Flask, evening: time_machine.Traveller) -> Person:
    return make_person(app, "Rosa", now=EVENING)


@pytest.fixture
def write(app: Flask, somebody: Person) -> Writer:
    return Writer(app, somebody.patient_id, TODAY)


@pytest.fixture
def owner(app: Flask, somebody: Person) -> Browser:
    return sign_in(app, somebody)
