"""What strangers can and cannot do with browsers that are reached, and with links that are mailed."""

from sqlalchemy import update

from tests.security.town import SEE_OTHER, STRANGERS, TOO_MANY, UNKNOWN, Town
from tests.support.pages import Browser, Page
from tests.support.people import make_person, sign_in
from tests.support.push_service import Reader
from tracker.accounts.models import Account, AccountSession
from tracker.configuration.mail import MailSettings, Security
from tracker.domain.outbound.mailboxes import Mailbox
from tracker.throttling.limits import RULES, LimitedAct, Scope
from tracker.web.extensions import db


def browsers(town: Town) -> None:
    def add(browser: Browser, name: str) -> Page:
        return browser.post("/settings/channels/browser", Reader(f"/push/{name}").handed, follow=False)

    omar, rosa = sign_in(town.app, make_person(town.app, "Omar")), sign_in(town.app, town.rosa.person)
    with town.app.app_context():
        db.session.execute(update(AccountSession).values(kept=True))
        db.session.commit()
    tries = RULES[LimitedAct.TRY_BROWSER].lane[Scope.ACCOUNT][0].count
    assert {add(omar, "omar").status for _ in range(tries)} == {SEE_OTHER}
    assert add(omar, "omar").status == TOO_MANY
    assert add(rosa, "rosa").status == SEE_OTHER, "each account has its own"
    stranger = town.browser(STRANGERS)
    assert {add(stranger, "x").status for _ in range(tries + 1)} == {UNKNOWN}, "whoever is not signed in counts nothing"


def mail_links(town: Town) -> None:
    known = town.app.extensions["settings"]
    sender = Mailbox("diary", "example.org")
    by = MailSettings(host="127.0.0.1", port=1, security=Security.NONE, sender=sender)
    town.app.extensions["settings"] = known.with_(mail=by, address="https://diary.example.org")
    try:
        omar, rosa = sign_in(town.app, make_person(town.app, "Omar")), sign_in(town.app, town.rosa.person)
        with town.app.app_context():
            db.session.execute(update(Account).values(email="a@example.org"))
            db.session.commit()
        ask = "/settings/channels/address"
        tries = RULES[LimitedAct.MAIL_LINK].lane[Scope.ACCOUNT][0].count
        assert {omar.post(ask, follow=False).status for _ in range(tries)} == {SEE_OTHER}
        assert omar.post(ask, follow=False).status == TOO_MANY
        assert rosa.post(ask, follow=False).status == SEE_OTHER, "each account has its own"
    finally:
        town.app.extensions["settings"] = known
