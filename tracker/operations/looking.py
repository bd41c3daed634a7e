"""What can be wrong with the database before anything is written to it, said in the host's words."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from time import monotonic
from typing import Final
from urllib.parse import quote

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from tracker.configuration.settings import Settings
from tracker.operations import schema
from tracker.operations.copies import CopyFault, database_file
from tracker.operations.rotation import newest
from tracker.storage.sqlite import APPLICATION_ID, code_of, is_damage, only_reading

MOUNTS: Final = Path("/proc/self/mounts")
NETWORK_FILE_SYSTEMS: Final = frozenset(
    {
        "afs", "ceph", "cifs", "davfs", "fuse.ceph", "fuse.davfs2", "fuse.glusterfs", "fuse.rclone", "fuse.s3fs",
        "fuse.smbnetfs", "fuse.sshfs", "glusterfs", "ncpfs", "nfs", "nfs4", "smb3", "smbfs",
    }
)  # fmt: skip
LOOK_SECONDS: Final = 3.5
LOOK_ON_SECONDS: Final = 4.0
STEPS_BETWEEN_GLANCES: Final = 10_000
BRIEF_MS: Final = 500
MODE: Final = "rw"
OTHERS: Final = 0o077
SIDE_FILES: Final = ("", "-journal", "-wal", "-shm")


class Trouble(Enum):
    """What stands between the app and its database. With `starts` the app runs, and reads where it can."""

    NETWORK = ("network", False, False)
    FOREIGN = ("foreign", False, False)
    NEWER = ("newer", False, False)
    DAMAGED = ("damaged", True, False)
    READ_ONLY = ("read_only", True, True)
    OUTDATED = ("outdated", True, True)
    AWAY = ("away", True, True)

    def __init__(self, code: str, starts: bool, passes: bool) -> None:  # noqa: FBT001 - a row of the table above
        self.code = code
        self.starts = starts
        self.passes = passes


@dataclass(frozen=True, slots=True)
class Finding:
    """One trouble, and what the host is to know and do about it."""

    trouble: Trouble
    words: str


class _Unfinished(Exception):
    pass


def look(engine: Engine, settings: Settings) -> Finding | None:
    """Everything but the pages of the file, within a second or so where the database answers at all."""
    try:
        found = look_at_file(settings) or _look_at_writing(engine, file_of(settings))
        return found or look_at_tables(engine)
    except (DBAPIError, sqlite3.Error) as fault:
        return _finding_of(getattr(fault, "orig", None) or fault, settings)


def look_at_file(settings: Settings) -> Finding | None:
    """Before anything of ours touches it: where it lies, and whose it is. `sqlite3.Error` where it cannot be read."""
    path = file_of(settings)
    if path is None:
        return None
    kind = network_file_system(path.resolve())
    if kind is not None:
        return Finding(
            Trouble.NETWORK,
            f"{path} lies on a network file system ({kind}), where SQLite loses data. Put TRACKER_INSTANCE_PATH on a "
            "disk of this machine, or use PostgreSQL with TRACKER_DATABASE_URL.",
        )
    if not path.is_file():
        return None
    with _plain(path) as connection:
        mark = connection.execute("PRAGMA application_id").fetchone()[0]
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if mark == APPLICATION_ID or (mark == 0 and (not tables or "alembic_version" in tables)):
        return None
    return Finding(
        Trouble.FOREIGN,
        f"{path} is the database of another program, and stays as it is. Choose another file with "
        "TRACKER_DATABASE_URL, or another folder with TRACKER_INSTANCE_PATH.",
    )


def look_at_pages(settings: Settings, seconds: float = LOOK_SECONDS) -> tuple[Finding | None, bool]:
    """Whether the pages of the file are as they must be, and whether all of them were looked at in that time."""
    path = file_of(settings)
    if path is None or not path.is_file():
        return None, True
    try:
        with _plain(path) as connection:
            _check(connection, "PRAGMA quick_check(1)", seconds)
    except _Unfinished:
        return None, False
    except sqlite3.Error as fault:
        return _finding_of(fault, settings), True
    return None, True


def look_on(settings: Settings, stopped: Callable[[], bool] = lambda: False) -> tuple[Finding | None, list[str]]:
    """The same table by table, for a big file that is in use; names the tables that were too big to be looked at.

    Where readers keep writers waiting, no table is looked at for longer than a writer waits anyway.
    """
    path, too_big = file_of(settings), []
    if path is None:
        return None, []
    try:
        with _plain(path) as connection:
            names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in names:
            if stopped():
                break
            with _plain(path) as connection:
                try:
                    _check(connection, f'PRAGMA quick_check("{name}")', _longest(connection))
                except _Unfinished:
                    too_big.append(name)
    except sqlite3.Error as fault:
        finding = _finding_of(fault, settings)
        return (finding if finding.trouble is Trouble.DAMAGED else None), too_big
    return None, too_big


def damaged(settings: Settings, told: object) -> Finding:
    """The file needs a restore: what happened, and which backup there is."""
    return Finding(
        Trouble.DAMAGED,
        f"the database file {file_of(settings)} is damaged ({told}). Nothing is written to it any more. "
        f"Stop the server and put a backup in its place: {restore_with(settings)}",
    )


def restore_with(settings: Settings) -> str:
    """The command that brings the newest backup back, as far as one is known."""
    with suppress(OSError):
        found = newest(settings.backup_folder)
        if found is not None:
            return f"“tracker restore {found} --force”"
    return f"“tracker restore FILE --force” (there is no backup in {settings.backup_folder})"


def file_of(settings: Settings) -> Path | None:
    """The file of a SQLite database; None for another engine, or in memory."""
    if not settings.is_sqlite:
        return None
    with suppress(CopyFault):
        return database_file(settings)
    return None


def network_file_system(path: Path, mounts: str | None = None) -> str | None:
    """The kind of network file system the file lies on; None on a disk of this machine, or where nobody knows."""
    if mounts is None:
        with suppress(OSError):
            mounts = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    found, deepest = None, -1
    for line in (mounts or "").splitlines():
        _device, place, kind, *_rest = [*line.split(), "", "", ""]
        mounted = Path(place.replace("\\040", " "))
        if path.is_relative_to(mounted) and len(mounted.parts) >= deepest:
            found, deepest = kind, len(mounted.parts)
    return found if found in NETWORK_FILE_SYSTEMS else None


def open_to_others(settings: Settings) -> list[str]:
    """Files of the diary, and the folder around them, that others on this machine may look into."""
    path = file_of(settings)
    places = [settings.instance_path, settings.instance_path / "secret_key", settings.backup_folder]
    places += [] if path is None else [path.with_name(path.name + ending) for ending in SIDE_FILES]
    found = []
    for place in places:
        with suppress(OSError):
            mode = place.stat().st_mode
            if mode & OTHERS:
                found.append(f"{place} (mode {mode & 0o777:o}, better {0o700 if place.is_dir() else 0o600:o})")
    return found


def look_at_tables(engine: Engine) -> Finding | None:
    """Whether the tables are at the version of the app; `DBAPIError` where that cannot be read."""
    with only_reading():
        stamp = schema.stamp_of(engine)
    if stamp == schema.newest():
        return None
    if stamp is None:
        return Finding(Trouble.OUTDATED, "the database has no tables yet. “tracker upgrade” makes them.")
    if not schema.is_known(stamp):
        return Finding(
            Trouble.NEWER,
            f"the tables are at version {stamp}, which this version of the app does not know: a newer one made them. "
            "Install that one again, or restore the backup from before.",
        )
    return Finding(
        Trouble.OUTDATED,
        f"the tables are at version {stamp}, this version of the app needs {schema.newest()}. "
        "“tracker upgrade” brings them there.",
    )


def _look_at_writing(engine: Engine, path: Path | None) -> Finding | None:
    """A write is begun and taken back: the only way to know."""
    if path is None:
        return _look_at_writing_elsewhere(engine)
    try:
        with _plain(path) as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(f"PRAGMA user_version={int(version)}")
            connection.execute("ROLLBACK")
    except sqlite3.OperationalError as fault:
        if code_of(fault) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            return None  # others can write, so we can
        if code_of(fault) not in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}:
            raise
        return _read_only(f"{path}, or the folder around it, cannot be written to ({fault})")
    return None if os.access(path.parent, os.W_OK) else _read_only(f"the folder {path.parent} cannot be written to")


def _look_at_writing_elsewhere(engine: Engine) -> Finding | None:
    if engine.dialect.name != "postgresql":
        return None
    with engine.connect() as connection:
        read_only = connection.exec_driver_sql("SHOW transaction_read_only").scalar()
    return (
        None if read_only == "off" else _read_only("the database server takes no writes (a standby, or set read-only)")
    )


def _read_only(told: str) -> Finding:
    return Finding(
        Trouble.READ_ONLY, f"{told}. The diary can be read, but nothing is saved; as soon as that changes, it goes on."
    )


def _finding_of(fault: BaseException, settings: Settings) -> Finding:
    if is_damage(fault):
        return damaged(settings, fault)
    if code_of(fault) == sqlite3.SQLITE_READONLY:  # also where a write that was cut off can only be undone by writing
        return _read_only(f"{file_of(settings)} cannot be written to ({fault})")
    return Finding(Trouble.AWAY, f"the database cannot be used just now: {_in_one_line(fault)}")


def _in_one_line(fault: BaseException) -> str:
    return " ".join(str(fault).split())


@contextmanager
def _plain(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that changes nothing of the file's own settings, and makes no file where there is none."""
    address = f"file:{quote(str(path))}?mode={MODE}"
    with closing(sqlite3.connect(address, uri=True, isolation_level=None, timeout=BRIEF_MS / 1000)) as connection:
        yield connection


def _longest(connection: sqlite3.Connection) -> float:
    journal = connection.execute("PRAGMA journal_mode").fetchone()[0]
    return float("inf") if journal == "wal" else LOOK_ON_SECONDS


def _check(connection: sqlite3.Connection, query: str, seconds: float) -> None:
    """`sqlite3.DatabaseError` where it finds damage; `_Unfinished` where the time was too short."""
    connection.execute("PRAGMA cell_size_check=ON")
    until = monotonic() + seconds
    connection.set_progress_handler(lambda: monotonic() > until, STEPS_BETWEEN_GLANCES)
    try:
        told = connection.execute(query).fetchone()
    except sqlite3.OperationalError as fault:
        if code_of(fault) == sqlite3.SQLITE_INTERRUPT:
            raise _Unfinished from None
        raise
    if told is not None and told[0] != "ok":
        damage = sqlite3.DatabaseError(" ".join(str(told[0]).split()))
        damage.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise damage
