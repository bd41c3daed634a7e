"""The hostile corpus: what is typed into every field, sent in every parameter, and must come out of every exit as text.

What runs in a browser sets `window.__xss`; whatever becomes an element or an attribute carries that word as well.
"""

import unicodedata
from collections.abc import Iterator
from typing import Any, Final

RUN: Final = "__xss"

MARKUP: Final = {
    "script": "<script>window.__xss=1</script>",
    "image": '"><img src=x onerror=window.__xss=1>',
    "image, single quote": "'><img src=x onerror=window.__xss=1>",
    "in a script": "'-window.__xss-'",
    "end of script": "</script><script>window.__xss=1</script>",
    "end of title": "</title><svg onload=window.__xss=1>",
    "end of textarea": "</textarea><svg onload=window.__xss=1>",
    "end of style": "</style><svg onload=window.__xss=1>",
    "end of comment": "--><svg onload=window.__xss=1>",
    "address": "javascript:window.__xss=1",
    "address in other letters": "JaVaScRiPt\t:window.__xss=1",
    "address of data": "data:text/html,<script>window.__xss=1</script>",
    "link": '<a href="javascript:window.__xss=1">l</a>',
    "attribute": '" autofocus onfocus=window.__xss=1 x="',
    "attribute without quotes": " onmouseover=window.__xss=1 ",
    "frame": '<iframe srcdoc="<script>parent.__xss=1</script>">',
    "form": '<form action="//e.invalid/__xss"><input name=csrf_token>',
    "base": '<base href="//e.invalid/__xss">',
    "meta": '<meta http-equiv=refresh content="0;url=//e.invalid/__xss">',
    "clobbering": "<img name=body id=__xss><form id=document name=__xss>",
    "maths": "<math><mtext></form><form><mglyph><style></math><img src onerror=__xss=1>",
    "foreign": '<svg><a xlink:href="javascript:__xss=1"><text>t</text></a></svg>',
    "half": "<img src=x onerror=__xss=1 //",
    "bold": "<b>bold</b><br><i class=__xss>i</i>",
    "escaped": "&lt;script&gt;window.__xss=1&lt;/script&gt;",
    "entities": "&#60;img src=x onerror=__xss=1&#62; &amp; &quot; &nbsp;",
    "separators of script": "a\u2028__xss=1\u2029b",
    "picture of this machine": '<img src="http://127.0.0.1:1/__xss">',
    "entity of a document": '<!ENTITY x SYSTEM "file:///etc/hostname">',
    "data section": "<![CDATA[<script>__xss=1</script>]]>",
}
TEMPLATES: Final = {
    "hover": "%{y}<extra></extra>",
    "hover of a field": "%{customdata} %{text}",
    "braces": "{{7*7}}",
    "inside of the app": "{{ config.SECRET_KEY }}{{ ''.__class__.__mro__ }}",
    "block": "{% raw %}{% for x in () %}",
    "dollar": "${7*7}",
    "hash": "#{7*7}",
    "percent": "%s %d %(name)s %n %%",
    "format": "{0.__class__} {} {name}",
}
FORMULAS: Final = {
    "hyperlink": '=HYPERLINK("http://e.invalid","x")',
    "plus": "+1+1",
    "minus": "-1+1",
    "at": "@SUM(1)",
    "tab": "a\t=1",
    "wide equals": "＝1+1",
    "wide plus": "＋1+1",
    "wide minus": "－1+1",
    "wide at": "＠SUM(1)",
    "command": "=cmd|' /C calc'!A0",
    "apostrophe": "'=1+1",
    "cells": 'a","b"\r\n"c;d|e',
}
ODD_TEXT: Final = {
    "mail header": "a\r\nBcc: x@e.invalid",
    "log line": "a\r\n2026-03-03 INFO account.signed_in account=1",
    "answer header": "a\r\nSet-Cookie: sid=1\r\n\r\n<script>__xss=1</script>",
    "right to left": "abc\u202etxt.exe\u2066",
    "no width": "a\u200bb\u200cc\u200dd",
    "mark of order": "\ufeffa\ufeff",
    "other way of e": "e\u0301",
    "one way of e": "\u00e9",
    "emoji": "\U0001f9d1\U0001f3fd\u200d\u2695\ufe0f",
    "many marks": "a" + "\u0301" * 60,
    "no character": "\ufffe\uffff",
    "bell and escape": "a\x07\x1b[31mred\x1b[0m\x7f",
    "replaced": "\ufffd",
    "sql": "Robert'); DROP TABLE entry;--",
    "sql or": "' OR '1'='1' --",
    "sql union": '" UNION SELECT password_hash FROM account --',
    "like": "%_[]^\\",
    "coded nul": "%00",
    "coded slash": "..%2f..%2f",
    "path": "../../etc/passwd",
    "device": "CON",
    "file": "file:///etc/hostname",
    "shell": "$(id) `id` ; id | id & id",
    "backslashes": "\\\\host\\share\\u0000\\x00",
    "null": "null",
    "undefined": "undefined",
    "nan": "NaN",
    "infinity": "Infinity",
    "minus nought": "-0",
    "huge": "1e309",
    "nines": "9" * 100,
    "no such day": "2026-02-30",
    "no such hour": "2026-03-29T02:30",
    "day nought": "0000-00-00",
    "last day": "+275760-09-13",
    "digits of other scripts": "١٢٣",
    "array": "__proto__[x]=1",
    "prototype": "__proto__",
}
# What every field of free text takes, up to its length, and shows as it was typed.
TEXTS: Final = MARKUP | TEMPLATES | FORMULAS | ODD_TEXT
# What no field keeps: it says so, or takes it for nothing.
REFUSED: Final = {
    "nul": "a\x00b",
    "too long": "x" * 100_000,
    "five hundred marks": "a" + "\u0301" * 500,
    "too many nines": "9" * 5000,
    "deep list": "[" * 10_000,
    "deep object": '{"a":' * 10_000,
}
BLANK: Final = {"empty": "", "one space": " ", "blanks": " \t\r\n \u00a0"}
# For fields that are no free text: all of it is refused or understood, and none of it is a fault of ours.
VALUES: Final = TEXTS | REFUSED | BLANK
# Lone surrogates cannot be written as text; on the wire they are these bytes, and these are no UTF-8 at all.
BROKEN_BYTES: Final = (b"%ED%A0%80", b"%FF%FE", b"%C0%AF", b"%80")
# A small choice that still holds one of each sort, where each costs much.
FEW: Final = (
    "script", "image", "end of script", "address", "bold", "hover", "braces", "hyperlink", "mail header",
    "right to left", "sql", "nines", "no such day", "nul",
)  # fmt: skip


