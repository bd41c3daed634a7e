"""A fixed moment, and people who live in it."""

from collections.abc import Callable

import pytest
import time_machine
from flask import Flask

from tests.support.pages import Browser
from tests.support.people import Person, make_person, sign_in


@pytest.fixture
def person(somebody: Person) -> Person:
    return somebody


@pytest.fixture
def living_in(app: Flask, evening: time_machine.Traveller) -> Callable[[str], Browser]:
    """Somebody in another time zone."""

    def make(zone: str) -> Browser:
        return sign_in(app, make_person(app, f"In {zone}", zone=zone))

    return make
