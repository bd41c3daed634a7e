"""Members: people whose passwords are known, so that they can sign in by the page."""

from dataclasses import dataclass

from flask import Flask
from sqlalchemy import update

from tests.support.pages import Browser, Page
from tests.support.people import PASSWORD, Person
from tracker.accounts.models import Account
from tracker.accounts.services.accounts import Keeper
from tracker.web.extensions import db

NEW_PASSWORD = "quite another pass phrase"


@dataclass(frozen=True)
class Member:
    """A person who can sign in by the page."""

    app: Flask
    person: Person

    def browser(self, *, password: str = PASSWORD, kept: bool = False, agent: str = "Firefox/140 Android") -> Browser:
        """A browser in which the member has signed in by hand."""
        browser = Browser(self.app, self.person.patient_id)
        browser.client.environ_base["HTTP_USER_AGENT"] = agent
        answer = give_password(browser, self.person.user_name, password, **({"kept": "yes"} if kept else {}))
        assert answer.status == 303, answer.text
        return browser


def give_password(browser: Browser, name: str, password: str, **more: str) -> Page:
    page = browser.get("/sign-in")
    return browser.submit(page, "/sign-in", follow=False, user_name=name, password=password, **more)


def with_password(app: Flask, person: Person) -> Member:
    keeper: Keeper = app.extensions["keeper"]
    with app.app_context():
        db.session.execute(
            update(Account).where(Account.id == person.account_id).values(password_hash=keeper.hasher.hash(PASSWORD))
        )
        db.session.commit()
    return Member(app, person)
