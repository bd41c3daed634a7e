"""Facts by the names of their fields: a dataclass, and what has the same names beside it (a row, a form)."""

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

F = TypeVar("F")


def names_of(facts: Any) -> tuple[str, ...]:
    """The names of the fields, of the facts or of their type."""
    return _names(facts if isinstance(facts, type) else type(facts))


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def values_of(facts: Any) -> dict[str, Any]:
    """Every field by its name, as it is."""
    return {name: getattr(facts, name) for name in names_of(facts)}


def read_facts(kind: type[F], row: Any, **otherwise: Any) -> F:
    """The facts that a row holds under the same names, but for those given `otherwise`; no list is an empty one."""
    names, lists, read = _reading(kind, tuple(otherwise))  # type: ignore[arg-type]
    values = dict(zip(names, read(row), strict=True))
    for name in lists:
        if values[name] is None:
            values[name] = ()
    return kind(**values, **otherwise)


@cache
def _reading(
    kind: type[Any], otherwise: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """The names of the fields that a row is asked for, those of them that are lists, and what reads all at once."""
    asked = [field for field in fields(kind) if field.name not in otherwise]
    names = tuple(field.name for field in asked)
    read = attrgetter(*names)
    return names, tuple(field.name for field in asked if field.default == ()), read
