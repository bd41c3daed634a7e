"""Fixtures for everyone: an app on a fresh database, people, and browsers that inspect every page."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from sqlalchemy.orm import Session

from tests.support.engines import let_go
from tests.support.pages import Browser
from tests.support.people import Person, make_person, session_of, sign_in
from tests.support.postgres import ON_POSTGRES
from tracker.app import create_app
from tracker.configuration.settings import Settings
from tracker.operations import schema
from tracker.web.extensions import db
from tracker.wording import language

pytest_plugins = [
    "tests.support.made_once",
    "tests.support.evening",
    "tests.support.live",
    "tests.support.either",
    "tests.support.besieged",
    "tests.support.log_watch",
    "tests.support.lane_watch",
]

# SQLite waits for the disk at every commit, as it should; in memory the same waits cost nothing.
if os.access("/dev/shm", os.W_OK):  # noqa: S108 - a folder of pytest's own is made in it
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", "/dev/shm")  # noqa: S108

settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("steady")


# Looking for what nobody holds any more took an eighth to a quarter of a run, most of it at the program itself.
gc.set_threshold(50_000, 20, 10)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first: at the end, all other workers would wait for it."""
    items.sort(key=lambda item: item.get_closest_marker("heavy") is None)


def pytest_collection_finish() -> None:
    """All that was imported and collected stays to the end: it need not be looked through again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _english_to_the_owner() -> None:
    """Requests of one test leave their language and their reader to the thread, as on a server."""
    language.speak(language.ENGLISH)
    language.read_by_owner(owner=True)


@pytest.fixture(scope="session")
def upgraded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database at the newest version, made once by the migrations themselves and copied for each test."""
    folder = tmp_path_factory.mktemp("upgraded")
    app = create_app(Settings.for_tests(folder))
    with app.app_context():
        schema.upgrade(db.engine)
        db.engine.dispose()
    return folder / "test.sqlite3"


@pytest.fixture(scope="session")
def instance_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The instance folder of all apps of this process: one test runs at a time."""
    return tmp_path_factory.mktemp("instance_home")


@pytest.fixture
def fresh_database(request: pytest.FixtureRequest, instance_home: Path) -> str:
    """The address of a database at the newest version with nothing in it, on the engine of this run."""
    if ON_POSTGRES:
        return str(request.getfixturevalue("usual_postgres")())
    for left in instance_home.glob("test.sqlite3*"):
        left.unlink()
    shutil.copyfile(request.getfixturevalue("upgraded_file"), instance_home / "test.sqlite3")
    return Settings.for_tests(instance_home).database_url


@pytest.fixture
def fresh_instance(instance_home: Path, fresh_database: str) -> Path:
    """The instance folder, with a fresh database (on SQLite it lies in it)."""
    assert fresh_database
    return instance_home


@pytest.fixture
def make_app(fresh_instance: Path, fresh_database: str) -> Iterator[Callable[..., Flask]]:
    """Makes an app of this test's own, for other settings than the usual or to be changed, on this test's database."""
    made: list[Flask] = []

    def make(**changes: object) -> Flask:
        made.append(create_app(Settings.for_tests(fresh_instance, database_url=fresh_database).with_(**changes)))
        return made[-1]

    yield make
    for app in made:
        let_go(app)


@pytest.fixture(scope="session")
def usual_app(request: pytest.FixtureRequest, instance_home: Path) -> Iterator[Flask]:
    url = request.getfixturevalue("usual_postgres")() if ON_POSTGRES else None
    app = create_app(Settings.for_tests(instance_home, database_url=url))
    yield app
    let_go(app)


@pytest.fixture
def app(usual_app: Flask, fresh_instance: Path) -> Iterator[Flask]:
    """The app with the usual settings on a fresh database. It is made once, so a test leaves it as it was."""
    assert fresh_instance.is_dir()
    yield usual_app
    with usual_app.app_context():
        assert not db.engine.dispatch.before_cursor_execute, "who still listens hears the statements of other tests"
    if ON_POSTGRES:  # its database stays where it is, and making connections takes longer than most tests
        with usual_app.app_context():
            db.session.remove()
    else:
        let_go(usual_app)


@pytest.fixture
def db_session(app: Flask) -> Iterator[Session]:
    """A database session of its own, for services and for looking at rows; requests keep theirs apart."""
    with session_of(app) as session:
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
