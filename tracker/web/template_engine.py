"""What templates are read by: sentences in the reader's language, and Jinja without what costs a page needlessly.

Names that every template knows: Jinja looks for each of them in a chain at each import of a page; here a template has
them in one dictionary. Indentation goes. What code is written for the rest, `template_code` says.
"""

import re
from collections.abc import Callable, Iterable, MutableMapping
from functools import lru_cache
from gettext import NullTranslations
from typing import Any

from flask.templating import Environment
from jinja2 import pass_context
from jinja2.ext import Extension
from jinja2.runtime import Context
from markupsafe import Markup, escape

from tracker.web.template_code import ABSENT, TemplateCode, as_markup, shown
from tracker.wording import formats
from tracker.wording.language import SENTENCES_KEPT, current, sentence

INDENTATION = re.compile(r"\n[ \t]+")


def _put_in(said: str, values: dict[str, Any]) -> Markup:
    return as_markup(said % {name: shown(value) for name, value in values.items()})


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


def commas(parts: Iterable[object]) -> Markup:
    """One, two, three. A part may be a sentence, whose values are escaped already: no part is escaped twice."""
    return Markup(formats.commas([str(escape(part)) for part in parts]))  # noqa: S704 - every part is escaped


class TemplateEngine(Environment):
    """Jinja for pages: all that templates know is there before the first of them is read."""

    code_generator_class = TemplateCode
    shown = staticmethod(shown)
    absent = ABSENT
    as_markup = staticmethod(as_markup)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


class TightTemplates(Extension):
    """Takes the indentation out of templates: a quarter of a page's bytes, and nobody reads it.

    Line breaks stay, so that line numbers in tracebacks stay right, and one blank of each indentation: Jinja takes away
    the line break after a block tag, and the words before and after it would run together.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        return INDENTATION.sub("\n ", source) if name is not None and name.endswith(".html") else source
