"""`tracker backup` and `tracker restore`, as somebody at a terminal uses them."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests.operations.damage import overwrite_header
from tests.operations.drill import LATER
from tests.support.commands import Run
from tests.support.engines import let_go
from tests.support.people import make_person
from tracker.accounts.models import Account
from tracker.accounts.services.accounts import delete_account
from tracker.audit.services.withdrawals import FILE_NAME
from tracker.operations import backup as backups
from tracker.operations import in_use, rotation
from tracker.storage.base import Base
from tracker.web.extensions import db

# The files of SQLite; what holds on both engines asks for both by itself.
pytestmark = [pytest.mark.long, pytest.mark.counted, pytest.mark.sqlite, pytest.mark.usefixtures("instance")]
TABLES = len(Base.metadata.tables) + 1  # with that of the migrations


@pytest.fixture
def instance(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Rosa has an account, and no server runs."""
    folder = Path(app.instance_path)
    (folder / FILE_NAME).unlink(missing_ok=True)
    make_person(app, "Rosa")
    let_go(app)
    monkeypatch.setenv("TRACKER_INSTANCE_PATH", str(folder))
    monkeypatch.setenv("TRACKER_DATABASE_URL", f"sqlite:///{folder / 'test.sqlite3'}")
    return folder


def test_backed_up_damaged_and_brought_back(run: Run, instance: Path, tmp_path: Path) -> None:
    file = tmp_path / "b.sqlite3"
    said = run("backup", file).output
    assert said.startswith(f"Backed up {TABLES} tables with ")
    assert f"to {file} (" in said
    assert "every row counted" in said
    assert "is there already" in run("backup", file, exits=1).output
    run("backup", file, "--force")
    database = instance / "test.sqlite3"
    overwrite_header(database)
    refused = run("restore", file, exits=1).output
    assert refused.startswith("tracker: nothing was changed: what is there cannot be read; give --force")
    said = run("restore", file, "--force").output
    assert said.startswith(f"Restored {TABLES} tables with ")
    assert "is kept as " in said
    assert "Everybody has to sign in again." in said
    assert "Rosa" in run("user", "list").output


def test_what_ended_meanwhile_is_told(app: Flask, run: Run, instance: Path, tmp_path: Path) -> None:
    file = tmp_path / "b.sqlite3"
    run("backup", file)
    with app.app_context():
        delete_account(db.session(), db.session.execute(select(Account.id)).scalar_one(), LATER)
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    assert "ended after the backup: 1 erased accounts" in run("restore", file).output
    assert "Rosa" not in run("user", "list").output


def test_the_timed_one_is_made_once_a_day(run: Run, instance: Path) -> None:
    folder = instance / "backups"
    for left in folder.glob("*"):
        left.unlink()
    assert "Done now: erase, clear, forget, backup." in run("backup", "--timed").output
    assert "nothing is due" in run("backup", "--timed").output
    assert len(rotation.timed_backups(folder)) == 1


def test_one_that_fails_ends_in_a_fault(run: Run, instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_words: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backups, "put_in_place", full)
    assert "failed: backup" in run("backup", "--timed", exits=1).output
    assert "No space left on device" in run("backup", instance / "b", exits=1).output
    assert not (instance / "b").exists()


def test_nobody_is_let_in_while_a_restore_is_under_way(app: Flask, run: Run, instance: Path, tmp_path: Path) -> None:
    file = tmp_path / "b.sqlite3"
    run("backup", file)
    with in_use.alone(app.extensions["settings"]):
        for words in (("backup", tmp_path / "c"), ("user", "list"), ("serve",)):
            assert "a restore is under way" in run(*words, exits=1).output
        assert "in use" in run("restore", file, "--force", exits=1).output


def test_a_file_or_the_clock(run: Run, tmp_path: Path) -> None:
    for words in ((), (tmp_path / "b", "--timed")):
        assert "Give either FILE or --timed." in run("backup", *words, exits=2).output
