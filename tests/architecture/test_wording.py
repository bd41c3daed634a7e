"""Words that no page may use, over every template and every sentence of the rules and forms."""

import ast
import re
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.support.sources import PACKAGE, ROOT, files, text_of, tree_of

TEMPLATES = files("templates", ".html")
# Words of patients are looked for and never shown.
OF_PATIENTS = (PACKAGE / "wording" / "statements" / f"{name}.py" for name in ("asked", "patients_words", "sign_words"))
NOT_SHOWN = {PACKAGE / "passwords" / "common.py", PACKAGE / "domain" / "points" / "data.py", *OF_PATIENTS}
SENTENCES_IN = [
    path for path in files("tracker", ".py") if not {"migrations", "demo"} & set(path.parts) and path not in NOT_SHOWN
]
BANNED = re.compile(
    r"\b(clinical(ly)?|significant(ly)?|cure[ds]?|curing|proven|proves?|guarantee\w*|"
    r"(?<!no )(?<!not a )promise\w*|miracle\w*|heals?|healing|"
    r"energy|meridians?|endorphins?|misalign\w*|chakra\w*|toxins?|detox\w*|works|effective(ness)?|best treatment|"
    r"nothing to worry|do not worry|don't worry|all clear|no cause for concern|streak|badge|well done|great job|"
    r"congratulations|oops|your fault|you failed|you forgot)\b|!(?![=\[]|--|doctype)",
    re.IGNORECASE,
)
# (file, the words around it): why it may stand.
ALLOWED: dict[tuple[str, str], str] = {
    ("guide/welcome.html", "It works on a phone"): "about the page, not about a treatment",
    (
        "wording/statements/trials.py",
        "“may be effective”",
    ): "quoted from the authors of a review, with its limits beside it",
    (
        "wording/fit_statements.py",
        "“may be effective”",
    ): "the same quotation, with the same limits",
    ("accounts/_codes.html", "Each code works once"): "about a code that signs in",
    ("accounts/forms.py", "Each works once"): "about a code that signs in",
    ("wording/files.py", "the import works them out again"): "about a sum",
}
ATTRIBUTES = re.compile(r'\b(?:title|aria-label|alt|placeholder|content)="([^"]*)"')
LITERALS = re.compile(r'"([^"]*)"' + r"|'([^']*)'")


def _template_words(text: str) -> Iterator[str]:
    """What a template shows: its text, the attributes that are read out, and the strings it hands on."""
    text = re.sub(r"\{#.*?#\}", " ", text, flags=re.DOTALL)
    for code in re.findall(r"\{[{%].*?[%}]\}", text, flags=re.DOTALL):
        yield from (first or second for first, second in LITERALS.findall(code) if " " in (first or second))
    bare = re.sub(r"\{[{%].*?[%}]\}", " ", text, flags=re.DOTALL)
    yield from ATTRIBUTES.findall(bare)
    yield " ".join(re.sub(r"<[^>]*>", " ", bare).split())


def _docstrings(tree: ast.AST) -> set[int]:
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, kinds) and node.body and isinstance(node.body[0], ast.Expr):
            found.add(id(node.body[0].value))
    return found


def _python_words(tree: ast.AST) -> Iterator[str]:
    """The strings of a module that may be shown: those with a blank in them, and no docstring."""
    docstrings = _docstrings(tree)
    strings = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    for node in strings:
        if id(node) not in docstrings and " " in str(node.value).strip():
            yield str(node.value)


def _name(path: Path) -> str:
    base = ROOT / ("templates" if path.suffix == ".html" else "tracker")
    return path.relative_to(base).as_posix()


@cache
def _words(path: Path) -> tuple[str, ...]:
    return tuple(_template_words(text_of(path)) if path.suffix == ".html" else _python_words(tree_of(path)))


def _faults(path: Path, allowed: Collection[str]) -> list[str]:
    faults = []
    for sentence in _words(path):
        shown = sentence
        for around in allowed:
            shown = shown.replace(around, "")
        faults += [
            f"{found[0]!r} in {shown[max(0, found.start() - 40) : found.end() + 40]!r}"
            for found in BANNED.finditer(shown)
        ]
    return faults


def test_no_banned_word_is_shown() -> None:
    faults = {
        _name(path): found
        for path in (*TEMPLATES, *SENTENCES_IN)
        if (found := _faults(path, [around for name, around in ALLOWED if name == _name(path)]))
    }
    assert faults == {}


@pytest.mark.parametrize(("name", "around"), ALLOWED)
def test_every_exception_is_still_needed(name: str, around: str) -> None:
    path = ROOT / ("templates" if name.endswith(".html") else "tracker") / name
    others = [other for file, other in ALLOWED if file == name and other != around]
    assert _faults(path, others), "nothing needs this exception any more"


def test_acupunctures_number_never_stands_without_shams() -> None:
    number = re.compile(r"(30\.8|(about )?3(\.1)? points).{0,40}acupuncture|acupuncture.{0,40}(30\.8|3(\.1)? points)")
    found = [words for path in (*TEMPLATES, *SENTENCES_IN) for words in _words(path) if number.search(words)]
    assert len(found) >= 4
    assert [words for words in found if "sham" not in words] == []


@pytest.mark.parametrize(
    "text",
    [
        "<p>It works.</p>",
        "<p>We promise relief.</p>",
        '<p aria-label="Clinically tested"></p>',
        '{{ notice("Acupuncture is proven to help") }}',
        "<p>Well done</p>",
        "<h1>Saved!</h1>",
        "{% set words = 'a significant change' %}",
    ],
)
def test_the_check_sees_what_a_template_says(text: str) -> None:
    assert any(BANNED.search(words) for words in _template_words(text))


@pytest.mark.parametrize(
    "text", ['X = "The cure is near"', 'Y = f"{1} points, guaranteed well"', 'Z = ("so it" " works")']
)
def test_the_check_sees_what_a_rule_says(text: str) -> None:
    assert any(BANNED.search(words) for words in _python_words(ast.parse(text)))


@pytest.mark.parametrize(
    "text", ["<!doctype html><p>Is it working?</p>", "{# It works! #}<p>a</p>", "{% if a != b %}{% endif %}"]
)
def test_the_check_leaves_code_and_comments_alone(text: str) -> None:
    assert not any(BANNED.search(words) for words in _template_words(text))
