"""A member with an authenticator app and recovery codes, for tests of the second step."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import func, select

from tests.accounts.members import Member
from tests.support.factors import App, add_app, give_code
from tests.support.pages import Browser, Page
from tests.support.people import PASSWORD, Person
from tracker.accounts.models import Account, AccountSession, RecoveryCode
from tracker.accounts.services.accounts import make_codes
from tracker.accounts.services.codes import code_hash
from tracker.audit.models import SecurityEvent
from tracker.web import clock
from tracker.web.extensions import db

HOST_CODE = "abcd-ef01-2345-6789"


@dataclass(frozen=True)
class Guarded:
    """Whoever signs in as them needs more than the password."""

    app: Flask
    member: Member
    phone: App
    codes: tuple[str, ...]

    @property
    def person(self) -> Person:
        return self.member.person

    def asked(
        self, browser: Browser | None = None, *, then: str = "/settings/password", kept: bool = False
    ) -> tuple[Browser, Page]:
        """A browser that gave the right password, and the page that asks for more."""
        browser = browser or Browser(self.app, self.person.patient_id)
        page = browser.get(f"/sign-in?again=1&next={then}")
        typed = {"user_name": self.person.user_name, "password": PASSWORD, "kept": "yes" if kept else None}
        return browser, browser.submit(page, "/sign-in", follow=True, **typed)

    def browser(self, *, kept: bool = False) -> Browser:
        """A browser in which they have signed in with both."""
        browser, page = self.asked(kept=kept)
        answer = give_code(browser, page, self.phone.code())
        assert answer.status == 303, answer.text
        return browser

    def acts(self) -> list[str]:
        with self.app.app_context():
            return list(
                db.session.execute(
                    select(SecurityEvent.act)
                    .where(SecurityEvent.subject_id == self.person.account_id)
                    .order_by(SecurityEvent.number)
                ).scalars()
            )

    def sign_ins(self) -> int:
        with self.app.app_context():
            return db.session.execute(
                select(func.count())
                .select_from(AccountSession)
                .where(AccountSession.account_id == self.person.account_id)
            ).scalar_one()

    def account(self) -> Account:
        with self.app.app_context():
            return db.session.execute(select(Account).where(Account.id == self.person.account_id)).scalar_one()


def guard(app: Flask, member: Member) -> Guarded:
    phone = add_app(app, member.person.account_id)
    with app.app_context():
        codes = make_codes(db.session(), member.person.account_id, clock.now())
        db.session.commit()
    return Guarded(app, member, phone, codes)


def is_in(browser: Browser) -> bool:
    return browser.get("/settings/password", follow=False).status == 200


def make_host_code(guarded: Guarded, ends: datetime) -> None:
    """A recovery code that whoever runs the server has made for them."""
    with guarded.app.app_context():
        code = RecoveryCode(
            account_id=guarded.person.account_id,
            code_hash=code_hash(HOST_CODE),
            created_at=clock.now() - timedelta(days=1),
            expires_at=ends,
        )
        db.session.add(code)
        db.session.commit()
