"""A test client that inspects every page it fetches, and reads pages and forms as a person would."""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import urlsplit
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from justhtml import JustHTML
from werkzeug.test import TestResponse

from tests.support.markup import Node, read

LABELLED = {"input", "select", "textarea"}
NEEDS_NO_LABEL = {"hidden", "submit", "button"}
FORBIDDEN_ATTRIBUTES = ("style",)
WITHOUT_TOKEN = "/ask"  # changes nothing, and answers whoever has no cookie: decision 74
# Errors of the parser that are no faults of the page.
TOLERATED_ERRORS: frozenset[str] = frozenset()
# The pages that open without network: they are the same for everybody.
KEPT = frozenset({"/offline", "/no-network"})
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
ID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
# One by one, as each begins with signs that are found at once: as one pattern it took five times as long.
CHANGING = (re.compile(r'name="csrf_token" value="[^"]+'), *(re.compile(sign + ID) for sign in '/"='))
# What stands between tags and in attributes, where it holds nothing that could be taken for markup, or that escaped.
ESCAPED = r"&(?:amp|lt|gt|#3[49]);"
HARMLESS = re.compile(
    rf'(?<=>)[^<>&]*(?:{ESCAPED}[^<>&]*)*(?=<)|(?<==")[^"<>&]*(?:{ESCAPED}[^"<>&]*)*(?=")',
)
_INSPECTED: set[int] = set()
_PARSED: set[int] = set()
Read = TypeVar("Read")


def unwatched(read: Callable[[], Read]) -> Read:
    """Coverage counts branches of the app: following every line that reads a page costs a quarter of its run."""
    tracer = sys.gettrace()
    sys.settrace(None)
    try:
        return read()
    finally:
        sys.settrace(tracer)
        _watched_again()


def _watched_again() -> None:
    """The tracer takes up its work at a call; without one it would miss its caller's end."""


def without_ids(body: str) -> str:
    """A page without what is another in each answer and each record."""
    for changing in CHANGING:
        body = changing.sub("an id", body)
    return body


def without_twice(location: str) -> str:
    """Where an answer leads, whether or not its form came twice."""
    return re.sub(r"[?&]twice=1(?=#|$)", "", location)


class Form:
    """One form of a page: where it goes, and what it holds before anything is typed."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.action: str = node.attrs.get("action") or ""
        self.method: str = (node.attrs.get("method") or "get").lower()

    def fields(self) -> list[tuple[str, str]]:
        return [pair for node in self.node.query("input, select, textarea") for pair in _values(node)]

    def names(self) -> set[str]:
        nodes = self.node.query("input, select, textarea, button")
        return {name for node in nodes if (name := node.attrs.get("name"))}


def _values(node: Node) -> Iterator[tuple[str, str]]:
    name, kind = node.attrs.get("name"), (node.attrs.get("type") or "text").lower()
    if not name or "disabled" in node.attrs:
        return
    if node.name == "select":
        every = node.query("option")
        options = [option for option in every if "selected" in option.attrs] or every[:1]
        yield from ((name, option.attrs.get("value") or "") for option in options)
    elif node.name == "textarea":
        yield name, node.to_text(strip=False).removeprefix("\n")
    elif kind in {"checkbox", "radio"}:
        if "checked" in node.attrs:
            yield name, (node.attrs["value"] or "") if "value" in node.attrs else "on"
    elif kind not in {"submit", "button"}:
        yield name, node.attrs.get("value") or ""


class Page:
    """An answer. Reading it as a page checks that it is a good one."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.headers = response.headers
        self.location = response.headers.get("Location", "")
        self.is_html = response.mimetype == "text/html"

    @cached_property
    def body(self) -> str:
        return self.response.get_data(as_text=True)

    @cached_property
    def likeness(self) -> int:
        """The same for pages that differ in their ids alone."""
        return hash(without_ids(self.body))

    @cached_property
    def doc(self) -> Node:
        return read(self.body)

    @cached_property
    def text(self) -> str:
        """The words a person reads, with single blanks."""
        return " ".join(self.one("body").to_text().split())

    @property
    def title(self) -> str:
        return " ".join(str(self.all("title")[0].to_text()).split())

    @property
    def heading(self) -> str:
        return " ".join(str(self.all("h1")[0].to_text()).split())

    def all(self, selector: str) -> list[Any]:
        return self.doc.query(selector, itself=True)

    @cached_property
    def nodes(self) -> list[Any]:
        return [self.doc, *self.doc.flat()]

    def one(self, selector: str) -> Any:
        found = self.all(selector)
        assert len(found) == 1, f"{len(found)} of {selector}"
        return found[0]

    def form(self, action_part: str = "") -> Form:
        forms = [Form(node) for node in self.all("form")]
        fitting = [form for form in forms if action_part in form.action]
        assert fitting, f"no form to {action_part!r} among {[form.action for form in forms]}"
        return fitting[0]

    def error_of(self, field_id: str) -> str:
        nodes = self.all(f"[id='{field_id}-error']")
        return " ".join(nodes[0].to_text().split()) if nodes else ""

    def inspect(self) -> None:
        """Everything that must hold of every page we serve; a page that differs in its ids alone is looked at once."""
        kept = urlsplit(self.response.request.url).path in KEPT
        assert self.headers["Cache-Control"] == ("no-cache" if kept else "no-store")
        assert "default-src 'none'" in self.headers["Content-Security-Policy"]
        if self.likeness not in _INSPECTED:
            unwatched(self._inspect_content)
            _INSPECTED.add(self.likeness)

    def _inspect_content(self) -> None:
        self._inspect_markup()
        headings = self.all("h1")
        assert len(headings) == 1, f"{len(headings)} h1"
        # Without blanks: where a word has an element of its own, the heading's text has one more beside it.
        said, heading = ("".join(one.split()) for one in (self.title, self.heading))
        assert said.startswith(heading), (self.title, self.heading)
        self._inspect_ids()
        self._inspect_labels()
        for node in self.nodes:
            bad = [name for name in node.attrs if name in FORBIDDEN_ATTRIBUTES or name.startswith("on")]
            assert not bad, f"inline {bad} on <{node.name}>"
        assert not self.all("style"), "inline style sheet"
        for script in self.all("script"):
            data = script.attrs.get("type") == "application/json"
            assert data or script.attrs.get("src"), "inline script"
        for form in self.all("form"):
            if (form.attrs.get("method") or "").lower() == "post":
                without = (form.attrs.get("action") or "").endswith(WITHOUT_TOKEN)
                assert without or form.query("input[name=csrf_token]"), "a form without its token"

    def _inspect_markup(self) -> None:
        """Pages whose tags are the same, and whose words cannot be taken for tags, have the same faults."""
        tags = hash(HARMLESS.sub("", self.body))
        if tags not in _PARSED:
            parsed = JustHTML(self.body, sanitize=False, collect_errors=True)
            errors = [error for error in parsed.errors if str(error) not in TOLERATED_ERRORS]
            assert not errors, errors[:3]
            _PARSED.add(tags)

    def _inspect_ids(self) -> None:
        ids = [node.attrs["id"] for node in self.all("[id]")]
        doubled = {value for value, count in Counter(ids).items() if count > 1}
        assert not doubled, f"ids twice: {doubled}"
        known = set(ids)
        for attribute in ("for", "aria-describedby", "aria-labelledby", "list"):
            for node in self.all(f"[{attribute}]"):
                missing = set(node.attrs[attribute].split()) - known
                assert not missing, f"{attribute} points at nothing: {missing}"
        for node in self.all("a[href]"):
            href = node.attrs["href"]
            assert not href.startswith("#") or href[1:] in known, href

    def _inspect_labels(self) -> None:
        labelled = {node.attrs["for"] for node in self.all("label[for]")}
        for node in self.all("input, select, textarea"):
            if (node.attrs.get("type") or "text").lower() in NEEDS_NO_LABEL:
                continue
            named = node.attrs.get("id") in labelled or "aria-label" in node.attrs or "aria-labelledby" in node.attrs
            assert named or _inside(node, "label"), f"no label: {node.attrs}"
        for button in self.all("button"):
            assert button.to_text().strip() or button.attrs.get("aria-label"), "a button without a name"


