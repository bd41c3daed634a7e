"""The same app on either database: the whole suite on SQLite or on PostgreSQL, and single tests on both.

With TRACKER_TEST_ENGINE=postgres every app of the usual fixtures stands on PostgreSQL: one server for the whole run,
and a database in it for each process of the tests.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine

from tests.support.needs import find_postgres, need
from tests.support.postgres import ON_POSTGRES, emptying, make_database, run_at_once, server_of_ones_own
from tracker.app import create_app
from tracker.configuration.settings import Settings
from tracker.operations import schema
from tracker.web.extensions import db

SHARED_SERVER = "TRACKER_TEST_POSTGRES_SERVER"
BOTH = "either_app"
running = ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    """One server for all processes of the run; they find it in their environment."""
    if not ON_POSTGRES or hasattr(config, "workerinput") or config.option.collectonly:
        return
    programs = find_postgres()
    if programs is None:
        raise pytest.UsageError("TRACKER_TEST_ENGINE=postgres, but no PostgreSQL server is installed")
    os.environ[SHARED_SERVER] = running.enter_context(server_of_ones_own(programs))


def pytest_unconfigure() -> None:
    running.close()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what runs on the one engine of the run, and may come out differently on the other."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if "fresh_instance" in fixtures and BOTH not in fixtures:
            item.add_marker(pytest.mark.database)


@dataclass(frozen=True)
class PostgresHome:
    """The databases of one process of the tests."""

    server: str
    process: str

    @property
    def template(self) -> str:
        return f"migrated_{self.process}"

    def new(self, name: str) -> str:
        """A fresh database at the newest version."""
        return make_database(self.server, f"{name}_{self.process}", like=self.template)

    def bare(self, name: str) -> str:
        """A fresh database without a table."""
        return make_database(self.server, f"{name}_{self.process}")


@pytest.fixture(scope="session")
def postgres_home(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[PostgresHome]:
    """The run's server, or one of this process alone where the run is on SQLite."""
    programs = find_postgres()
    need("postgres", programs, "no PostgreSQL server is installed")
    assert programs is not None
    with ExitStack() as stack:
        server = os.environ.get(SHARED_SERVER) or stack.enter_context(server_of_ones_own(programs))
        home = PostgresHome(server, worker_id)
        url = make_database(server, home.template)
        app = create_app(Settings.for_tests(tmp_path_factory.mktemp("postgres"), database_url=url))
        with app.app_context():
            schema.upgrade(db.engine)
            db.engine.dispose()
        yield home


@pytest.fixture(scope="session")
def usual_postgres(postgres_home: PostgresHome) -> Iterator[Callable[[], str]]:
    """The one database of this process for test after test: empties it, and gives its address."""
    url = postgres_home.new("usual")
    engine = create_engine(url, pool_size=1)
    statements = emptying(engine)

    def empty() -> str:
        run_at_once(engine, statements)
        return url

    yield empty
    engine.dispose()


@pytest.fixture(scope="module")
def postgres_url(postgres_home: PostgresHome) -> str:
    """A database without a table, of the module's own."""
    return postgres_home.bare("module")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def either_app(request: pytest.FixtureRequest, make_app: Callable[..., Flask], fresh_instance: Path) -> Flask:
    if request.param == "sqlite":
        return make_app(database_url=Settings.for_tests(fresh_instance).database_url)
    home: PostgresHome = request.getfixturevalue("postgres_home")
    return make_app(database_url=home.new("either"))
