"""People whose passwords are known, for tests of accounts."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.accounts.members import Member, with_password
from tests.support.people import Person, make_person


@pytest.fixture
def make_member(app: Flask) -> Callable[[str], Member]:
    return lambda name: with_password(app, make_person(app, name))


@pytest.fixture
def member(app: Flask, person: Person) -> Member:
    return with_password(app, person)
