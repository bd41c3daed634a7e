"""The same app on either database: SQLite in its file, and a PostgreSQL server of the module's own."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.support.needs import find_postgres, need
from tests.support.postgres import running_server
from tracker import schema
from tracker.extensions import db


@pytest.fixture(scope="module")
def postgres_url() -> Iterator[str]:
    programs = find_postgres()
    need("postgres", programs, "no PostgreSQL server is installed")
    assert programs is not None
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        with running_server(programs, Path(folder) / "server") as url:
            yield url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def either_app(request: pytest.FixtureRequest, make_app: Callable[..., Flask]) -> Flask:
    if request.param == "sqlite":
        return make_app()
    app = make_app(database_url=request.getfixturevalue("postgres_url"))
    with app.app_context():
        schema.upgrade(db.engine)
    return app
