"""Every SQLite connection is set up for health data: read back from a live pooled connection."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import OperationalError

from tracker.storage import sqlite
from tracker.web.extensions import db

pytestmark = pytest.mark.sqlite


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
    with app.app_context(), db.engine.connect() as first, db.engine.connect() as second:
        with sqlite.writing():
            first.begin()
        with sqlite.writing(patience_ms=0), pytest.raises(OperationalError, match="locked"):
            second.begin()
        with sqlite.only_reading():
            second.begin()
            assert sqlite.pragma(second, "query_only") == 0


def test_a_lock_of_another_program_is_waited_for_no_longer_than_said(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as ours, closing(_foreign_connection()) as theirs:
        theirs.execute("BEGIN EXCLUSIVE")
        with sqlite.writing(patience_ms=0), pytest.raises(OperationalError, match="locked"):
            ours.begin()
        theirs.rollback()
        with sqlite.writing(patience_ms=0):
            ours.begin()


def test_all_waiting_of_one_request_is_bounded_together(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    at = [1000.0]
    monkeypatch.setattr(sqlite, "monotonic", lambda: at[0])

    def patience_of(connection: Connection) -> Any:
        connection.begin()
        found = sqlite.pragma(connection, "busy_timeout")
        connection.rollback()
        return found

    with app.app_context(), db.engine.connect() as connection:
        with sqlite.patience():
            assert patience_of(connection) == 5000
            at[0] += 4
            assert patience_of(connection) == 1000
            with sqlite.only_reading():
                assert patience_of(connection) == 1000
            with sqlite.writing():
                assert patience_of(connection) == 1000
            with sqlite.writing(patience_ms=200):
                assert patience_of(connection) == 200
            at[0] += 4
            assert patience_of(connection) == sqlite.LEAST_PATIENCE_MS
        assert patience_of(connection) == 5000


def test_writers_of_one_process_come_in_the_order_they_asked() -> None:
    turns, done, threads = sqlite.Turns(), [], []
    assert turns.take(0)

    def wait(number: int) -> None:
        assert turns.take(30)
        done.append(number)
        turns.give_back()

    for number in range(20):
        threads.append(Thread(target=wait, args=(number,)))
        threads[-1].start()
        while turns.waiting() <= number:
            continue
    turns.give_back()
    for thread in threads:
        thread.join(30)
    assert done == list(range(20))
    assert turns.take(0)
    assert not turns.take(0)


def test_a_turn_is_given_back_however_a_transaction_ends(app: Flask) -> None:
    def next_one_comes() -> None:
        with sqlite.writing(patience_ms=0), db.engine.begin() as connection:
            assert sqlite.pragma(connection, "application_id") == sqlite.APPLICATION_ID

    with app.app_context():
        with db.engine.connect() as held:
            held.begin()
            held.commit()
            next_one_comes()
            held.begin()
            held.rollback()
            next_one_comes()
            held.begin()
            held.invalidate()
            next_one_comes()
        with pytest.raises(OperationalError), db.engine.begin() as connection:
            connection.exec_driver_sql("INSERT INTO nowhere VALUES (1)")
        next_one_comes()


def test_nothing_is_written_while_writes_are_refused(app: Flask) -> None:
    with app.app_context():
        engine = db.engine
        sqlite.refuse_writes(engine, "the file is damaged")
        try:
            with pytest.raises(OperationalError, match="is damaged"), sqlite.writing(), engine.begin():
                pass
            with sqlite.only_reading(), engine.begin() as connection:
                assert sqlite.pragma(connection, "application_id") == sqlite.APPLICATION_ID
        finally:
            sqlite.allow_writes(engine)
        with engine.begin():
            pass


def test_a_connection_to_a_file_that_was_read_only_is_not_used_again(app: Flask) -> None:
    with app.app_context():
        with db.engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute("PRAGMA query_only=ON")
            with pytest.raises(OperationalError, match="readonly"):
                connection.exec_driver_sql("UPDATE account SET user_name = 'x'")
        with db.engine.begin() as connection:
            assert sqlite.pragma(connection, "query_only") == 0
            connection.exec_driver_sql("UPDATE account SET user_name = 'x'")


def test_what_somebody_wrote_is_in_no_error(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection, pytest.raises(OperationalError) as told:
        connection.execute(text("INSERT INTO nowhere VALUES (:words)"), {"words": "canary"})
    assert "canary" not in str(told.value)


def test_a_file_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    new, there = tmp_path / "deep" / "new.sqlite3", tmp_path / "there.sqlite3"
    there.touch(mode=0o640)
    os.utime(there, (1, 1))
    for path in (new, there):
        engine = create_engine(f"sqlite:///{path}")
        sqlite.prepare(engine)
        engine.dispose()
    assert new.stat().st_mode & 0o777 == 0o600
    assert there.stat().st_mtime == 1
    nowhere = create_engine(f"sqlite:///{there}/within/a/file.sqlite3")
    sqlite.prepare(nowhere)
    with pytest.raises(OperationalError, match="unable to open"):
        nowhere.connect()


def _foreign_connection() -> sqlite3.Connection:
    """Another program at the same file."""
    return sqlite3.connect(str(db.engine.url.database), isolation_level=None)


def test_other_engines_are_left_alone() -> None:
    class _Dialect:
        name = "postgresql"

    class _Engine:
        dialect = _Dialect()

    sqlite.prepare(_Engine())  # type: ignore[arg-type]


def test_a_refused_database_is_not_written_to_by_whoever_says_they_read(app: Flask) -> None:
    with app.app_context():
        sqlite.refuse_writes(db.engine, "damaged")
        try:
            reading = sqlite.only_reading()
            with reading, db.engine.connect() as connection, pytest.raises(OperationalError, match="readonly"):
                connection.execute(text("DELETE FROM account"))
        finally:
            sqlite.allow_writes(db.engine)
        with sqlite.writing(), db.engine.begin() as connection:
            connection.execute(text("DELETE FROM account"))
