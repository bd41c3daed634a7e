"""The project's own files, read and parsed once a process, for tests that walk over them."""

import ast
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, nodes

ROOT: Final = Path(__file__).resolve().parents[2]
PACKAGE: Final = ROOT / "tracker"


@cache
def files(folder: str, *endings: str) -> tuple[Path, ...]:
    """Every file with one of these endings below a folder of the project."""
    found = (path for path in (ROOT / folder).rglob("*") if path.suffix in endings and path.is_file())
    return tuple(sorted(found))


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(text_of(path))


class _AnyName(dict[str, object]):
    """Filters are known to the app alone; here a template is read, not run."""

    def __contains__(self, name: object) -> bool:
        return True


def template_of(text: str) -> nodes.Template:
    reader = Environment(autoescape=True, extensions=["jinja2.ext.i18n", "jinja2.ext.do"])
    reader.filters = _AnyName()
    return reader.parse(text)


def named(path: Path) -> str:
    """A file as messages name it: from the project's folder on."""
    return path.relative_to(ROOT).as_posix()
