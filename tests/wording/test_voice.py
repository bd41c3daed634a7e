"""Every sentence to the patient that others see too, as those others read it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

import tracker
from tracker.wording.voice import told_of_them

PACKAGE = Path(tracker.__file__).parent
# Where the sentences of the pages and charts come from that others see as well.
SHOWN = ("charts/function.py",)
TO_SOMEBODY = re.compile(r"\b(you|your|yours|yourself)\b", re.IGNORECASE)


def _sentences(path: Path) -> Iterator[str]:
    """The texts of a module that speak to somebody, with {} for what is put into them."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside | docstrings:
            yield node.value


@pytest.mark.parametrize("name", SHOWN)
def test_what_is_said_to_the_patient_is_told_of_them(name: str, snapshot: SnapshotAssertion) -> None:
    said = sorted({text for text in _sentences(PACKAGE / name) if " " in text and TO_SOMEBODY.search(text)})
    told = [told_of_them(text) for text in said]
    assert told == snapshot
    assert [text for text in told if TO_SOMEBODY.search(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Leg pain is down 3.0 points (50 %) from the starting week: 6.0 to 3.0.",
        "Pain often eases by itself, whatever is done.",
        "Young people",
        "",
    ],
)
def test_what_speaks_to_nobody_stays(text: str) -> None:
    assert told_of_them(text) == text


def test_numbers_stay_as_they_are() -> None:
    said = "Leg pain is down 3.0 points (50 %) from your starting week: 6.0 to 3.0."
    assert told_of_them(said) == "Leg pain is down 3.0 points (50 %) from the starting week: 6.0 to 3.0."
