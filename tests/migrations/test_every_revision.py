"""Every migration goes up, down and up again over full tables, and one that is killed half-way never happened."""

import shutil
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, make_url

from tests.migrations.filling import ROWS, contents, fill, kept
from tracker.operations import schema
from tracker.operations.drift import drift
from tracker.storage import sqlite

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parents[2]
REVISIONS = [one.revision for one in ScriptDirectory(str(schema.FOLDER)).walk_revisions()][::-1]
POINTS = 10


@pytest.fixture(
    params=[
        pytest.param("sqlite", marks=pytest.mark.sqlite),
        pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.long]),
    ]
)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'm.sqlite3'}"
    server: str = request.getfixturevalue("postgres_url")
    return _new_database(server)


def _new_database(server: str, template: str = "template1") -> str:
    name = f"m{uuid.uuid4().hex}"
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template}")
    admin.dispose()
    return make_url(server).set(database=name).render_as_string(hide_password=False)


@contextmanager
def _engine(url: str) -> Iterator[Engine]:
    engine = create_engine(url)
    sqlite.prepare(engine)
    yield engine
    engine.dispose()


def _assert_whole(engine: Engine, revision: str) -> None:
    assert schema.stamp_of(engine) == revision
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            assert sqlite.pragma(connection, "foreign_keys") == 1
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").first() is None
            assert sqlite.pragma(connection, "integrity_check") == "ok"


def test_every_revision_keeps_every_row(url: str) -> None:
    with _engine(url) as engine:
        schema.upgrade(engine, REVISIONS[0])
        fill(engine)
        for older, newer in pairwise(REVISIONS):
            before = contents(engine)
            assert all(len(rows) == ROWS for rows in before.values())
            schema.upgrade(engine, newer)
            fill(engine)
            full = contents(engine)
            assert before.keys() <= full.keys()
            assert kept(before, full), newer
            schema.downgrade(engine, older)
            _assert_whole(engine, older)
            after = contents(engine)
            assert after.keys() == before.keys()
            assert kept(full, after), f"{newer} down"
            schema.upgrade(engine, newer)
            _assert_whole(engine, newer)
            fill(engine)
            assert kept(before, contents(engine)), f"{newer} up again"
        assert drift(engine) == []


def test_all_the_way_down_and_up_over_full_tables(url: str) -> None:
    with _engine(url) as engine:
        schema.upgrade(engine)
        fill(engine)
        full = contents(engine)
        schema.downgrade(engine, REVISIONS[0])
        low = contents(engine)
        assert all(len(rows) == ROWS for rows in low.values())
        assert kept(full, low)
        schema.upgrade(engine)
        assert kept(low, contents(engine))
        _assert_whole(engine, REVISIONS[-1])
        assert drift(engine) == []


def _upgrade_until(url: str, number: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", "tests.migrations.killed", url, str(number)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def _copy_of(url: str) -> str:
    made = make_url(url)
    if made.get_backend_name() == "sqlite":
        file = Path(str(made.database))
        copy = file.with_name(f"{uuid.uuid4().hex}.sqlite3")
        shutil.copyfile(file, copy)
        return f"sqlite:///{copy}"
    return _new_database(url, str(made.database))


@pytest.mark.long
@pytest.mark.parametrize("begun_at", [None, REVISIONS[0]])
@pytest.mark.siege
def test_a_killed_upgrade_never_happened_or_is_whole(url: str, begun_at: str | None) -> None:
    with _engine(url) as engine:
        if begun_at is not None:
            schema.upgrade(engine, begun_at)
            fill(engine)
        before = contents(engine)
    statements = int(_upgrade_until(_copy_of(url), 0).stdout)
    points = sorted({1 + step * statements // POINTS for step in range(POINTS)} | {statements})
    for number in [*points, -1]:
        copy = _copy_of(url)
        assert _upgrade_until(copy, number).returncode == -signal.SIGKILL, number
        with _engine(copy) as engine:
            assert schema.stamp_of(engine) == begun_at, number
            assert contents(engine) == before, number
            schema.upgrade(engine)
            _assert_whole(engine, REVISIONS[-1])
            assert kept(before, contents(engine)), number
