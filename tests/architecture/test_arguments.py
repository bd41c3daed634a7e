"""Services are handed objects: who acts and what is given, not one loose argument after another."""

import ast
from pathlib import Path
from typing import Final

from tests.support.sources import files, named, tree_of

MANY: Final = 5
MOST: Final = 14
NOT_COUNTED: Final = frozenset({"self", "cls", "db_session"})


def arguments(function: ast.FunctionDef) -> list[str]:
    given = function.args
    every = (*given.posonlyargs, *given.args, *given.kwonlyargs)
    return [one.arg for one in every if one.arg not in NOT_COUNTED]


def of_services() -> list[Path]:
    found = [
        path for path in files("tracker", ".py") if "services" in {part.removesuffix(".py") for part in path.parts}
    ]
    assert len(found) > 80
    return found


def test_few_functions_of_services_take_many_arguments() -> None:
    many = [
        f"{named(path)}: {one.name}"
        for path in of_services()
        for one in ast.walk(tree_of(path))
        if isinstance(one, ast.FunctionDef) and len(arguments(one)) >= MANY
    ]
    assert len(many) <= MOST, many


def test_what_is_planted_is_seen() -> None:
    (function,) = ast.parse("def act(self, db_session, a, b, /, c, *, d, e=None): ...").body
    assert isinstance(function, ast.FunctionDef)
    assert arguments(function) == ["a", "b", "c", "d", "e"]
