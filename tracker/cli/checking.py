"""`tracker check`: one line for each thing that could be wrong."""

import shutil
import sqlite3
import sys
from collections.abc import Callable
from datetime import UTC, datetime

import click
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tracker import schema
from tracker.app import create_app
from tracker.audit.events import broken_chains
from tracker.extensions import db
from tracker.settings import Settings, SettingsFault
from tracker.sharing.services.events import broken_logs
from tracker.sqlite import only_reading
from tracker.web import clock

LEAST_FREE_MB = 100
EARLIEST_NOW = datetime(2020, 1, 1, tzinfo=UTC)


@click.command()
def check() -> None:
    """Look at settings, database, migrations, disk and clock: one line each; exit 1 on a fault."""
    try:
        app = create_app()
    except SettingsFault as fault:
        click.echo(f"FAULT settings: {fault}")
        sys.exit(1)
    click.echo(f"ok    settings: instance folder {app.instance_path}")
    with app.app_context():
        looks: dict[str, Callable[[Settings], str]] = {
            "database": _look_at_database,
            "migrations": _look_at_migrations,
            "access logs": _look_at_logs,
            "security log": _look_at_security_log,
            "disk": _look_at_disk,
            "clock": _look_at_clock,
        }
        faults = sum(not _report(name, look, app.extensions["settings"]) for name, look in looks.items())
    sys.exit(1 if faults else 0)


class _Fault(Exception):
    pass


def _report(name: str, look: Callable[[Settings], str], settings: Settings) -> bool:
    try:
        with only_reading():
            click.echo(f"ok    {name}: {look(settings)}")
    except (_Fault, OSError, DBAPIError) as fault:
        click.echo(f"FAULT {name}: {fault.orig if isinstance(fault, DBAPIError) else fault}")
        return False
    finally:
        db.session.rollback()
    return True


def _look_at_database(settings: Settings) -> str:
    with db.engine.connect() as connection:
        if not settings.is_sqlite:
            return str(connection.execute(text("select version()")).scalar())
        found = connection.execute(text("pragma quick_check")).scalar()
        if found != "ok":
            raise _Fault(f"the file is damaged ({found}); restore the last backup")
    return f"SQLite {sqlite3.sqlite_version}, undamaged"


def _look_at_migrations(_settings: Settings) -> str:
    stamp, newest = schema.stamp_of(db.engine), schema.newest()
    if stamp != newest:
        raise _Fault(f"the tables are at {stamp}, the app needs {newest}; “tracker serve” brings them up")
    return f"the tables are at {stamp}, the newest"


def _look_at_logs(_settings: Settings) -> str:
    if schema.stamp_of(db.engine) != schema.newest():
        return "not looked at before the tables are at the newest"
    count, broken = broken_logs(db.session())
    if broken:
        raise _Fault(f"events are missing or were changed in the logs of {len(broken)} of {count} records")
    return f"{count:,}, none with a gap"


def _look_at_security_log(_settings: Settings) -> str:
    if schema.stamp_of(db.engine) != schema.newest():
        return "not looked at before the tables are at the newest"
    count, broken = broken_chains(db.session())
    if broken:
        raise _Fault(f"events are missing or were changed for {len(broken)} of {count} accounts")
    return f"{count:,} chains, none with a gap"


def _look_at_disk(settings: Settings) -> str:
    free = shutil.disk_usage(settings.instance_path).free // 1_000_000
    if free < LEAST_FREE_MB:
        raise _Fault(f"only {free} MB free")
    return f"{free:,} MB free"


def _look_at_clock(_settings: Settings) -> str:
    now = clock.now()
    if now < EARLIEST_NOW:
        raise _Fault(f"it says {now.isoformat()}, which cannot be")
    return now.isoformat()
