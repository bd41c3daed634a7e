"""Finds every form of the app by opening every page as everybody who may: what is new is found without being named.

Reading is done with the standard library's parser, as there are many pages and only their forms are wanted.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Final
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

TOKEN: Final = "csrf_token"
FREE: Final = frozenset({"text", "search", "textarea"})
NO_PAGES: Final = frozenset({"static", "charts.plotly", "reports.file", "guide.components"})
KINDS: Final = ("heat", "walking", "acupuncture", "physiotherapy", "other")
PLAIN: Final[Mapping[str, Any]] = {
    "site": "leg",
    "step": 1,
    "code": "ABCDEFGHJKMN",
    "secret": "x" * 43,
    "name": "x.csv",
}


@dataclass(frozen=True)
class FoundForm:
    """A form as it stood on a page: whose page, where it goes, what it held, and of which kind each field is."""

    role: str
    page: str
    method: str
    url: str
    endpoint: str
    pairs: tuple[tuple[str, str], ...]
    kinds: Mapping[str, str]

    @property
    def free(self) -> list[str]:
        """The fields for free text."""
        return [name for name, kind in self.kinds.items() if kind in FREE]

    def filled(self, **values: Any) -> dict[str, list[str]]:
        """What is sent when these fields are filled in."""
        data: dict[str, list[str]] = {}
        for name, value in self.pairs:
            if name not in values:
                data.setdefault(name, []).append(value)
        for name, value in values.items():
            data[name] = [str(one) for one in value] if isinstance(value, list) else [str(value)]
        return data


@dataclass
class _Reader(HTMLParser):
    """The forms of one page."""

    forms: list[dict[str, Any]] = field(default_factory=list)
    _open: dict[str, Any] | None = None
    _text: list[str] | None = None
    _select: str | None = None

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = {"action": "", "method": "get", **found, "pairs": [], "kinds": {}, "first": {}}
            self.forms.append(self._open)
        if self._open is None:
            return
        name = found.get("name", "")
        if tag == "option" and self._select:
            self._option(found)
        if not name or tag not in {"input", "select", "textarea", "button"}:
            return
        kind = {"input": found.get("type", "text")}.get(tag, tag)
        self._open["kinds"].setdefault(name, kind)
        if tag == "select":
            self._select = name
        elif tag == "textarea":
            self._text = []
            self._area = name
        elif kind in {"checkbox", "radio"}:
            self._open["pairs"] += [(name, found.get("value", "on"))] if "checked" in found else []
        elif kind != "button":
            self._open["pairs"].append((name, found.get("value", "")))

    def _option(self, found: Mapping[str, str]) -> None:
        assert self._open is not None
        assert self._select is not None
        value = found.get("value", "")
        if "selected" in found:
            self._open["pairs"].append((self._select, value))
            self._open["first"].pop(self._select, None)
        elif not any(name == self._select for name, _ in self._open["pairs"]):
            self._open["first"].setdefault(self._select, value)

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._text is not None and self._open is not None:
            self._open["pairs"].append((self._area, "".join(self._text).removeprefix("\n")))
            self._text = None
        elif tag == "select":
            self._select = None
        elif tag == "form" and self._open is not None:
            self._open["pairs"] += self._open.pop("first").items()
            self._open = None


def forms_of(html: str) -> list[dict[str, Any]]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [form for form in reader.forms if "first" not in form]


def addresses(app: Flask, ids: Mapping[str, Any], rules: Sequence[Rule] | None = None) -> Iterator[tuple[Rule, str]]:
    """Every address of the app with these ids, each kind of session once; what has no id of its own gets a new one."""
    for rule in sorted(rules or app.url_map.iter_rules(), key=lambda one: (one.rule, one.endpoint)):
        kinds = KINDS if "kind" in rule.arguments else ("",)
        for kind in kinds:
            known = {**PLAIN, **ids, **({"kind": kind} if kind else {})}
            values = {name: known[name] if name in known else uuid.UUID(int=7) for name in rule.arguments}
            with app.test_request_context():
                built = rule.build(values)
            assert built is not None, rule.rule
            yield rule, str(built[1])


def pages(app: Flask, ids: Mapping[str, Any], more: Sequence[str] = ()) -> list[str]:
    """Where a page may be: every address that can be opened, and those named."""
    rules = [
        rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and rule.endpoint not in NO_PAGES
    ]
    return [*dict.fromkeys([url for _, url in addresses(app, ids, rules)] + list(more))]


def endpoint_of(app: Flask, url: str, method: str) -> str:
    try:
        return str(app.url_map.bind("localhost").match(urlsplit(url).path, method=method)[0])
    except HTTPException:
        return ""


def find_forms(app: Flask, role: str, client: FlaskClient, urls: Sequence[str]) -> list[FoundForm]:
    """The forms of these pages, each once: the same fields going to the same endpoint are the same form."""
    found: dict[tuple[Any, ...], FoundForm] = {}
    for url in urls:
        response = client.get(url, follow_redirects=True)
        if response.mimetype != "text/html":
            continue
        page = str(response.request.path)
        for form in forms_of(response.get_data(as_text=True)):
            target, method = form["action"] or page, form["method"].upper()
            endpoint = endpoint_of(app, target, method)
            if not endpoint or page == "/_components":
                continue
            pairs = tuple((name, value) for name, value in form["pairs"] if name != TOKEN)
            kinds = {name: kind for name, kind in form["kinds"].items() if name != TOKEN}
            key = (method, endpoint, tuple(sorted(kinds)))
            found.setdefault(key, FoundForm(role, url, method, target, endpoint, pairs, kinds))
    return list(found.values())
