"""A receiver on this machine, a carrier that may call it, and a patient who adds webhooks."""

import re
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address, ip_network
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from tests.support.pages import Browser, Page
from tests.support.people import Person, make_person, sign_in
from tracker.configuration.settings import Settings
from tracker.factors.services.sealing import Sealer
from tracker.web.extensions import db
from tracker.webhooks.services.carrier import Carrier
from tracker.webhooks.services.sending import Sending

LOOPBACK = (ip_network("127.0.0.0/8"),)
NAME = "hook.test"
NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
KEY = re.compile(r"whsec_[\w+/=]+")


@dataclass
class Receiver:
    """What listens: it keeps what it was sent, and answers with the next of `answers`, or else with 204."""

    port: int = 0
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    got: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    before_answer: Callable[[], None] = lambda: None

    def takes(self, path: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, str]]:
        self.got.append((path, headers, body))
        self.before_answer()
        return self.answers.pop(0) if self.answers else (204, {})


def serve(receiver: Receiver, context: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, headers = receiver.takes(self.path, {k.lower(): v for k, v in self.headers.items()}, body)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Nothing is said."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: Any) -> None:
            """Callers that went away are what these tests are about."""

    with Server(("127.0.0.1", 0), Handler) as server:
        if context is not None:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        receiver.port = server.server_port
        thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield receiver
        server.shutdown()
        thread.join()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    yield from serve(Receiver())


def carrier_to(receiver: Receiver, *, authorities: Path | None = None, seconds: float = 10.0) -> Carrier:
    """It finds the receiver under any name but `nowhere.test`."""

    def look_up(host: str) -> list[Any]:
        if host == "nowhere.test":
            raise OSError
        return [ip_address("127.0.0.1")]

    return Carrier(
        private=LOOPBACK,
        ports={receiver.port},
        look_up=look_up,
        authorities=None if authorities is None else str(authorities),
        seconds=seconds,
    )


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def goes_on(self, by: timedelta) -> None:
        self.now += by


def sending_with(app: Flask, receiver: Receiver, clock: Clock, *, secrets: tuple[str, ...] = ()) -> Sending:
    """Sends from the app's database to the receiver, without chance."""
    settings: Settings = app.extensions["settings"]
    with app.app_context():
        return Sending(
            db.engine, carrier_to(receiver), Sealer(secrets or (settings.secret_key,)), clock, chance=lambda: 1.0
        )


def allow(app: Flask, receiver: Receiver) -> None:
    """The host names loopback and this port."""
    settings: Settings = app.extensions["settings"]
    app.extensions["settings"] = settings.with_(webhook_networks=LOOPBACK, webhook_ports=(receiver.port,))


@dataclass
class Owner:
    """A patient with webhooks to the receiver."""

    app: Flask
    person: Person
    browser: Browser
    receiver: Receiver

    def add(self, *event_types: str, **typed: str) -> tuple[UUID, str]:
        """Add one through the page: its id, and its key as it was shown."""
        page = self.browser.get("/settings/webhooks/new")
        answer = self.submit(page, *event_types, **typed)
        assert answer.status == 200, answer.text
        (key,) = set(KEY.findall(answer.body))
        return UUID(dict(page.form("/webhooks/new").fields())["id"]), key

    def submit(self, page: Page, *event_types: str, **typed: str) -> Page:
        address = f"http://{NAME}:{self.receiver.port}/hooks/secret"
        pairs: dict[str, Any] = {"label": "My home", "address": address, "event_types": list(event_types), **typed}
        return self.browser.submit(page, "/webhooks/new", **pairs)

    def press(self, webhook_id: UUID, button: str) -> Page:
        return self.browser.post(f"/settings/webhooks/{webhook_id}/{button}")


@pytest.fixture
def owner(make_app: Callable[..., Flask], receiver: Receiver) -> Owner:
    app = make_app(webhook_networks=LOOPBACK, webhook_ports=(receiver.port,))
    person = make_person(app, "Rosa")
    return Owner(app, person, sign_in(app, person), receiver)
