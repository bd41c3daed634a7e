"""One's own account: profile, password, sign-ins, recovery codes."""

import logging
import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.accounts.members import NEW_PASSWORD, Member, give_password
from tests.support.pages import Browser
from tests.support.people import PASSWORD
from tracker.accounts.models import Account, AccountSession, RecoveryCode
from tracker.accounts.services import sessions
from tracker.accounts.services.accounts import make_codes
from tracker.throttling.throttles import LimitedAct, Throttle, Who
from tracker.web import clock
from tracker.web.extensions import db

PAGES = (
    *("/settings", "/settings/password", "/settings/sign-ins", "/settings/activity"),
    *("/settings/recovery-codes", "/settings/delete"),
)
CONFIRMED = ("/settings/recovery-codes", "/settings/delete")


@pytest.fixture
def browser(member: Member) -> Browser:
    return member.browser()


def sid(browser: Browser) -> str:
    cookie = browser.client.get_cookie("sid")
    assert cookie is not None
    return cookie.value


@pytest.mark.parametrize("url", PAGES)
def test_every_page_opens_for_its_owner_alone(app: Flask, browser: Browser, url: str) -> None:
    assert browser.get(url).status == 200
    assert Browser(app).get(url, follow=False).status == 302


class TestProfile:
    def test_is_saved(self, app: Flask, browser: Browser) -> None:
        page = browser.submit(browser.get("/settings"), "/settings", email="rosa@b.org", time_zone="Asia/Tokyo")
        assert "Your settings are saved" in page.text
        assert dict(page.form("/settings").fields())["email"] == "rosa@b.org"
        with app.app_context():
            account = db.session.execute(select(Account)).scalar_one()
        assert (account.email, account.time_zone) == ("rosa@b.org", "Asia/Tokyo")

    def test_another_address_asks_for_the_password_where_it_was_not_given_lately(
        self, app: Flask, browser: Browser
    ) -> None:
        page = browser.get("/settings")
        with app.app_context():
            db.session.execute(update(AccountSession).values(confirmed_at=clock.now() - timedelta(hours=2)))
            db.session.commit()
        assert "saved" in browser.submit(page, "/settings", email="", time_zone="Asia/Tokyo").text
        asked = browser.submit(page, "/settings", email="rosa@b.org")
        assert (asked.status, asked.heading) == (401, "Your password once more")
        waiting = browser.submit(asked, "/confirm", password=PASSWORD)
        browser.submit(waiting, "/settings")
        with app.app_context():
            assert db.session.execute(select(Account.email)).scalar_one() == "rosa@b.org"

    def test_the_address_can_be_taken_out(self, app: Flask, browser: Browser) -> None:
        browser.submit(browser.get("/settings"), "/settings", email="rosa@b.org")
        browser.submit(browser.get("/settings"), "/settings", email="")
        with app.app_context():
            assert db.session.execute(select(Account.email)).scalar_one() is None

    @pytest.mark.parametrize(("field", "value"), [("email", "rosa"), ("time_zone", "Mars"), ("time_zone", "")])
    def test_bad_input_is_said(self, browser: Browser, field: str, value: str) -> None:
        typed: dict[str, Any] = {field: value}
        page = browser.submit(browser.get("/settings"), "/settings", **typed)
        assert page.status == 422
        assert page.error_of(field)

    def test_a_note_that_is_none(self, browser: Browser) -> None:
        assert not browser.get("/settings?note=made-up").all(".notice-saved")


