"""The rules explain themselves and stay pure."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import tracker

PACKAGE = Path(tracker.__file__).parent
DOMAIN = PACKAGE / "domain"
RULES = sorted(
    ".".join(path.relative_to(DOMAIN).with_suffix("").parts) for path in DOMAIN.rglob("*.py") if path.stem != "__init__"
)
OUTSIDE = {"flask", "sqlalchemy", "werkzeug", "jinja2", "wtforms", "plotly"}


def public_names(source: str) -> Iterator[tuple[str, str | None]]:
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node.name, ast.get_docstring(node)


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_module_says_what_it_owns(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", RULES)
def test_every_rule_says_what_it_is(name: str) -> None:
    source = DOMAIN.joinpath(*name.split(".")).with_suffix(".py").read_text(encoding="utf-8")

    assert [public for public, words in public_names(source) if not words] == []


def test_the_rules_need_the_standard_library_alone() -> None:
    modules = ", ".join(f"tracker.domain.{name}" for name in RULES)
    seen = subprocess.run(  # noqa: S603 - our own interpreter and our own words
        [sys.executable, "-c", f"import sys, {modules}; print(*sys.modules)"],
        check=True,
        capture_output=True,
        text=True,
        cwd=PACKAGE.parent,
    ).stdout.split()
    loaded = {module.partition(".")[0] for module in seen}

    assert "tracker" in loaded
    assert loaded.isdisjoint(OUTSIDE)
    assert {m for m in seen if m.startswith("tracker.") and not m.startswith("tracker.domain")} == set()
