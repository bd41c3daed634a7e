"""`tracker check` names every fault in one line, also where the database cannot be used at all."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from gc import collect
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.operations.damage import make_foreign, overwrite_header, overwrite_middle
from tracker import cli
from tracker.operations import looking
from tracker.operations.rotation import name_at

pytestmark = [pytest.mark.long, pytest.mark.counted, pytest.mark.sqlite]
NOW = datetime.now(UTC)
Check = Callable[[], dict[str, tuple[bool, str]]]


@pytest.fixture
def folder(tmp_path: Path, upgraded_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a server that has been used for a while."""
    made = tmp_path / "instance"
    made.mkdir(mode=0o700)
    shutil.copyfile(upgraded_file, made / "tracker.sqlite3")
    (made / "tracker.sqlite3").chmod(0o600)
    _write(
        made,
        "INSERT INTO account (id, user_name, name_key, password_hash, time_zone, is_practitioner, is_demo,"
        " created_at, password_changed_at) VALUES (?, 'R', 'r', '!', 'UTC', 0, 0, ?, ?)",
        *("0" * 31 + "1", "2026-01-01 00:00:00.000000", "2026-01-01 00:00:00.000000"),
    )
    for name in ("DATABASE_URL", "SECRET_KEY", "SECRET_KEY_FALLBACKS", "BACKUP_DAYS", "HTTPS"):
        monkeypatch.delenv(f"TRACKER_{name}", raising=False)
    monkeypatch.setenv("TRACKER_INSTANCE_PATH", str(made))
    return made


@pytest.fixture
def check(folder: Path) -> Iterator[Check]:
    def run() -> dict[str, tuple[bool, str]]:
        result = CliRunner().invoke(cli.main, ["check"])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        found = {}
        for line in result.output.splitlines():
            verdict, _, rest = line.partition(" ")
            name, _, told = rest.strip().partition(": ")
            found[name] = (verdict == "ok", told)
        assert result.exit_code == (0 if all(well for well, _told in found.values()) else 1)
        return found

    yield run
    collect()  # connections of the commands' own apps


def _write(folder: Path, statement: str, *values: str) -> None:
    with closing(sqlite3.connect(folder / "tracker.sqlite3")) as connection, connection:
        connection.execute(statement, values)


def _faults(found: dict[str, tuple[bool, str]]) -> set[str]:
    return {name for name, (well, _told) in found.items() if not well}


def _back_up(folder: Path, age: timedelta) -> Path:
    backups = folder / "backups"
    backups.mkdir(mode=0o700, exist_ok=True)
    file = backups / name_at(NOW - age, sqlite=True)
    file.touch(mode=0o600)
    return file


