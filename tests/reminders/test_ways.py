"""By what somebody can be reached, and that the page says so where nothing can."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import update

from tests.reminders.conftest import LOGS, Desk
from tests.support.people import make_person, session_of, sign_in
from tests.support.sharing import now
from tracker.accounts.models import Account, AccountSession
from tracker.channels.models import MailAddress, PushSubscription
from tracker.channels.services.means import Means
from tracker.configuration.mail import MailSettings, Security
from tracker.domain.outbound.mailboxes import Mailbox
from tracker.reminders.services.ways import ways_to
from tracker.web.extensions import db

PAGE, ADDRESS, NOTHING = "/settings/reminders", "rosa@example.org", "Nothing can reach you yet"

MAIL = MailSettings(host="127.0.0.1", port=1, security=Security.NONE, sender=Mailbox("diary", "example.org"))
SUBSCRIPTION: dict[str, Any] = {
    "id": uuid4(), "endpoint_hash": b"0" * 32, "sealed": b"shut", "made_at": now(),
}  # fmt: skip


@pytest.fixture
def mailing(make_app: Callable[..., Flask]) -> Desk:
    app = make_app(mail=MAIL, address="https://diary.example.org")
    return Desk(app, make_person(app, "Rosa"))


def confirmed(desk: Desk, **given: Any) -> None:
    with session_of(desk.app) as session:
        session.execute(update(Account).values(email=ADDRESS))
        row = MailAddress(account_id=desk.rosa.account_id, address=ADDRESS, language="en", asked_at=now())
        row.confirmed_at = now()
        for name, value in given.items():
            setattr(row, name, value)
        session.add(row)
        session.commit()


def ways(desk: Desk) -> frozenset[str]:
    with session_of(desk.app) as session, desk.app.app_context():
        means = Means(db.engine, desk.app.extensions["settings"])
        return ways_to(session, means, desk.rosa.account_id, now())


def test_without_any_the_page_says_so(desk: Desk) -> None:
    browser = sign_in(desk.app, desk.rosa)
    assert NOTHING not in browser.get(PAGE).text
    desk.wants(LOGS)
    page = browser.get(PAGE)
    assert NOTHING in page.text
    assert page.all("main a[href='/settings/channels']")
    assert ways(desk) == frozenset()


def test_an_address_that_was_confirmed_is_one(mailing: Desk) -> None:
    mailing.wants(LOGS)
    confirmed(mailing)
    assert ways(mailing) == {"email"}
    assert NOTHING not in sign_in(mailing.app, mailing.rosa).get(PAGE).text


@pytest.mark.parametrize("given", [{"confirmed_at": None}, {"stopped_at": now()}])
def test_one_that_was_not_or_was_stopped_is_none(mailing: Desk, given: dict[str, Any]) -> None:
    confirmed(mailing, **given)
    assert ways(mailing) == frozenset()


def test_without_a_mail_server_there_is_none(desk: Desk) -> None:
    confirmed(desk)
    assert ways(desk) == frozenset()


def test_a_browser_that_was_switched_on_is_one(desk: Desk) -> None:
    sign_in(desk.app, desk.rosa)
    with session_of(desk.app) as session:
        session.execute(update(AccountSession).values(kept=True))
        at = session.execute(db.select(AccountSession.public_id)).scalar_one()
        session.add(PushSubscription(account_id=desk.rosa.account_id, session_id=at, **SUBSCRIPTION))
        session.commit()
    assert ways(desk) == {"push"}
