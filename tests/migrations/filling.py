"""Rows for every table of whatever version, made from what the database itself says of its tables."""

import os
import uuid
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, MetaData, Table, insert, select

ROWS: Final = 3
AT: Final = datetime(2026, 3, 3, 18, 0, tzinfo=UTC)
VERSION: Final = "alembic_version"
Rows = dict[str, list[dict[str, Any]]]


def tables_of(engine: Engine) -> list[Table]:
    """All tables but the version's, parents before children."""
    metadata = MetaData()
    metadata.reflect(engine)
    return [table for table in metadata.sorted_tables if table.name != VERSION]


def fill(engine: Engine) -> None:
    """Put rows into every table that has none."""
    tables = tables_of(engine)
    with engine.begin() as connection:
        for table in tables:
            if connection.execute(select(table)).first() is None:
                connection.execute(insert(table), _rows(connection, table))


def contents(engine: Engine) -> Rows:
    """Every row of every table, in an order that does not depend on the database."""
    tables = tables_of(engine)
    with engine.connect() as connection:
        return {
            table.name: sorted((dict(row._mapping) for row in connection.execute(select(table))), key=repr)
            for table in tables
        }


def kept(before: Rows, after: Rows) -> bool:
    """Whether the tables and columns that are in both say the same."""
    return all(
        _shared(before[name], after[name]) == _shared(after[name], before[name]) for name in before.keys() & after
    )


def _shared(rows: list[dict[str, Any]], others: list[dict[str, Any]]) -> list[str]:
    columns = sorted(set(rows[0]) & set(others[0])) if rows and others else []
    return sorted(repr([row[name] for name in columns]) for row in rows)


def _rows(connection: Connection, table: Table) -> list[dict[str, Any]]:
    rows = [
        {column.name: LIMITED.get(column.name, _value(column, number)) for column in table.columns}
        for number in range(ROWS)
    ]
    for row in rows if "other_name" in table.columns else ():
        row["kind"] = "other"  # another kind has no name of its own
    for constraint in sorted(table.foreign_key_constraints, key=lambda one: len(one.columns)):
        parents = connection.execute(select(*[element.column for element in constraint.elements])).all()
        for number, row in enumerate(rows):
            row.update(zip(constraint.column_keys, parents[number % len(parents)], strict=True))
    return rows


# What has limits that no value of its kind alone keeps to.
LIMITED = {"block_days": 3, "pairs_planned": 4, "coins": "abba"}


def _value(column: sa.Column[Any], number: int) -> Any:
    kind = column.type
    if isinstance(kind, sa.Uuid):
        return uuid.uuid4()
    if isinstance(kind, sa.CHAR):
        return uuid.uuid4().hex
    if isinstance(kind, sa.String):
        return f"{number}{uuid.uuid4().hex}"[: kind.length or 40]
    if isinstance(kind, sa.DateTime):
        return AT if kind.timezone else AT.replace(tzinfo=None)
    if isinstance(kind, sa.LargeBinary):
        return os.urandom(32)
    fixed: dict[type[Any], Any] = {
        sa.Boolean: False,
        sa.Date: date(2026, 3, 3),
        sa.Time: time(18, 30),
        sa.Float: 1.5,
        sa.Numeric: Decimal("1.5"),
        sa.Integer: 1,
        sa.JSON: {"number": number},
    }
    return next(value for known, value in fixed.items() if isinstance(kind, known))
