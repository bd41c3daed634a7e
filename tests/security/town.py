"""A town for the tests of limits: somebody whose account it is, and a stranger in another network."""

from collections.abc import Callable
from dataclasses import dataclass, field

from flask import Flask
from sqlalchemy import update

from tests.accounts.guarded import Guarded, guard
from tests.accounts.members import Member, give_password
from tests.support.pages import Browser, Page
from tests.support.people import PASSWORD
from tracker.accounts.models import AccountSession
from tracker.throttling.limits import LimitedAct
from tracker.throttling.throttles import Throttle, Throttled, Who
from tracker.web import clock
from tracker.web.extensions import db

WRONG, WRONG_CODE = "not the pass phrase at all", "0000-0000-0000-0000"
STRANGERS, OWNERS, NEVER_SEEN = "203.0.113.66", "198.51.100.7", "192.0.2.44"
SEE_OTHER, UNFIT, TOO_MANY, OK, MISSING, UNKNOWN = 303, 422, 429, 200, 404, 401


@dataclass
class Town:
    """Rosa, whose account it is, and a stranger; each from a network of their own."""

    app: Flask
    rosa: Member
    made: dict[str, Guarded] = field(default_factory=dict)

    def browser(self, come_from: str) -> Browser:
        browser = Browser(self.app, self.rosa.person.patient_id)
        browser.client.environ_base["REMOTE_ADDR"] = come_from
        return browser

    def enter(self, come_from: str, password: str = PASSWORD) -> int:
        return give_password(self.browser(come_from), "Rosa", password).status

    def known(self, come_from: str) -> Browser:
        """A browser in which Rosa was signed in before, and which has nothing of that but the cookie by itself."""
        before = self.guarded.browser() if self.made else self.rosa.browser()
        cookie = before.client.get_cookie("known")
        assert cookie is not None
        browser = self.browser(come_from)
        browser.client.set_cookie("known", cookie.value)
        return browser

    def has_lived_at(self, place: str) -> None:
        """Rosa is known there, and nowhere else."""
        with self.app.app_context():
            db.session.execute(update(AccountSession).values(address=place))
            db.session.commit()

    @property
    def guarded(self) -> Guarded:
        if not self.made:
            self.made["rosa"] = guard(self.app, self.rosa)
        return self.made["rosa"]

    def many(self, act: LimitedAct, account: str) -> None:
        """Strangers in a hundred networks have used up what there is for strangers."""
        throttle: Throttle = self.app.extensions["keeper"].throttle
        with self.app.app_context():
            for network in range(100):
                who = Who(account=account, address=f"192.0.2.{100 + network}/32")
                while True:
                    try:
                        throttle.settle(db.session(), throttle.take(db.session(), act, who, clock.now()))
                    except Throttled:
                        break
            db.session.commit()


def until_refused(send: Callable[[], Page], at_most: int = 320) -> Page:
    for _ in range(at_most):
        page = send()
        if page.status == TOO_MANY:
            return page
    raise AssertionError(page.status)
