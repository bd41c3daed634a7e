"""Rows written by plain statements that are built once for each table.

The object mapper works out anew at each save what to write, in which order, and what it knows afterwards; that took
longer than writing. What was put into the session before is written first, so that the order stays what it was.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnDefault, Table, Update, bindparam, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key

from tracker.storage import plain

KEY: Final = "key_"


def add_new(db_session: Session, row: Any) -> bool:
    """Add a row, which the session knows from then on; False, and nothing is done, where one of its key is there."""
    db_session.flush()
    table = row.__table__
    names = _names(table)
    values = {**_usual(table), **{name: value for name, value in vars(row).items() if name in names}}
    if not _run(db_session, _adding(table, _dialect(db_session)), values):
        return False
    for column in names - vars(row).keys():
        set_committed_value(row, column, values.get(column))
    make_transient_to_detached(row)
    db_session.add(row)
    return True


def put(db_session: Session, table: Any, values: Mapping[str, Any]) -> None:
    """The row of this key is this one from now on, whether or not there was one; `values` holds every column."""
    db_session.flush()
    _run(db_session, _putting(table, _dialect(db_session)), values)


def change(db_session: Session, row: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """Set these columns of a row that the session has read, and give those of them that were others before."""
    changed = change_read(db_session, type(row), row, values)
    for name, value in changed.items():
        set_committed_value(row, name, value)
    return changed


def change_read(db_session: Session, model: Any, row: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """The same for a row that was read by its columns; where the session knows it, it reads it again."""
    db_session.flush()
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if changed:
        table = model.__table__
        key = {KEY + column.key: getattr(row, column.key) for column in table.primary_key}
        _run(db_session, _changing(table), changed | key)
        known = db_session.identity_map.get(identity_key(model, tuple(key.values())))
        if known is not None and known is not row:
            db_session.expire(known)
    return changed


def _run(db_session: Session, statement: Any, values: Mapping[str, Any]) -> int:
    return plain.write(db_session.connection(), statement, values)


def _dialect(db_session: Session) -> str:
    return db_session.get_bind().dialect.name


@cache
def _names(table: Table) -> frozenset[str]:
    return frozenset(column.key for column in table.columns)


@cache
def _usual(table: Table) -> Mapping[str, Any]:
    """What columns hold that were not said, where that is always the same."""
    fixed = {column.key: column.default for column in table.columns}
    return {
        name: default.arg for name, default in fixed.items() if isinstance(default, ColumnDefault) and default.is_scalar
    }


@cache
def _insert(table: Table, dialect: str) -> Any:
    return (postgresql if dialect == "postgresql" else sqlite).insert(table)


@cache
def _adding(table: Table, dialect: str) -> Any:
    return _insert(table, dialect).on_conflict_do_nothing(index_elements=list(table.primary_key))


@cache
def _putting(table: Table, dialect: str) -> Any:
    insert = _insert(table, dialect)
    others = {column.key: insert.excluded[column.key] for column in table.columns if not column.primary_key}
    return insert.on_conflict_do_update(index_elements=list(table.primary_key), set_=others)


@cache
def _changing(table: Table) -> Update:
    return update(table).where(*(column == bindparam(KEY + column.key) for column in table.primary_key))
