"""The real app under its real server, and a real browser that tells of everything a page does wrong."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from flask import Flask
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Request,
    Response,
    expect,
    sync_playwright,
)
from sqlalchemy import select
from waitress import create_server

from tests.support import people
from tests.support.needs import find_chromium, need
from tests.support.people import Person, make_person
from tracker.accounts.models import Account
from tracker.accounts.services import accounts
from tracker.app import create_app
from tracker.configuration.settings import Settings
from tracker.demo import build_demo
from tracker.passwords.hashing import Hasher
from tracker.patients.models import Patient
from tracker.patients.services.record import make_patient
from tracker.server.connections import make_server
from tracker.web import clock
from tracker.web.extensions import db

CHROMIUM_ARGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
)
WAIT_MS = 15_000
PHONE = (360, 740)
DESK = (1280, 900)
PHONE_UNTIL = 700
# A refusal by the content policy is put where every other complaint of a page goes: on the console.
TELL_REFUSALS = """
document.addEventListener("securitypolicyviolation", (refused) => console.error(
  `content policy: ${refused.violatedDirective} ${refused.blockedURI} ${refused.sample}`));
"""
NO_HOST = ("data:", "blob:", "about:")
SERVER_FAULT = 500
LEFT_BEFORE = "net::ERR_ABORTED"
expect.set_options(timeout=WAIT_MS)


@contextmanager
def serving(app: Flask, *, threads: int = 8) -> Iterator[str]:
    """The app under its production server on a free port; gives its address."""
    settings: Settings = app.extensions["settings"]
    server = make_server(app, settings.with_(threads=threads), host="127.0.0.1")
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.stop()
        thread.join(timeout=10)
        server.close()


@contextmanager
def serving_plainly(app: Callable[..., Any]) -> Iterator[str]:
    """An app that is not the tracker, such as a page of charts alone, under waitress as it comes; gives its address."""
    server = create_server(app, host="127.0.0.1", port=0, threads=4, ident=None)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        # In the server's own thread: it must not find its sockets closed under its hands.
        server.trigger.pull_trigger(lambda: server.asyncore.close_all(server._map))
        thread.join(timeout=10)
        server.task_dispatcher.shutdown()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives browsers: one for a process, which bears no second."""
    with sync_playwright() as started:
        yield started


@contextmanager
def running_chromium(playwright: Playwright, *, without: Sequence[str] = ()) -> Iterator[Browser]:
    """A Chromium of the machine's; `without` names flags of Playwright's own that it is not given."""
    found = find_chromium()
    need("browser", found, "no Chromium on this machine")
    started = playwright.chromium.launch(
        executable_path=found, args=list(CHROMIUM_ARGS), ignore_default_args=list(without)
    )
    yield started
    started.close()


@dataclass
class Watch:
    """Everything one tab did that no page of ours may do."""

    home: str
    faults: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    def allow(self, part: str) -> None:
        """Complaints with these words are expected here."""
        self.allowed.append(part)

    def attach(self, page: Page) -> None:
        page.add_init_script(TELL_REFUSALS)
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("request", self._on_request)
        page.on("response", self._on_response)
        page.on("requestfailed", self._on_failed)

    def left(self) -> list[str]:
        return [fault for fault in self.faults if not any(part in fault for part in self.allowed)]

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.faults.append(f"{message.location['url']}: {message.text}")

    def _on_request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.home}/", *NO_HOST)):
            self.faults.append(f"asked another host: {request.url}")

    def _on_failed(self, request: Request) -> None:
        """A request that got no answer; one whose page was left before it came is no fault."""
        if request.failure != LEFT_BEFORE:
            self.faults.append(f"{request.failure} from {request.url}")

    def _on_response(self, response: Response) -> None:
        if response.status >= SERVER_FAULT:
            self.faults.append(f"{response.status} from {response.url}")


