"""Moves everything from SQLite to PostgreSQL: all of it, compared row by row, or nothing."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Connection, Engine, Row, Table, create_engine, func, insert, inspect, select
from sqlalchemy.exc import DBAPIError

from tracker.configuration.settings import Settings
from tracker.domain.accounts.security_log import SecurityAct
from tracker.operations import schema
from tracker.operations.backup import engine_for, log_server_event
from tracker.operations.copies import VERSION_TABLE, Contents, CopyFault, at_work, database_file
from tracker.operations.in_use import InUse, alone
from tracker.operations.models import metadata
from tracker.operations.tables import check_at_newest
from tracker.storage import postgres

STREAMED: Final = {"yield_per": 2000}
DIGEST_BITS: Final = 256


class MoveFault(Exception):
    """Nothing was moved, and nothing was changed at either end; says why."""


def move(settings: Settings, url: str, now: datetime) -> Contents:
    """Copy every table to the empty PostgreSQL database at `url`; gives what is there now. The file stays as it is."""
    goal = settings.with_(database_url=url)
    if not settings.is_sqlite or goal.is_sqlite:
        raise MoveFault("this moves from SQLite to PostgreSQL alone")
    try:
        if not database_file(settings).is_file():
            raise MoveFault(f"there is no database at {database_file(settings)}")
        with alone(settings):
            return _move(engine_for(settings), _engine_of(goal), now)
    except InUse as fault:
        raise MoveFault("the server is running; stop it first") from fault
    except (CopyFault, schema.SchemaFault) as fault:
        raise MoveFault(str(fault)) from fault
    except DBAPIError as fault:
        raise MoveFault(f"a database cannot be used: {fault.orig}") from fault


def _engine_of(goal: Settings) -> Engine:
    engine = create_engine(goal.database_url, **postgres.engine_options(goal.threads))
    postgres.prepare(engine)
    return engine


def _move(source: Engine, goal: Engine, now: datetime) -> Contents:
    with at_work(source), at_work(goal):
        check_at_newest(source)
        _check_empty(goal)
        schema.upgrade(goal)
        with source.connect() as taken, goal.begin() as given, postgres.unhurried(given):
            rows = {table.name: _move_table(taken, given, table) for table in metadata.sorted_tables}
        log_server_event(goal, SecurityAct.MIGRATED, now)
        return Contents(schema.newest(), rows)


def _check_empty(goal: Engine) -> None:
    with goal.connect() as connection:
        there = set(inspect(connection).get_table_names()) - {VERSION_TABLE}
        if there - set(metadata.tables):
            raise MoveFault("that database holds the tables of another program; make a new one")
        for name in sorted(there):
            if connection.execute(select(func.count()).select_from(metadata.tables[name])).scalar_one():
                raise MoveFault("that database is not empty; make a new one")


def _move_table(source: Connection, goal: Connection, table: Table) -> int:
    def passed_on() -> Iterator[Row[Any]]:
        for some in source.execute(select(table), execution_options=STREAMED).partitions():
            goal.execute(insert(table), [dict(row._mapping) for row in some])  # noqa: SLF001 - a row's public mapping
            yield from some

    taken = _sum(passed_on())
    if taken != _sum(goal.execute(select(table), execution_options=STREAMED)):
        raise MoveFault(f"the table {table.name} did not arrive as it was sent")
    return taken[0]


def _sum(rows: Iterable[Row[Any]]) -> tuple[int, int]:
    """How many rows, and a sum over what is in them that does not ask for an order."""
    count = digest = 0
    for row in rows:
        count += 1
        digest += int.from_bytes(sha256(repr(tuple(row)).encode()).digest())
    return count, digest % 2**DIGEST_BITS
