"""How every PostgreSQL connection is set up: no request waits longer for the database than these figures allow.

The server ends statements that take too long and locks that do not come. Where the line to the server is cut, the
kernel notices; where it stalls and nobody says so, `Patient` gives up by itself, since libpq would wait for ever.
"""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, event, func, make_url, select
from sqlalchemy.orm import Session

CONNECT_SECONDS: Final = 3
PING_SECONDS: Final = 2.0
STATEMENT_SECONDS: Final = 11
ANSWER_SECONDS: Final = 12.0
LOCK_SECONDS: Final = 5
IDLE_IN_TRANSACTION_SECONDS: Final = 60
POOL_SECONDS: Final = 2
RECYCLE_SECONDS: Final = 1800
ON_THE_SERVER: Final = {
    "statement_timeout": STATEMENT_SECONDS,
    "lock_timeout": LOCK_SECONDS,
    "idle_in_transaction_session_timeout": IDLE_IN_TRANSACTION_SECONDS,
}
ON_THE_LINE: Final = {
    "connect_timeout": CONNECT_SECONDS,
    "keepalives": 1,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
ON_THIS_MACHINE: Final = frozenset({"localhost", "127.0.0.1", "::1", ""})


def engine_options(threads: int) -> dict[str, Any]:
    """At most twice the threads + 12 connections in each process.

    Pages, saves and files under way, the two that answer "Get help now", the two that judge passwords, and a few for
    what runs beside.
    """
    on_the_server = " ".join(f"-c {name}={seconds * 1000}" for name, seconds in ON_THE_SERVER.items())
    return {
        "pool_size": 2 * threads + 8,
        "max_overflow": 4,
        "pool_timeout": POOL_SECONDS,
        "pool_recycle": RECYCLE_SECONDS,
        "pool_pre_ping": True,
        "connect_args": {**ON_THE_LINE, "options": on_the_server, "application_name": "sciatica-tracker"},
    }


def open_to_others(url: str) -> bool:
    """Whether this address would send the records over a network without proof of who answers."""
    address = make_url(url)
    hosts = [host for name in ("host", "hostaddr") for host in _asked(address, name)] or [address.host or ""]
    elsewhere = any(host not in ON_THIS_MACHINE and not host.startswith("/") for host in hosts)
    return elsewhere and _asked(address, "sslmode") != ["verify-full"]


def _asked(address: URL, name: str) -> list[str]:
    said = address.query.get(name, ())
    lists = [said] if isinstance(said, str) else list(said)
    return [part.strip().lower() for words in lists for part in words.split(",")]


def prepare(engine: Engine) -> None:
    """Attach the set-up to an engine; other databases are left alone."""
    if engine.dialect.name != "postgresql":
        return
    event.listen(engine, "do_connect", _connect)
    event.listen(engine, "checkout", lambda connection, *_more: _wait_for(connection, ANSWER_SECONDS))
    # The next to take it asks first whether it still answers, and does not ask for long.
    event.listen(engine, "checkin", lambda connection, *_more: _wait_for(connection, PING_SECONDS))


def take_turns(db_session: Session, key: int) -> None:
    """Wait for whoever took the turn of this key, until they commit. SQLite lets one writer in at a time anyway."""
    if db_session.get_bind().dialect.name == "postgresql":
        db_session.execute(select(func.pg_advisory_xact_lock(key)))


@contextmanager
def unhurried(connection: Connection) -> Iterator[None]:
    """For work of minutes in a transaction of its own, such as a migration; nobody's request waits for it."""
    if connection.dialect.name != "postgresql":
        yield
        return
    for name in ON_THE_SERVER:
        connection.exec_driver_sql(f"SET LOCAL {name} = 0")
    driver = connection.connection.driver_connection
    _wait_for(driver, None)
    try:
        yield
    finally:
        _wait_for(driver, ANSWER_SECONDS)


@contextmanager
def hurried(connection: Connection) -> Iterator[None]:
    """For a question that is answered at once or not worth waiting for."""
    driver = connection.connection.driver_connection
    if connection.dialect.name == "postgresql":
        _wait_for(driver, PING_SECONDS)
    yield


def _wait_for(connection: Any, seconds: float | None) -> None:
    if connection is not None:
        connection.patience = seconds


def _connect(_dialect: object, _record: object, arguments: Any, options: Any) -> Any:
    return _patient().connect(*arguments, **options)


@cache
def _patient() -> Any:
    """The driver's connection, with patience that ends. The driver is an extra: not everyone has it."""
    import psycopg  # noqa: PLC0415
    from psycopg.pq import TransactionStatus  # noqa: PLC0415

    class Patient(psycopg.Connection[Any]):
        patience: float | None = ANSWER_SECONDS

        def wait(self, gen: Generator[Any, Any, Any], interval: float = 0.1, timeout: float | None = None) -> Any:
            try:
                return super().wait(gen, interval, self.patience if timeout is None else timeout)
            except psycopg.OperationalError:
                # Half-way through an answer: whatever still comes belongs to a question nobody asks any more.
                if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                    self.pgconn.finish()
                raise

    return Patient
