"""Copies of an SQLite database: of one moment, taken while others write, and read afresh before they count.

In the rollback journal whoever reads keeps writers waiting at their commit. A large file is therefore copied in steps,
between which writers come in; as each of their commits makes the copy begin anew, it is at last taken in one go.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from tracker.operations.copies import VERSION_TABLE, Contents, CopyFault
from tracker.storage.sqlite import APPLICATION_ID

STEP_PAGES: Final = 2_000
GENTLE_TRIES: Final = 3
GENTLE_FROM_BYTES: Final = 64 * 1024 * 1024
PATIENCE_SECONDS: Final = 30.0
PAUSE_SECONDS: Final = 0.02


class _Disturbed(Exception):
    """Somebody has written, and the copy would begin anew."""


def take_copy(source: Path, target: Path, *, gentle_from: int = GENTLE_FROM_BYTES) -> Contents:
    """Copy the database as it is at one moment, and say what it held at that very moment. The source is only read."""
    with closing(_open(source)) as reader:
        contents = None
        if source.stat().st_size >= gentle_from and _one(reader, "PRAGMA journal_mode") != "wal":
            contents = _copy_in_steps(reader, target)
        return contents or _copy_at_once(reader, target)


def read_copy(file: Path) -> Contents:
    """What a finished copy holds; `CopyFault` where it is not ours, or any part of it is damaged."""
    try:
        with closing(_open(file, "mode=ro&immutable=1")) as reader:
            for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0"):
                reader.execute(f"PRAGMA {pragma}")
            found = _contents(reader)
            if (told := _one(reader, "PRAGMA integrity_check(1)")) != "ok":
                raise CopyFault(f"it is damaged ({told})")
            if reader.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise CopyFault("a row in it points at nothing")
    except sqlite3.Error as fault:
        raise CopyFault(f"it is damaged ({fault})") from fault
    return found


def _open(file: Path, how: str = "mode=rw") -> sqlite3.Connection:
    """`mode=rw` reads what is write-protected, takes back what a crash left half-written, and makes no new file."""
    return sqlite3.connect(f"{file.resolve().as_uri()}?{how}", uri=True, isolation_level=None, timeout=PATIENCE_SECONDS)


def _one(connection: sqlite3.Connection, query: str) -> object:
    found = connection.execute(query).fetchone()
    return found[0] if found else None


def _contents(reader: sqlite3.Connection) -> Contents:
    if _one(reader, "PRAGMA application_id") != APPLICATION_ID:
        raise CopyFault("it is the database of another program")
    names = [str(name) for (name,) in reader.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
    rows = {name: _count(reader, name) for name in names if not name.startswith("sqlite_")}
    revision = _one(reader, f"SELECT version_num FROM {VERSION_TABLE}") if VERSION_TABLE in rows else None  # noqa: S608
    found = Contents(None if revision is None else str(revision), rows)
    found.check_ours()
    return found


def _count(reader: sqlite3.Connection, table: str) -> int:
    quoted = table.replace('"', '""')
    return int(str(_one(reader, f'SELECT count(*) FROM "{quoted}"')))  # noqa: S608 - a name of the schema, quoted


def _copy_at_once(reader: sqlite3.Connection, target: Path) -> Contents:
    reader.execute("BEGIN")
    try:
        contents = _contents(reader)
        with _fresh(target) as writer:
            reader.backup(writer)
    finally:
        reader.rollback()
    return contents


def _copy_in_steps(reader: sqlite3.Connection, target: Path) -> Contents | None:
    """None where somebody wrote during each try."""
    for _ in range(GENTLE_TRIES):
        reader.execute("BEGIN")
        try:
            contents, moment = _contents(reader), _one(reader, "PRAGMA data_version")
        finally:
            reader.rollback()
        try:
            with _fresh(target) as writer:
                reader.backup(writer, pages=STEP_PAGES, progress=_stop_at_restart(), sleep=PAUSE_SECONDS)
        except _Disturbed:
            continue
        if _one(reader, "PRAGMA data_version") == moment:
            return contents
    return None


@contextmanager
def _fresh(target: Path) -> Iterator[sqlite3.Connection]:
    """The target without anything that an earlier try left; nothing relies on it before it is whole and on the disk."""
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    with closing(sqlite3.connect(target, isolation_level=None)) as writer:
        writer.execute("PRAGMA synchronous=OFF")
        writer.execute("PRAGMA journal_mode=OFF")
        yield writer
        # A copy of a database with a write-ahead log stands by itself.
        writer.execute("PRAGMA journal_mode=DELETE")


class _stop_at_restart:  # noqa: N801 - called like a function
    def __init__(self) -> None:
        self.left: int | None = None

    def __call__(self, _status: int, remaining: int, _total: int) -> None:
        if self.left is not None and remaining > self.left:
            raise _Disturbed
        self.left = remaining
