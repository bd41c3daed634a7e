"""A restore refuses what would lose something, and leaves either what was there or what comes."""

import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import create_engine, text

from tests.operations import drill as drills
from tests.operations.damage import overwrite_header
from tests.operations.drill import NOW, count_accounts, rows_of
from tests.support.engines import let_go
from tests.support.people import make_person
from tracker.configuration.settings import Settings
from tracker.operations import in_use, postgres_copy, postgres_restore, schema, sqlite_copy, sqlite_restore
from tracker.operations.backup import engine_for, make_backup
from tracker.operations.copies import CopyFault, at_work
from tracker.operations.drift import drift
from tracker.operations.orders import Order, RestoreFault
from tracker.operations.restore import Restored, restore
from tracker.web.extensions import db

# The files of SQLite; what holds on both engines asks for both by itself.
pytestmark = [pytest.mark.counted, pytest.mark.long, pytest.mark.sqlite]


@pytest.fixture
def file(either_app: Flask, settings: Settings, tmp_path: Path) -> Path:
    """A backup with Rosa in it, and a database with her and Omar; the server is stopped."""
    make_person(either_app, "Rosa")
    made = make_backup(settings, tmp_path / "b", NOW).file
    make_person(either_app, "Omar")
    let_go(either_app)
    return made


@pytest.fixture
def sqlite_file(app: Flask, tmp_path: Path) -> Path:
    make_person(app, "Rosa")
    made = make_backup(app.extensions["settings"], tmp_path / "b", NOW).file
    make_person(app, "Omar")
    let_go(app)
    return made


def bring_back(settings: Settings, file: Path, *, force: bool = True) -> Restored:
    return restore(Order(settings=settings, file=file, now=drills.LATER, force=force))


def refused(settings: Settings, file: Path, words: str, *, force: bool = True) -> None:
    with pytest.raises(RestoreFault, match=words):
        bring_back(settings, file, force=force)
    assert count_accounts(settings) == 2


def test_where_there_are_accounts_it_must_be_told_to(settings: Settings, file: Path) -> None:
    refused(settings, file, "there are 2 accounts already; give --force", force=False)
    done = bring_back(settings, file)
    assert count_accounts(settings) == 1
    assert done.kept is not None
    bring_back(settings, done.kept)
    assert count_accounts(settings) == 2, "what was put aside comes back the same way"


def test_an_empty_database_needs_no_force(settings: Settings, file: Path) -> None:
    with at_work(create_engine(settings.database_url)) as engine, engine.begin() as connection:
        connection.execute(text("DELETE FROM account"))
    bring_back(settings, file, force=False)
    assert count_accounts(settings) == 1


def test_what_is_damaged_or_no_backup_is_refused(settings: Settings, file: Path, tmp_path: Path) -> None:
    refused(settings, tmp_path / "none", "cannot be read: No such file")
    (tmp_path / "text").write_text("not a backup")
    refused(settings, tmp_path / "text", "is not a backup of this app")
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    refused(settings, file, "damaged|cannot be read")


def test_the_backup_of_another_engine_is_refused(settings: Settings, file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"PGDMP..." if settings.is_sqlite else b"SQLite format 3\0....")
    refused(settings, other, "this is a backup of (PostgreSQL|SQLite), and the app is set to use")


