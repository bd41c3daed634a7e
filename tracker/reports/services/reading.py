"""How an export reads: in pieces, so that its memory does not grow with the diary.

A download may take as long as its reader likes. So for the web every piece is read in a short transaction of its own:
a slow reader never keeps a database file locked against those who write.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, Protocol, cast

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tracker.files.cells import AS_TEXT, AS_VALUES, Converters
from tracker.patients.services.scope import Scope
from tracker.reports.queries.kept import Key
from tracker.storage import sqlite
from tracker.storage.base import notes_hidden
from tracker.storage.prepared import Query
from tracker.storage.rows import R, RowSelect, rows_of

ROWS_AT_ONCE: Final = 2000

Values = dict[str, Any]


class Reader(Protocol):
    """Runs queries for an export; `write` knows how its database hands values over."""

    @property
    def write(self) -> Converters: ...

    def rows(self, query: RowSelect[R], values: Values | None = None) -> Sequence[R]: ...


def converters_of(dialect: str) -> Converters:
    """What turns values into cells, as the driver of this database hands them over."""
    return AS_TEXT if dialect == "sqlite" else AS_VALUES


class EngineReader:
    """Reads every piece on a connection of its own and gives it back at once.

    `scope` is what is shown of the record where it is read for somebody else: the request that asked is over while the
    pieces are read, and with it everything that was set for its own database session.
    """

    def __init__(self, engine: Engine, scope: Scope | None = None) -> None:
        self._engine = engine
        self._scope = scope
        self._hides_notes = scope is not None and not scope.terms.notes
        self.write = converters_of(engine.dialect.name)

    def rows(self, query: RowSelect[R], values: Values | None = None) -> Sequence[R]:
        if self._scope is not None:
            narrowed, within = self._scope.keep(query)
            query, values = cast("RowSelect[R]", narrowed), {**(values or {}), **within}
        with sqlite.only_reading(), notes_hidden(on=self._hides_notes), self._engine.connect() as connection:
            return rows_of(connection, query, values)


class SessionReader:
    """Reads within the transaction of a database session, and so sees what it has not committed yet."""

    def __init__(self, db_session: Session) -> None:
        self._db_session = db_session
        self.write = converters_of(db_session.get_bind().dialect.name)

    def rows(self, query: RowSelect[R], values: Values | None = None) -> Sequence[R]:
        self._db_session.flush()
        return rows_of(self._db_session.connection(), query, values)


def pieces(
    reader: Reader, query: Callable[[Key | None, int], Query[RowSelect[R]]], key: Callable[[R], Key]
) -> Iterator[Sequence[R]]:
    """The rows of `query`, at most `ROWS_AT_ONCE` at a time; `key` gives the place of a row in their order."""
    after: Key | None = None
    while True:
        rows = reader.rows(*query(after, ROWS_AT_ONCE))
        if rows:
            yield rows
        if len(rows) < ROWS_AT_ONCE:
            return
        after = key(rows[-1])


def each(
    reader: Reader, query: Callable[[Key | None, int], Query[RowSelect[R]]], key: Callable[[R], Key]
) -> Iterator[R]:
    """The rows of `pieces` one by one."""
    for rows in pieces(reader, query, key):
        yield from rows
