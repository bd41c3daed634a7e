"""Brings the tables to the newest version, after a copy of the database, and writes down that it was done."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from tracker.configuration.settings import Settings
from tracker.domain.accounts.security_log import SecurityAct
from tracker.operations import rotation, schema
from tracker.operations.backup import BackupFault, log_server_event, make_backup, make_backup_folder
from tracker.operations.looking import Trouble, look_at_tables
from tracker.storage.sqlite import only_reading


@dataclass(frozen=True, slots=True)
class Moved:
    """The version the tables were at, the one they are at now, and where a copy from before lies."""

    before: str | None
    after: str | None
    copy: Path | None = None

    def __bool__(self) -> bool:
        return self.before != self.after


def bring_up(engine: Engine, settings: Settings, now: datetime, *, copy: bool = True) -> Moved:
    """Bring older tables to the newest version, or make them where there are none; the newest are left alone.

    Before older tables are changed the database is copied, unless it is not to be. `schema.SchemaFault`, and nothing
    was changed, where the copy cannot be made, rows would be lost, or a newer app made the tables.
    """
    found = look_at_tables(engine)
    if found is not None and found.trouble is Trouble.NEWER:
        raise schema.SchemaFault(found.words)
    with only_reading():
        before = schema.stamp_of(engine)
    if found is None:
        return Moved(before, before)
    kept = None if before is None or not copy else _copy_of(settings, before, now)
    schema.upgrade(engine)
    log_server_event(engine, SecurityAct.MIGRATED, now)
    return Moved(before, schema.newest(), kept)


def check_at_newest(engine: Engine) -> None:
    """`schema.SchemaFault`, which says what to do, where the tables are older or newer than the app, or not there."""
    found = look_at_tables(engine)
    if found is not None:
        raise schema.SchemaFault(found.words)


def _copy_of(settings: Settings, version: str, now: datetime) -> Path:
    try:
        folder = make_backup_folder(settings)
        file = folder / rotation.name_before_upgrade(now, version, sqlite=settings.is_sqlite)
        return make_backup(settings, file, now, overwrite=True).file
    except (BackupFault, OSError) as fault:
        raise schema.SchemaFault(
            f"the tables stay at version {version}, for no copy of the database could be made before: {fault}. "
            "With --without-copy they are brought up all the same."
        ) from fault
