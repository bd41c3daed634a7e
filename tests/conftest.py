"""Fixtures for everyone: an app on a fresh database, people, and browsers that inspect every page."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy.orm import Session

from tests.support.pages import Browser
from tests.support.people import Person, make_person, sign_in
from tracker import schema
from tracker.app import create_app
from tracker.extensions import db
from tracker.settings import Settings

pytest_plugins = ["tests.support.live"]

# SQLite waits for the disk at every commit, as it should; in memory the same waits cost nothing.
if os.access("/dev/shm", os.W_OK):  # noqa: S108 - a folder of pytest's own is made in it
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", "/dev/shm")  # noqa: S108

settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("steady")


class CompiledTemplates(BytecodeCache):
    """Every test has an app of its own; their templates are compiled once."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = CompiledTemplates()


@pytest.fixture(scope="session")
def upgraded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database at the newest version, made once by the migrations themselves and copied for each test."""
    folder = tmp_path_factory.mktemp("upgraded")
    app = create_app(Settings.for_tests(folder))
    with app.app_context():
        schema.upgrade(db.engine)
        db.engine.dispose()
    return folder / "test.sqlite3"


@pytest.fixture
def make_app(tmp_path: Path, upgraded_file: Path) -> Iterator[Callable[..., Flask]]:
    """Makes an app with other settings than the usual, on this test's own database."""
    made: list[Flask] = []

    def make(**changes: object) -> Flask:
        if not (tmp_path / "test.sqlite3").exists():
            shutil.copyfile(upgraded_file, tmp_path / "test.sqlite3")
        made.append(create_app(Settings.for_tests(tmp_path).with_(**changes)))
        made[-1].jinja_env.bytecode_cache = COMPILED
        return made[-1]

    yield make
    for app in made:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app()


@pytest.fixture
def db_session(app: Flask) -> Iterator[Session]:
    """A database session of its own, for services and for looking at rows; requests keep theirs apart."""
    with app.app_context():
        engine = db.engine
    with Session(engine) as session:
        yield session


@pytest.fixture
def client(app: Flask) -> Browser:
    """Somebody who is not signed in."""
    return Browser(app)


@pytest.fixture
def person(app: Flask) -> Person:
    return make_person(app, "Rosa")


@pytest.fixture
def patient(app: Flask, person: Person) -> Browser:
    """A signed-in patient with an empty record."""
    return sign_in(app, person)


@pytest.fixture
def other(app: Flask) -> Browser:
    """Another signed-in patient."""
    return sign_in(app, make_person(app, "Omar"))
