"""The headers of every answer there is: of every route, of every fault, and of what never reaches a route."""

from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import version
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse
from werkzeug.wrappers import Response

from tests.support.besieged import NOBODY, OWNER, PRACTITIONER, Besieged
from tests.support.forms_found import addresses
from tests.support.pages import Browser
from tracker.web import gate, headers

# Written here once more, by hand: what is looser than this is a change that wants a reason.
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "service-worker",
    "report-uri": "/csp-report",
    "report-to": "csp",
}
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "X-Robots-Tag": "noindex, nofollow",
    "Reporting-Endpoints": 'csp="/csp-report"',
}
TELLS = ("Server", "X-Powered-By", "Via", "X-AspNet-Version")
OPENS = ("Access-Control-Allow-Origin", "Access-Control-Allow-Credentials", "Timing-Allow-Origin")
ANY_SITE = {"manifests.manifest", "manifests.waiting_file"}  # programs of other sites come there, and no cookie counts
OF_EVERYBODY = {
    **dict.fromkeys(["pocket.offline", "pocket.no_network"], "no-cache"),
    "pocket.service_worker": "max-age=600",
    "pocket.manifest": "public, max-age=86400",
}
FOR_GOOD = "public, max-age=31536000, immutable"
NEVER_OFF = {"clipboard-write", "publickey-credentials-create", "publickey-credentials-get"}


def check(response: Response, *, kept: str = "", https: bool = False, any_site: bool = False) -> None:
    found = response.headers
    rules = dict(rule.split(" ", 1) for rule in found["Content-Security-Policy"].split("; "))
    assert rules == POLICY
    assert {name: found[name] for name in FIXED} == FIXED
    assert all(len(found.getlist(name)) == 1 for name in (*FIXED, "Content-Security-Policy", "Cache-Control"))
    assert not [name for name in TELLS if name in found]
    assert [found[name] for name in OPENS if name in found] == (["*"] if any_site else [])
    assert found["Cache-Control"] == (kept or "no-store")
    assert kept or "Cookie" in found["Vary"]
    assert ("Strict-Transport-Security" in found) is https
    kind = found.get("Content-Type", "")
    if kind.startswith("text/"):
        assert "charset=utf-8" in kind, kind
    for cookie in found.getlist("Set-Cookie"):
        assert "HttpOnly" in cookie, cookie
        assert "SameSite=Lax" in cookie, cookie
        assert "Domain" not in cookie, cookie
        assert "Path=/" in cookie, cookie
        assert ("Secure" in cookie) is https, cookie
        assert len(cookie) < 4096, cookie[:40]


def _tries(besieged: Besieged) -> Iterator[tuple[str, str, str]]:
    """Every route, in every way it may be asked."""
    for rule, url in addresses(besieged.app, besieged.ids):
        methods = (rule.methods or set()) - {"OPTIONS"}
        yield from ((method, url, rule.endpoint) for method in sorted(methods))


@pytest.mark.wide
@pytest.mark.parametrize("role", [OWNER, PRACTITIONER, NOBODY])
def test_every_route_of_the_app(besieged: Besieged, role: str) -> None:
    client, statuses = besieged.client(role), set()
    for method, url, endpoint in _tries(besieged):
        if role != OWNER and method == "HEAD":
            continue
        with client.open(url, method=method) as response:
            check(response, kept=OF_EVERYBODY.get(endpoint, ""), any_site=endpoint in ANY_SITE)
            statuses.add(response.status_code)
    assert {200, 302, 404} <= statuses or {200, 400, 404} <= statuses


def test_files_that_go_out(besieged: Besieged) -> None:
    client = besieged.client(OWNER)
    for name in ("entries.csv", "sessions.csv", "all.zip", "all.xlsx", "all.fhir.json"):
        response = client.get(f"/patients/{besieged.rosa.patient_id}/exports/{name}")
        if response.status_code == 200:
            assert response.headers["Content-Disposition"].startswith("attachment; filename=")
        check(response)


