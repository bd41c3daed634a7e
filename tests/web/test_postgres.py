"""Every PostgreSQL connection is set up so that no request waits for long; read back from a live pooled connection."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import make_url, text
from sqlalchemy.exc import OperationalError

from tests.support.either import PostgresHome
from tracker.configuration.settings import Settings, SettingsFault
from tracker.operations import schema
from tracker.storage import postgres
from tracker.web.extensions import db

pytestmark = pytest.mark.postgres


class Line:
    """Passes bytes on to the server. Lines that are stalled take everything, and nothing comes back on them."""

    def __init__(self, host: str, port: int) -> None:
        self.to = (host, port)
        self.flows: list[threading.Event] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        threading.Thread(target=self._take, daemon=True).start()

    def stall(self) -> None:
        """All that is open now; what is made from here on works."""
        for flow in self.flows:
            flow.clear()

    def _take(self) -> None:
        with suppress(OSError):
            while True:
                here, _address = self.listener.accept()
                there = socket.create_connection(self.to)
                self.flows.append(threading.Event())
                self.flows[-1].set()
                for source, goal in ((here, there), (there, here)):
                    threading.Thread(target=_pass_on, args=(source, goal, self.flows[-1]), daemon=True).start()


def _pass_on(source: socket.socket, goal: socket.socket, flows: threading.Event) -> None:
    with suppress(OSError), closing(source), closing(goal):
        while data := source.recv(65536):
            if flows.is_set():
                goal.sendall(data)


@pytest.fixture
def app_at(make_app: Callable[..., Flask], postgres_home: PostgresHome) -> Callable[[str], Flask]:
    return lambda url: make_app(database_url=url)


def at(url: str, line: Line) -> str:
    """The same database by way of the line."""
    return make_url(url).set(port=line.port).render_as_string(hide_password=False)


@pytest.fixture
def line(postgres_home: PostgresHome) -> Iterator[Line]:
    url = make_url(postgres_home.server)
    assert url.host
    assert url.port
    made = Line(url.host, url.port)
    yield made
    made.listener.close()


def test_settings_of_a_pooled_connection(app_at: Callable[[str], Flask], postgres_home: PostgresHome) -> None:
    app = app_at(postgres_home.new("settings"))
    with app.app_context(), db.engine.connect() as connection:
        told = {name: connection.execute(text(f"SHOW {name}")).scalar() for name in postgres.ON_THE_SERVER}
        line = connection.connection.driver_connection.info.get_parameters()  # type: ignore[union-attr]
    assert told == {
        "statement_timeout": "11s",
        "lock_timeout": "5s",
        "idle_in_transaction_session_timeout": "1min",
    }
    assert {name: line[name] for name in postgres.ON_THE_LINE} == {
        name: str(value) for name, value in postgres.ON_THE_LINE.items()
    }


def test_no_request_can_wait_for_twenty_seconds() -> None:
    """At worst: none is free for long, the one that comes is dead, and a new one stalls at its first question."""
    waits = (postgres.POOL_SECONDS, postgres.PING_SECONDS, postgres.CONNECT_SECONDS, postgres.ANSWER_SECONDS)
    assert sum(waits) < 20
    assert postgres.LOCK_SECONDS < postgres.STATEMENT_SECONDS < postgres.ANSWER_SECONDS


def test_a_line_that_stalls_is_given_up_and_another_is_made(
    app_at: Callable[[str], Flask], postgres_home: PostgresHome, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "ANSWER_SECONDS", 0.3)
    app = app_at(at(postgres_home.new("stalling"), line))
    with app.app_context():
        with db.engine.connect() as connection:
            connection.execute(text("SELECT 1"))
            line.stall()
            with pytest.raises(OperationalError) as caught:
                connection.execute(text("SELECT 1"))
            assert caught.value.connection_invalidated
        monkeypatch.undo()
        with db.engine.connect() as connection:
            assert connection.execute(text("SELECT 1")).scalar() == 1


def test_a_stalled_line_shows_before_a_request_begins(
    app_at: Callable[[str], Flask], postgres_home: PostgresHome, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "PING_SECONDS", 0.3)
    app = app_at(at(postgres_home.new("pinged"), line))
    process = text("SELECT pg_backend_pid()")
    with app.app_context():
        with db.engine.connect() as connection:
            first = connection.execute(process).scalar()
        line.stall()
        with db.engine.connect() as connection:
            assert connection.execute(process).scalar() != first


def test_a_migration_may_take_its_time(app_at: Callable[[str], Flask], postgres_home: PostgresHome) -> None:
    app = app_at(postgres_home.new("unhurried"))
    with app.app_context(), db.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        with connection.begin(), postgres.unhurried(connection):
            told = [connection.execute(text(f"SHOW {name}")).scalar() for name in postgres.ON_THE_SERVER]
            assert told == ["0", "0", "0"]
            assert getattr(driver, "patience", 0) is None
        assert connection.execute(text("SHOW statement_timeout")).scalar() == "11s"
        assert driver.patience == postgres.ANSWER_SECONDS
        schema.upgrade(db.engine)


@pytest.mark.parametrize(
    ("address", "refused"),
    [
        ("host/tracker", True),
        ("db.example.org:5432/tracker", True),
        ("10.0.0.5/tracker?sslmode=disable", True),
        ("10.0.0.5/tracker?sslmode=prefer", True),
        ("10.0.0.5/tracker?sslmode=require", True),
        ("10.0.0.5/tracker?sslmode=verify-ca", True),
        ("/tracker?host=db.example.org", True),
        ("/tracker?host=/var/run/postgresql,db.example.org", True),
        ("localhost/tracker?hostaddr=10.0.0.5", True),
        ("10.0.0.5/tracker?sslmode=verify-full", False),
        ("/tracker?host=db.example.org&sslmode=verify-full", False),
        ("localhost/tracker", False),
        ("127.0.0.1:5433/tracker", False),
        ("[::1]/tracker", False),
        ("/tracker", False),
        ("/tracker?host=/var/run/postgresql", False),
    ],
)
def test_another_machine_is_reached_by_tls_with_a_name_proven(address: str, *, refused: bool, tmp_path: Path) -> None:
    env = {"TRACKER_INSTANCE_PATH": str(tmp_path), "TRACKER_DATABASE_URL": f"postgresql://{address}"}
    if refused:
        with pytest.raises(SettingsFault, match="verify-full"):
            Settings.from_env(env)
    else:
        assert Settings.from_env(env).database_url.startswith("postgresql+psycopg:")
