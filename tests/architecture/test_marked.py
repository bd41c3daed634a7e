"""Pages say nothing that is not marked for translators, and scripts say only what pages hand them."""

import re
from collections.abc import Iterator
from typing import Final

import pytest
from jinja2 import nodes

from tests.support.sources import ROOT, files, named, template_of, text_of

# The gallery of parts is for whoever develops the app, and shown in development alone.
GALLERY: Final = "templates/guide/components.html"
NAME: Final = "Sciatica Tracker"
MARKS: Final = {"_", "ngettext", "pgettext", "npgettext", "gettext"}
ADDRESSES: Final = {"url_for", "asset_url"}
CODES: Final = (nodes.Compare, nodes.Getitem, nodes.Extends, nodes.FromImport, nodes.Import, nodes.Include)
TAG: Final = re.compile(r"<[!/]?[a-zA-Z][^<>]*>")
READ_OUT: Final = re.compile(r'\b(?:title|aria-label|alt|placeholder)="([^"]*)"')
NOT_TEXT: Final = re.compile(r'[\w-]+="[\w-]*"?|&\w+;')
WORD: Final = re.compile(r"[A-Za-z]{2}")
SAID: Final = re.compile(r"^[A-Z][a-z]+( |$)|[a-z]{2} [a-z]{2}")
LITERAL: Final = re.compile(r'"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`')
COMMENT: Final = re.compile(r"/\*.*?\*/|(?:^|\s)//[^\n]*", re.DOTALL)
SAID_BY_SCRIPTS: Final = re.compile(r"^[A-Z][a-z]+( [a-z]|$)")
IMPORTED: Final = re.compile(r'\{% (?:from|import) "([^"]+)"')
KEYS: Final = {"Enter", "Escape", "Home", "End"}


def _below(node: nodes.Node) -> Iterator[nodes.Node]:
    """What may be shown of it: of a call that marks a sentence its values alone."""
    called = getattr(node.node, "name", "") if isinstance(node, nodes.Call) else ""
    if isinstance(node, nodes.Call) and called in MARKS:
        yield from node.kwargs
    elif not isinstance(node, CODES) and called not in ADDRESSES and getattr(node, "name", "") != "body_class":
        yield from node.iter_child_nodes()


def _shown(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for below in _below(node):
        yield from _shown(below)


def unmarked(text: str) -> list[str]:
    """The words of a template that stand in it as they are."""
    shown = list(_shown(template_of(text)))
    bare = "".join(node.data for node in shown if isinstance(node, nodes.TemplateData)).replace(NAME, "")
    texts = [*READ_OUT.findall(bare), *(NOT_TEXT.sub("", part).strip() for part in TAG.split(bare))]
    strings = [node.value for node in shown if isinstance(node, nodes.Const) and isinstance(node.value, str)]
    return [part for part in texts if WORD.search(part)] + [part for part in strings if SAID.search(part)]


def said_too_early(text: str) -> bool:
    """Whether a template that others import says a sentence outside of its macros: once, for whoever reads first."""
    whole = template_of(text)
    if whole.find(nodes.Extends) is not None:
        return False
    outside = (node for node in whole.body if not isinstance(node, nodes.Macro))
    return any(getattr(call.node, "name", "") in MARKS for node in outside for call in node.find_all(nodes.Call))


def said_by(script: str) -> list[str]:
    """The sentences and labels that stand in a script."""
    found = ("".join(parts) for parts in LITERAL.findall(COMMENT.sub("", script)))
    return [text for text in found if SAID_BY_SCRIPTS.search(text) and text not in KEYS]


def test_every_sentence_of_the_templates_is_marked() -> None:
    templates = (path for path in files("templates", ".html") if named(path) != GALLERY)
    assert {named(path): left for path in templates if (left := unmarked(text_of(path)))} == {}


def test_scripts_hold_no_sentence() -> None:
    assert {named(path): left for path in files("static/js", ".js") if (left := said_by(text_of(path)))} == {}


def test_what_is_imported_is_said_to_each_reader() -> None:
    imported = {name for path in files("templates", ".html") for name in IMPORTED.findall(text_of(path))}
    assert [name for name in sorted(imported) if said_too_early(text_of(ROOT / "templates" / name))] == []
    assert said_too_early('{% set KINDS = {"heat": _("Heat")} %}{% macro kind() %}{% endmacro %}')


@pytest.mark.parametrize(
    "text",
    [
        "<p>A sentence.</p>",
        "<p>{{ number }} days</p>",
        '<p title="A title"></p>',
        '{{ notice("Take care", "info") }}',
        '{{ _("%(what)s", what="the whole record") }}',
        "{% set heading = 'Review' %}",
    ],
)
def test_what_is_not_marked_is_seen(text: str) -> None:
    assert unmarked(text)


@pytest.mark.parametrize(
    "text",
    [
        '<p class="soft small">{{ _("A sentence.") }}</p>',
        "<p>{% trans n=number %}{{ n }} day{% pluralize %}{{ n }} days{% endtrans %}</p>",
        "<a href=\"{{ url_for('a.b', note='What then') }}\" aria-label=\"{{ _('Open') }}\">·</a>",
        "{% if state == 'Open now' %}{% endif %}<title>Sciatica Tracker</title>",
    ],
)
def test_what_is_marked_is_left_alone(text: str) -> None:
    assert not unmarked(text)


def test_a_sentence_in_a_script_is_seen() -> None:
    assert said_by('button.textContent = "Not loaded"; // "Never mind"') == ["Not loaded"]
    assert said_by("link.title = `Hide it`; input.key === 'x'") == ["Hide it"]
