"""Passkeys after the password, and in its place: the second step, and what asks for the password once more."""

import json
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from tests.accounts.members import give_password, with_password
from tests.factors.holder import ADD, Holder, acts, cookie_of, is_in
from tests.support.factors import give_code
from tests.support.pages import Browser, Page
from tests.support.people import PASSWORD, Person, make_person, sign_in
from tracker.accounts.models import AccountSession
from tracker.accounts.services import judging


class TestSecondStep:
    def _password(self, holder: Holder) -> tuple[Browser, Page]:
        browser = holder.stranger()
        answer = give_password(browser, "Rosa", PASSWORD, kept="yes")
        assert answer.location == "/sign-in/second-step"
        return browser, browser.get(answer.location)

    def test_it_lets_in_after_the_password(self, holder: Holder) -> None:
        browser, page = self._password(holder)
        assert not is_in(browser)
        asked = json.loads(holder.begin(browser, "/sign-in/second-step/passkey").body)
        assert len(asked["allowCredentials"]) == 1
        answer = holder.use(browser, "/sign-in/second-step/passkey", page)
        assert answer.status == 303
        assert any("sid=" in one and "Max-Age" in one for one in answer.headers.getlist("Set-Cookie")), "kept"
        assert is_in(browser)

    def test_a_device_that_names_nobody_will_do(self, holder: Holder) -> None:
        browser, page = self._password(holder)
        assert holder.use(browser, "/sign-in/second-step/passkey", page, handle=None).status == 303

    def test_somebody_elses_does_not(self, holder: Holder, app: Flask, db_session: Session, person: Person) -> None:
        omar = Holder(app, with_password(app, make_person(app, "Omar")))
        omar.make(sign_in(app, omar.member.person))
        browser, page = self._password(holder)
        options = holder.begin(browser, "/sign-in/second-step/passkey").body
        answer = omar.device.use(options, omar.device.held[0])
        refused = browser.submit(page, "/sign-in/second-step/passkey", follow=False, answer=answer)
        assert (refused.status, "not known here" in refused.text) == (422, True)
        assert not is_in(browser)
        assert acts(db_session, person)[-1] == "factor_refused"
        assert holder.use(browser, "/sign-in/second-step/passkey", refused).status == 303, "the step goes on"

    def test_its_answer_counts_once(self, holder: Holder) -> None:
        browser, page = self._password(holder)
        step = cookie_of(browser, "step")
        answer = holder.device.use(holder.begin(browser, "/sign-in/second-step/passkey").body)
        assert browser.submit(page, "/sign-in/second-step/passkey", follow=False, answer=answer).status == 303
        thief = holder.stranger()
        thief.client.set_cookie("step", step)
        assert thief.post("/sign-in/second-step/passkey", {"answer": answer}, follow=False).status == 401
        assert not is_in(thief)

    def test_where_something_changes_in_the_same_moment_it_begins_again(
        self, holder: Holder, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        browser, page = self._password(holder)
        monkeypatch.setattr(judging, "hold", lambda *_args: False)
        answer = holder.use(browser, "/sign-in/second-step/passkey", page)
        assert (answer.status, "Please sign in once more" in answer.text) == (401, True)
        assert not is_in(browser)

    def test_too_many_recovery_codes_name_what_needs_no_waiting(self, holder: Holder) -> None:
        browser, page = self._password(holder)
        for _ in range(11):
            page = give_code(browser, page, "AAAA-AAAA-AAAA-AAAA", field="recovery_code")
        assert page.status == 429
        assert "A passkey needs no waiting, nor does a recovery code that is right" in page.text
        assert "two codes of your app" not in page.text, "this account has none"
        assert holder.use(browser, "/sign-in/second-step/passkey", page).status == 303

    def test_without_a_password_there_is_no_step(self, holder: Holder) -> None:
        browser = holder.stranger()
        asked = holder.begin(browser, "/sign-in/second-step/passkey")
        assert (asked.status, "took too long" in asked.body) == (422, True)
        holder.begin(browser, "/sign-in/passkey")
        assert holder.begin(browser, "/sign-in/second-step/passkey").status == 422, "a step of another purpose"

    def test_at_an_address_without_a_site_it_says_why_and_offers_no_button(self, holder: Holder) -> None:
        browser, _ = self._password(holder)
        at: dict[str, Any] = {"base_url": "http://192.168.1.5"}
        browser.client.set_cookie("step", cookie_of(browser, "step"), domain="192.168.1.5")
        page = browser.get("/sign-in/second-step", **at)
        assert "Passkeys need HTTPS or the name localhost" in page.text
        assert not page.all("[data-passkey]")
        token = page.all("[name=csrf_token]")[0].attrs["value"]
        begun = browser.post("/sign-in/second-step/passkey/begin", token=token, follow=False, **at)
        assert (begun.status, "HTTPS or the name localhost" in begun.body) == (422, True)


class TestInPlaceOfThePassword:
    def _asked(self, holder: Holder, db_session: Session) -> tuple[Browser, Page]:
        browser = holder.signed_in()
        db_session.execute(update(AccountSession).values(confirmed_at=datetime.now(UTC) - timedelta(hours=2)))
        db_session.commit()
        return browser, browser.post(f"{ADD}/{uuid.uuid4()}/remove", {"note": "typed before"}, follow=False)

    def test_what_waited_goes_on(self, holder: Holder, db_session: Session) -> None:
        browser, page = self._asked(holder, db_session)
        before = cookie_of(browser, "sid")
        send = holder.use(browser, "/confirm/passkey", page)
        assert send.heading == "Thank you"
        assert ("note", "typed before") in send.form("/remove").fields()
        assert cookie_of(browser, "sid") != before, "a new secret"
        assert browser.submit(send, "/remove").status == 404, "it was let through: there is no such passkey"

    def test_too_many_passwords_leave_the_passkey(self, holder: Holder) -> None:
        browser = holder.signed_in()
        page = browser.get("/confirm")
        for _ in range(11):
            page = browser.submit(page, "/confirm", follow=False, password="not the password at all")
        assert (page.status, "A passkey needs no waiting." in page.text) == (429, True)
        assert holder.use(browser, "/confirm/passkey", page).status in {200, 303}

    def test_a_page_goes_on(self, holder: Holder, db_session: Session) -> None:
        browser, _ = self._asked(holder, db_session)
        page = browser.get("/confirm?next=/settings/sign-ins")
        assert holder.use(browser, "/confirm/passkey", page).location == "/settings/sign-ins"

    def test_a_refusal_keeps_what_waited(self, holder: Holder, person: Person, db_session: Session) -> None:
        browser, page = self._asked(holder, db_session)
        refused = holder.use(browser, "/confirm/passkey", page, origin="http://evil.localhost")
        assert (refused.status, refused.heading) == (422, "Your password once more")
        assert "typed before" in dict(refused.form("/confirm/passkey").fields())["typed"]
        assert acts(db_session, person)[-1] == "passkey_refused"

    def test_it_must_be_their_own(self, holder: Holder, app: Flask, other: Browser) -> None:
        options = holder.begin(other, "/confirm/passkey").body
        answer = holder.device.use(options, holder.device.held[0])
        refused = other.post("/confirm/passkey", {"answer": answer}, follow=False)
        assert (refused.status, "not known here" in refused.text) == (422, True)

    def test_a_step_of_another_purpose_is_none(self, holder: Holder, db_session: Session) -> None:
        browser, page = self._asked(holder, db_session)
        answer = holder.device.use(holder.begin(browser, "/sign-in/passkey").body)
        refused = browser.submit(page, "/confirm/passkey", follow=False, answer=answer)
        assert (refused.status, "This took too long" in refused.text) == (422, True)

    def test_it_is_offered_to_those_who_have_one(self, holder: Holder, other: Browser, person: Person) -> None:
        assert holder.signed_in().get("/confirm").all("[data-passkey]")
        assert not other.get("/confirm").all("[data-passkey]")
