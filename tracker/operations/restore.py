"""Bringing a backup back, but for what has ended since: the old database or the new, and never half of one."""

import sqlite3
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from tracker.audit.services.withdrawals import Kind
from tracker.operations import postgres_copy, postgres_restore, schema, sqlite_copy, sqlite_restore
from tracker.operations.copies import Contents, CopyFault, database_file, is_sqlite
from tracker.operations.in_use import InUse
from tracker.operations.orders import Order, RestoreFault

ENGINES = {True: "SQLite", False: "PostgreSQL"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a restore did. `kept` is where the database lies that was there before."""

    contents: Contents
    ended: Counter[Kind]
    kept: Path | None
    seconds: float


def restore(order: Order) -> Restored:
    """Bring the backup back; `RestoreFault` where that may not or cannot be, and nothing has changed then."""
    begun = time.monotonic()
    into = sqlite_restore.into_file if order.settings.is_sqlite else postgres_restore.into_database
    try:
        contents = _check_backup(order)
        ended, kept = into(order, contents)
    except InUse as fault:
        raise RestoreFault("the database is in use: stop the server and every other command first") from fault
    except (CopyFault, schema.SchemaFault) as fault:
        raise RestoreFault(str(fault)) from fault
    except (DBAPIError, sqlite3.Error, OSError) as fault:
        told = fault.orig if isinstance(fault, DBAPIError) else fault
        raise RestoreFault(f"the backup could not be brought back: {told}") from fault
    return Restored(contents=contents, ended=ended, kept=kept, seconds=time.monotonic() - begun)


def _check_backup(order: Order) -> Contents:
    """What the backup holds, where it is one of this app, of its engine, and of tables that it knows."""
    here, there = order.settings.is_sqlite, is_sqlite(order.file)
    if here != there:
        raise RestoreFault(f"this is a backup of {ENGINES[there]}, and the app is set to use {ENGINES[here]}")
    if here and order.file.resolve() == database_file(order.settings).resolve():
        raise RestoreFault("this is the database itself, not a backup of it")
    contents = sqlite_copy.read_copy(order.file) if here else postgres_copy.read_copy(order.file)
    if contents.revision is None or not schema.is_known(contents.revision):
        raise RestoreFault(
            f"the backup is at version {contents.revision}, which this app does not know: install a newer one first"
        )
    return contents
