"""What is new in how somebody signs in is said on every page, until they have seen it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from tests.accounts.members import Member, give_password
from tests.support import sharing
from tests.support.pages import Browser, Page
from tests.support.people import PASSWORD, Person, make_person, sign_in
from tracker.accounts.models import Account, AccountSession
from tracker.accounts.services import activity
from tracker.accounts.services.activity import NEWS, is_news
from tracker.audit.services.events import Caller
from tracker.domain.accounts.security_log import SecurityAct
from tracker.throttling.models import Attempt
from tracker.web import clock
from tracker.web.extensions import db
from tracker.wording.accounts import ACTS, act_words

SAID = "Something about how you sign in is new since"
PHONE, LAPTOP = "Firefox/140 Android", "Chrome/1 Windows"


def is_said(page: Page) -> bool:
    return SAID in page.text


def notice_since(app: Flask, person: Person) -> datetime | None:
    with app.app_context():
        return db.session.execute(select(Account.notice_since).where(Account.id == person.account_id)).scalar_one()


class TestSigningIn:
    def test_the_first_sign_in_and_the_same_device_again_are_no_news(self, app: Flask, member: Member) -> None:
        first, second = member.browser(agent=PHONE), member.browser(agent=PHONE)
        first.post("/sign-out")
        second.post("/sign-out")
        assert not is_said(member.browser(agent=PHONE).get("/settings"))
        assert notice_since(app, member.person) is None

    def test_making_an_account_is_none_and_coming_back_on_that_device_is_none(self, app: Flask) -> None:
        browser = Browser(app)
        typed: dict[str, Any] = {
            "user_name": "Nora", "new_password": "a phrase about trombones", "role": "patient", "time_zone": "UTC",
        }  # fmt: skip
        assert not is_said(browser.submit(browser.get("/sign-up"), "/sign-up", **typed))
        browser.post("/sign-out")
        give_password(browser, "Nora", typed["new_password"])
        assert not is_said(browser.get("/settings"))

    def test_another_device_is_told_everywhere_until_it_is_seen(self, app: Flask, member: Member) -> None:
        phone = member.browser(agent=PHONE)
        laptop = member.browser(agent=LAPTOP)
        for browser in (phone, laptop):
            for url in (browser.path("today"), browser.path("progress"), "/settings", "/help-now"):
                assert is_said(browser.get(url)), url
        page = phone.get(phone.path("today"))
        assert page.all("a[href='/settings/activity']")
        activity_page = phone.get("/settings/activity")
        assert not is_said(activity_page)
        assert "Signed in from a new device or network new" in activity_page.text
        seen = phone.submit(activity_page, "/activity/seen")
        assert "Noted" in seen.text
        assert not any(is_said(browser.get("/settings")) for browser in (phone, laptop))
        assert not is_said(member.browser(agent=LAPTOP).get("/settings"))

    def test_another_network_is_new_too(self, app: Flask, member: Member) -> None:
        member.browser(agent=PHONE)
        browser = Browser(app)
        browser.client.environ_base |= {"HTTP_USER_AGENT": PHONE, "REMOTE_ADDR": "198.51.100.7"}
        give_password(browser, "Rosa", PASSWORD)
        assert is_said(browser.get("/settings"))
        assert "198.51.100.0/24" in browser.get("/settings/activity").text

    def test_nobody_else_is_told(self, app: Flask, member: Member) -> None:
        omar = sign_in(app, make_person(app, "Omar"))
        member.browser(agent=PHONE)
        member.browser(agent=LAPTOP)
        assert not is_said(omar.get("/settings"))
        omar.post("/settings/activity/seen")
        assert notice_since(app, member.person) is not None

    def test_a_practitioner_is_told_beside_a_patients_record(self, app: Flask, member: Member) -> None:
        practitioner = sharing.make_practitioner(app)
        sharing.share(app, member.person, practitioner)
        browser = sharing.as_practitioner(app, practitioner, member.person)
        assert not is_said(browser.get(browser.path("progress")))
        with app.app_context():
            act = SecurityAct.PASSKEY_ADDED
            activity.tell(db.session(), practitioner.account_id, act, Caller(now=clock.now()))
            db.session.commit()
        assert is_said(browser.get(browser.path("progress")))
        assert is_said(browser.get("/patients"))

    def test_a_device_is_known_for_half_a_year(self, db_session: Session, person: Person) -> None:
        now = clock.now()
        here = Caller(now=now - timedelta(days=180), device="Firefox on Android", address="192.0.2.0/24")
        activity.tell(db_session, person.account_id, SecurityAct.SIGNED_IN, here)
        in_time, late = (replace(here, now=now + timedelta(hours=hours)) for hours in (-1, 1))
        assert activity.sign_in_act(db_session, person.account_id, in_time) == "signed_in"
        assert activity.sign_in_act(db_session, person.account_id, late) is SecurityAct.SIGNED_IN_NEW_DEVICE

    def test_an_account_older_than_the_log_knows_its_open_sign_ins(self, app: Flask, member: Member) -> None:
        sign_in(app, member.person)
        with app.app_context():
            db.session.execute(update(AccountSession).values(device="Firefox on Android", address="127.0.0.0/24"))
            db.session.commit()
        assert not is_said(member.browser(agent=PHONE).get("/settings"))


class TestWhatIsNews:
    @pytest.mark.parametrize("act", list(ACTS))
    def test_each_act(self, app: Flask, person: Person, act: SecurityAct) -> None:
        with app.app_context():
            activity.tell(db.session(), person.account_id, act, Caller(now=clock.now()))
            db.session.commit()
        assert (notice_since(app, person) is not None) == (act in NEWS)

    def test_every_change_of_what_lets_somebody_in_is(self) -> None:
        for act in SecurityAct:
            changes = any(word in act.value for word in ("password_", "codes_", "authenticator_", "passkey_", "email_"))
            if changes and not act.value.endswith("refused"):
                assert act in NEWS, act

    def test_what_came_close_is_where_it_comes_from_elsewhere(self) -> None:
        for act in SecurityAct:
            close = act in {SecurityAct.FACTOR_REFUSED, SecurityAct.PASSKEY_REFUSED, SecurityAct.SIGN_IN_THROTTLED}
            assert is_news(act, from_elsewhere=True) == (close or act in NEWS)
            assert is_news(act, from_elsewhere=False) == (act in NEWS)

    @pytest.mark.parametrize(("agent", "said"), [(PHONE, False), (LAPTOP, True)])
    def test_too_many_wrong_passwords(self, app: Flask, member: Member, agent: str, *, said: bool) -> None:
        browser, guesser = member.browser(agent=PHONE), Browser(app)
        guesser.client.environ_base["HTTP_USER_AGENT"] = agent
        for _ in range(11):
            status = give_password(guesser, "Rosa", "not the one").status
        assert status == 429
        assert is_said(browser.get("/settings")) == said
        with app.app_context():
            db.session.execute(delete(Attempt))
            db.session.commit()

    def test_it_stays_since_the_first_that_was_not_seen(self, app: Flask, person: Person) -> None:
        now = clock.now()
        with app.app_context():
            for days in (3, 1):
                at = now - timedelta(days=days)
                activity.tell(db.session(), person.account_id, SecurityAct.EMAIL_CHANGED, Caller(now=at))
            db.session.commit()
        assert notice_since(app, person) == now - timedelta(days=3)

    def test_every_act_has_words(self) -> None:
        assert all(act_words(act, 1) and act_words(act, 3).endswith(", 3 times") for act in ACTS)
        assert len(set(ACTS.values())) == len(ACTS)


def test_the_notice_is_not_printed(app: Flask, member: Member) -> None:
    member.browser(agent=PHONE)
    page = member.browser(agent=LAPTOP).get("/settings")
    (notice,) = [node for node in page.all("section") if SAID in node.to_text()]
    assert "no-print" in notice.attrs["class"]
