"""`/healthz` says whether the app can read and save, to whoever asks, and nothing else."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.exc import TimeoutError as PoolTimeout

from tests.operations.damage import overwrite_header
from tests.security.test_headers import check
from tests.support.counting import counted_queries
from tests.support.either import PostgresHome
from tests.support.live import serving
from tests.support.needs import find_postgres, need
from tests.support.people import Person, sign_in
from tests.support.postgres import server_of_ones_own, stop_server
from tracker.configuration.settings import ROOT
from tracker.operations import guard as guards
from tracker.operations import looking, schema
from tracker.operations.looking import Finding, Trouble
from tracker.serving import guard_of
from tracker.storage import postgres, sqlite
from tracker.web import gate
from tracker.web.extensions import db

HEALTHY = ROOT / "deploy/healthy.py"


def probe(url: str) -> subprocess.CompletedProcess[str]:
    """What a container's or a service manager's probe does."""
    command = [sys.executable, str(HEALTHY), url]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)  # noqa: S603


def ask(app: Flask, **options: Any) -> tuple[int, str]:
    answer = app.test_client().get("/healthz", **options)
    return answer.status_code, answer.text


def test_it_is_well_and_says_no_more(app: Flask) -> None:
    answer = app.test_client().get("/healthz")
    assert (answer.status_code, answer.text, answer.mimetype) == (200, "ok\n", "text/plain")
    assert "Set-Cookie" not in answer.headers
    check(answer)
    head = app.test_client().head("/healthz")
    assert (head.status_code, head.text, head.headers["Cache-Control"]) == (200, "", "no-store")
    assert app.test_client().post("/healthz").status_code == 405


def test_it_asks_the_database_once_and_asks_nobody_who_they_are(app: Flask, person: Person) -> None:
    browser = sign_in(app, person)
    with counted_queries(app) as asked:
        assert browser.client.get("/healthz").text == "ok\n"
    assert [statement.split()[-1] for statement in asked] == ["alembic_version"]
    assert gate.policy_of(app.view_functions["health.healthz"]) == gate.Policy(signed_in=False, looks_who=False)


@pytest.mark.parametrize("proxies", [0, 1])
@pytest.mark.parametrize("host", ["127.0.0.1:8000", "10.0.0.7", "[::1]:8000", "diary.example", "not a host", ""])
def test_whatever_name_it_is_asked_by(make_app: Callable[..., Flask], host: str, proxies: int) -> None:
    app = make_app(trusted_hosts=(".diary.example",), https=True, proxies=proxies, testing=False)
    forwarded = {"X-Forwarded-Host": "evil.example"} if proxies else {}
    assert ask(app, headers={"Host": host, **forwarded}) == (200, "ok\n")
    assert app.test_client().get("/sign-in", headers={"Host": "10.0.0.7"}).status_code == 400, "and nothing else is"
    assert ask(make_app(), headers={"Host": host}) == (200, "ok\n")


@pytest.fixture
def own_app(make_app: Callable[..., Flask]) -> Flask:
    return make_app(testing=False)


@pytest.fixture
def engine(own_app: Flask) -> Engine:
    with own_app.app_context():
        return db.engine


@pytest.mark.parametrize("trouble", [Trouble.READ_ONLY, Trouble.OUTDATED, Trouble.DAMAGED])
def test_an_app_that_only_reads_is_not_well(own_app: Flask, trouble: Trouble, monkeypatch: pytest.MonkeyPatch) -> None:
    guard = guard_of(own_app)
    monkeypatch.setattr(guard, "_finding", Finding(trouble, "where the file lies"))
    assert ask(own_app) == (503, "unavailable\n")


@pytest.mark.sqlite
def test_it_is_well_again_as_soon_as_it_can_write(own_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    at = [1000.0]
    monkeypatch.setattr(guards, "monotonic", lambda: at[0])
    with monkeypatch.context() as read_only:
        read_only.setattr(looking, "MODE", "ro")
        guard_of(own_app).begin()
        assert ask(own_app) == (503, "unavailable\n")
    at[0] += guards.LOOK_AGAIN_SECONDS
    assert ask(own_app) == (200, "ok\n")


@pytest.mark.sqlite
@pytest.mark.parametrize("begin", ["IMMEDIATE", "EXCLUSIVE"])
def test_a_writer_does_not_stand_in_its_way_and_a_lock_does(
    own_app: Flask, engine: Engine, monkeypatch: pytest.MonkeyPatch, begin: str
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_MS", 100)
    with closing(sqlite3.connect(str(engine.url.database), isolation_level=None)) as other:
        other.execute(f"BEGIN {begin}")
        assert ask(own_app)[0] == (200 if begin == "IMMEDIATE" else 503)


@pytest.mark.sqlite
def test_a_damaged_file_shows(own_app: Flask, engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    engine.dispose()
    overwrite_header(Path(str(engine.url.database)))
    assert ask(own_app) == (503, "unavailable\n")
    assert "health.failed kind=" in caplog.text


def test_no_connection_that_comes_free(own_app: Flask, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def none_comes_free() -> None:
        raise PoolTimeout

    monkeypatch.setattr(engine.pool, "connect", none_comes_free)
    assert ask(own_app) == (503, "unavailable\n")


@pytest.mark.postgres
def test_it_does_not_wait_long_for_an_answer(make_app: Callable[..., Flask], postgres_home: PostgresHome) -> None:
    app = make_app(database_url=postgres_home.new("health"))
    with app.app_context(), db.engine.connect() as connection, postgres.hurried(connection):
        driver: Any = connection.connection.driver_connection
        assert driver.patience == postgres.PING_SECONDS
    assert ask(app) == (200, "ok\n")
    waits = (postgres.POOL_SECONDS, postgres.PING_SECONDS, postgres.CONNECT_SECONDS, postgres.PING_SECONDS)
    assert sum(waits) <= 10


@pytest.fixture
def own_server(make_app: Callable[..., Flask]) -> Iterator[tuple[Flask, Callable[[], None]]]:
    """An app on a PostgreSQL server of its own, and how that is stopped."""
    programs = find_postgres()
    need("postgres", programs, "no PostgreSQL server is installed")
    assert programs is not None
    with ExitStack() as stack:
        url = stack.enter_context(server_of_ones_own(programs))
        app = make_app(database_url=url, testing=False)
        with app.app_context():
            schema.upgrade(db.engine)
        yield app, lambda: stop_server(programs, url)
        with app.app_context():
            db.engine.dispose()


@pytest.mark.postgres
def test_a_database_that_was_stopped_shows_at_once_and_the_probe_says_so(
    own_server: tuple[Flask, Callable[[], None]],
) -> None:
    app, stop = own_server
    with serving(app) as url:
        assert ask(app) == (200, "ok\n")
        well = probe(url)
        assert (well.returncode, well.stderr) == (0, "")
        stop()
        assert ask(app) == (503, "unavailable\n")
        ill = probe(url)
    assert ill.returncode == 1
    assert ill.stderr.strip() == f"{url}/healthz says 503: the app runs, and cannot read or write its database."
    gone = probe(url)
    assert gone.returncode == 1
    assert "does not answer" in gone.stderr
    assert "Traceback" not in gone.stderr