class TestLook:
    def test_is_the_system_s_and_as_before_until_it_is_chosen(self, browser: Browser) -> None:
        html = browser.get("/settings").one("html")
        assert (html.attrs.get("data-theme"), html.attrs.get("data-text")) == (None, None)

    def test_every_page_follows_it_and_other_answers_stay(self, app: Flask, browser: Browser) -> None:
        asked = browser.get("/settings")
        page = browser.submit(asked, "/settings/look", theme="dark", text_size="130", date_format="iso")
        assert "Pages look like this now" in page.text
        html = page.one("html")
        assert (html.attrs["data-theme"], html.attrs["data-text"]) == ("dark", "130")
        assert re.search(r"This account was made on \w{3} \d{4}-\d\d-\d\d\.", page.text)
        page = browser.submit(page, "/settings/look", theme="light")
        assert dict(page.form("/settings/look").fields())["date_format"] == "iso"
        with app.app_context():
            account = db.session.execute(select(Account)).scalar_one()
        assert (account.theme, account.text_size, account.date_format) == ("light", "130", "iso")

    @pytest.mark.parametrize("field", ["theme", "text_size", "date_format"])
    def test_what_is_none_of_them_is_said(self, browser: Browser, field: str) -> None:
        typed: dict[str, Any] = {field: "mars"}
        page = browser.submit(browser.get("/settings"), "/settings/look", **typed)
        assert page.status == 422
        assert page.error_of(field)


class TestPassword:
    def test_is_changed_and_others_are_signed_out(self, app: Flask, member: Member, browser: Browser) -> None:
        other, before = member.browser(), sid(browser)
        page = browser.submit(
            browser.get("/settings/password"), "/password", password=PASSWORD, new_password=NEW_PASSWORD
        )
        assert "Your password is changed" in page.text
        assert sid(browser) != before
        assert browser.get("/settings/password", follow=False).status == 200
        assert other.get("/settings/password", follow=False).status == 302
        thief = Browser(app)
        thief.client.set_cookie("sid", before)
        assert thief.get("/settings/password", follow=False).status == 302
        assert give_password(Browser(app), "Rosa", PASSWORD).status == 422
        assert give_password(Browser(app), "Rosa", NEW_PASSWORD).status == 303

    def test_a_kept_sign_in_stays_kept(self, member: Member) -> None:
        browser = member.browser(kept=True)
        page = browser.submit(
            browser.get("/settings/password"),
            "/password",
            follow=False,
            password=PASSWORD,
            new_password=NEW_PASSWORD,
        )
        assert "Max-Age" in page.headers["Set-Cookie"]

    @pytest.mark.parametrize(
        ("password", "new_password", "field"),
        [
            ("", NEW_PASSWORD, "password"),
            ("wrong password", NEW_PASSWORD, "password"),
            (PASSWORD, "", "new_password"),
            (PASSWORD, "short", "new_password"),
            (PASSWORD, "Rosa password1", "new_password"),
        ],
    )
    def test_what_is_wrong(self, app: Flask, browser: Browser, password: str, new_password: str, field: str) -> None:
        page = browser.submit(
            browser.get("/settings/password"), "/password", password=password, new_password=new_password
        )
        assert page.status == 422
        assert page.error_of(field)
        assert give_password(Browser(app), "Rosa", PASSWORD).status == 303

    def test_guesses_are_limited_and_strangers_guesses_do_not_count(
        self, app: Flask, member: Member, browser: Browser
    ) -> None:
        with app.app_context():
            throttle: Throttle = app.extensions["keeper"].throttle
            for _ in range(10):
                throttle.take(db.session(), LimitedAct.SIGN_IN, Who("rosa", "elsewhere"), clock.now())
            db.session.commit()
        for _ in range(10):
            page = browser.get("/settings/password")
            assert browser.submit(page, "/password", password="wrong", new_password=NEW_PASSWORD).status == 422
        page = browser.get("/settings/password")
        refused = browser.submit(page, "/password", password=PASSWORD, new_password=NEW_PASSWORD)
        assert refused.status == 429
        assert browser.get("/settings/password", follow=False).status == 200

    def test_a_sign_in_ended_in_the_same_moment(self, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sessions, "confirm", lambda *_args: None)
        page = browser.submit(
            browser.get("/settings/password"), "/password", follow=False, password=PASSWORD, new_password=NEW_PASSWORD
        )
        assert page.location == "/sign-in"


