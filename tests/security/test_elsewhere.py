"""Other hosts: never answered for, never led to, never believed."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.support.besieged import GUARDED, NOBODY, OWNER, Besieged
from tests.support.pages import Browser, Page
from tests.support.people import PASSWORD

pytestmark = pytest.mark.long

LEADS_AWAY = (
    "//e.invalid", "///e.invalid", "////e.invalid", "/\\e.invalid", "\\\\e.invalid", "\\/e.invalid", "https://e.invalid",
    "HTTPS:e.invalid", "http:e.invalid", "javascript:alert(1)", "data:text/html,x", "%2f%2fe.invalid", "/%2fe.invalid",
    "/%5ce.invalid", "/\t/e.invalid", "\t//e.invalid", "/\n/e.invalid", "\x00//e.invalid", "/.//e.invalid",
    "//localhost@e.invalid", "https://localhost@e.invalid",
    "https://localhost.e.invalid", "／／e.invalid", "/／e.invalid",
    "\u2215\u2215e.invalid", "//e\u3002invalid", "..//e.invalid", "/..//e.invalid", "?//e.invalid", "#//e.invalid",
    "//[::1]/", "https:///e.invalid", "mailto:x@e.invalid", "//e.invalid/%2f..", "/;//e.invalid", " //e.invalid",
)  # fmt: skip
NAMES = ("next", "then", "from", "target", "back", "to", "url", "return", "redirect", "continue")


def _stays(location: str) -> bool:
    """Whether every browser stays on this host: a path with one slash, with nothing in it that is read as another."""
    return location.startswith("/") and not location.startswith(("//", "/\\")) and "\\" not in location[:3]


def _checked(page: Page, url: str, away: str) -> None:
    assert not page.location or _stays(page.location), (url, away, page.location)
    if not page.is_html:
        return
    for node in page.nodes:
        for name in ("href", "action", "formaction", "src", "data-passkey", "data-passkey-again", "data-url"):
            value = node.attrs.get(name)
            assert not value or value.startswith(("#", "?", "tel:")) or _stays(value) or _told(value), (
                url,
                away,
                value,
            )


def _told(value: str) -> bool:
    """The sources that the pages of evidence name."""
    return value.startswith("https://") and "e.invalid" not in value


@pytest.mark.parametrize("role", [OWNER, NOBODY, GUARDED])
def test_no_address_leads_away(besieged: Besieged, role: str) -> None:
    """Every page that is about no record and every way to lead away, under every name at once."""
    client = besieged.client(role)
    urls = [url for url in besieged.pages(NOBODY) if "?" not in url]
    for turn, url in enumerate(urls):
        for away in LEADS_AWAY if "sign" in url or "confirm" in url or "help" in url else LEADS_AWAY[turn % 7 :: 7]:
            _checked(Page(client.get(url, query_string=dict.fromkeys(NAMES, away))), url, away)


@pytest.mark.parametrize("away", LEADS_AWAY)
def test_no_form_leads_away(besieged: Besieged, away: str) -> None:
    """Signing in, and giving the password again, go on to a page of ours, whatever the form says."""
    sender = besieged.sender(NOBODY)
    page = Page(sender.post("/sign-in", {"user_name": ["Rosa"], "password": [PASSWORD], **_all(away)}))
    assert page.status in {200, 303}
    _checked(page, "/sign-in", away)
    sender = besieged.sender(OWNER)
    page = Page(sender.post("/confirm", {"password": [PASSWORD], **_all(away)}))
    assert page.status in {200, 303}
    _checked(page, "/confirm", away)


def _all(away: str) -> dict[str, list[str]]:
    return {**{name: [away] for name in NAMES}, "typed": ['[["score", "3"]]']}


def test_every_other_form_stays_here(besieged: Besieged) -> None:
    for turn, form in enumerate(besieged.forms):
        if form.method != "POST":
            continue
        besieged.restore()
        away = LEADS_AWAY[turn % len(LEADS_AWAY)]
        page = Page(
            besieged.sender(form.role).post(form.url, {**form.filled(), **{name: [away] for name in NAMES[:3]}})
        )
        assert not page.location or _stays(page.location), (form.endpoint, away, page.location)


HOSTS = ("e.invalid", "localhost.e.invalid", "localhost@e.invalid", "localhost:80@e.invalid", "localhost/e.invalid",
         "LOCALHOST.", "127.0.0.1", "[::1]", "localhost\t", "localhost,e.invalid", "localhost e.invalid", "",
         ".localhost",
         "localhost:99999999", "lоcalhost")  # fmt: skip


@pytest.mark.parametrize("host", HOSTS)
def test_an_unknown_host_is_refused(make_app: Callable[..., Flask], host: str) -> None:
    client = make_app(trusted_hosts=("localhost",), testing=False).test_client()
    for url in ("/sign-in", "/", "/no-such-page", "/static/x/css/base.css", "/csp-report"):
        response = client.get(url, headers={"Host": host.encode().decode("latin-1")})
        assert response.status_code == 400, (url, response.status_code)
        assert "e.invalid" not in response.get_data(as_text=True)


@pytest.mark.parametrize(("proxies", "status"), [(0, 200), (1, 400)])
def test_a_forwarded_host_counts_behind_a_proxy_alone_and_is_checked_there(
    make_app: Callable[..., Flask], proxies: int, status: int
) -> None:
    client = make_app(trusted_hosts=("localhost",), proxies=proxies, testing=False).test_client()
    for headers in ({"X-Forwarded-Host": "e.invalid"}, {"X-Forwarded-Host": "localhost, e.invalid"}):
        response = client.get("/sign-in", headers=headers)
        assert response.status_code == status
        assert "e.invalid" not in response.get_data(as_text=True)
    # Only the nearest proxy is believed: what stands before it came from outside.
    assert client.get("/sign-in", headers={"X-Forwarded-Host": "e.invalid, localhost"}).status_code == 200
    forwarded = {"Forwarded": "host=e.invalid", "X-Host": "e.invalid", "X-Original-Host": "e.invalid"}
    assert client.get("/sign-in", headers=forwarded).status_code == 200


def test_a_forwarded_address_counts_behind_a_proxy_alone(make_app: Callable[..., Flask]) -> None:
    """So that no one gets past a limit, or puts another address into the log, by a header."""
    for proxies, limited in ((0, True), (1, False)):
        client = Browser(make_app(proxies=proxies, testing=False))
        token = client.token()
        statuses = [
            client.post(
                "/sign-in", {"user_name": "nobody", "password": "x"}, token=token,
                headers={"X-Forwarded-For": f"192.0.2.{i}"},
            ).status
            for i in range(12 * (proxies + 1), 12 * (proxies + 1) + 11)
        ]  # fmt: skip
        assert (statuses[-1] == 429) is limited, (proxies, statuses)


def test_fewer_proxies_than_are_set_are_told_of_once(
    make_app: Callable[..., Flask], caplog: pytest.LogCaptureFixture
) -> None:
    """A browser could say where it comes from; whoever watches the server asks without a proxy."""
    client = make_app(proxies=2, testing=False).test_client()
    for path, forwarded in (("/healthz", ""), ("/sign-in", "192.0.2.1, 192.0.2.2"), *[("/sign-in", "192.0.2.1")] * 2):
        with caplog.at_level("WARNING", logger="tracker"):
            client.get(path, headers={"X-Forwarded-For": forwarded} if forwarded else {})
    told = [record.getMessage() for record in caplog.records if "proxies" in record.getMessage()]
    assert told == ["proxies.fewer_than_set set=2 came_by=1"]


def test_without_trusted_hosts_no_address_is_made_of_the_host(client: Browser) -> None:
    """Pages link by paths alone, so that a made-up Host gets into none of them."""
    for url in ("/", "/sign-in", "/settings", "/no-such-page"):
        response = client.client.get(url, base_url="http://e.invalid")
        assert "e.invalid" not in response.get_data(as_text=True) + response.headers.get("Location", "")