def test_a_backup_of_a_newer_app_is_refused(either_app: Flask, settings: Settings, tmp_path: Path) -> None:
    make_person(either_app, "Rosa")
    engine = create_engine(settings.database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    file = make_backup(settings, tmp_path / "b", NOW).file
    make_person(either_app, "Omar")
    let_go(either_app)
    engine.dispose()
    refused(settings, file, "at version 9999, which this app does not know")


def test_a_backup_of_older_tables_is_brought_up(either_app: Flask, settings: Settings, tmp_path: Path) -> None:
    """It knows nothing of sign-ins in steps, nor of a security log."""
    make_person(either_app, "Rosa")
    let_go(either_app)
    engine = engine_for(settings)
    schema.downgrade(engine, "0003")
    made = make_backup(settings, tmp_path / "b", NOW)
    assert not made.logged
    schema.upgrade(engine)
    engine.dispose()
    make_person(either_app, "Omar")
    let_go(either_app)
    assert bring_back(settings, made.file).contents.revision == "0003"
    assert count_accounts(settings) == 1
    engine = engine_for(settings)
    assert schema.stamp_of(engine) == schema.newest()
    assert drift(engine) == []
    engine.dispose()


def test_rows_that_would_be_missing_change_nothing(
    settings: Settings, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of: Any = sqlite_restore if settings.is_sqlite else postgres_restore
    settle = of.settle

    def lose(db_session: Any, *words: Any) -> Any:
        db_session.execute(text("DELETE FROM patient"))
        return settle(db_session, *words)

    monkeypatch.setattr(of, "settle", lose)
    refused(settings, file, "rows of patient would be missing")
    monkeypatch.undo()
    assert bring_back(settings, file).contents.rows["patient"] == 1


# SQLite: files.


def database_of(settings: Settings) -> Path:
    return settings.instance_path / "test.sqlite3"


def test_while_a_server_uses_the_file_nothing_is_restored(app: Flask, sqlite_file: Path) -> None:
    settings = app.extensions["settings"]
    with in_use.using(settings), in_use.using(settings):
        refused(settings, sqlite_file, "in use: stop the server")
    with in_use.alone(settings), pytest.raises(in_use.InUse), in_use.using(settings):
        pytest.fail("a restore is under way")
    bring_back(settings, sqlite_file)


def test_a_server_of_another_process_is_seen_until_it_dies(app: Flask, sqlite_file: Path) -> None:
    settings = app.extensions["settings"]
    ready, says_ready = os.pipe()
    child = os.fork()
    if not child:
        in_use.use_until_exit(settings)
        os.write(says_ready, b"!")
        signal.pause()
    os.read(ready, 1)
    refused(settings, sqlite_file, "in use")
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(ready)
    os.close(says_ready)
    bring_back(settings, sqlite_file)


def test_another_programs_lock_is_respected(app: Flask, sqlite_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = app.extensions["settings"]
    monkeypatch.setattr(sqlite_restore, "LOCK_SECONDS", 0)
    with closing(sqlite3.connect(database_of(settings), isolation_level=None)) as shell:
        shell.execute("BEGIN IMMEDIATE")
        refused(settings, sqlite_file, "in use")
        shell.execute("ROLLBACK")
    bring_back(settings, sqlite_file)


def test_the_database_itself_is_no_backup_of_itself(app: Flask, sqlite_file: Path) -> None:
    settings = app.extensions["settings"]
    refused(settings, database_of(settings), "the database itself")


def test_another_programs_database_is_put_aside_only_when_told(app: Flask, sqlite_file: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.sqlite3"
    with closing(sqlite3.connect(theirs)) as other:
        other.execute("CREATE TABLE account (id)")
    settings = app.extensions["settings"].with_(database_url=f"sqlite:///{theirs}", instance_path=tmp_path)
    with pytest.raises(RestoreFault, match="cannot be read; give --force"):
        bring_back(settings, sqlite_file, force=False)
    with pytest.raises(RestoreFault, match="another program"):
        bring_back(app.extensions["settings"], theirs)
    assert bring_back(settings, sqlite_file).kept is not None


@pytest.mark.parametrize("opens", [True, False])
def test_a_log_left_by_a_crash_is_not_played_into_the_new_file(
    app: Flask, sqlite_file: Path, monkeypatch: pytest.MonkeyPatch, *, opens: bool
) -> None:
    """SQLite plays it back into the old file; where it cannot even open that, both go aside together."""
    settings = app.extensions["settings"]
    database = database_of(settings)
    beside = database.with_name(f"{database.name}-wal")
    with closing(sqlite3.connect(database, isolation_level=None)) as crashing:
        crashing.execute("PRAGMA journal_mode=WAL")
        crashing.execute("UPDATE account SET user_name = user_name || 'x'")
        log = beside.read_bytes()
    overwrite_header(database)
    beside.write_bytes(log)
    if not opens:
        for name, says in (("_accounts_in", None), ("_calm", None), ("_ends_in", [])):
            monkeypatch.setattr(sqlite_restore, name, lambda _database, says=says: says)
    done = bring_back(settings, sqlite_file)
    assert done.kept is not None
    if not opens:
        assert done.kept.with_name(f"{done.kept.name}-wal").read_bytes() == log
    assert not beside.exists()
    with closing(sqlite3.connect(database)) as new:
        assert new.execute("SELECT user_name FROM account").fetchall() == [("Rosa",)]


POINTS = ("take_copy", "upgrade", "settle", "check_settled", "_keep", "put_in_place")


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("point", POINTS)
def test_killed_anywhere_it_leaves_the_old_or_the_new(
    app: Flask, sqlite_file: Path, point: str, *, after: bool
) -> None:
    settings = app.extensions["settings"]
    old = rows_of(settings)
    child = os.fork()
    if not child:
        _restore_until(point, settings, sqlite_file, after=after)
    assert os.waitpid(child, 0)[1] == signal.SIGKILL
    found = rows_of(settings)
    if (point, after) == ("put_in_place", True):
        assert len(found["account"]) == 1
    else:
        assert found == old
    done = bring_back(settings, sqlite_file)
    assert count_accounts(settings) == 1
    assert done.kept is not None
    assert done.kept.stat().st_nlink == 1
    left = {path.name for path in settings.instance_path.glob("test.sqlite3*") if "before-restore" not in path.name}
    assert left == {"test.sqlite3", "test.sqlite3.lock"}


def _restore_until(point: str, settings: Settings, file: Path, *, after: bool) -> None:
    """In a process of its own, which dies at this point by its own hand."""
    owner: Any = {"take_copy": sqlite_copy, "upgrade": schema}.get(point, sqlite_restore)
    real = getattr(owner, point)

    def fatal(*words: Any, **more: Any) -> Any:
        if after:
            real(*words, **more)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(owner, point, fatal)
    try:
        bring_back(settings, file)
    finally:
        os._exit(1)


# PostgreSQL: sessions and one transaction.


@pytest.fixture
def on_postgres(postgres_home: Any, make_app: Callable[..., Flask]) -> Flask:
    return make_app(database_url=postgres_home.new("restoring"))


@pytest.mark.postgres
def test_while_others_are_connected_nothing_is_restored(on_postgres: Flask, tmp_path: Path) -> None:
    settings = on_postgres.extensions["settings"]
    make_person(on_postgres, "Rosa")
    file = make_backup(settings, tmp_path / "b", NOW).file
    make_person(on_postgres, "Omar")
    with on_postgres.app_context():
        db.engine.connect().close()
    refused(settings, file, "in use: stop the servers")
    let_go(on_postgres)
    bring_back(settings, file)


@pytest.mark.long
@pytest.mark.postgres
@pytest.mark.parametrize("point", ["_drop", "_feed", "settle", "check_settled"])
def test_killed_anywhere_postgres_keeps_the_old(on_postgres: Flask, tmp_path: Path, point: str) -> None:
    settings = on_postgres.extensions["settings"]
    make_person(on_postgres, "Rosa")
    file = make_backup(settings, tmp_path / "b", NOW).file
    make_person(on_postgres, "Omar")
    let_go(on_postgres)
    old = rows_of(settings)
    child = os.fork()
    if not child:
        real = getattr(postgres_restore, point)

        def fatal(*words: Any) -> None:
            real(*words)
            os.kill(os.getpid(), signal.SIGKILL)

        setattr(postgres_restore, point, fatal)
        try:
            bring_back(settings, file)
        finally:
            os._exit(1)
    assert os.waitpid(child, 0)[1] == signal.SIGKILL
    found = rows_of(settings)
    assert {name: rows for name, rows in found.items() if name != "security_event"} == {
        name: rows for name, rows in old.items() if name != "security_event"
    }


@pytest.mark.postgres
@pytest.mark.parametrize(("breaks_off", "words"), [(True, "the disk gave up"), (False, "other rows|counted: account")])
def test_a_dump_that_breaks_off_or_lacks_a_row_changes_nothing(
    on_postgres: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, *, breaks_off: bool
) -> None:
    settings = on_postgres.extensions["settings"]
    make_person(on_postgres, "Rosa")
    file = make_backup(settings, tmp_path / "b", NOW).file
    make_person(on_postgres, "Omar")
    let_go(on_postgres)
    real = postgres_copy.script

    def breaking(path: Path, section: str, *only: str) -> Iterator[bytes]:
        skips = False
        for line in real(path, section, *only):
            if only and section == "data" and breaks_off:
                raise CopyFault("the disk gave up")
            if only and skips:
                skips = False
                continue
            skips = line.startswith((b"COPY public.account ", b"COPY public.patient "))
            yield line

    monkeypatch.setattr(postgres_copy, "script", breaking)
    refused(settings, file, words)
