"""Selects of columns run straight on SQLite's own connection, which takes a third of the time.

SQLAlchemy builds the statement, says how values go in and how columns come out, and begins the transaction. What it
does anew at each run (looking the compiled statement up, a context, a cursor and a result of its own) is done once
here, for a select that is run again and again. Whatever goes wrong is left to it: the statement is run once more the
usual way, and fails as it always did.
"""

import sqlite3
from collections import namedtuple
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, Final, cast
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Select, UpdateBase
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import MultipleResultsFound, NoResultFound

# The driver of PostgreSQL forgets how many rows an insert wrote as soon as its cursor is closed.
COUNTED: Final = {"preserve_rowcount": True}
Query = Select[*tuple[Any, ...]]
# None was run once: most that are, are never run again, and would be compiled for nothing.
_known: "WeakKeyDictionary[Query, Plain | None]" = WeakKeyDictionary()

_writes: "dict[tuple[UpdateBase, tuple[str, ...]], PlainWrite]" = {}


class Found:
    """Rows that were read, asked for as those of SQLAlchemy's results are."""

    def __init__(self, rows: list[Any]) -> None:
        self._rows = rows

    def all(self) -> Sequence[Any]:
        return self._rows

    def first(self) -> Any:
        return self._rows[0] if self._rows else None

    def one_or_none(self) -> Any:
        if len(self._rows) > 1:
            raise MultipleResultsFound
        return self.first()

    def one(self) -> Any:
        if not self._rows:
            raise NoResultFound
        return self.one_or_none()

    def scalars(self) -> "Found":
        return Found([row[0] for row in self._rows])

    def scalar(self) -> Any:
        return self._rows[0][0] if self._rows else None


class Values:
    """What a statement is given, in the order in which SQLite takes it."""

    def __init__(self, compiled: Any, dialect: Dialect) -> None:
        binds = [compiled.binds[name] for name in compiled.positiontup or ()]
        self.are_fit = not any(bind.expanding or bind.literal_execute or bind.callable for bind in binds)
        self._all = [
            (bind.key if bind.required else None, bind.value, bind.type.dialect_impl(dialect).bind_processor(dialect))
            for bind in binds
        ]

    def of(self, given: Mapping[str, Any]) -> list[Any]:
        values = []
        for name, fixed, write in self._all:
            value = fixed if name is None else given[name]
            values.append(value if write is None else write(value))
        return values


class Plain:
    """One select as SQLite takes it: its text, its values, and what its columns are read by."""

    def __init__(self, query: Query, dialect: Dialect) -> None:
        compiled = query.compile(dialect=dialect)
        self._text, self._values = compiled.string, Values(compiled, dialect)
        self.is_fit = self._values.are_fit
        columns = query.column_descriptions
        how = [column["type"].dialect_impl(dialect).result_processor(dialect, None) for column in columns]
        self._read = [(place, one) for place, one in enumerate(how) if one is not None]
        names = [str(column["name"]) for column in columns]
        self._row: Any = namedtuple("Row", names, rename=True)  # type: ignore[misc]  # noqa: PYI024 - known here alone

    def run(self, raw: sqlite3.Connection, given: Mapping[str, Any]) -> Found:
        rows: list[Any] = raw.execute(self._text, self._values.of(given)).fetchall()
        made, read = self._row, self._read
        for number, row in enumerate(rows):
            columns = list(row)
            for place, how in read:
                columns[place] = how(columns[place])
            rows[number] = tuple.__new__(made, columns)
        return Found(rows)


class PlainWrite:
    """One insert or update of the same columns each time; no column has a value that SQLAlchemy would make."""

    def __init__(self, statement: UpdateBase, names: tuple[str, ...], dialect: Dialect) -> None:
        compiled: Any = statement.compile(dialect=dialect, column_keys=list(names))
        self._text, self._values = compiled.string, Values(compiled, dialect)
        made_for_it = compiled.insert_prefetch or compiled.update_prefetch or compiled.effective_returning
        self.is_fit = self._values.are_fit and not made_for_it

    def run(self, raw: sqlite3.Connection, given: Mapping[str, Any]) -> int:
        return raw.execute(self._text, self._values.of(given)).rowcount


def _may_be_plain(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite" and not connection.dispatch.before_cursor_execute


def _raw(connection: Connection) -> sqlite3.Connection:
    return cast("sqlite3.Connection", connection.connection.driver_connection)


def read(connection: Connection, query: Query, values: Mapping[str, Any]) -> Found | None:
    """What the select finds; None where it is to be run the usual way."""
    if not _may_be_plain(connection):
        return None
    if query not in _known:
        _known[query] = None
        return None
    plain = _known[query]
    if plain is None:
        plain = _known[query] = Plain(query, connection.dialect)
    if not plain.is_fit:
        return None
    try:
        return plain.run(_raw(connection), values)
    except sqlite3.Error:
        return None


def write(connection: Connection, statement: UpdateBase, values: Mapping[str, Any]) -> int:
    """Run an insert or an update that is kept for good, and say how many rows it wrote."""
    if _may_be_plain(connection):
        names = tuple(values)
        plain = _writes.get((statement, names))
        if plain is None:
            plain = _writes[statement, names] = PlainWrite(statement, names, connection.dialect)
        if plain.is_fit:
            with suppress(sqlite3.Error):
                return plain.run(_raw(connection), values)
    return connection.execute(statement, values, execution_options=COUNTED).rowcount
