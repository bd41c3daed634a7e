"""Every SQLite connection is set up for health data: read back from a live pooled connection."""

import sqlite3

import pytest
from flask import Flask

from tracker import sqlite
from tracker.extensions import db


def test_settings_of_a_pooled_connection(app: Flask) -> None:
    journal, synchronous = sqlite.journal_settings(sqlite3.sqlite_version_info)
    levels = {"FULL": 2, "EXTRA": 3}
    expected = {
        "journal_mode": journal.lower(),
        "synchronous": levels[synchronous],
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "secure_delete": 1,
        "temp_store": 2,
        "mmap_size": 0,
        "application_id": sqlite.APPLICATION_ID,
    }
    with app.app_context(), db.engine.connect() as connection:
        assert {name: sqlite.pragma(connection, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("version", "settings"),
    [
        ((3, 40, 1), ("DELETE", "EXTRA")),
        ((3, 51, 2), ("DELETE", "EXTRA")),
        ((3, 51, 3), ("WAL", "FULL")),
        ((3, 53, 4), ("WAL", "FULL")),
    ],
)
def test_wal_only_where_it_cannot_damage_the_file(version: tuple[int, ...], settings: tuple[str, str]) -> None:
    assert sqlite.journal_settings(version) == settings


def test_transactions_that_may_write_take_their_lock_at_once(app: Flask) -> None:
    sqlite.set_reading(on=False)
    with app.app_context(), db.engine.connect() as first, db.engine.connect() as second:
        driver = second.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA busy_timeout=0")
        first.begin()
        with pytest.raises(Exception, match="locked"):
            second.begin()
        with sqlite.only_reading():
            second.begin()
            assert sqlite.pragma(second, "query_only") == 0


def test_other_engines_are_left_alone() -> None:
    class _Dialect:
        name = "postgresql"

    class _Engine:
        dialect = _Dialect()

    sqlite.prepare(_Engine())  # type: ignore[arg-type]
