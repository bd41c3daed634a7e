"""Somebody with a program of their own."""

import pytest
from flask import Flask

from tests.support.people import Person, make_person
from tests.support.programs import Program


@pytest.fixture
def rosa(app: Flask) -> Person:
    return make_person(app, "Rosa")


@pytest.fixture
def program(app: Flask, rosa: Person) -> Program:
    """A program that reads and writes the diary of Rosa."""
    return Program.of(app, rosa)
