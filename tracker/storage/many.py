"""Very many rows of one table at once: values column by column, each different one made ready once.

SQLAlchemy writes the statement and says how values go in. What it does for each row beside that took twice as long as
the database did.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import repeat
from typing import Any

from sqlalchemy import Boolean, Connection, Table, Uuid, insert
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeEngine


def insert_columns(
    connection: Connection, table: Table, columns: Mapping[str, Sequence[Any]], common: Mapping[str, Any]
) -> None:
    """Insert rows whose values are given by column, at least one and all of one length; `common` is the same in all.

    Ids may be given as hexadecimal text. A flag that is None or not given is not set, other columns that are not given
    are empty.
    """
    dialect = connection.dialect
    unset = {column.key: False for column in table.columns if column.type.python_type is bool}
    same = {name: value for name, value in (unset | dict(common)).items() if name not in columns}
    compiled: Any = insert(table).compile(dialect=dialect, column_keys=[*columns, *same])
    values: dict[str, Iterable[Any]] = {
        name: repeat(_ready(table.c[name].type, (value,), dialect)[0]) for name, value in same.items()
    }
    values |= {name: _ready(table.c[name].type, column, dialect) for name, column in columns.items()}
    if compiled.positional:
        rows: list[Any] = list(zip(*(values[name] for name in compiled.positiontup), strict=False))
    else:
        rows = [dict(zip(values, row, strict=True)) for row in zip(*values.values(), strict=False)]
    connection.exec_driver_sql(compiled.string, rows)


def each_once(make: Callable[[Any], Any], values: Iterable[Any]) -> list[Any]:
    """What is made of values, each different one once; of None nothing is."""
    values = list(values)
    made = {value: None if value is None else make(value) for value in set(values)}
    return [made[value] for value in values]


def _ready(kind: TypeEngine[Any], values: Sequence[Any], dialect: Dialect) -> Sequence[Any]:
    """Values as the driver takes them."""
    if isinstance(kind, Boolean):
        values = [bool(value) for value in values]
    if isinstance(kind, Uuid) and isinstance(values[0], str):
        return values
    write = kind.dialect_impl(dialect).bind_processor(dialect)
    return values if write is None else each_once(write, values)