def test_files_that_browsers_keep(client: Browser) -> None:
    address = client.get("/sign-in").all("link[rel=stylesheet]")[0].attrs["href"]
    for url in (address, f"/plotly/{version('plotly')}.js"):
        for method in ("GET", "HEAD"):
            with client.client.open(url, method=method) as response:
                assert response.status_code == 200
                check(response, kept=FOR_GOOD)
    for url in ("/static/old/css/base.css", address.rsplit("/", 2)[0] + "/no-such.js", "/plotly/old.js", "/static/"):
        check(client.client.get(url))


FAULTS: dict[str, tuple[int, Callable[[Any], TestResponse]]] = {
    "no such address": (404, lambda client: client.get("/no/such/address")),
    "a method that is not used": (405, lambda client: client.put("/sign-in")),
    "trace": (405, lambda client: client.open("/sign-in", method="TRACE")),
    "a method of its own making": (405, lambda client: client.open("/sign-in", method="PROPFIND")),
    "options": (200, lambda client: client.options("/sign-in")),
    "asking for another origin": (
        200,
        lambda client: client.options(
            "/sign-in", headers={"Origin": "https://e.invalid", "Access-Control-Request-Method": "POST"}
        ),
    ),
    "no token": (400, lambda client: client.post("/sign-in")),
    "another site": (403, lambda client: client.post("/sign-in", headers={"Sec-Fetch-Site": "cross-site"})),
    "another host": (400, lambda client: client.get("/sign-in", base_url="http://e.invalid")),
    "no host": (400, lambda client: client.get("/sign-in", headers={"Host": ""})),
    "another host for a file": (400, lambda client: client.get("/static/x/y.js", base_url="http://e.invalid")),
    "too much": (413, lambda client: client.post("/sign-in", data={"user_name": "x" * 3_000_000})),
    "too many fields": (413, lambda client: client.post("/sign-in", data={f"f{i}": "1" for i in range(3000)})),
    "a long address": (414, lambda client: client.get("/" + "x" * 8000)),
    "a path out": (404, lambda client: client.get("/static/../../etc/passwd")),
    "a broken address": (404, lambda client: client.get("/%ff%fe/%00")),
    "not signed in": (302, lambda client: client.get("/settings")),
    "a slash too many": (404, lambda client: client.get("/sign-in/")),
}


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize("https", [False, True])
def test_every_fault(make_app: Callable[..., Flask], name: str, https: bool) -> None:
    app = make_app(trusted_hosts=("localhost",), https=https, testing=False)
    inside, scheme = app.wsgi_app, "https" if https else "http"
    app.wsgi_app = (  # type: ignore[method-assign]
        lambda environ, start_response: inside({**environ, "wsgi.url_scheme": scheme}, start_response)
    )
    status, ask = FAULTS[name]
    response = ask(app.test_client())
    assert response.status_code == status
    check(response, https=https)


@pytest.mark.parametrize("testing", [True, False])
def test_a_fault_of_ours(make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch, testing: bool) -> None:
    app = make_app(testing=testing)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setitem(app.view_functions, "guide.evidence", _broken)
    response = app.test_client().get("/evidence")
    assert response.status_code == 500
    check(response)
    assert "canary" not in response.get_data(as_text=True)


@gate.public
def _broken() -> str:
    raise RuntimeError("canary")


def test_features_of_browsers_are_off_but_for_our_own() -> None:
    rules: Mapping[str, str] = dict(rule.split("=", 1) for rule in headers.PERMISSIONS_POLICY.split(", "))
    assert {name for name, who in rules.items() if who != "()"} == NEVER_OFF
    assert all(who == "(self)" for name, who in rules.items() if name in NEVER_OFF)
    wanted = {"camera", "microphone", "geolocation", "payment", "usb", "browsing-topics", "display-capture", "midi"}
    assert wanted <= set(rules)
    assert len(rules) >= 50


def test_a_look_elsewhere_finds_nothing(client: Browser) -> None:
    """What servers leave lying about."""
    for path in (
        *("/.git/config", "/.env", "/robots.txt~", "/metrics", "/openapi.json", "/docs", "/console", "/debug"),
        *(
            "/static/",
            "/static",
            "/server-status",
            "/actuator",
            "/admin",
            "/instance/tracker.sqlite3",
            "/tracker.sqlite3",
        ),
        *("/.well-known/change-password~", "/backup.zip", "/withdrawn.jsonl", "/secret_key"),
    ):
        assert client.client.get(path).status_code == 404, path