class TestSignIns:
    def test_are_listed(self, member: Member, browser: Browser) -> None:
        member.browser(agent="Mozilla/5.0 (iPhone; CPU) Version/18 Safari/605", kept=True)
        page = browser.get("/settings/sign-ins")
        assert {node.to_text() for node in page.all(".rows b")} == {"Firefox on Android", "Safari on iPhone"}
        assert page.text.count("this one") == 1
        assert page.text.count("Kept signed in") == 1
        assert "127.0.0.0/24" in page.text
        assert "127.0.0.1" not in page.text

    def test_one_is_ended(self, member: Member, browser: Browser) -> None:
        other = member.browser(agent="Chrome/1 Windows")
        page = browser.get("/settings/sign-ins")
        ends = [node for node in page.all("form") if "End" in node.to_text() and "all" not in node.to_text()]
        assert len(ends) == 1
        after = browser.submit(page, ends[0].attrs["action"])
        assert "has ended" in after.text
        assert other.get("/settings/password", follow=False).status == 302
        assert browser.get("/settings/password", follow=False).status == 200

    def test_ones_own_is_signing_out(self, browser: Browser) -> None:
        page = browser.get("/settings/sign-ins")
        after = browser.submit(page, page.form("/settings/sign-ins/").action, follow=False)
        assert "Clear-Site-Data" in after.headers
        assert browser.get("/settings/password", follow=False).status == 302

    def test_all_others_are_ended(self, member: Member, browser: Browser) -> None:
        others = [member.browser(), member.browser()]
        page = browser.submit(browser.get("/settings/sign-ins"), "end-others")
        assert "everywhere else" in page.text
        assert not page.all("form[action$='end-others']")
        assert [one.get("/settings/password", follow=False).status for one in others] == [302, 302]

    def test_anothers_cannot_be_ended(self, app: Flask, browser: Browser, other: Browser) -> None:
        page = other.get("/settings/sign-ins")
        action = page.form("/settings/sign-ins/").action
        assert browser.post(action).status == 404
        assert browser.post(f"/settings/sign-ins/{uuid.uuid4()}/end").status == 404
        assert other.get("/settings/password", follow=False).status == 200


class TestRecoveryCodes:
    def test_new_ones_take_the_place_of_the_old(self, app: Flask, member: Member, browser: Browser) -> None:
        with app.app_context():
            make_codes(db.session(), member.person.account_id, clock.now())
            db.session.commit()
            old = set(db.session.execute(select(RecoveryCode.code_hash)).scalars())
        before = sid(browser)
        page = browser.get("/settings/recovery-codes")
        assert "8 codes left" in page.text
        fresh = browser.submit(page, "recovery-codes", password=PASSWORD)
        assert len(fresh.all(".codes li")) == 8
        assert sid(browser) != before
        with app.app_context():
            new = set(db.session.execute(select(RecoveryCode.code_hash)).scalars())
        assert len(new) == 8
        assert not new & old

    def test_whoever_has_none_sees_so(self, browser: Browser) -> None:
        assert "0 left" in browser.get("/settings").text


@pytest.mark.parametrize("url", CONFIRMED)
@pytest.mark.parametrize("password", ["", "wrong password", "x" * 1000])
def test_nothing_grave_without_the_password(app: Flask, browser: Browser, url: str, password: str) -> None:
    page = browser.submit(browser.get(url), url, password=password)
    assert page.status == 422
    assert page.error_of("password")
    with app.app_context():
        assert db.session.execute(select(Account)).scalar_one()
        assert db.session.execute(select(RecoveryCode)).all() == []


def test_each_act_is_logged_once_by_id(
    app: Flask, member: Member, browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "tracker"):
        browser.post("/settings/password", {"password": PASSWORD, "new_password": NEW_PASSWORD})
        browser.post("/settings/recovery-codes", {"password": NEW_PASSWORD})
        browser.post("/settings/sign-ins/end-others")
        browser.post("/settings/delete", {"password": NEW_PASSWORD, "when": "now"})
    account = member.person.account_id
    assert caplog.messages == [
        f"account.password_changed account={account}",
        f"account.recovery_codes_made account={account}",
        f"account.other_sign_ins_ended account={account}",
        f"account.deleted account={account}",
    ]
