"""Selects of columns run straight on SQLite's own connection, which takes a third of the time.

SQLAlchemy builds the statement, says how values go in and how columns come out, and begins the transaction. What it
does anew at each run (looking the compiled statement up, a context, a cursor and a result of its own) is done once
here, for a select that is run again and again. Whatever goes wrong is left to it: the statement is run once more the
usual way, and fails as it always did.
"""

import re
import sqlite3
from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache, partial
from typing import Any, Final, cast
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Select, UpdateBase
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import MultipleResultsFound, NoResultFound
from sqlalchemy.types import TupleType

# The driver of PostgreSQL forgets how many rows an insert wrote as soon as its cursor is closed.
COUNTED: Final = {"preserve_rowcount": True}
Query = Select[*tuple[Any, ...]]
# None was run once: most that are, are never run again, and would be compiled for nothing.
NEVER: Final[Any] = object()
_known: "WeakKeyDictionary[Query, Plain | None]" = WeakKeyDictionary()
WRITES_KEPT: Final = 512  # each table's insert and its updates by the columns that are set: some hundreds in all
# Where SQLAlchemy leaves room for a list, whose length is known when the statement is run.
LIST: Final = re.compile(r"__\[POSTCOMPILE_(\w+)\]")


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


class Bind:
    """One value of a statement, or a list of them: what it is called, or what it always is, and how it is written."""

    def __init__(self, bind: Any, dialect: Dialect) -> None:
        self.name: str | None = bind.key if bind.required else None
        self.fixed, self.is_list = bind.value, bind.expanding
        self.write = bind.type.dialect_impl(dialect).bind_processor(dialect)

    def of(self, given: Mapping[str, Any]) -> Any:
        return self.fixed if self.name is None else given[self.name]


class Values:
    """What a statement is given, in the order in which SQLite takes it; `lists` are those of them that are lists."""

    def __init__(self, compiled: Any, dialect: Dialect) -> None:
        found = {name: compiled.binds[name] for name in compiled.positiontup or ()}
        self.are_fit = not any(
            bind.literal_execute or bind.callable or isinstance(bind.type, TupleType) for bind in found.values()
        )
        binds = {name: Bind(bind, dialect) for name, bind in found.items()}
        self.lists = {name: bind for name, bind in binds.items() if bind.is_list}
        every = [binds[name] for name in compiled.positiontup or ()]
        self._all = [(bind.name, bind.fixed, bind.write, bind.is_list) for bind in every]

    def of(self, given: Mapping[str, Any]) -> list[Any]:
        values: list[Any] = []
        for name, fixed, write, is_list in self._all:
            value = fixed if name is None else given[name]
            if is_list:
                values += value if write is None else map(write, value)
            else:
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
        made = namedtuple("Row", names, rename=True)  # type: ignore[misc]  # noqa: PYI024 - known here alone
        self._row: Callable[[Iterable[Any]], Any] = partial(tuple.__new__, made)

    def run(self, raw: sqlite3.Connection, given: Mapping[str, Any]) -> Found | None:
        """What it finds; None for a list of nothing, which SQLAlchemy writes in another way."""
        text, lists = self._text, self._values.lists
        if lists:
            lengths = {name: len(bind.of(given)) for name, bind in lists.items()}
            if not all(lengths.values()):
                return None
            text = LIST.sub(lambda found: ", ".join("?" * lengths[found[1]]), text)
        rows: list[tuple[Any, ...]] = raw.execute(text, self._values.of(given)).fetchall()
        if not rows:
            return Found(rows)
        if self._read:  # column by column, which takes half the time of row by row
            columns: list[Iterable[Any]] = [*zip(*rows, strict=True)]
            for place, how in self._read:
                columns[place] = map(how, columns[place])
            return Found([*map(self._row, zip(*columns, strict=True))])
        return Found([*map(self._row, rows)])


class PlainWrite:
    """One insert or update of the same columns each time; no column has a value that SQLAlchemy would make."""

    def __init__(self, statement: UpdateBase, names: tuple[str, ...], dialect: Dialect) -> None:
        compiled: Any = statement.compile(dialect=dialect, column_keys=list(names))
        self._text, self._values = compiled.string, Values(compiled, dialect)
        made_for_it = compiled.insert_prefetch or compiled.update_prefetch or compiled.effective_returning
        self.is_fit = self._values.are_fit and not made_for_it and not self._values.lists

    def run(self, raw: sqlite3.Connection, given: Mapping[str, Any]) -> int:
        return raw.execute(self._text, self._values.of(given)).rowcount


_plain_write = lru_cache(WRITES_KEPT)(PlainWrite)


def _may_be_plain(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite" and not connection.dispatch.before_cursor_execute


def _raw(connection: Connection) -> sqlite3.Connection:
    return cast("sqlite3.Connection", connection.connection.driver_connection)


def read(connection: Connection, query: Query, values: Mapping[str, Any]) -> Found | None:
    """What the select finds; None where it is to be run the usual way."""
    if not _may_be_plain(connection):
        return None
    plain = _known.get(query, NEVER)
    if plain is NEVER:
        _known[query] = None
        return None
    if plain is None:
        plain = _known[query] = Plain(query, connection.dialect)
    if not plain.is_fit:
        return None
    try:
        return cast("Found | None", plain.run(_raw(connection), values))
    except sqlite3.Error:
        return None


def write(connection: Connection, statement: UpdateBase, values: Mapping[str, Any]) -> int:
    """Run an insert or an update that is kept for good, and say how many rows it wrote."""
    if _may_be_plain(connection):
        names = tuple(values)
        plain = _plain_write(statement, names, connection.dialect)
        if plain.is_fit:
            with suppress(sqlite3.Error):
                return plain.run(_raw(connection), values)
    return connection.execute(statement, values, execution_options=COUNTED).rowcount
