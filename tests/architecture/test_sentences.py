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


# Where readings of other apps' files are made. What these read in a file are its own words; what we say of it is not.
READINGS: Final = sorted((ROOT / "importers").rglob("*.py"))
LETTERS: Final = re.compile(r"[A-Za-z]{2}")
HANDED_ON: Final = frozenset({"told", "get", "Fault", "partition", "split", "join", "removeprefix", "strip"})


def _formats(tree: ast.AST) -> set[int]:
    """Format specifications, which are no text."""
    specs = [node.format_spec for node in ast.walk(tree) if isinstance(node, ast.FormattedValue) and node.format_spec]
    return {id(part) for spec in specs for part in ast.walk(spec)}


def _keys(node: ast.AST) -> set[int]:
    """Names of columns and codes within an expression: what is looked up, compared, or handed to what says it."""
    found: set[int] = set()
    for part in ast.walk(node):
        if isinstance(part, ast.Subscript):
            found |= {id(one) for one in ast.walk(part.slice)}
        elif isinstance(part, ast.Compare):
            found |= {id(one) for one in ast.walk(part) if isinstance(one, ast.Constant)}
        elif isinstance(part, ast.Call) and _called(part) in HANDED_ON:
            found |= {id(one) for one in [*part.args, getattr(part.func, "value", None)]}
    return found


def _said_here(tree: ast.Module) -> Iterator[ast.expr]:
    """Whatever becomes a line of a note: what is handed over as `said`, and what is called so before."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "said":
            yield node.value
        if isinstance(node, ast.Assign) and any(getattr(target, "id", "") == "said" for target in node.targets):
            yield node.value
        if isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == "said" and node.value is not None:
            yield node.value


def _english_lines(tree: ast.Module) -> Iterator[int]:
    formats = _formats(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            for part in node.values:
                if isinstance(part, ast.Constant) and id(part) not in formats and LETTERS.search(str(part.value)):
                    yield part.lineno
    for said in _said_here(tree):
        keys = _keys(said)
        for one in ast.walk(said):
            text = one.value if isinstance(one, ast.Constant) and id(one) not in keys | formats else None
            if isinstance(text, str) and LETTERS.search(text):
                yield said.lineno


def test_what_notes_of_imported_rows_say_stands_in_the_room_of_sentences() -> None:
    # Names of files and modules, which nobody reads.
    ours = {"kept.py", "program.py", "recognising.py", "workbook.py"}
    found = [
        f"{path.name}:{line}" for path in READINGS if path.name not in ours for line in _english_lines(_tree(path))
    ]
    assert not found


def test_a_line_of_a_note_in_english_is_found() -> None:
    line = 'Score(said=(f"lasted {length}", "made worse" if row["what"] == "worse" else row.get("other", "")))'
    assert len(list(_english_lines(ast.parse(line)))) == 3  # the first is seen both ways


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))
