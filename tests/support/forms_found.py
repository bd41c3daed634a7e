"""Finds every form of the app by opening every page as everybody who may: what is new is found without being named."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

from tests.support.downloads import ONE_FILE
from tests.support.markup import Node, read
from tests.support.rules import of_pages

TOKEN: Final = "csrf_token"
FREE: Final = frozenset({"text", "search", "textarea"})
NOT_ASKED: Final = ONE_FILE.keys() - {"reports.everything"} | {"calendars.appointment"}
NO_PAGES: Final = frozenset(
    {
        "static",
        "charts.plotly",
        "reports.file",
        "guide.components",
        "pocket.manifest",
        "pocket.service_worker",
        "pocket.waiting",
        "pocket.to_read",
        *NOT_ASKED,
    }
)
KINDS: Final = ("heat", "walking", "acupuncture", "physiotherapy", "other")
PLAIN: Final[Mapping[str, Any]] = {
    "site": "leg",
    "card": "signs",
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


def forms_of(html: str) -> list[dict[str, Any]]:
    """The attributes of each form of a page, with what it would send as it stands and of which kind each field is."""
    return [_form_of(node) for node in read(html).query("form")]


def _form_of(node: Node) -> dict[str, Any]:
    attrs = {name: value or "" for name, value in node.attrs.items()}
    pairs: list[tuple[str, str]] = []
    kinds: dict[str, str] = {}
    for field in node.query("input, select, textarea, button"):
        name = field.attrs.get("name")
        if name:
            kind = (field.attrs.get("type") or "text") if field.name == "input" else field.name
            kinds.setdefault(name, kind)
            pairs += [(name, value) for value in _sent(field, kind)]
    return {"action": "", "method": "get", **attrs, "pairs": pairs, "kinds": kinds}


def _sent(field: Node, kind: str) -> list[str]:
    """The values of one field, as it stands."""
    if kind == "select":
        options = field.query("option")
        chosen = [option for option in options if "selected" in option.attrs] or options[:1]
        return [option.attrs.get("value") or "" for option in chosen]
    if kind == "textarea":
        return [field.to_text("", strip=False)]
    if kind in {"checkbox", "radio"}:
        return [field.attrs.get("value", "on") or ""] if "checked" in field.attrs else []
    return [] if kind == "button" else [field.attrs.get("value") or ""]


def addresses(app: Flask, ids: Mapping[str, Any], rules: Sequence[Rule] | None = None) -> Iterator[tuple[Rule, str]]:
    """Every address of the app with these ids, each kind of session once; what has no id of its own gets a new one."""
    for rule in sorted(rules or of_pages(app), key=lambda one: (one.rule, one.endpoint)):
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
    rules = [rule for rule in of_pages(app) if "GET" in (rule.methods or ()) and rule.endpoint not in NO_PAGES]
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
