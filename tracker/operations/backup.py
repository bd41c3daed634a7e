"""Backups: made while the app runs, read back and counted before they count, and never half there."""

import logging
import secrets
import sqlite3
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tracker.audit.services.events import Caller, log_event
from tracker.configuration.settings import Settings
from tracker.domain.accounts.security_log import SERVER, SecurityAct
from tracker.operations import postgres_copy, rotation, sqlite_copy
from tracker.operations.copies import (
    Contents,
    CopyFault,
    at_work,
    database_file,
    give_to_owner_of,
    put_in_place,
    sqlite_url,
)
from tracker.storage import sqlite

log = logging.getLogger(__name__)
PRIVATE = 0o600


class BackupFault(Exception):
    """No backup was made; says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A backup that was read back and found whole."""

    file: Path
    contents: Contents
    bytes: int
    seconds: float
    logged: bool


def make_backup(settings: Settings, file: Path, now: datetime, *, overwrite: bool = False) -> Made:
    """Back the database up to the file, which is there wholly afterwards or, with `BackupFault`, not at all."""
    begun = time.monotonic()
    file = file.absolute()
    if file.exists() and not overwrite:
        raise BackupFault(f"{file} is there already; choose another name, or give --force to replace it")
    if not file.parent.is_dir():
        raise BackupFault(f"there is no folder {file.parent}")
    part = file.with_name(f"{file.name}.{secrets.token_hex(4)}.part")
    try:
        part.touch(mode=PRIVATE, exist_ok=False)
        contents = _copy(settings, part)
        give_to_owner_of(part, settings.instance_path)
        put_in_place(part, file)
    except (CopyFault, OSError, sqlite3.Error, DBAPIError) as fault:
        if not _tells_of_damage(settings, fault):
            write_down(settings, SecurityAct.BACKUP_FAILED, now)
        raise BackupFault(_words_of(fault)) from fault
    finally:
        part.unlink(missing_ok=True)
    logged = write_down(settings, SecurityAct.BACKUP_MADE, now)
    return Made(
        file=file, contents=contents, bytes=file.stat().st_size, seconds=time.monotonic() - begun, logged=logged
    )


def make_timed_backup(settings: Settings, now: datetime) -> Made:
    """Today's backup in the folder of backups; those that are old enough go, once it is made."""
    file = make_backup_folder(settings) / rotation.name_at(now, sqlite=settings.is_sqlite)
    made = make_backup(settings, file, now, overwrite=True)
    rotation.remove_old(settings.backup_folder, now, settings.backup_days, keep=made.file)
    return made


def make_backup_folder(settings: Settings) -> Path:
    """The folder of backups, for its owner alone; `OSError` where it cannot be made."""
    settings.backup_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    give_to_owner_of(settings.backup_folder, settings.instance_path)
    return settings.backup_folder


def _copy(settings: Settings, part: Path) -> Contents:
    """Take the copy, and read it afresh: each table must hold what was counted when it was taken."""
    if settings.is_sqlite:
        contents = sqlite_copy.take_copy(database_file(settings), part)
        contents.check_same(sqlite_copy.read_copy(part))
    else:
        contents = postgres_copy.take_copy(settings.database_url, part)
        contents.check_same(postgres_copy.read_copy(part))
    return contents


def _tells_of_damage(settings: Settings, fault: Exception) -> bool:
    """Nothing more may be written to a damaged file, nor one be made where there is none."""
    return settings.is_sqlite and (isinstance(fault, CopyFault) or type(fault) is sqlite3.DatabaseError)


def _words_of(fault: Exception) -> str:
    if isinstance(fault, DBAPIError):
        return f"the database cannot be read: {fault.orig}"
    if isinstance(fault, OSError):
        return f"{fault.filename or 'the backup'}: {fault.strerror}"
    if isinstance(fault, sqlite3.Error):
        return f"the database cannot be copied: {fault}"
    return str(fault)


def engine_for(settings: Settings) -> Engine:
    """An engine of its own for work outside any request, which may take minutes."""
    if settings.is_sqlite:
        engine = create_engine(sqlite_url(database_file(settings)))
        sqlite.prepare(engine)
        return engine
    return create_engine(settings.database_url, connect_args=postgres_copy.CONNECT)


def log_server_event(engine: Engine, act: SecurityAct, now: datetime) -> None:
    """Add what the server did to the security log, in a transaction of its own."""
    with Session(engine) as db_session:
        log_event(db_session, SERVER, act, Caller(now=now))
        db_session.commit()


def write_down(settings: Settings, act: SecurityAct, now: datetime) -> bool:
    """Add it to the server's log; False where nothing can be written there just now."""
    try:
        if settings.is_sqlite and not database_file(settings).is_file():
            return False
        with at_work(engine_for(settings)) as engine:
            log_server_event(engine, act, now)
    except (DBAPIError, sqlite3.Error, OSError, CopyFault) as fault:
        log.info("backup.not_written_down act=%s fault=%s", act.value, type(fault).__name__)
        return False
    return True
