"""Somebody whose sign-in is kept, a browser of theirs that is reached, a push service and a mail server."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.support.mail_server import MailServer, mail_server
from tests.support.pages import Browser, Page
from tests.support.people import Person, make_person, sign_in
from tests.support.push_service import Reader, Service, serving
from tracker.accounts.models import Account, AccountSession
from tracker.channels.models import PushSubscription
from tracker.channels.services.delivering import Means
from tracker.channels.services.sending import Sending, send_due
from tracker.web.extensions import db

ADDRESS = "rosa@example.net"
HERE = "https://diary.example.org"


@dataclass
class Owner:
    """Somebody with a kept sign-in; `means` calls the service on this machine."""

    app: Flask
    person: Person
    browser: Browser
    means: Means

    def page(self) -> Page:
        return self.browser.get("/settings/channels")

    def switch_on(self, reader: Reader, browser: Browser | None = None) -> Page:
        """As the script does: the form's fields filled in."""
        browser = browser or self.browser
        given: dict[str, Any] = dict(reader.handed)
        return browser.submit(browser.get("/settings/channels"), "/channels/browser", **given)

    def another(self) -> Browser:
        """The same person in another browser."""
        browser = sign_in(self.app, self.person)
        keep(self.app, self.person)
        return browser

    def send(self, at: datetime | None = None) -> int:
        """What runs beside the server has its turn."""
        now = at or datetime.now(UTC).replace(microsecond=0)
        return send_due(Sending(self.means, lambda: now, chance=lambda: 1.0))

    def ids(self) -> list[UUID]:
        with self.app.app_context():
            return list(db.session.execute(select(PushSubscription.id).order_by(PushSubscription.made_at)).scalars())


def keep(app: Flask, person: Person) -> None:
    with app.app_context():
        mine = update(AccountSession).where(AccountSession.account_id == person.account_id)
        db.session.execute(mine.values(kept=True))
        db.session.commit()


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    with serving(tmp_path, monkeypatch) as made:
        yield made


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with mail_server() as made:
        yield made


@pytest.fixture
def owner(make_app: Callable[..., Flask], service: Service, mail: MailServer) -> Owner:
    app = make_app(mail=mail.settings(), address=HERE)
    person = make_person(app, "Rosa")
    browser = sign_in(app, person)
    keep(app, person)
    with app.app_context():
        db.session.execute(update(Account).where(Account.id == person.account_id).values(email=ADDRESS))
        db.session.commit()
        means = Means(db.engine, app.extensions["settings"], service.carrier)
    return Owner(app, person, browser, means)
