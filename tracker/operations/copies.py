"""What a copy of the database holds, where the database is, and files that are there wholly or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Engine, make_url

from tracker.configuration.settings import Settings

VERSION_TABLE: Final = "alembic_version"
OURS: Final = frozenset({VERSION_TABLE, "account", "patient"})
SQLITE_BEGINS: Final = b"SQLite format 3\0"
POSTGRES_BEGINS: Final = b"PGDMP"


class CopyFault(Exception):
    """A copy that cannot be made, or cannot be trusted; says why."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The version of the tables, and how many rows each of them has."""

    revision: str | None
    rows: dict[str, int]

    @property
    def rows_in_all(self) -> int:
        return sum(self.rows.values())

    def check_ours(self) -> None:
        if self.revision is None or not self.rows.keys() >= OURS:
            raise CopyFault("it does not hold the tables of this app")

    def check_same(self, found: "Contents") -> None:
        """`CopyFault` where a table of the copy has other rows than were counted."""
        names = sorted(self.rows.keys() | found.rows.keys())
        other = [name for name in names if self.rows.get(name) != found.rows.get(name)]
        if other or self.revision != found.revision:
            raise CopyFault(f"the copy differs from what was counted: {', '.join(other) or 'its version'}")


def is_sqlite(file: Path) -> bool:
    """Which kind of backup this is; `CopyFault` where it is neither."""
    try:
        with file.open("rb") as opened:
            begins = opened.read(len(SQLITE_BEGINS))
    except OSError as fault:
        raise CopyFault(f"{file} cannot be read: {fault.strerror}") from fault
    if begins == SQLITE_BEGINS:
        return True
    if begins.startswith(POSTGRES_BEGINS):
        return False
    raise CopyFault(f"{file} is not a backup of this app, or its beginning is damaged")


def database_file(settings: Settings) -> Path:
    """The SQLite file of these settings; a relative one lies in the instance folder."""
    name = make_url(settings.database_url).database
    if not name or name == ":memory:":
        raise CopyFault("a database in memory cannot be backed up")
    return settings.instance_path / name


def sqlite_url(file: Path) -> URL:
    return URL.create("sqlite", database=str(file))


@contextmanager
def at_work(engine: Engine) -> Iterator[Engine]:
    """An engine for one piece of work: none of its connections stays open afterwards."""
    try:
        yield engine
    finally:
        engine.dispose()


def see_on_disk(path: Path) -> None:
    """Wait until the file, or what the folder lists, is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def put_in_place(part: Path, file: Path) -> None:
    """Let the finished file take the place of another in one step; it is there wholly or not at all."""
    see_on_disk(part)
    part.replace(file)
    see_on_disk(file.parent)


def give_to_owner_of(path: Path, model: Path) -> None:
    """What the administrator makes belongs to whom the app's own files belong."""
    with suppress(OSError):
        if os.geteuid() == 0:
            owner = model.stat()
            os.chown(path, owner.st_uid, owner.st_gid)
