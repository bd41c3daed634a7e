"""`tracker serve` and `tracker upgrade` on databases that are not as they should be."""

import shutil
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from tests.operations.damage import make_foreign, overwrite_header, overwrite_middle
from tests.support.commands import Run
from tracker.operations import looking, schema
from tracker.operations.copies import at_work

pytestmark = [pytest.mark.sqlite, pytest.mark.usefixtures("file")]


@pytest.fixture
def file(tmp_path: Path, upgraded_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "instance"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("TRACKER_INSTANCE_PATH", str(folder))
    for name in ("DATABASE_URL", "HTTPS", "SECRET_KEY"):
        monkeypatch.delenv(f"TRACKER_{name}", raising=False)
    made = folder / "tracker.sqlite3"
    shutil.copyfile(upgraded_file, made)
    made.chmod(0o600)
    return made


@pytest.fixture(autouse=True)
def served(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Servers that stop as soon as they run, as if a service manager had asked them to."""
    ran: list[bool] = []

    class Server:
        port = 8000

        def run(self) -> None:
            ran.append(True)
            with pytest.raises(SystemExit):
                signal.raise_signal(signal.SIGTERM)

    monkeypatch.setattr("tracker.server.connections.make_server", lambda *_app, **_options: Server())
    return ran


def _acts(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return [row[0] for row in connection.execute("SELECT act FROM security_event ORDER BY number")]


def test_a_start_and_an_end_are_in_the_security_log(file: Path, run: Run, served: list[bool]) -> None:
    before = signal.getsignal(signal.SIGTERM)
    said = run("serve").output
    assert served == [True]
    assert "It only reads" not in said
    assert _acts(file) == ["started", "stopped"]
    assert signal.getsignal(signal.SIGTERM) is before


def test_tables_that_are_behind_are_brought_up_and_it_is_logged(file: Path, run: Run) -> None:
    _downgrade(file)
    run("serve")
    assert _acts(file) == ["migrated", "started", "stopped"]
    run("serve")
    assert _acts(file).count("migrated") == 1


def _downgrade(file: Path) -> None:
    file.unlink()
    with at_work(create_engine(f"sqlite:///{file}")) as engine:
        schema.upgrade(engine, "0003")
    file.chmod(0o600)


def test_upgrade_says_from_where_to_where(file: Path, run: Run) -> None:
    assert "the newest. Nothing was changed." in run("upgrade").output
    assert _acts(file) == []
    _downgrade(file)
    assert f"at {schema.newest()} now; they were at 0003" in run("upgrade").output
    assert _acts(file) == ["migrated"]
    file.unlink()
    assert "they were new" in run("upgrade").output


def test_another_programs_file_is_refused_by_every_command(file: Path, run: Run, served: list[bool]) -> None:
    file.unlink()
    make_foreign(file)
    before = file.read_bytes()
    for words in (["serve"], ["upgrade"], ["user", "list"]):
        assert "another program" in run(*words, exits=1).output
    assert served == []
    assert file.read_bytes() == before


@pytest.mark.parametrize("damage", [overwrite_header, overwrite_middle])
def test_a_damaged_file_is_served_for_reading(
    file: Path, run: Run, served: list[bool], damage: Callable[[Path], None]
) -> None:
    damage(file)
    before = file.read_bytes()
    said = run("serve").output
    assert served == [True]
    assert "It only reads: the database file" in said
    assert "tracker restore" in said
    assert file.read_bytes() == before


def test_a_read_only_file_is_served_for_reading(
    file: Path, run: Run, served: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "MODE", "ro")
    assert "cannot be written to" in run("serve").output
    assert served == [True]


def test_a_database_that_does_not_answer_is_not_served(
    run: Run, served: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing?connect_timeout=2")
    assert "cannot be used just now" in run("serve", exits=1).output
    assert served == []
