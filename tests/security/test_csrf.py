"""No form of another site is taken: every changing route, every wrong token, every way around it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.besieged import OWNER, PRACTITIONER, Besieged, Sender
from tests.support.forms_found import FoundForm
from tests.support.people import PASSWORD

Send = Callable[[FlaskClient, FoundForm, str], TestResponse]
# Changes nothing, and answers whoever has no cookie; another site is refused: tests/guide/test_ask.py.
WITHOUT_TOKEN = {"guide.ask"}
REFUSED = {400, 403, 404, 405, 415}
FROM_ANOTHER_SITE = ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"})


def _post(client: FlaskClient, form: FoundForm, token: str | None, **options: Any) -> TestResponse:
    data = form.filled()
    if token is not None:
        data["csrf_token"] = [token]
    return client.post(form.url, data=data, **options)


def _body(client: FlaskClient, form: FoundForm, token: str, kind: str) -> TestResponse:
    """The same as a body that no form of a page can send without asking first, or that looks like none."""
    if kind == "application/json":
        return client.post(form.url, json={name: values[0] for name, values in form.filled(csrf_token=token).items()})
    text = "&".join(f"{name}={value}" for name, values in form.filled(csrf_token=token).items() for value in values)
    return client.post(form.url, data=text, content_type=kind)


def _in_the_address(client: FlaskClient, form: FoundForm, token: str) -> TestResponse:
    return client.post(form.url, data=form.filled(), query_string={"csrf_token": token})


def _in_a_cookie(client: FlaskClient, form: FoundForm, token: str) -> TestResponse:
    client.set_cookie("csrf_token", token)
    return client.post(form.url, data=form.filled())


# How it is sent with a token that is right, so that it is the way that is refused.
WAYS: dict[str, Send] = {
    "from another site": lambda client, form, token: _post(client, form, token, headers=FROM_ANOTHER_SITE[0]),
    "from a sibling": lambda client, form, token: _post(client, form, token, headers=FROM_ANOTHER_SITE[1]),
    "as plain text": lambda client, form, token: _body(client, form, token, "text/plain"),
    "as json": lambda client, form, token: _body(client, form, token, "application/json"),
    "as no kind": lambda client, form, token: _body(client, form, token, ""),
    "token in the address": _in_the_address,
    "token in a cookie": _in_a_cookie,
}
TOKENS: dict[str, Callable[[Besieged], str | None]] = {
    "none": lambda _besieged: None,
    "empty": lambda _besieged: "",
    "made up": lambda _besieged: "ImEi.aaaa.bbbb",
    "another's": lambda besieged: besieged.sender(PRACTITIONER).token,
    "of nobody": lambda besieged: besieged.sender("nobody").token,
}


@pytest.fixture
def forms(besieged: Besieged) -> list[FoundForm]:
    found = [form for form in besieged.forms if form.method == "POST" and form.endpoint not in WITHOUT_TOKEN]
    assert len(found) > 60
    return found


def _each(besieged: Besieged, forms: list[FoundForm]) -> Iterator[tuple[FoundForm, Sender]]:
    senders: dict[str, Sender] = {}
    for form in forms:
        if form.role not in senders:
            senders[form.role] = besieged.sender(form.role)
        yield form, senders[form.role]


@pytest.mark.wide
@pytest.mark.no_cover
@pytest.mark.parametrize(
    "kind",
    ["none", "another's", *(pytest.param(kind, marks=pytest.mark.long) for kind in ("empty", "made up", "of nobody"))],
)
def test_nothing_is_taken_without_the_token_of_this_browser(
    besieged: Besieged, forms: list[FoundForm], kind: str
) -> None:
    token, before = TOKENS[kind](besieged), besieged.mark()
    for form, sender in _each(besieged, forms):
        response = _post(sender.client, form, token)
        assert response.status_code in REFUSED, (form.endpoint, response.status_code)
        assert "sid=" not in response.headers.get("Set-Cookie", "")
    assert besieged.mark() == before, "something was written"


@pytest.mark.wide
@pytest.mark.no_cover
@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_taken_in_a_way_that_only_others_send(besieged: Besieged, forms: list[FoundForm], way: str) -> None:
    before = besieged.mark()
    for form, sender in _each(besieged, forms):
        response = WAYS[way](sender.client, form, sender.token)
        assert response.status_code in REFUSED, (form.endpoint, response.status_code)
    assert besieged.mark() == before, "something was written"


@pytest.mark.wide
@pytest.mark.no_cover
@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_no_other_method_acts(besieged: Besieged, forms: list[FoundForm], method: str) -> None:
    """Nor one that is dressed as another: by a field, by the address, by a header."""
    # Who looked is written when a page is read, and a file that is read is counted.
    but = ("access_event", "attempt") if method in {"GET", "HEAD"} else ("access_event",)
    before = besieged.rows(*but)
    for form, sender in _each(besieged, forms):
        data = form.filled(csrf_token=sender.token, _method="POST")
        response = sender.client.open(
            form.url,
            method=method,
            query_string=data if method in {"GET", "HEAD"} else {"_method": "POST"},
            data=None if method in {"GET", "HEAD"} else data,
            headers={"X-HTTP-Method-Override": "POST", "X-Method-Override": "POST"},
        )
        assert response.status_code < 500, (form.endpoint, method)
        if method in {"PUT", "DELETE", "PATCH"}:
            assert response.status_code == 405, (form.endpoint, method)
    assert besieged.rows(*but) == before


def test_a_token_from_before_the_sign_in_is_not_taken_after_it(besieged: Besieged, forms: list[FoundForm]) -> None:
    sender = besieged.sender("nobody")
    data = {"user_name": ["Rosa"], "password": [PASSWORD]}
    assert sender.post("/sign-in", data).status_code == 303
    before = besieged.mark()
    for form in forms:
        if form.role != OWNER:
            continue
        response = _post(sender.client, form, sender.token)
        assert response.status_code == 400, form.endpoint
    assert besieged.mark() == before, "something was written"


@pytest.mark.wide
@pytest.mark.no_cover
def test_the_same_forms_are_taken_with_the_right_token(besieged: Besieged, forms: list[FoundForm]) -> None:
    """The other side: what the tests above send would have been taken."""
    taken = set()
    for form in forms:
        besieged.restore()
        before = besieged.mark()
        sender = besieged.sender(form.role)
        response = _post(sender.client, form, sender.token, headers={"Sec-Fetch-Site": "same-origin"})
        assert response.status_code < 500, form.endpoint
        if besieged.mark() != before:
            taken.add(form.endpoint)
    assert len(taken) > 30, sorted(taken)
