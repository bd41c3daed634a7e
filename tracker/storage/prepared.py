"""Statements that are built once and run many times with other values.

Building a `select` costs several times what running it does. A builder marked `@prepared` is called once with a named
parameter for each argument; afterwards a call only pairs the ready statement with its values, to be run by
`db_session.execute(*query)`. An argument that is None takes part in choosing the statement, since builders leave the
condition out then.
"""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from sqlalchemy import Select, bindparam

P = ParamSpec("P")
S = TypeVar("S", bound=Select[*tuple[Any, ...]])
Query = tuple[S, dict[str, Any]]


def prepared(builder: Callable[P, S]) -> Callable[P, Query[S]]:
    """Make a builder of statements answer with the one statement and this call's values."""
    signature = inspect.signature(builder)
    made: dict[tuple[bool, ...], S] = {}
    names = tuple(signature.parameters)

    @wraps(builder)
    def query(*args: P.args, **kwargs: P.kwargs) -> Query[S]:
        values = dict(zip(names, args, strict=False))
        if kwargs or len(args) != len(names):
            bound = signature.bind(*args, **kwargs)
            bound.apply_defaults()
            values = bound.arguments
        missing = tuple(value is None for value in values.values())
        if missing not in made:
            named: dict[str, Any] = {name: None if value is None else bindparam(name) for name, value in values.items()}
            made[missing] = builder(**named)  # type: ignore[call-arg]
        return made[missing], {name: value for name, value in values.items() if value is not None}

    return query