@dataclass
class Live:
    """A running app, and its people."""

    url: str
    app: Flask

    def person(self, name: str, **options: Any) -> Person:
        return make_person(self.app, name, **options)

    def account(self, name: str) -> Person:
        """Somebody who can sign in, with the usual pass phrase."""
        with self.app.app_context():
            now = clock.now()
            new = accounts.NewAccount(user_name=name, password=people.PASSWORD, time_zone="Europe/Berlin")
            account_id = accounts.add_account(db.session(), new, now)
            person = Person(account_id, make_patient(db.session(), account_id, now), name)
            db.session.commit()
        return person

    def end_sign_ins(self, person: Person) -> None:
        """What the idle limit does: the cookie opens nothing any more."""
        people.end_sign_ins(self.app, person)

    def secret(self, person: Person) -> str:
        return people.begin_sign_in(self.app, person)


@dataclass
class Tab:
    """One tab of somebody's browser."""

    page: Page
    live: Live
    watch: Watch
    patient_id: UUID | None = None

    @property
    def context(self) -> BrowserContext:
        return self.page.context

    def go(self, path: str) -> Page:
        """To an address of the app."""
        self.page.goto(self.live.url + path)
        return self.page

    def mine(self, rest: str) -> Page:
        """To an address in one's own record."""
        return self.go(f"/patients/{self.patient_id}/{rest}")

    def at(self) -> str:
        return urlsplit(self.page.url).path

    def read_patient_id(self) -> None:
        """Whose record this tab is in, once it is."""
        self.patient_id = UUID(self.at().split("/")[2])


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One Chromium for all tests of this process."""
    with running_chromium(playwright) as started:
        yield started


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory, upgraded_file: Path) -> Iterator[Live]:
    """The app as in production, but for http: its errors become pages, its passwords cost what they cost."""
    folder = tmp_path_factory.mktemp("live")
    shutil.copyfile(upgraded_file, folder / "test.sqlite3")
    app = create_app(Settings.for_tests(folder).with_(testing=False))
    with serving(app) as url:
        yield Live(url, app)
    with app.app_context():
        db.engine.dispose()


def new_tab(
    browser: Browser, live: Live, person: Person | None = None, *, size: tuple[int, int] = DESK, **options: Any
) -> Tab:
    """A tab in a browser profile of its own, signed in as the person; narrow ones are phones."""
    options.setdefault("timezone_id", "Europe/Berlin")
    if size[0] < PHONE_UNTIL:
        options = {"has_touch": True, "is_mobile": True, **options}
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="en-GB", **options)
    context.set_default_timeout(WAIT_MS)
    if person is not None:
        context.add_cookies([{"name": "sid", "value": live.secret(person), "url": live.url}])
    tab = Tab(context.new_page(), live, Watch(live.url), person.patient_id if person else None)
    tab.watch.attach(tab.page)
    return tab


@pytest.fixture(scope="session")
def rosa(live: Live) -> Person:
    """Somebody of the demo, who gets better: a full record."""
    with live.app.app_context():
        build_demo(db.session(), clock.now(), force=True, hasher=Hasher(cheap=True))
        db.session.commit()
    return of_demo(live, "rosa")


def of_demo(live: Live, name: str) -> Person:
    """One of the people of the demo, which the fixture `rosa` has made."""
    with live.app.app_context():
        ids = select(Account.id, Patient.id).join(Patient, Patient.account_id == Account.id)
        account_id, patient_id = db.session.execute(ids.where(Account.user_name == name)).one()
    return Person(account_id, patient_id, name)


@pytest.fixture
def open_tab(browser: Browser, live: Live) -> Iterator[Callable[..., Tab]]:
    """Opens tabs; at the end none of them may have misbehaved."""
    tabs: list[Tab] = []

    def open_one(person: Person | None = None, **options: Any) -> Tab:
        tabs.append(new_tab(browser, live, person, **options))
        return tabs[-1]

    yield open_one
    for tab in tabs:
        tab.context.close()
    assert [fault for tab in tabs for fault in tab.watch.left()] == []
