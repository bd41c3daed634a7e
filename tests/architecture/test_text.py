"""Text from outside is composed in one place, which asks first how long it is."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
THE_PLACE = Path("tracker/domain/values/text.py")
SLOW = {"normalize", "is_normalized", "decomposition"}
SOURCES = sorted(path.relative_to(ROOT) for path in (ROOT / "tracker").rglob("*.py"))


def composes(source: str) -> bool:
    """Whether it calls what takes time by the square of a text, under whatever name it was imported."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module == "unicodedata":
            return True
        if isinstance(node, ast.Attribute) and node.attr in SLOW and getattr(node.value, "id", "") != "text":
            return True
    return False


@pytest.mark.parametrize("source", [path for path in SOURCES if path != THE_PLACE], ids=str)
def test_nothing_else_composes_text(source: Path) -> None:
    assert not composes((ROOT / source).read_text(encoding="utf-8"))


def test_the_place_does() -> None:
    assert composes((ROOT / THE_PLACE).read_text(encoding="utf-8"))
    assert composes("import unicodedata as u\nu.normalize('NFC', x)")
    assert composes("from unicodedata import normalize")
