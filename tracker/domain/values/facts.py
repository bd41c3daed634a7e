"""Facts by the names of their fields: a dataclass, and what has the same names beside it (a row, a form)."""

from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

F = TypeVar("F")


def names_of(facts: Any) -> tuple[str, ...]:
    """The names of the fields, of the facts or of their type."""
    return tuple(field.name for field in fields(facts))


def values_of(facts: Any) -> dict[str, Any]:
    """Every field by its name, as it is."""
    return {name: getattr(facts, name) for name in names_of(facts)}


def read_facts(kind: type[F], row: Any, **otherwise: Any) -> F:
    """The facts that a row holds under the same names, but for those given `otherwise`; no list is an empty one."""
    for name, is_list in _fields_read(kind):  # type: ignore[arg-type]
        if name not in otherwise:
            value = getattr(row, name)
            otherwise[name] = () if value is None and is_list else value
    return kind(**otherwise)


@cache
def _fields_read(kind: type[Any]) -> tuple[tuple[str, bool], ...]:
    """The name of each field, and whether it is a list, empty unless said."""
    return tuple((field.name, field.default == ()) for field in fields(kind))
