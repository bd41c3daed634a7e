"""The declarative base of every table and the column types they share (SQLAlchemy only).

A free-text note is a type of its own: for a viewer with whom notes are not shared it reads as empty wherever it is
selected, so that no query can forget to leave it out.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    DateTime,
    MetaData,
    Numeric,
    SmallInteger,
    String,
    Text,
    TypeDecorator,
    Uuid,
    false,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, mapped_column, registry

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# What a database session notes of a form that was sent twice and saved once.
REPEATED = "sent twice"


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: timezone-aware in Python, UTC in the database, on every engine."""

    impl = DateTime(timezone=True)
    cache_ok = True
    python_type = datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        utc = value if value.tzinfo is UTC else value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


_notes_hidden: ContextVar[bool] = ContextVar("notes_hidden", default=False)


def set_notes_hidden(*, on: bool) -> None:
    """Say for the rest of this context (one web request) whether notes read as empty."""
    _notes_hidden.set(on)


def _unless_hidden(note: str | None) -> str | None:
    return None if _notes_hidden.get() else note


@contextmanager
def notes_hidden(*, on: bool) -> Iterator[None]:
    """Inside, notes read as empty or as they are; rows that are changed must be read as they are."""
    token = _notes_hidden.set(on)
    try:
        yield
    finally:
        _notes_hidden.reset(token)


class PrivateText(TypeDecorator[str]):
    """Free text that its writer may keep from those who see the rest."""

    impl = Text
    cache_ok = True
    python_type = str

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], str | None]:
        return _unless_hidden


@lru_cache(maxsize=4096)
def codes_of(text: str | None) -> tuple[str, ...]:
    """The codes of a column that holds them joined by blanks."""
    return tuple(text.split(" ")) if text else ()


class Codes(TypeDecorator[tuple[str, ...]]):
    """An ordered set of vocabulary codes in one text column, joined by blanks; empty is stored as NULL."""

    impl = Text
    cache_ok = True
    python_type = tuple

    def process_bind_param(self, value: Iterable[str] | None, dialect: Dialect) -> str | None:
        return " ".join(value) or None if value is not None else None

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], tuple[str, ...]]:
        """Called with each value at once: what a record says is said on many of its days."""
        return codes_of

    def coerce_compared_value(self, op: Any, value: Any) -> Any:
        return self


class Base(DeclarativeBase):
    # On the registry and not on the class: Flask-SQLAlchemy makes a subclass, which may not carry a map of its own.
    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={
            datetime: UtcDateTime(),
            uuid.UUID: Uuid(),
            tuple[str, ...]: Codes(),
            dict[str, Any]: JSON(),
            list[Any]: JSON(),
        },
    )


Score = Annotated[int | None, mapped_column(SmallInteger)]
Whole = Annotated[int | None, mapped_column()]
Code = Annotated[str, mapped_column(String(40))]
Flag = Annotated[bool, mapped_column(default=False, server_default=false())]
OptionalCode = Annotated[str | None, mapped_column(String(40))]
Line = Annotated[str, mapped_column(String(200))]
OptionalLine = Annotated[str | None, mapped_column(String(200))]
Words = Annotated[str | None, mapped_column(Text)]
Note = Annotated[str | None, mapped_column(PrivateText)]
Money = Annotated[Decimal | None, mapped_column(Numeric(10, 2))]
Amount = Annotated[Decimal | None, mapped_column(Numeric(10, 3))]


def between(column: str, low: int, high: int) -> CheckConstraint:
    """The named constraint that keeps a whole number within the limits its form and import share."""
    return CheckConstraint(f"{column} BETWEEN {low} AND {high}", name=f"{column}_range")
