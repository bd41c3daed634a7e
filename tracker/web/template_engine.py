"""How templates are compiled: as Jinja does it, but for two things that cost a page more than what it says.

Sentences: Jinja looks up, inspects and calls three functions for each, and escapes the answer once more; here `_` and
`{% trans %}` become one plain call. Names that every template knows: Jinja looks for each of them in a chain at each
import of a page; here a template has them in one dictionary.
"""

from collections.abc import Callable, MutableMapping
from functools import lru_cache
from gettext import NullTranslations
from typing import Any

from flask.templating import Environment
from jinja2 import pass_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Call, Expr, Filter, Name, Template
from jinja2.runtime import Context
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from tracker.wording.language import SENTENCES_KEPT, current, sentence


def _put_in(said: str, values: dict[str, Any]) -> Markup:
    return Markup(said % {name: escape(value) for name, value in values.items()})  # noqa: S704 - ours, values escaped


@lru_cache(SENTENCES_KEPT)
def _without_values(translations: NullTranslations, message: str) -> Markup:
    return _put_in(sentence(translations, message), {})


@pass_context  # so that Jinja does not say it once for all readers as it compiles
def gettext(_context: Context, message: str, /, **values: object) -> Markup:
    """The sentence in the language of this request, its values escaped."""
    return _put_in(sentence(current(), message), values) if values else _without_values(current(), message)


@pass_context
def ngettext(_context: Context, one: str, more: str, number: int, /, **values: object) -> Markup:
    """The same of a sentence that counts; Jinja calls the number `num` where `{% trans %}` gives it no name."""
    return _put_in(current().ngettext(one, more, number), {"num": number, **values})


@pass_context
def pgettext(_context: Context, where: str, message: str, /, **values: object) -> Markup:
    """The same of words that mean more than one thing in English."""
    return _put_in(current().pgettext(where, message), values)


@pass_context
def npgettext(_context: Context, where: str, one: str, more: str, number: int, /, **values: object) -> Markup:
    """A sentence that counts, of words that mean more than one thing in English."""
    return _put_in(current().npgettext(where, one, more, number), {"num": number, **values})


SAID_BY: dict[str, Callable[..., Markup]] = {
    "_": gettext,
    "gettext": gettext,
    "ngettext": ngettext,
    "pgettext": pgettext,
    "npgettext": npgettext,
}


class _Sentences(NodeTransformer):
    """Calls that say a sentence become filters, which are called without a detour."""

    def visit_Call(self, node: Call) -> Expr:  # noqa: N802 - the name that Jinja calls
        self.generic_visit(node)
        if not isinstance(node.node, Name) or node.node.name not in SAID_BY:
            return node
        first, *others = node.args
        return Filter(
            first, node.node.name, others, node.kwargs, None, None, lineno=node.lineno, environment=node.environment
        )


class SentenceGenerator(CodeGenerator):
    """Writes the code of a template, its sentences as plain calls."""

    def visit_Template(self, node: Template, frame: Frame | None = None) -> None:  # noqa: N802 - the name Jinja calls
        super().visit_Template(_Sentences().visit(node), frame)

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if not _is_sentence(node):
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if not _is_sentence(node):
            super()._output_child_post(node, frame, finalize)


def _is_sentence(node: Expr) -> bool:
    return isinstance(node, Filter) and node.name in SAID_BY


class TemplateEngine(Environment):
    """Jinja for pages: all that templates know is there before the first of them is read."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}