def _inside(node: Node, name: str) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.name == name:
            return True
        parent = parent.parent
    return False


class Browser:
    """A person at a browser without JavaScript: keeps cookies, follows forms, looks at every page."""

    def __init__(self, app: Flask, patient_id: UUID | None = None) -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()
        self.patient_id = patient_id
        self._token = ("", "")

    def path(self, rest: str) -> str:
        """An address in one's own record."""
        return f"/patients/{self.patient_id}/{rest}"

    def get(self, url: str, *, follow: bool = True, **kwargs: Any) -> Page:
        return self._page(self.client.get(url, **kwargs), follow=follow)

    def post(self, url: str, data: Any = None, *, follow: bool = True, token: str | None = None, **kwargs: Any) -> Page:
        """Send a form as it is, with a valid token unless another is given."""
        pairs = list(data.items()) if isinstance(data, dict) else list(data or ())
        pairs.append(("csrf_token", self.token() if token is None else token))
        return self._page(self.client.post(url, data=_multi(pairs), **kwargs), follow=follow)

    def submit(self, page: Page, action_part: str = "", *, follow: bool = True, **typed: Any) -> Page:
        """Fill in a form of a page and send it: a list sets several values, None leaves the field out."""
        form = page.form(action_part)
        unknown = set(typed) - form.names()
        assert not unknown, f"the form has no {unknown}; it has {sorted(form.names())}"
        pairs = [(name, value) for name, value in form.fields() if name not in typed]
        for name, value in typed.items():
            values = value if isinstance(value, (list, tuple)) else [value]
            pairs.extend((name, str(one)) for one in values if one is not None)
        url = form.action or str(page.response.request.path)
        if form.method == "get":
            return self.get(url, query_string=_multi(pairs), follow=follow)
        return self._page(self.client.post(url, data=_multi(pairs)), follow=follow)

    def token(self) -> str:
        """The token of this browser's forms, read from a page once for each cookie that it is bound to."""
        if self._token[0] != self._form_cookie() or not self._token[0]:
            token = self._read_token()
            self._token = (self._form_cookie(), token)
        return self._token[1]

    def _read_token(self) -> str:
        found = TOKEN.search(self.client.get("/sign-in?again=1").get_data(as_text=True))
        assert found, "the sign-in page has no form"
        return found[1]

    def _form_cookie(self) -> str:
        cookie = self.client.get_cookie(self.app.config["SESSION_COOKIE_NAME"])
        return cookie.value if cookie else ""

    def arrive(self, response: TestResponse, *, follow: bool = True) -> Page:
        """The page of an answer that was asked for otherwise, such as with a file."""
        return self._page(response, follow=follow)

    def _page(self, response: TestResponse, *, follow: bool) -> Page:
        page = Page(response)
        if follow and page.status in {301, 302, 303}:
            parts = urlsplit(page.location)
            assert not parts.netloc or parts.netloc == "localhost", page.location
            target = parts.path + (f"?{parts.query}" if parts.query else "")
            return self._page(self.client.get(target), follow=True)
        if page.is_html:
            page.inspect()
        return page


def _multi(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    data: dict[str, list[str]] = {}
    for name, value in pairs:
        data.setdefault(name, []).append(str(value))
    return data
