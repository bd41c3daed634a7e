"""Rows of a query by name and type.

A query that is read by attributes says what its rows hold in one place: a row type, a NamedTuple or a dataclass whose
fields are the names and types of the columns. `select_as` selects just those, so that neither can drift from the
other; `rows_of` and its like run the statement and hand its rows over under that type, so that a typed
check finds a name that is misspelt. Nothing is converted: the rows are the database library's own, which offer the
same names in the same places, and so no row type has methods.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Generic, Protocol, TypeVar, cast

from sqlalchemy import ColumnElement, Connection, CursorResult, Select, UpdateBase, and_, true
from sqlalchemy.orm import Session, SessionTransaction

from tracker.storage import plain
from tracker.storage.base import Base

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)
K = TypeVar("K")
V = TypeVar("V")
Values = Mapping[str, Any] | None
HIDDEN = frozenset({"patient_id", "deleted_at"})
WITHIN = "what every select of this session is kept within"
KNOWN = "the connection of a transaction of this session"


class Within(Protocol):
    """What a session that looks for somebody else keeps its selects within."""

    def keep(self, query: Select[*tuple[Any, ...]]) -> tuple[Select[*tuple[Any, ...]], Mapping[str, Any]]:
        """The query that finds no more than is shown, and the values of the names that this put into it."""
        ...


class RowSelect(Select[*tuple[Any, ...]], Generic[R_co]):
    """A select whose rows read like `R_co`."""

    inherit_cache = True
    row_type: type[R_co]


def select_as(row_type: type[R], /, *models: type[Base], **columns: Any) -> RowSelect[R]:
    """Select the fields of a row type in their order: by name, or else of the first model that has such."""
    fields = row_type.__annotations__
    chosen = (columns[name].label(name) if name in columns else _column(models, name) for name in fields)
    return _typed(row_type, *chosen)


def _column(models: Iterable[type[Base]], name: str) -> Any:
    return getattr(next(model for model in models if hasattr(model, name)), name)


def whole(model: type[R], /, **columns: Any) -> RowSelect[R]:
    """Select every column of a table, those given by name in place of its own; the rows are to be read alone.

    Left out are whose row it is and when it was deleted.
    """
    table: Any = model
    names = [column.key for column in table.__table__.columns if column.key not in HIDDEN]
    chosen = (columns[name].label(name) if name in columns else getattr(model, name) for name in names)
    return _typed(model, *chosen)


def every_column(model: type[R]) -> RowSelect[R]:
    """Select every column of a table, for a row that is to be changed."""
    table: Any = model
    return _typed(model, *(getattr(model, column.key) for column in table.__table__.columns))


def _typed(row_type: type[R], *columns: Any) -> RowSelect[R]:
    query: RowSelect[R] = RowSelect(*columns)
    query.row_type = row_type
    return query


def in_days(column: Any, first: date | None, last: date | None) -> ColumnElement[bool]:
    """The rows whose day in this column lies between these two, both included; None is no limit."""
    after = true() if first is None else column >= first
    return and_(after, true() if last is None else column <= last)


def rows_of(db: Session | Connection, query: RowSelect[R], values: Values = None) -> Sequence[R]:
    """Every row."""
    return cast("Sequence[R]", _read(db, query, values).all())


def row_of(db: Session | Connection, query: RowSelect[R], values: Values = None) -> R | None:
    """The one row there may be."""
    return cast("R | None", _read(db, query, values).one_or_none())


def one_of(db: Session | Connection, query: RowSelect[R], values: Values = None) -> R:
    """The one row there always is."""
    return cast("R", _read(db, query, values).one())


def column_of(db: Session | Connection, query: Select[V], values: Values = None) -> Sequence[V]:
    """The one column of every row."""
    return _read(db, query, values).scalars().all()


def value_of(db: Session | Connection, query: Select[V], values: Values = None) -> V | None:
    """The one column of the first row; None where there is none."""
    return cast("V | None", _read(db, query, values).scalar())


def is_there(db: Session | Connection, query: Select[*tuple[Any, ...]], values: Values = None) -> bool:
    """Whether there is any such row."""
    return _read(db, query, values).first() is not None


def _read(db: Session | Connection, query: Select[*tuple[Any, ...]], values: Values) -> CursorResult[Any] | plain.Found:
    """Run a query of columns on the connection: a session would do no more for them, and takes three times as long.

    What is not written yet is written first, and what the session is kept within holds here too.
    """
    if isinstance(db, Connection):
        return plain.read(db, query, values or {}) or db.execute(query, values)
    if db.autoflush:
        db.flush()
    within: Within | None = db.info.get(WITHIN)
    connection, kept, given = _connection(db), query, values or {}
    if within is not None:
        kept, also = within.keep(query)
        given = {**given, **also}
    return plain.read(connection, kept, given) or connection.execute(kept, given)


def _connection(db: Session) -> Connection:
    """The connection of the transaction that goes on: a session looks it up anew at each statement."""
    known: tuple[SessionTransaction | None, Connection] | None = db.info.get(KNOWN)
    begun = db.get_transaction()
    if known is not None and begun is not None and known[0] is begun and begun.is_active:
        return known[1]
    connection = db.connection()
    db.info[KNOWN] = db.get_transaction(), connection
    return connection


def changes_any(db: Session | Connection, statement: UpdateBase) -> bool:
    """Run an update or a delete, and say whether there was any row for it."""
    return bool(db.execute(statement).rowcount)  # type: ignore[attr-defined]


def grouped(rows: Iterable[R], key: Callable[[R], K]) -> defaultdict[K, list[R]]:
    """The rows by what `key` says of each, in their order."""
    groups: defaultdict[K, list[R]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups
