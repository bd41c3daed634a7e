"""For which account and from where a password is to be judged, as read from a request before the app sees it."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from waitress.adjustments import Adjustments
from waitress.parser import HTTPRequestParser

from tracker.accounts.views.cookies import SIGN_IN
from tracker.server import claims
from tracker.server.claims import COOKIES, claim_of, network_of
from tracker.sharing.views.base import VISIT
from tracker.throttling.browsers import Browsers, by_name
from tracker.web import clock

FIELDS = "application/x-www-form-urlencoded"
PEER = "203.0.113.9"
BROWSERS = Browsers(("a key of the server",))


def _request(body: bytes, kind: str = FIELDS, **headers: str) -> Any:
    """A request as waitress reads it."""
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    head = "\r\n".join(
        ["POST /sign-in HTTP/1.1", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *lines, "", ""]
    )
    request, data = HTTPRequestParser(Adjustments()), head.encode() + body
    while data:
        data = data[request.received(data) :]
    return request


def _account(body: bytes, kind: str = FIELDS, **headers: str) -> tuple[str, str]:
    claim = claim_of(_request(body, kind, **headers), PEER, 0, BROWSERS)
    assert isinstance(claim.account, tuple)
    return claim.account


def _parts(name: str) -> bytes:
    return f'--x\r\nContent-Disposition: form-data; name="user_name"\r\n\r\n{name}\r\n--x--\r\n'.encode()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"csrf_token=x&user_name=Rosa&password=y", FIELDS),
        (b"user_name=rOSA", FIELDS),
        (b"user%5Fname=%52osa", FIELDS),
        ("user_name=Ｒｏｓａ".encode(), FIELDS),
        (b"user_name=Rosa", f"{FIELDS}; charset=utf-8"),
        (_parts("Rosa"), "multipart/form-data; boundary=x"),
    ],
)
def test_a_typed_name_is_its_account_however_it_is_written(body: bytes, kind: str) -> None:
    assert _account(body, kind) == ("name", "rosa")


def test_the_body_is_there_for_the_app_afterwards() -> None:
    request = _request(b"user_name=Rosa&password=y")
    claim_of(request, PEER, 0, BROWSERS)
    assert request.get_body_stream().read() == b"user_name=Rosa&password=y"


def test_the_cookies_that_tell_are_those_of_sign_ins_and_of_links(make_app: Callable[..., Flask]) -> None:
    names: list[str] = []
    for app in (make_app(https=True, trusted_hosts=("localhost",)), make_app()):
        with app.app_context():
            names += [SIGN_IN.name, VISIT.name]
    assert set(names) == set(COOKIES)


@pytest.mark.parametrize("cookie", COOKIES)
def test_a_form_without_a_name_is_told_by_its_cookie(cookie: str) -> None:
    first, same, other = (
        _account(b"password=y", Cookie=f"form=1; {cookie}={secret}") for secret in ("one", "one", "two")
    )
    assert first == same != other
    assert first[0] == "cookie"
    assert "one" not in first[1]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", FIELDS),
        (b"password=y", FIELDS),
        (b"user_name=", FIELDS),
        (b"user_name=Rosa", "application/json"),
        (b"user_name=Rosa", ""),
        (b"user_name=Rosa", "multipart/form-data"),
        (b"--x\r\n\r\n", "multipart/form-data; boundary=x"),
        (_parts("Rosa").replace(b"--x", b"--" + b"x" * 71), f"multipart/form-data; boundary={'x' * 71}"),
        (b"a=1&" * claims.MOST_PARTS_READ + b"user_name=Rosa", FIELDS),
        (b"a" * claims.MOST_BYTES_READ + b"&user_name=Rosa", FIELDS),
    ],
)
def test_what_cannot_be_told_counts_for_its_network(body: bytes, kind: str) -> None:
    account = _account(body, kind)
    assert account == ("network", network_of("", PEER, 0))


@pytest.mark.parametrize(
    ("forwarded", "proxies", "same_as"),
    [
        ("", 0, PEER),
        ("192.0.2.7", 0, PEER),
        ("192.0.2.7", 1, "192.0.2.7"),
        ("198.51.100.1, 192.0.2.7", 1, "192.0.2.7"),
        ("192.0.2.7, 10.0.0.1", 2, "192.0.2.7"),
        ("192.0.2.7", 2, PEER),
        ("2001:db8:0:1::5", 1, "2001:db8:0:1::77"),
    ],
)
def test_a_network_is_as_far_as_our_own_proxies_say(forwarded: str, proxies: int, same_as: str) -> None:
    assert network_of(forwarded, PEER, proxies) == network_of("", same_as, 0)


@pytest.mark.parametrize("cookie", ["known", "__Host-known"])
def test_a_browser_is_known_for_the_name_it_was_signed_in_with_alone(cookie: str) -> None:
    value = BROWSERS.remembering(None, clock.now().date(), by_name("rosa"))

    def claimed(body: bytes, sent: str) -> bool:
        return claim_of(_request(body, Cookie=f"{cookie}={sent}"), PEER, 0, BROWSERS).known

    assert claimed(b"user_name=Rosa", value)
    assert not claimed(b"user_name=Omar", value)
    assert not claimed(b"user_name=Rosa", value[:-1])
    assert not claimed(b"password=x", value)
