"""Odd values in fields that are no free text, in parameters, in addresses, in headers: refused or understood."""

import json
import uuid
from collections.abc import Mapping
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.support import hostile
from tests.support.besieged import NOBODY, OWNER, PRACTITIONER, Besieged, Sender
from tests.support.forms_found import FoundForm
from tests.support.pages import Page

pytestmark = pytest.mark.long

FAULT = 500
# Every name under which some page reads something from its address, and some that none should.
PARAMETERS = (
    "next", "then", "from", "to", "since", "range", "reference", "unit", "view", "show", "sort", "q", "note", "saved",
    "course", "with", "day", "status", "as", "again", "page", "before", "after", "id", "patient_id", "account_id",
    "month", "site", "kind", "passkey", "_method", "callback", "debug", "__proto__", "note[]", "note.x",
)  # fmt: skip
SOME = [hostile.VALUES[name] for name in ("script", "nul", "too many nines", "no such day", "nan", "last day")]
EVERY = list(hostile.VALUES.values())


def _posts(besieged: Besieged) -> list[FoundForm]:
    return [form for form in besieged.forms if form.method == "POST"]


def _fields(form: FoundForm) -> list[str]:
    """Each sort of field once: of rows that are alike, the first."""
    seen: dict[str, str] = {}
    for name, kind in form.kinds.items():
        sort = "".join(sign for sign in name if not sign.isdigit()).partition("points-")[0] or "points"
        seen.setdefault(f"{sort} {kind}", name)
    return list(seen.values())


def _check(form: FoundForm, response: Any, values: Any) -> None:
    assert response.status_code < FAULT, (form.endpoint, response.status_code, values)
    if response.status_code == 422 and response.mimetype == "text/html":
        page = Page(response)
        assert not hostile.foreign_markup(page.nodes), (form.endpoint, values)


@pytest.mark.parametrize(
    "value", [SOME[0], *(pytest.param(value, marks=pytest.mark.long) for value in SOME[1:])], ids=range(len(SOME))
)
def test_all_fields_at_once(besieged: Besieged, value: str) -> None:
    for form in _posts(besieged):
        besieged.restore()
        response = besieged.sender(form.role).post(form.url, {name: [value] for name in form.kinds})
        assert response.status_code < FAULT, (form.endpoint, response.status_code)


@pytest.mark.long
@pytest.mark.parametrize("part", range(12))
@pytest.mark.siege
def test_each_field_by_itself(besieged: Besieged, part: int) -> None:
    """The rest of the form as it stood, so that this one field is read to its end."""
    for form in _posts(besieged)[part::12]:
        sender, before = besieged.sender(form.role), besieged.mark()
        for name in _fields(form):
            for value in EVERY:
                response = sender.post(form.url, form.filled(**{name: value}))
                _check(form, response, (name, value[:80]))
                if besieged.mark() != before or "Set-Cookie" in response.headers:
                    besieged.restore()
                    sender = besieged.sender(form.role)


@pytest.mark.long
@pytest.mark.parametrize("raw", hostile.BROKEN_BYTES)
def test_broken_letters(besieged: Besieged, raw: bytes) -> None:
    """No UTF-8: in the names and values of fields, and in addresses."""
    senders = {role: besieged.sender(role) for role in besieged.roles}
    for form in _posts(besieged):
        besieged.restore()
        sender = senders[form.role]
        body = b"&".join([f"csrf_token={sender.token}".encode(), *(name.encode() + b"=" + raw for name in form.kinds)])
        kind = "application/x-www-form-urlencoded"
        assert sender.client.post(form.url, data=body + b"&" + raw + b"=1", content_type=kind).status_code < FAULT
        assert sender.client.get(f"{form.url}/{raw.decode()}").status_code < FAULT


@pytest.mark.parametrize("body", ["[" * 10_000, "null"])
def test_json_where_a_form_is_wanted(besieged: Besieged, body: str) -> None:
    senders = {role: besieged.sender(role) for role in besieged.roles}
    for form in _posts(besieged):
        sender: Sender = senders[form.role]
        response = sender.client.post(
            form.url, data=body, content_type="application/json", headers={"X-CSRFToken": sender.token}
        )
        assert response.status_code == 415, form.endpoint


@pytest.mark.parametrize("body", ["[" * 10_000, '{"a":' * 10_000, '{"id": "x", "response": {}}', "1" * 5000, "[]"])
def test_what_a_device_answers_may_be_anything(besieged: Besieged, body: str) -> None:
    forms = [form for form in _posts(besieged) if "answer" in form.kinds or "typed" in form.kinds]
    assert len(forms) > 3
    for form in forms:
        besieged.restore()
        response = besieged.sender(form.role).post(form.url, form.filled(answer=body, typed=body))
        assert response.status_code < FAULT, form.endpoint


def _get(client: FlaskClient, url: str, query: Any) -> Page:
    return Page(client.get(url, query_string=query))


@pytest.mark.parametrize(
    "role", [OWNER, *(pytest.param(role, marks=pytest.mark.long) for role in (PRACTITIONER, NOBODY))]
)
def test_every_parameter_of_every_page(besieged: Besieged, role: str) -> None:
    """All names at once, a value each, turned by one from page to page."""
    client = besieged.client(role)
    values = [value for value in EVERY if len(value) < 150]
    for turn, url in enumerate(besieged.pages(role)):
        query = {name: values[(turn + place) % len(values)] for place, name in enumerate(PARAMETERS)}
        page = _get(client, url.partition("?")[0], query)
        assert page.status < FAULT, (url, query)