def as_line(typed: str) -> str:
    """How a field of one line keeps what was typed."""
    return " ".join(_composed(typed).split())


def as_note(typed: str) -> str:
    """How a field of several lines keeps it."""
    return _composed(typed).strip()


def _composed(typed: str) -> str:
    return unicodedata.normalize("NFC", typed.replace("\r\n", "\n").replace("\r", "\n"))


def foreign_markup(nodes: list[Any]) -> list[str]:
    """Elements and attributes of a page that were made out of somebody's text."""
    return [found for node in nodes for found in _foreign(node)]


ADDRESSES: Final = ("href", "src", "action", "formaction", "srcdoc", "data", "poster", "xlink:href", "background")
NEVER: Final = frozenset({"iframe", "object", "embed", "base", "math", "applet", "frame", "marquee"})


def _foreign(node: Any) -> Iterator[str]:
    if node.name in NEVER:
        yield f"<{node.name}>"
    for name, value in node.attrs.items():
        if name.startswith("on") or RUN in name or not name.replace("-", "").replace(":", "").isalnum():
            yield f"<{node.name} {name}>"
        if name in ADDRESSES and _leads_astray(value or ""):
            yield f"<{node.name} {name}={value}>"
        if name in {"id", "name", "class", "for", "type"} and RUN in (value or ""):
            yield f"<{node.name} {name}={value}>"


def _leads_astray(address: str) -> bool:
    """Whether an address runs something or leads elsewhere. Our own may repeat, encoded, what a page was asked for."""
    path, _, asked = address.partition("?")
    is_ours = (not path or path.startswith("/")) and not path.startswith(("//", "/\\"))
    repeats = is_ours and not set(asked) & set('<>" ')
    return address.lower().lstrip().startswith("javascript") or RUN in path or (RUN in asked and not repeats)
