"""Those who make a share link, and those who open its address."""

import html
import re
import uuid
from datetime import UTC, datetime
from urllib.parse import urlsplit

from flask import Flask

from tests.support.pages import Browser, Page
from tests.support.people import Person
from tests.support.sharing import events_of

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)  # Tuesday, 13:00 in Berlin
PASSPHRASE = "eight or more"
ADDRESS = re.compile(r"http://localhost/s/[\w-]+")


def new_link(owner: Browser, **typed: str) -> Page:
    """Fill in the form for a new link and send it; by default for thirty days, to Dr Meyer."""
    page = owner.get(owner.path("sharing/links/new"))
    return owner.submit(page, "/links/new", follow=True, **{"label": "Dr Meyer", **typed})


def address_of(page: Page) -> str:
    """The address that the answer to the form shows, once."""
    found = set(ADDRESS.findall(html.unescape(page.body)))
    assert len(found) == 1, page.text
    return str(found.pop())


def opened_links(app: Flask, person: Person) -> int:
    return sum(event.act == "link_opened" for event in events_of(app, person))


def press(browser: Browser, page: Page, *, follow: bool = True) -> Page:
    """Press the button that the address of a link shows."""
    return browser.submit(page, "/s/", follow=follow) if page.status == 200 else page


class Opener(Browser):
    """Somebody who was given an address."""

    def __init__(self, app: Flask, patient_id: uuid.UUID | None = None, *, come_from: str = "127.0.0.1") -> None:
        super().__init__(app, patient_id)
        self.client.environ_base["REMOTE_ADDR"] = come_from

    def open(self, address: str, *, follow: bool = False) -> Page:
        """Go to the address and press its button; the answer of the address itself where it has none."""
        return press(self, self.ask(address), follow=follow)

    def ask(self, address: str) -> Page:
        """Go to the address, as a program does that shows what lies behind it."""
        return self.get(urlsplit(address).path)

    @property
    def cookie(self) -> str | None:
        found = self.client.get_cookie("share")
        return None if found is None else str(found.value)