@pytest.mark.long
@pytest.mark.parametrize("part", range(10))
@pytest.mark.siege
def test_every_value_in_every_parameter(besieged: Besieged, part: int) -> None:
    client = besieged.client(OWNER)
    values = [value for value in EVERY if len(value) < 6000][part::10]
    for url in besieged.pages(OWNER):
        for value in values:
            for name in PARAMETERS if value in SOME else PARAMETERS[:20:3]:
                page = _get(client, url.partition("?")[0], {name: value})
                assert page.status < FAULT, (url, name, value)
            page = _get(client, url.partition("?")[0], dict.fromkeys(PARAMETERS, value[:150]))
            assert page.status < FAULT, (url, value)
            if page.is_html:
                assert not hostile.foreign_markup(page.nodes), (url, value)


def test_parameters_without_end(besieged: Besieged) -> None:
    client = besieged.client(OWNER)
    url = f"/patients/{besieged.rosa.patient_id}/diary"
    assert client.get(url, query_string={f"p{i}": "1" for i in range(10_000)}).status_code == 414
    assert client.get(url, query_string={"note": "x" * 8000}).status_code == 414
    assert client.get(url, query_string=[("view", str(i)) for i in range(150)]).status_code == 200
    assert besieged.sender(OWNER).post("/settings", {f"p{i}": ["1"] for i in range(10_000)}).status_code == 413
    files = {f"f{i}": (b"x", "x") for i in range(3)}
    assert besieged.client(OWNER).post("/settings", data=files).status_code == 400
    many = [(f"p{i}", "1") for i in range(3000)]
    response = besieged.client(OWNER).post("/settings", data=dict(many), content_type="multipart/form-data")
    assert response.status_code == 413


@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=", "x", "\x7f/\x7f"]
)
def test_bodies_that_are_not_what_they_say(besieged: Besieged, kind: str) -> None:
    client = besieged.client(OWNER)
    for body in (b"%", b"=&=&==", b"\xff\xfe\x00", b"--\r\n\r\n", b"a" * 100_000):
        assert client.post("/settings", data=body, content_type=kind).status_code in {400, 413, 415}


def test_path_parameters(besieged: Besieged) -> None:
    """Ids, days, kinds, names of files and secrets in addresses."""
    client = besieged.client(OWNER)
    record = f"/patients/{besieged.rosa.patient_id}"
    for value in (hostile.VALUES[name] for name in hostile.FEW if name != "too long"):
        for start in (
            f"{record}/days/",
            f"{record}/sessions/new/",
            f"{record}/exports/",
            "/s/",
            "/take/",
            f"{record}/",
            "/",
        ):
            response = client.get(start + _quoted(value))
            assert response.status_code < FAULT, (start, value)
    for odd in (uuid.UUID(int=0), str(besieged.rosa.patient_id).upper(), f"{{{besieged.rosa.patient_id}}}", "0" * 40):
        assert client.get(f"/patients/{odd}/today").status_code in {200, 302, 404}


def _quoted(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode())


HEADERS = (
    "Referer", "User-Agent", "Accept-Language", "Accept", "Accept-Encoding", "Cookie", "X-Forwarded-For", "Origin",
    "X-Forwarded-Proto", "X-Forwarded-Prefix", "If-Modified-Since", "If-None-Match", "Range", "Save-Data",
    "X-CSRFToken", "Sec-Fetch-Site", "Authorization", "Content-Encoding", "Transfer-Encoding", "X-Original-URL",
    "X-Rewrite-URL",
)  # fmt: skip


ODD_HEADERS = ["sid=" + "A" * 43, "form=x.y.z; form=", "sid=\xff; =; ;", '"', "bytes=0-,9-1", "W/" * 500]


def _look(besieged: Besieged, turn: int, headers: Mapping[str, str]) -> None:
    url = (f"/patients/{besieged.rosa.patient_id}/today", "/sign-in", "/help-now")[turn % 3]
    page = Page(besieged.client(NOBODY if "Cookie" in headers else OWNER).get(url, headers=headers))
    assert page.status < FAULT, (url, headers)
    assert page.location.startswith("/") or not page.location, headers
    if page.is_html:
        assert hostile.RUN not in page.body, (url, headers)


def _sendable() -> list[str]:
    return [value for value in EVERY if value.isascii() and value.isprintable() and len(value) < 6000] + ODD_HEADERS


def test_every_header(besieged: Besieged) -> None:
    """Each with another value each time."""
    texts = _sendable()
    for turn in range(len(texts)):
        names = HEADERS if turn % 2 else [name for name in HEADERS if name != "Cookie"]
        values = {name: texts[(turn + 5 * place) % len(texts)] for place, name in enumerate(names)}
        _look(besieged, turn, values)


@pytest.mark.long
@pytest.mark.parametrize("name", HEADERS)
@pytest.mark.siege
def test_every_value_of_every_header(besieged: Besieged, name: str) -> None:
    for turn, value in enumerate(_sendable()):
        _look(besieged, turn, {name: value})


def test_fields_sent_twice_count_once(besieged: Besieged) -> None:
    """Of a field that is sent twice the first is taken, everywhere, and the second is not mixed in."""
    sender = besieged.sender(OWNER)
    sender.post(
        f"/patients/{besieged.rosa.patient_id}/questions", {"text": ["first", "second"], "id": [str(uuid.uuid4())]}
    )
    page = Page(sender.client.get(f"/patients/{besieged.rosa.patient_id}/questions"))
    assert "first" in page.text
    assert "second" not in page.text
    page = Page(sender.client.get("/sign-in?again=1&next=/settings&next=//e.invalid"))
    assert dict(page.form("/sign-in").fields())["next"] == "/settings"
    page = Page(sender.client.get("/sign-in?again=1&next=//e.invalid&next=/settings"))
    assert "e.invalid" not in json.dumps(page.form("/sign-in").fields())
