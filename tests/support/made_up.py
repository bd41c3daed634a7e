"""A made-up language: each sentence in brackets, what is put into it outside of them, six forms of what is counted.

Days and numbers are written as in Arabic, from right to left. So whatever stands on a page in Latin letters outside of
brackets was never said through a catalogue: it is English, or what somebody typed.
"""

import re
from collections.abc import Iterator
from gettext import NullTranslations
from typing import Final

from babel import Locale

from tests.support.markup import Node, Text
from tests.support.pages import Page
from tracker.wording.catalogues import Language

OPENED, CLOSED = "⟦", "⟧"
AND: Final = "و"  # stands before the next of a list without a space
TAG: Final = "ar"
PUT_IN: Final = re.compile(r"(%\(\w+\)[sd])")
MARKUP: Final = re.compile(r"<[^<>]*>")  # what stands in a `noscript` is read as text
LATIN: Final = re.compile(r"[A-Za-z]{2,}")
# Names and codes that are the same in every language.
SAME: Final = re.compile(
    r"Sciatica Tracker|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[A-Z]{2}(-[A-Z]{1,2})?[0-9]{1,2}\b"
    r"|\b\w+\.(csv|zip|txt|json)\b|\b[A-Z2-7]{4}( [A-Z2-7]{4})+\b"
    r"|\bdoi [0-9.]+/\S+|\bPMC[0-9]+|https?://\S+|\b(CSV|UTC|UTF-8|JSON|PDF)\b|[A-Z][a-z]+/[A-Z][A-Za-z_]+|\b[A-Z0-9]{4}(-[A-Z0-9]{4})+"
)
READ_OUT: Final = ("title", "aria-label", "alt", "placeholder", "aria-valuetext")
INSIDE_A_LINE: Final = frozenset(
    [
        "a",
        "abbr",
        "b",
        "br",
        "cite",
        "code",
        "em",
        "i",
        "kbd",
        "mark",
        "q",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "tspan",
        "var",
    ]
)
CODED: Final = frozenset({"data-why"})
SILENT: Final = frozenset({"script", "style", "template"})


class MadeUp(NullTranslations):
    """Says every sentence in brackets."""

    locale = Locale.parse(TAG)

    def gettext(self, message: str) -> str:
        return bracketed(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return bracketed(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return bracketed(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return bracketed(msgid1 if n == 1 else msgid2)


LANGUAGE: Final = Language(TAG, MadeUp(), "rtl")


def bracketed(message: str) -> str:
    """The message with its own words in brackets, and what is put in outside of them."""
    return "".join(
        part if not part.strip() or PUT_IN.fullmatch(part) else f"{OPENED}{part}{CLOSED}"
        for part in PUT_IN.split(message)
    )


def bare(text: str, typed: re.Pattern[str]) -> str:
    """What of a line stands outside of brackets in Latin letters, but for what was typed and what is no word.

    A line of a chart may begin inside of brackets.
    """
    outside, depth = [], int(text.find(CLOSED) < text.find(OPENED) or (CLOSED in text and OPENED not in text))
    for sign in text.replace(AND, " "):
        depth += (sign == OPENED) - (sign == CLOSED)
        outside.append(sign if depth == 0 and sign != CLOSED else " ")
    left = "".join(outside)
    if LATIN.search(left):  # seldom; what was typed is a long list, and nothing that is taken away leaves a letter more
        left = SAME.sub(" ", typed.sub(" ", left))
    return " ".join(left.split()) if LATIN.search(left) else ""


def lines(page: Page) -> Iterator[str]:
    """What a page says: line by line, and what is read out or shown of its elements."""
    line: list[str] = []

    def go(node: Node | Text) -> Iterator[str]:
        if isinstance(node, Text):
            line.append(MARKUP.sub("", node.data))
            return
        if node.name in SILENT:
            return
        attrs = node.attrs
        if attrs.get("translate") == "no":  # what programs are told, which is the same in every language
            return
        yield from (attrs[name] or "" for name in READ_OUT if name in attrs)
        yield from (
            value
            for name, value in attrs.items()
            if name.startswith("data-") and value and " " in value and value[0] not in "{[<" and name not in CODED
        )
        if node.name == "input" and attrs.get("type") in {"submit", "button"}:
            yield attrs.get("value") or ""
        ends = node.name not in INSIDE_A_LINE
        if ends:
            yield _taken(line)
        for child in node.children:
            yield from go(child)
        if ends:
            yield _taken(line)

    yield from go(page.doc)


def _taken(line: list[str]) -> str:
    text = "".join(line)
    line.clear()
    return text
