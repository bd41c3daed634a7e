"""A receiver on this machine, a carrier that may call it, and a patient who adds webhooks."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from tests.support.pages import Browser, Page
from tests.support.people import Person, make_person, sign_in
from tests.support.receivers import LOOPBACK, NAME, Receiver, carrier_to, serve
from tracker.configuration.settings import Settings
from tracker.factors.services.sealing import Sealer
from tracker.web.extensions import db
from tracker.webhooks.services.sending import Sending

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
KEY = re.compile(r"whsec_[\w+/=]+")


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    yield from serve(Receiver())


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
