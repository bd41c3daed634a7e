"""What the tables of a migrated database and the models say differently, limits and conditions included.

Alembic compares neither CHECK constraints nor the conditions of partial indexes. Here the models' tables are made once
more beside the database's own, in a place of their own that is taken away again, and the engine is asked of both: so
both are written as that engine writes them.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, create_engine, inspect

from tracker.operations.models import metadata

SCRATCH = "drift"
Conditions = set[tuple[str, str, str]]


def drift(engine: Engine) -> list[Any]:
    """Every difference; empty when they agree. On PostgreSQL by somebody who may make a schema."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = list(compare_metadata(context, metadata))
        stands = _conditions(connection)
        with _models_alone(connection) as (modelled, schema):
            said = _conditions(modelled, schema)
    return [
        *found,
        *(("in the models alone", *one) for one in sorted(said - stands)),
        *(("in the migrations alone", *one) for one in sorted(stands - said)),
    ]


@contextmanager
def _models_alone(connection: Connection) -> Iterator[tuple[Connection, str | None]]:
    """The tables as the models say them, and the schema they stand in; nothing of them is kept."""
    if connection.dialect.name == "sqlite":
        beside = create_engine("sqlite://")
        with beside.connect() as empty:
            metadata.create_all(empty)
            yield empty, None
        beside.dispose()
        return
    connection.rollback()
    with connection.begin() as transaction:
        connection.exec_driver_sql(f"CREATE SCHEMA {SCRATCH}")
        connection.exec_driver_sql(f"SET LOCAL search_path TO {SCRATCH}")
        metadata.create_all(connection, checkfirst=False)
        yield connection, SCRATCH
        transaction.rollback()


def _conditions(connection: Connection, schema: str | None = None) -> Conditions:
    """Table, name and condition of every limit and of every partial index."""
    looked, found = inspect(connection), set()
    for table in metadata.tables:
        if not looked.has_table(table, schema):
            continue
        for check in looked.get_check_constraints(table, schema):
            found.add((table, str(check["name"]), _plain(check["sqltext"])))
        for index in looked.get_indexes(table, schema):
            where = index.get("dialect_options", {}).get(f"{connection.dialect.name}_where")
            if where is not None:
                found.add((table, str(index["name"]), _plain(str(where))))
    return found


def _plain(condition: str) -> str:
    """SQLite keeps a condition as it was typed: blanks do not count."""
    return re.sub(r"\s+", " ", condition).strip()
