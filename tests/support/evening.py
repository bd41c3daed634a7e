"""A fixed Tuesday evening, and somebody whose record begins on it: 3 March 2026, 19:30 in Berlin.

A pytest plugin.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from flask import Flask

from tests.support.pages import Browser
from tests.support.people import Person, make_person, sign_in

EVENING = datetime(2026, 3, 3, 18, 30, tzinfo=UTC)
TODAY = date(2026, 3, 3)


@pytest.fixture
def evening() -> Iterator[time_machine.Traveller]:
    """The clock stands still until it is moved."""
    with time_machine.travel(EVENING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def somebody(app: Flask, evening: time_machine.Traveller) -> Person:
    return make_person(app, "Rosa", now=EVENING)


@pytest.fixture
def owner(app: Flask, somebody: Person) -> Browser:
    """The same at the own record."""
    return sign_in(app, somebody)