def test_old_backups_are_a_fault_and_young_ones_are_named(
    folder: Path, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _faults(check()) == {"backups"}
    _back_up(folder, timedelta(days=5))
    found = check()
    assert _faults(found) == {"backups"}
    assert "5 days old" in found["backups"][1]
    newest = _back_up(folder, timedelta(hours=30))
    found = check()
    assert _faults(found) == set()
    assert str(newest) in found["backups"][1]
    monkeypatch.setenv("TRACKER_BACKUP_DAYS", "0")
    assert "switched off" in check()["backups"][1]


def test_a_young_database_needs_no_backup_yet(folder: Path, check: Check) -> None:
    _write(folder, "UPDATE account SET created_at = ?", f"{NOW:%Y-%m-%d %H:%M:%S}.000000")
    assert "none yet" in check()["backups"][1]


def test_what_others_may_read_and_weak_keys_are_faults(
    folder: Path, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    _back_up(folder, timedelta(0))
    (folder / "tracker.sqlite3").chmod(0o640)
    monkeypatch.setenv("TRACKER_SECRET_KEY", "abc" * 12)
    found = check()
    assert _faults(found) == {"files", "secret key"}
    assert "mode 640" in found["files"][1]
    assert "abcabc" not in found["secret key"][1]
    monkeypatch.setenv("TRACKER_SECRET_KEY", "correct-horse-battery-staple-and-some-more")
    monkeypatch.setenv("TRACKER_SECRET_KEY_FALLBACKS", "an-older-one-that-was-used-in-spring-2025")
    assert "1 older" in check()["secret key"][1]


def test_it_works_while_another_program_writes(folder: Path, check: Check) -> None:
    _back_up(folder, timedelta(0))
    with closing(sqlite3.connect(folder / "tracker.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE account SET user_name = 'x'")
        assert _faults(check()) == set()


@pytest.mark.parametrize("damage", [overwrite_header, overwrite_middle])
def test_a_damaged_file_is_one_fault_with_what_to_do(
    folder: Path, check: Check, damage: Callable[[Path], None]
) -> None:
    newest = _back_up(folder, timedelta(0))
    damage(folder / "tracker.sqlite3")
    found = check()
    assert "database" in _faults(found)
    assert f"tracker restore {newest}" in found["database"][1]


def test_another_programs_file_is_left_alone(folder: Path, check: Check) -> None:
    file = folder / "tracker.sqlite3"
    file.unlink()
    make_foreign(file, journal="WAL")
    file.chmod(0o600)
    before = file.read_bytes()
    found = check()
    assert _faults(found) == {"database"}
    assert "another program" in found["database"][1]
    assert "migrations" not in found
    assert file.read_bytes() == before


def test_a_file_that_cannot_be_written_to(folder: Path, check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    _back_up(folder, timedelta(0))
    monkeypatch.setattr(looking, "MODE", "ro")
    found = check()
    assert _faults(found) == {"database"}
    assert "cannot be written to" in found["database"][1]


def test_a_big_file_is_looked_at_table_by_table(folder: Path, check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    _back_up(folder, timedelta(0))
    monkeypatch.setattr(looking, "look_at_pages", lambda _settings: (None, False))
    assert check()["database"][1].endswith("undamaged")
    monkeypatch.setattr(looking, "look_on", lambda _settings: (None, ["entry"]))
    assert "entry: too big" in check()["database"][1]


def test_tables_that_are_behind(folder: Path, check: Check) -> None:
    _back_up(folder, timedelta(0))
    (folder / "tracker.sqlite3").unlink()
    found = check()
    assert _faults(found) == {"migrations"}
    assert "tracker upgrade" in found["migrations"][1]


def test_a_list_of_stolen_passwords_that_finds_nothing_is_a_fault(
    folder: Path, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert check()["stolen passwords"] == (True, "no list is set; the commonest are refused all the same")
    path = folder / "stolen"
    monkeypatch.setenv("TRACKER_BREACHED_PASSWORDS", str(path))
    for order, well in (([1, 2, 3], True), ([3, 1, 2], False)):
        path.write_text("".join(f"{digit:040X}:9\n" for digit in order))
        found = check()["stolen passwords"]
        assert (found[0], "not sorted" in found[1]) == (well, not well)


def test_https_without_a_proxy_is_a_fault(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_HTTPS", "yes")
    monkeypatch.setenv("TRACKER_TRUSTED_HOSTS", "diary.example.org")
    monkeypatch.setenv("TRACKER_BACKUP_DAYS", "0")
    result = CliRunner().invoke(cli.main, ["check"])
    assert "FAULT proxies: TRACKER_HTTPS=yes with TRACKER_PROXIES=0" in result.output
    assert "Set TRACKER_PROXIES to how many proxies of yours stand in front" in result.output
    assert (result.exit_code, result.output.count("FAULT")) == (1, 1)
    monkeypatch.setenv("TRACKER_PROXIES", "1")
    assert "ok    proxies: 1 in front" in CliRunner().invoke(cli.main, ["check"]).output
    collect()


def test_a_proxy_without_https_is_a_warning_and_no_fault(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_PROXIES", "2")
    monkeypatch.setenv("TRACKER_BACKUP_DAYS", "0")
    result = CliRunner().invoke(cli.main, ["check"])
    assert "WARN  proxies: TRACKER_PROXIES=2 with TRACKER_HTTPS=no" in result.output
    assert (result.exit_code, "FAULT" in result.output) == (0, False)
    collect()


def test_tables_of_a_newer_app_are_one_fault(folder: Path, check: Check) -> None:
    _write(folder, "UPDATE alembic_version SET version_num = '0999'")
    found = check()
    assert _faults(found) - {"backups"} == {"migrations"}
    assert "a newer one made them" in found["migrations"][1]
