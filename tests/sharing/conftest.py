"""A fixed noon, and a practitioner."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask

from tests.sharing.openers import NOON
from tests.support.pages import Browser
from tests.support.people import Person
from tests.support.sharing import as_practitioner, make_practitioner


@pytest.fixture
def noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def practitioner(app: Flask) -> Person:
    return make_practitioner(app)


@pytest.fixture
def watching(app: Flask, person: Person, practitioner: Person) -> Browser:
    """The practitioner's browser; its paths lead into the record of the person, whether or not they may see it."""
    return as_practitioner(app, practitioner, person)
