"""The folder says the layer: what lies in a feature, and what a service may not know."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from tests.support.sources import PACKAGE, files, named, tree_of

LAYERS: Final = ("views", "forms", "services", "queries", "models")
FEATURES: Final = (
    "accounts", "audit", "calendars", "channels", "correspondence", "dashboard", "diary", "experiments", "factors",
    "guide", "imports", "interface", "manifests", "papers", "patients", "pocket", "practice", "practitioners",
    "reminders", "reports", "review", "sharing", "tokens", "treatment", "webhooks",
)  # fmt: skip
# What is no feature: how it is kept free of the web is said by the contracts of import-linter.
FLOORS: Final = (
    "charts", "cli", "configuration", "demo", "domain", "downloads", "fields",
    "files", "importers", "migrations", "operations", "outbound", "passwords", "server",
    "storage", "throttling", "web", "wording",
)  # fmt: skip
JOINTS: Final = ("__init__.py", "__main__.py", "app.py", "before_commit.py", "gate_answers.py", "serving.py")
OF_THE_WEB: Final = ("flask", "flask_wtf", "flask_sqlalchemy", "werkzeug", "wtforms", "jinja2", "tracker.web")
WITHOUT_THE_WEB: Final = ("services", "queries", "models")
FLOORS_WITHOUT_THE_WEB: Final = (
    "configuration",
    "domain",
    "files",
    "importers",
    "outbound",
    "passwords",
    "storage",
    "throttling",
    "wording",
)


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def of_the_web(tree: ast.AST) -> list[str]:
    """What a module imports of the web, which no service, query or model may."""
    return [name for name in imported(tree) if any(name == one or name.startswith(f"{one}.") for one in OF_THE_WEB)]


def layer_of(path: Path) -> str:
    """The layer of a file of a feature, by its place alone."""
    return path.relative_to(PACKAGE).parts[1].removesuffix(".py")


def files_of(folder: str) -> tuple[Path, ...]:
    return files(f"tracker/{folder}", ".py")


def met_in(paths: Iterable[Path]) -> dict[str, list[str]]:
    return {named(path): found for path in paths if (found := of_the_web(tree_of(path)))}


def test_every_folder_is_a_feature_or_a_floor() -> None:
    found = {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert found == {*FEATURES, *FLOORS}


def test_nothing_lies_beside_the_folders_but_what_joins_them() -> None:
    assert {path.name for path in PACKAGE.glob("*.py")} == set(JOINTS)


def test_every_file_of_a_feature_lies_in_a_layer() -> None:
    outside = [
        named(path) for feature in FEATURES for path in files_of(feature) if layer_of(path) not in {*LAYERS, "__init__"}
    ]
    assert outside == []


def test_services_queries_and_models_know_nothing_of_the_web() -> None:
    found = (path for feature in FEATURES for path in files_of(feature) if layer_of(path) in WITHOUT_THE_WEB)
    assert met_in(found) == {}


def test_floors_below_the_web_know_nothing_of_it() -> None:
    assert met_in(path for floor in FLOORS_WITHOUT_THE_WEB for path in files_of(floor)) == {}


def test_what_is_planted_is_seen() -> None:
    for line in (
        "from flask import g",
        "import flask",
        "from tracker.web import gate",
        "from tracker.web.gate import g",
    ):
        assert of_the_web(ast.parse(f"def act() -> None:\n    {line}\n")) != []
    assert of_the_web(ast.parse("from tracker.webster import flask")) == []


def test_no_feature_takes_from_the_views_of_another() -> None:
    met = {}
    for feature in FEATURES:
        others = tuple(f"tracker.{other}.views" for other in FEATURES if other != feature)
        for path in files_of(feature):
            met[named(path)] = [name for name in imported(tree_of(path)) if name.startswith(others)]
    assert {path: found for path, found in met.items() if found} == {}
