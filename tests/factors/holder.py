"""Somebody with a device that makes passkeys, and what the pages and the log say of them."""

from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts.members import Member
from tests.support.authenticator import Device
from tests.support.pages import Browser, Page
from tests.support.people import Person
from tracker.audit.models import SecurityEvent

FACTORS = "/settings/second-factor"
ADD = f"{FACTORS}/passkeys"


@dataclass
class Holder:
    """Somebody with a device, at one browser after another."""

    app: Flask
    member: Member
    device: Device = field(default_factory=Device)

    def begin(self, browser: Browser, url: str, **typed: str) -> Page:
        """What the page's script asks before it asks the device."""
        return browser.post(f"{url}/begin", typed, follow=False)

    def make(self, browser: Browser, **typed: Any) -> Page:
        """Add a passkey by the page."""
        page = browser.get(FACTORS)
        answer = self.device.make(self.begin(browser, ADD).body)
        return browser.submit(page, ADD, answer=answer, **typed)

    def use(self, browser: Browser, url: str, page: Page | None = None, **typed: Any) -> Page:
        """Give the passkey where a page asks for it."""
        page = page or browser.get("/sign-in?again=1")
        kept = {"kept": typed.pop("kept")} if "kept" in typed else {}
        answer = self.device.use(self.begin(browser, url, **kept).body, **typed)
        return browser.submit(page, url, follow=False, answer=answer)

    def stranger(self) -> Browser:
        return Browser(self.app, self.member.person.patient_id)

    def signed_in(self) -> Browser:
        browser = self.stranger()
        answer = self.use(browser, "/sign-in/passkey")
        assert answer.status == 303, answer.text
        return browser


def acts(db_session: Session, person: Person) -> list[str]:
    query = select(SecurityEvent.act).where(SecurityEvent.subject_id == person.account_id)
    found = list(db_session.execute(query.order_by(SecurityEvent.number)).scalars())
    db_session.rollback()
    return found


def is_in(browser: Browser) -> bool:
    return browser.get("/settings", follow=False).status == 200


def cookie_of(browser: Browser, name: str) -> str:
    found = browser.client.get_cookie(name)
    return "" if found is None else found.value
