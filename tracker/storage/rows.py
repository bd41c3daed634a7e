"""Rows of a query by name and type.

A query that is read by attributes says what its rows hold in one place: a row type, a NamedTuple or a dataclass whose
fields are the names and types of the columns. `select_as` selects just those, so that neither can drift from the
other; `rows_of` and its like run the statement and hand its rows over under that type, so that a typed
check finds a name that is misspelt. Nothing is converted: the rows are the database library's own, which offer the
same names in the same places, and so no row type has methods.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import Connection, Select
from sqlalchemy.orm import Session

from tracker.storage.base import Base

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)
K = TypeVar("K")
Values = Mapping[str, Any] | None
HIDDEN = frozenset({"patient_id", "deleted_at"})


class RowSelect(Select[*tuple[Any, ...]], Generic[R_co]):
    """A select whose rows read like `R_co`."""

    inherit_cache = True
    row_type: type[R_co]


def select_as(row_type: type[R], model: type[Base] | None = None, /, **columns: Any) -> RowSelect[R]:
    """Select the fields of a row type in their order: those given by name, the others from the columns of `model`."""
    fields = row_type.__annotations__
    chosen = (columns[name].label(name) if name in columns else getattr(model, name) for name in fields)
    return _typed(row_type, *chosen)


def whole(model: type[R], /, **columns: Any) -> RowSelect[R]:
    """Select every column of a table, those given by name in place of its own; the rows are to be read alone.

    Left out are whose row it is and when it was deleted.
    """
    table: Any = model
    names = [column.key for column in table.__table__.columns if column.key not in HIDDEN]
    chosen = (columns[name].label(name) if name in columns else getattr(model, name) for name in names)
    return _typed(model, *chosen)


def _typed(row_type: type[R], *columns: Any) -> RowSelect[R]:
    query: RowSelect[R] = RowSelect(*columns)
    query.row_type = row_type
    return query


def rows_of(db: Session | Connection, query: RowSelect[R], values: Values = None) -> Sequence[R]:
    """Every row."""
    return cast("Sequence[R]", db.execute(query, values).all())


def row_of(db: Session | Connection, query: RowSelect[R], values: Values = None) -> R | None:
    """The one row there may be."""
    return cast("R | None", db.execute(query, values).one_or_none())


def one_of(db: Session | Connection, query: RowSelect[R], values: Values = None) -> R:
    """The one row there always is."""
    return cast("R", db.execute(query, values).one())


def first_of(db: Session | Connection, query: RowSelect[R], values: Values = None) -> R | None:
    """The first row, if any."""
    return cast("R | None", db.execute(query, values).first())


def grouped(rows: Iterable[R], key: Callable[[R], K]) -> defaultdict[K, list[R]]:
    """The rows by what `key` says of each, in their order."""
    groups: defaultdict[K, list[R]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups
