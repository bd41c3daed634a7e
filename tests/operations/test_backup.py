"""A backup is whole and of one moment, or it is not there."""

import os
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Event, Thread
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import create_engine, select, text
from sqlalchemy.orm import Session

from tests.operations.damage import overwrite_middle
from tests.operations.drill import NOW, add_entry
from tests.support.engines import let_go
from tests.support.people import Person, make_person
from tracker.audit.models import JobRun, SecurityEvent
from tracker.configuration.settings import Settings
from tracker.diary.models import Entry
from tracker.domain.accounts.security_log import SERVER, SecurityAct
from tracker.operations import backup, postgres_copy, sqlite_copy
from tracker.operations.backup import BackupFault, make_backup
from tracker.operations.copies import Contents, CopyFault, at_work
from tracker.web.extensions import db

# The files of SQLite; what holds on both engines asks for both by itself.
pytestmark = [pytest.mark.long, pytest.mark.counted, pytest.mark.sqlite]


def acts(app: Flask) -> list[str]:
    with app.app_context():
        query = select(SecurityEvent.act).where(SecurityEvent.subject_id == SERVER).order_by(SecurityEvent.number)
        found = list(db.session.execute(query).scalars())
        db.session.remove()
    return found


def read_copy(settings: Settings, file: Path) -> Contents:
    return sqlite_copy.read_copy(file) if settings.is_sqlite else postgres_copy.read_copy(file)


def test_it_is_private_read_back_and_written_down(either_app: Flask, settings: Settings, tmp_path: Path) -> None:
    make_person(either_app, "Rosa")
    file = tmp_path / "b"
    made = make_backup(settings, file, NOW)
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]
    assert made.contents == read_copy(settings, file)
    assert made.contents.rows["account"] == 1
    assert made.logged
    assert acts(either_app) == [SecurityAct.BACKUP_MADE]


