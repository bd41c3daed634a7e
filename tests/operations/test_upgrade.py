"""Only `serve` and `upgrade` bring tables up, and not before a copy was made, which a restore brings back."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from sqlalchemy import Engine, text

from tests.operations.damage import overwrite_middle
from tests.support.commands import Run
from tests.support.either import PostgresHome
from tracker import cli
from tracker.configuration.settings import Settings
from tracker.operations import postgres_copy, schema
from tracker.operations.backup import engine_for
from tracker.operations.copies import at_work

pytestmark = [pytest.mark.long, pytest.mark.counted]
OLDER, NEWER = "0003", "0999"
OTHERS_OFF = text(
    "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
ACCOUNT = (
    "INSERT INTO account (id, user_name, name_key, password_hash, time_zone, is_practitioner, is_demo, created_at,"
    " password_changed_at) VALUES (:id, 'Rosa', 'rosa', '!', 'UTC', :no, :no, :at, :at)"
)


@dataclass(frozen=True)
class Host:
    """A server's settings, and how its commands are run."""

    settings: Settings
    run: Run

    @property
    def engine(self) -> Engine:
        return engine_for(self.settings)

    def at(self, version: str) -> "Host":
        """With tables as that version of the app left them, and somebody in them."""
        engine = self.engine
        schema.upgrade(engine, OLDER)
        with engine.begin() as connection:
            number = "0" * 31 + "1"
            at = "2026-01-01 00:00:00.000000" + ("" if self.settings.is_sqlite else "+00")
            connection.execute(text(ACCOUNT), {"id": number, "at": at, "no": False})
            connection.execute(text("UPDATE alembic_version SET version_num = :to"), {"to": version})
        engine.dispose()
        return self

    def stamp(self) -> str | None:
        with at_work(self.engine) as engine:
            return schema.stamp_of(engine)

    def names(self) -> list[str]:
        with at_work(self.engine) as engine, engine.connect() as connection:
            return [name for (name,) in connection.execute(text("SELECT user_name FROM account"))]

    def copies(self) -> list[Path]:
        return sorted(self.settings.backup_folder.glob("*")) if self.settings.backup_folder.exists() else []


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def host(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Host:
    folder = tmp_path / "instance"
    for name in ("DATABASE_URL", "HTTPS", "SECRET_KEY"):
        monkeypatch.delenv(f"TRACKER_{name}", raising=False)
    monkeypatch.setenv("TRACKER_INSTANCE_PATH", str(folder))
    if request.param == "postgres":
        home: PostgresHome = request.getfixturevalue("postgres_home")
        monkeypatch.setenv("TRACKER_DATABASE_URL", home.bare("upgrades"))
    return Host(Settings.from_env(), run)


@pytest.fixture(autouse=True)
def served(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Servers that end as soon as they run."""
    ran: list[bool] = []

    class Server:
        port = 8000

        def run(self) -> None:
            ran.append(True)

    monkeypatch.setattr("tracker.server.connections.make_server", lambda *_app, **_options: Server())
    return ran


def _commands(group: click.Group, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        yield from _commands(command, (*before, name)) if isinstance(command, click.Group) else [(*before, name)]


# What each of them is given here. Those that bring the tables up, and that is what they are for, are None.
GIVEN: dict[str, str | None] = {
    "serve": None,
    "upgrade": None,
    "demo": "",
    "user add": "Nora --password-file PASSWORD",
    "user list": "",
    "user recovery-code": "Rosa",
    "user remove-factors": "Rosa",
    "user sign-out": "Rosa",
    "user disable": "Rosa",
    "user enable": "Rosa",
    "user erase": "Rosa --yes",
    "user reset-password": "Rosa --password-file PASSWORD",
    "export": "--patient Rosa --out OUT",
    "report": "--patient Rosa --out OUT.pdf",
    "import": "--patient Rosa OUT",
    "backup": "--timed",
    "remind": "",
    "restore": "PASSWORD",
    "move": "--to postgresql:///none",
    "check": "",
}
WITHOUT_TABLES = {"statements"}
SAYS_OTHER_THINGS = {"restore", "move", "check"}


def test_every_command_is_looked_at() -> None:
    assert {" ".join(words) for words in _commands(cli.main)} == GIVEN.keys() | WITHOUT_TABLES


@pytest.mark.parametrize("version", [OLDER, NEWER])
@pytest.mark.parametrize("command", [name for name, given in GIVEN.items() if given is not None])
def test_no_command_migrates_by_the_way(host: Host, tmp_path: Path, command: str, version: str) -> None:
    host.at(version)
    (tmp_path / "OUT").mkdir()
    (tmp_path / "PASSWORD").write_text("a long pass phrase of Nora's\n", encoding="utf-8")
    given = f"{command} {GIVEN[command]}".split()
    words = [str(tmp_path / word) if word in {"OUT", "OUT.pdf", "PASSWORD"} else word for word in given]
    said = host.run(*words, exits=1).output
    told = {OLDER: "“tracker upgrade” brings them there", NEWER: "a newer one made them"}[version]
    if command not in SAYS_OTHER_THINGS:
        assert said.count("\n") == 1, said
    assert told in said or command in {"restore", "move"}
    assert host.stamp() == version
    assert host.names() == ["Rosa"]
    assert host.copies() == []


@pytest.mark.parametrize("command", ["serve", "upgrade"])
def test_tables_of_a_newer_app_are_left_and_said(host: Host, served: list[bool], command: str) -> None:
    host.at(NEWER)
    said = host.run(command, exits=1).output
    assert said.count("\n") == 1
    assert f"the tables are at version {NEWER}, which this version of the app does not know" in said
    assert (host.stamp(), served) == (NEWER, [])


@pytest.mark.parametrize("command", ["serve", "upgrade"])
def test_a_copy_is_made_before_older_tables_are_brought_up(host: Host, command: str) -> None:
    host.at(OLDER)
    said = host.run(command).output
    assert host.stamp() == schema.newest()
    (copy,) = host.copies()
    assert copy.name.startswith("before-upgrade-")
    assert f"-from-{OLDER}." in copy.name
    assert copy.stat().st_mode & 0o777 == 0o600
    assert f"kept as {copy} for 35 days" in said
    assert f"they were at {OLDER}" in said
    host.run(command)
    assert host.copies() == [copy], "nothing is copied where there is nothing to bring up"


def test_such_a_copy_comes_back(host: Host) -> None:
    host.at(OLDER)
    host.run("upgrade")
    (copy,) = host.copies()
    with at_work(host.engine) as engine, engine.begin() as connection:
        connection.execute(text("UPDATE account SET user_name = 'Spoilt', name_key = 'spoilt'"))
    assert host.names() == ["Spoilt"]
    if not host.settings.is_sqlite:
        with engine.connect() as connection:  # those of `upgrade` end with its process, elsewhere
            connection.execute(OTHERS_OFF)
        engine.dispose()
    host.run("restore", copy, "--force")
    assert host.names() == ["Rosa"]
    assert host.stamp() == schema.newest()
    if host.settings.is_sqlite:
        with closing(sqlite3.connect(copy)) as connection:
            assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (OLDER,)


@pytest.mark.parametrize("command", ["serve", "upgrade", "demo", "user add"])
def test_tables_are_made_from_nothing_without_a_copy(host: Host, tmp_path: Path, command: str) -> None:
    (tmp_path / "password").write_text("a long pass phrase of Nora's\n", encoding="utf-8")
    more = ["Nora", "--password-file", tmp_path / "password"] if command == "user add" else []
    host.run(*command.split(), *more)
    assert host.stamp() == schema.newest()
    assert host.copies() == []


@pytest.mark.parametrize("words", ["user list", "user erase Rosa --yes", "backup --timed", "check"])
def test_other_commands_make_no_tables(host: Host, words: str) -> None:
    said = host.run(*words.split(), exits=1).output
    assert "the database has no tables yet. “tracker upgrade” makes them." in said
    assert host.stamp() is None


@pytest.mark.parametrize("command", ["serve", "upgrade"])
def test_without_a_copy_nothing_is_brought_up_unless_it_is_asked_for(
    host: Host, served: list[bool], command: str
) -> None:
    host.at(OLDER)
    host.settings.backup_folder.touch(mode=0o600)
    said = host.run(command, exits=1).output
    assert said.count("\n") == 1
    assert f"the tables stay at version {OLDER}, for no copy of the database could be made before" in said
    assert (host.stamp(), served) == (OLDER, [])
    said = host.run(command, "--without-copy").output
    assert "kept as" not in said
    assert host.stamp() == schema.newest()


@pytest.mark.postgres
def test_without_pg_dump_it_says_what_is_missing(
    postgres_home: PostgresHome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.setenv("TRACKER_INSTANCE_PATH", str(tmp_path / "instance"))
    monkeypatch.setenv("TRACKER_DATABASE_URL", postgres_home.bare("undumped"))
    host = Host(Settings.from_env(), run).at(OLDER)
    monkeypatch.setattr(postgres_copy, "DEBIANS", tmp_path)
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    said = run("upgrade", exits=1).output
    assert "pg_dump is not installed; it comes with PostgreSQL's client programs. With --without-copy" in said
    assert host.stamp() == OLDER


@pytest.mark.sqlite
def test_a_damaged_file_is_neither_copied_nor_brought_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.setenv("TRACKER_INSTANCE_PATH", str(tmp_path / "instance"))
    host = Host(Settings.from_env(), run).at(OLDER)
    file = tmp_path / "instance/tracker.sqlite3"
    overwrite_middle(file)
    before = file.read_bytes()
    assert run("upgrade", exits=1).output.count("\n") == 1
    assert file.read_bytes() == before
    assert host.copies() == []
