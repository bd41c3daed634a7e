"""Templates import only what they, or the parts they include, use; and every macro is used somewhere."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import pytest
from jinja2 import nodes

from tests.support.sources import files, named, template_of, text_of

TEMPLATES: Final = {
    named(path).removeprefix("templates/"): text_of(path) for path in files("templates", ".html", ".txt", ".xml")
}
PARTS: Final = "{% macro bar() %}|{% endmacro %}{% macro box() %}{{ bar() }}{% endmacro %}"


def _imported(template: nodes.Template) -> Iterator[tuple[str, str, str]]:
    """What it imports: the file, the name there, and the name here (of a whole file the name here alone)."""
    for whole in template.find_all(nodes.Import):
        yield _file(whole), "", whole.target
    for some in template.find_all(nodes.FromImport):
        for name in some.names:
            there, here = name if isinstance(name, tuple) else (name, name)
            yield _file(some), there, here


def _file(named_there: nodes.Import | nodes.FromImport | nodes.Include) -> str:
    assert isinstance(named_there.template, nodes.Const), "another template stands there by its name"
    return str(named_there.template.value)


def _whole(name: str, parsed: Mapping[str, nodes.Template]) -> Iterator[nodes.Template]:
    """It and the parts it includes, which see what it imports."""
    yield parsed[name]
    for part in parsed[name].find_all(nodes.Include):
        yield from _whole(_file(part), parsed)


def _read(templates: Iterable[nodes.Template]) -> set[str]:
    return {name.name for one in templates for name in one.find_all(nodes.Name) if name.ctx == "load"}


def _taken(template: nodes.Template, whole: Iterable[nodes.Template]) -> Iterator[tuple[str, str]]:
    """The macros of other files that it and its parts use, each as file and name."""
    aliases = {here: file for file, there, here in _imported(template) if not there}
    yield from ((file, there) for file, there, _here in _imported(template) if there)
    for got in (got for one in whole for got in one.find_all(nodes.Getattr)):
        if isinstance(got.node, nodes.Name) and got.node.name in aliases:
            yield aliases[got.node.name], got.attr


def unused(templates: Mapping[str, str]) -> list[str]:
    """Each import that its template does not use, and each macro that nobody does."""
    parsed = {name: template_of(text) for name, text in templates.items()}
    wholes = {name: list(_whole(name, parsed)) for name in parsed}
    taken = {macro for name, template in parsed.items() for macro in _taken(template, wholes[name])}
    found = []
    for name, template in parsed.items():
        read = _read(wholes[name])
        found += [f"{name} imports {here}" for _file, _there, here in _imported(template) if here not in read]
        macros = {macro.name for macro in template.find_all(nodes.Macro)}
        found += [f"{name} has {macro}" for macro in sorted(macros - read) if (name, macro) not in taken]
    return found


def test_nothing_is_imported_or_written_for_nobody() -> None:
    assert unused(TEMPLATES) == []


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ('{% from "parts" import box %}{{ box() }}', []),
        ('{% from "parts" import box as case %}{% call case() %}{% endcall %}', []),
        ('{% import "parts" as parts with context %}{{ parts.box() }}', []),
        ('{% from "parts" import box %}', ["page imports box"]),
        ('{% from "parts" import bar, box as bar_box %}{{ bar() }}', ["page imports bar_box"]),
        ('{% import "parts" as parts %}{{ box }}', ["parts has box", "page imports parts"]),
        ('{% import "parts" as parts %}{% include "inner" %}', []),
        ("{{ box() }}", ["parts has box"]),
        ('{% import "parts" as parts %}{{ parts.bar() }}', ["parts has box"]),
    ],
)
def test_what_is_planted_is_found(page: str, found: list[str]) -> None:
    assert unused({"parts": PARTS, "inner": "{{ parts.box() }}", "page": page}) == found
