"""A backup brought back into an SQLite file.

Everything is done in a file beside it, which then takes its place in one step of the file system. Before that the
database that was there has a second name, under which it stays; a crash leaves it in its place, untouched.
"""

import os
import shutil
import sqlite3
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tracker.audit.services.withdrawals import Ended, Kind
from tracker.operations import in_use, schema, sqlite_copy, withdrawn
from tracker.operations.copies import (
    Contents,
    at_work,
    database_file,
    give_to_owner_of,
    put_in_place,
    see_on_disk,
    sqlite_url,
)
from tracker.operations.orders import Order, check_may_replace, check_settled, keep_ends, settle
from tracker.storage import sqlite
from tracker.storage.sqlite import APPLICATION_ID, code_of

BESIDE: Final = ("-journal", "-wal", "-shm")
LOCK_SECONDS: Final = 2.0


def into_file(order: Order, contents: Contents) -> tuple[Counter[Kind], Path | None]:
    """What has ended again, and the second name of the database that was there."""
    database = database_file(order.settings)
    database.parent.mkdir(parents=True, exist_ok=True)
    with in_use.alone(order.settings):
        _clear_leftovers(database)
        check_may_replace(order, _accounts_in(database))
        _calm(database)
        known = keep_ends(order, _ends_in(database))
        work = _work_file(database)
        try:
            ended = _prepare(order, work, contents, known)
            give_to_owner_of(work, database if database.exists() else database.parent)
            kept = _keep(database, order.stamp)
            put_in_place(work, database)
        finally:
            for path in (work, *_beside(work)):
                path.unlink(missing_ok=True)
    return ended, kept


def _work_file(database: Path) -> Path:
    return database.with_name(f"{database.name}.restoring")


def _beside(database: Path) -> list[Path]:
    return [database.with_name(database.name + suffix) for suffix in BESIDE]


def _clear_leftovers(database: Path) -> None:
    """What a restore that was cut off has left: its unfinished file, and a second name of the database."""
    for path in (_work_file(database), *_beside(_work_file(database))):
        path.unlink(missing_ok=True)
    for path in database.parent.glob(f"{database.name}.before-restore-*"):
        if database.exists() and path.samefile(database):
            path.unlink()


def _accounts_in(database: Path) -> int | None:
    """How many accounts there are now; None where that cannot be read, or another program's tables are there."""
    if not database.exists() or not database.stat().st_size:
        return 0
    try:
        with closing(sqlite3.connect(database, timeout=LOCK_SECONDS)) as connection:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if tables and connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                return None
            return int(connection.execute("SELECT count(*) FROM account").fetchone()[0]) if "account" in tables else 0
    except sqlite3.OperationalError as fault:
        if code_of(fault) == sqlite3.SQLITE_BUSY:
            raise in_use.InUse from fault
        return None
    except sqlite3.Error:
        return None


def _calm(database: Path) -> None:
    """See that nobody uses the file, and let it stand without a journal beside it where it still can.

    A journal of the old file would otherwise be played back into the new one. `InUse` where somebody holds a lock.
    """
    if not database.exists():
        return
    try:
        with closing(sqlite3.connect(database, timeout=LOCK_SECONDS, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("ROLLBACK")
    except sqlite3.Error as fault:
        if code_of(fault) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise in_use.InUse from fault


def _ends_in(database: Path) -> list[Ended]:
    """What the database that goes knows to have ended, as far as it can be read."""
    if not database.exists():
        return []
    try:
        with at_work(create_engine(sqlite_url(database))) as engine, Session(engine) as db_session:
            return withdrawn.ended_rows(db_session)
    except DBAPIError:
        return []


def _prepare(order: Order, work: Path, contents: Contents, known: withdrawn.Known) -> Counter[Kind]:
    """Copy the backup, bring its tables to the newest version, end what has ended, and look at all of it again."""
    os.close(os.open(work, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    contents.check_same(sqlite_copy.take_copy(order.file, work))
    engine = create_engine(sqlite_url(work))
    sqlite.prepare(engine)
    with at_work(engine):
        schema.upgrade(engine)
        with Session(engine) as db_session:
            ended = settle(db_session, order, known)
            db_session.commit()
    check_settled(contents, sqlite_copy.read_copy(work), ended)
    return ended


def _keep(database: Path, stamp: str) -> Path | None:
    """Give the database that goes a second name; where its journal could not be played back, that goes with it."""
    if not database.exists() or not database.stat().st_size:
        return None
    kept = database.with_name(f"{database.name}.before-restore-{stamp}")
    try:
        os.link(database, kept)
    except OSError:  # a file system without second names
        shutil.copy2(database, kept)
        see_on_disk(kept)
    for path, suffix in zip(_beside(database), BESIDE, strict=True):
        with suppress(FileNotFoundError):
            path.replace(kept.with_name(kept.name + suffix))
    see_on_disk(database.parent)
    return kept