def test_another_file_is_replaced_only_when_asked(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "b"
    file.write_text("something else")
    with pytest.raises(BackupFault, match="is there already"):
        make_backup(settings, file, NOW)
    assert file.read_text() == "something else"
    with pytest.raises(BackupFault, match="there is no folder"):
        make_backup(settings, tmp_path / "none" / "b", NOW)
    make_backup(settings, file, NOW, overwrite=True)
    read_copy(settings, file)


def test_one_row_less_than_was_counted_is_no_backup(
    either_app: Flask, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_person(either_app, "Rosa")
    of = sqlite_copy if settings.is_sqlite else postgres_copy
    take = of.take_copy

    def one_more(*words: Any) -> Contents:
        contents = take(*words)
        return Contents(contents.revision, {**contents.rows, "entry": contents.rows["entry"] + 1})

    monkeypatch.setattr(of, "take_copy", one_more)
    with pytest.raises(BackupFault, match="differs from what was counted: entry"):
        make_backup(settings, tmp_path / "b", NOW)
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_is_full_leaves_nothing_behind(
    either_app: Flask, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_words: Any) -> None:
        raise OSError(28, "No space left on device", "somewhere")

    monkeypatch.setattr(backup, "put_in_place", full)
    file = tmp_path / "b"
    file.write_text("the backup of yesterday")
    with pytest.raises(BackupFault, match="somewhere: No space left on device"):
        make_backup(settings, file, NOW, overwrite=True)
    assert file.read_text() == "the backup of yesterday"
    assert list(tmp_path.iterdir()) == [file]
    assert acts(either_app) == [SecurityAct.BACKUP_FAILED]


def write_on(settings: Settings, person: Person, stop: Event, acknowledged: list[UUID]) -> None:
    """Rows in two tables with one commit, until told to stop."""
    with at_work(backup.engine_for(settings)) as engine:
        while not stop.is_set():
            with Session(engine) as session:
                entry_id = add_entry(session, person)
                session.add(JobRun(job="load", slot=entry_id.hex, at=NOW))
                session.commit()
            acknowledged.append(entry_id)


def test_under_load_none_lacks_what_was_acknowledged_before(
    either_app: Flask, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first two in steps, between which writers come in; each of one moment: as many rows here as there."""
    person, stop, acknowledged = make_person(either_app, "Rosa"), Event(), list[UUID]()
    writers = [Thread(target=write_on, args=(settings, person, stop, acknowledged)) for _ in range(8)]
    monkeypatch.setattr(sqlite_copy, "STEP_PAGES", 20)
    for writer in writers:
        writer.start()
    counted = []
    try:
        for number in range(3):
            monkeypatch.setattr(sqlite_copy, "GENTLE_FROM_BYTES", 0 if number < 2 else 1 << 40)
            before = len(acknowledged)
            made = make_backup(settings, tmp_path / str(number), NOW)
            counted.append((before, made.contents.rows))
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    assert len(acknowledged) > counted[-1][0] > 0
    for before, rows in counted:
        assert rows["entry"] >= before
        assert rows["entry"] == rows["job_run"]
    if settings.is_sqlite:
        known = set(acknowledged[: counted[-1][0]])
        with at_work(create_engine(f"sqlite:///{tmp_path / '2'}")) as engine, Session(engine) as session:
            assert known <= set(session.execute(select(Entry.id)).scalars())


# What follows is about one engine alone.


def test_a_quiet_file_is_copied_in_steps(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_person(app, "Rosa")
    source = Path(app.instance_path) / "test.sqlite3"
    monkeypatch.setattr(sqlite_copy, "STEP_PAGES", 10)
    monkeypatch.setattr(sqlite_copy, "_copy_at_once", lambda *_: pytest.fail("nobody wrote meanwhile"))
    contents = sqlite_copy.take_copy(source, tmp_path / "b", gentle_from=0)
    assert sqlite_copy.read_copy(tmp_path / "b") == contents


@pytest.mark.parametrize("steps", [0, 3])
def test_a_write_meanwhile_begins_anew_and_at_last_all_is_copied_at_once(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    """Somebody writes between the counting and the first step, or after some steps."""
    person, settings = make_person(app, "Rosa"), app.extensions["settings"]
    writes: list[UUID] = []

    def write() -> None:
        with at_work(backup.engine_for(settings)) as engine, Session(engine) as session:
            writes.append(add_entry(session, person))
            session.commit()

    class WriteMeanwhile(sqlite_copy._stop_at_restart):
        def __init__(self) -> None:
            super().__init__()
            self.count = 0
            if not steps:
                write()

        def __call__(self, *words: int) -> None:
            super().__call__(*words)
            self.count += 1
            if self.count == steps:
                write()

    monkeypatch.setattr(sqlite_copy, "STEP_PAGES", 10)
    monkeypatch.setattr(sqlite_copy, "_stop_at_restart", WriteMeanwhile)
    contents = sqlite_copy.take_copy(Path(app.instance_path) / "test.sqlite3", tmp_path / "b", gentle_from=0)
    assert contents.rows["entry"] == len(writes) == sqlite_copy.GENTLE_TRIES
    assert sqlite_copy.read_copy(tmp_path / "b") == contents


def test_a_write_ahead_log_is_copied_with_its_file(app: Flask, tmp_path: Path) -> None:
    """Rows that stand in the log alone, where `cp` would miss them; the copy stands by itself."""
    person, source = make_person(app, "Rosa"), Path(app.instance_path) / "test.sqlite3"
    let_go(app)
    with closing(sqlite3.connect(source)) as keeps_the_log:
        keeps_the_log.execute("PRAGMA journal_mode=WAL")
        engine = create_engine(f"sqlite:///{source}")
        with Session(engine) as session:
            add_entry(session, person)
            session.commit()
        assert (source.with_name(source.name + "-wal")).stat().st_size
        contents = sqlite_copy.take_copy(source, tmp_path / "b")
        engine.dispose()
        assert contents.rows["entry"] == 1
        assert sqlite_copy.read_copy(tmp_path / "b") == contents
        assert [path.name for path in tmp_path.iterdir()] == ["b"]
        keeps_the_log.execute("PRAGMA journal_mode=DELETE")


def test_a_database_that_takes_no_writes_is_backed_up(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "engine_for", lambda _: create_engine("sqlite:////nowhere/at/all"))
    made = make_backup(app.extensions["settings"], tmp_path / "b", NOW)
    assert not made.logged
    assert sqlite_copy.read_copy(tmp_path / "b") == made.contents


def test_a_damaged_database_is_not_taken_for_a_backup_nor_written_to(app: Flask, tmp_path: Path) -> None:
    make_person(app, "Rosa")
    settings, source = app.extensions["settings"], Path(app.instance_path) / "test.sqlite3"
    let_go(app)
    overwrite_middle(source)
    before = source.read_bytes()
    with pytest.raises(BackupFault, match=r"damaged|malformed"):
        make_backup(settings, tmp_path / "b", NOW)
    assert source.read_bytes() == before
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["none.sqlite3", "empty.sqlite3", "other.sqlite3"])
def test_what_is_not_ours_is_not_backed_up(app: Flask, tmp_path: Path, name: str) -> None:
    (tmp_path / "empty.sqlite3").touch()
    with closing(sqlite3.connect(tmp_path / "other.sqlite3")) as other:
        other.execute("CREATE TABLE account (id)")
    settings = app.extensions["settings"].with_(database_url=f"sqlite:///{tmp_path / name}", instance_path=tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(BackupFault, match=r"another program|unable to open"):
        make_backup(settings, tmp_path / "b", NOW)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.postgres
def test_the_password_is_on_no_command_line(
    postgres_home: Any, make_app: Callable[..., Flask], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgres_home.new("secret").replace("postgres@", "postgres:a%2Fsecret@")
    settings = make_app(database_url=url).extensions["settings"]
    seen: list[tuple[str, str | None]] = []
    run = subprocess.run

    def noted(kind: Any) -> Any:
        def call(command: list[str], **more: Any) -> Any:
            seen.append((" ".join(command), (more.get("env") or os.environ).get("PGPASSWORD")))
            return kind(command, **more)

        return call

    monkeypatch.setattr(subprocess, "run", noted(run))
    made = make_backup(settings, tmp_path / "b", NOW)
    monkeypatch.undo()
    assert made.contents.rows["account"] == 0
    assert not [command for command, _ in seen if "secret@" in command or "a/secret" in command]
    assert [password for command, password in seen if "--snapshot" in command] == ["a/secret"]


@pytest.mark.postgres
def test_missing_and_older_programs_are_named(
    postgres_home: Any, make_app: Callable[..., Flask], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = make_app(database_url=postgres_home.new("programs")).extensions["settings"]
    monkeypatch.setattr(postgres_copy, "DEBIANS", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BackupFault, match="pg_dump is not installed"):
        make_backup(settings, tmp_path / "b", NOW)
    older = tmp_path / "pg_dump"
    older.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6'\n")
    older.chmod(0o755)
    with pytest.raises(BackupFault, match="older than the server; install the client programs of PostgreSQL"):
        make_backup(settings, tmp_path / "b", NOW)
    assert list(tmp_path.iterdir()) == [older]


@pytest.mark.postgres
def test_a_dump_with_a_hole_is_no_backup(postgres_home: Any, make_app: Callable[..., Flask], tmp_path: Path) -> None:
    app = make_app(database_url=postgres_home.new("hole"))
    make_person(app, "Rosa")
    file = tmp_path / "b"
    make_backup(app.extensions["settings"], file, NOW)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(CopyFault):
        postgres_copy.read_copy(file)
    with app.app_context():
        assert db.session.execute(text("SELECT 1")).scalar() == 1
