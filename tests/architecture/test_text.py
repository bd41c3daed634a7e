"""Text from outside is composed in one place, which asks first how long it is."""

import ast

from tests.support.sources import PACKAGE, files, named, tree_of

THE_PLACE = PACKAGE / "domain" / "values" / "text.py"
SLOW = {"normalize", "is_normalized", "decomposition"}


def composes(tree: ast.AST) -> bool:
    """Whether it calls what takes time by the square of a text, under whatever name it was imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "unicodedata":
            return True
        if isinstance(node, ast.Attribute) and node.attr in SLOW and getattr(node.value, "id", "") != "text":
            return True
    return False


def test_nothing_else_composes_text() -> None:
    assert [named(path) for path in files("tracker", ".py") if path != THE_PLACE and composes(tree_of(path))] == []


def test_the_place_does() -> None:
    assert composes(tree_of(THE_PLACE))
    assert composes(ast.parse("import unicodedata as u\nu.normalize('NFC', x)"))
    assert composes(ast.parse("from unicodedata import normalize"))
