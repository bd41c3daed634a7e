"""How every SQLite connection is set up, and how its transactions begin.

Python's driver starts transactions late and silently; here each one begins by our own word: `BEGIN IMMEDIATE` where
the work may write, so that two writers queue up and neither is refused half-way, and plain `BEGIN` where it only reads.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event

WAL_SAFE_FROM = (3, 51, 3)
BUSY_TIMEOUT_MS = 5000
APPLICATION_ID = 0x53434941

_reading: ContextVar[bool] = ContextVar("reading", default=False)


def journal_settings(version: tuple[int, ...]) -> tuple[str, str]:
    """Journal mode and synchronous level by SQLite's version.

    Before 3.51.3 two connections that checkpoint and write at once can damage a WAL file; the rollback journal with
    EXTRA is slower but loses nothing. NORMAL may forget acknowledged writes at a power cut, so it is never used.
    """
    return ("WAL", "FULL") if version >= WAL_SAFE_FROM else ("DELETE", "EXTRA")


@contextmanager
def only_reading() -> Iterator[None]:
    """Transactions begun inside are for reading, and take no write lock."""
    token = _reading.set(True)
    try:
        yield
    finally:
        _reading.reset(token)


def set_reading(*, on: bool) -> None:
    """Say for the rest of this context (one web request) whether transactions only read."""
    _reading.set(on)


def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    journal, synchronous = journal_settings(sqlite3.sqlite_version_info)
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        f"journal_mode={journal}",
        f"synchronous={synchronous}",
        "foreign_keys=ON",
        "trusted_schema=OFF",
        "cell_size_check=ON",
        "secure_delete=ON",
        "temp_store=MEMORY",
        "mmap_size=0",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _on_begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN" if _reading.get() else "BEGIN IMMEDIATE")


def prepare(engine: Engine) -> None:
    """Attach the set-up to an engine; other databases are left alone."""
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    database = engine.url.database
    if database and database != ":memory:":
        path = Path(database)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)


def pragma(connection: Connection, name: str) -> Any:
    """What a live connection says of one of its settings."""
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar()
