"""The rules explain themselves and stay pure."""

import ast
import subprocess
import sys
from collections.abc import Iterator

from tests.support.sources import ROOT, files, named, tree_of

RULES = [named(path).removesuffix(".py").replace("/", ".") for path in files("tracker/domain", ".py")]
OUTSIDE = {"flask", "sqlalchemy", "werkzeug", "jinja2", "wtforms", "plotly"}


def public_names(tree: ast.Module) -> Iterator[tuple[str, str | None]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node.name, ast.get_docstring(node)


def test_every_module_says_what_it_owns() -> None:
    assert [named(path) for path in files("tracker", ".py") if not ast.get_docstring(tree_of(path))] == []


def test_every_rule_says_what_it_is() -> None:
    silent = [
        (named(path), public)
        for path in files("tracker/domain", ".py")
        for public, words in public_names(tree_of(path))
        if not words
    ]
    assert silent == []


def test_the_rules_need_the_standard_library_alone() -> None:
    modules = ", ".join(name.removesuffix(".__init__") for name in RULES)
    seen = subprocess.run(  # noqa: S603 - our own interpreter and our own words
        [sys.executable, "-c", f"import sys, {modules}; print(*sys.modules)"],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
    ).stdout.split()
    loaded = {module.partition(".")[0] for module in seen}

    assert "tracker" in loaded
    assert loaded.isdisjoint(OUTSIDE)
    assert {m for m in seen if m.startswith("tracker.") and not m.startswith("tracker.domain")} == set()
