"""Sentences for people stand in one room, said through the language of the request; elsewhere there is none."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT = Path(__file__).resolve().parents[2] / "tracker"
# Where sentences may stand besides `templates/`: how a path begins, and why.
ROOMS: Final = {
    "wording/": "the room of sentences",
    "cli/": "the command line stays English: it is read beside the documentation",
    "configuration/": "what a host is told of the configuration",
    "operations/": "what a host is told on the command line and in the log",
    "server/": "what a host is told as the server starts",
    "demo/": "what made-up people typed",
    "guide/views/gallery.py": "made-up contents, in development alone",
    "migrations/": "what old rows hold",
}
# Lists of codes, and names that are the same in every language.
NAMES: Final = ("domain/accounts/devices.py", "papers/services/fonts.py")
# Labels and hints of forms, what a recorded field means, and what an operation does: each marked where it is declared.
DECLARED: Final = re.compile(r"(^|/)forms(/|\.py$)|^fields/|^interface/")
MARKS: Final = frozenset({"N_", "_", "counting", "ngettext", "pgettext"})
# At least two words, and a capital or a full stop; no SQL, markup, pattern, directive or type.
SENTENCE: Final = re.compile(r"(?=.*[A-Za-z]{2})(?=\S.* .*\S)(?=.*([A-Z]|\.))", re.DOTALL)
NO_SENTENCE: Final = re.compile(r"^(SET|BEGIN) |^<|[*\\]|\(\?|=|\||\[")
LOGS: Final = frozenset({"debug", "info", "warning", "error", "exception", "critical", "log"})
OTHERS: Final = frozenset({"text", "CheckConstraint", "DDL"}) | frozenset(
    {"ValueError", "TypeError", "RuntimeError", "LookupError", "KeyError", "AssertionError"}
)


def _called(node: ast.AST) -> str:
    function = node.func if isinstance(node, ast.Call) else None
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _is_logged(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Attribute) and node.func.attr in LOGS


def _not_for_people(tree: ast.Module) -> Iterator[ast.AST]:
    """Docstrings, lines of the log, SQL, and what only we would ever read."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value
        if isinstance(node, ast.Assert) and node.msg is not None:
            yield from ast.walk(node.msg)
        if isinstance(node, ast.Call) and (_called(node) in OTHERS or _is_logged(node)):
            yield from ast.walk(node)


def _marked(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in MARKS:
            yield from ast.walk(node)


def sentences(source: str, *, marked: bool = True) -> list[str]:
    """The strings of a module that people may be shown as a sentence; those that are marked as well, or not."""
    tree = ast.parse(source)
    left_out = {id(node) for node in _not_for_people(tree)}
    if not marked:
        left_out |= {id(node) for node in _marked(tree)}
    texts = (
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in left_out
    )
    return [text for text in texts if SENTENCE.match(text.strip()) and not NO_SENTENCE.search(text)]


def test_sentences_stand_in_their_room() -> None:
    found = {
        name: said
        for path in sorted(ROOT.rglob("*.py"))
        if not (name := path.relative_to(ROOT).as_posix()).startswith((*ROOMS, *NAMES))
        if (said := sentences(path.read_text(encoding="utf-8"), marked=not DECLARED.search(name)))
    }
    assert found == {}


def test_a_sentence_is_told_from_what_is_none() -> None:
    source = '''
"""Of this module. It says."""
log.info("Something was done. kind=%s", kind)
text("SELECT one FROM Two")
assert found, "The gate let them in"
raise ValueError("Nobody reads This")
TITLE = N_("Page not found")
HINT = "which leg? At least one."
CODE = "not_found"
LINE = f"{name} sees it. Nobody else."
'''
    bare = ["which leg? At least one.", " sees it. Nobody else."]
    assert sorted(sentences(source)) == sorted(["Page not found", *bare])
    assert sorted(sentences(source, marked=False)) == sorted(bare)
