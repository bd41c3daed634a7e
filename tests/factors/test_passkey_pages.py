"""Passkeys through the pages: the script's part is played by a device in software, the rest are the app's own forms."""

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.accounts.members import Member, give_password, with_password
from tests.support.authenticator import Device
from tests.support.pages import Browser, Page
from tests.support.people import PASSWORD, Person, make_person, sign_in
from tracker.accounts.models import Account, AccountSession
from tracker.audit.models import SecurityEvent, Withdrawal
from tracker.factors.models import Passkey, Step
from tracker.factors.services import passkeys

FACTORS = "/settings/second-factor"
ADD = f"{FACTORS}/passkeys"
NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


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


@pytest.fixture
def holder(app: Flask, person: Person) -> Holder:
    """Rosa, who has a password and one passkey."""
    found = Holder(app, with_password(app, person))
    page = found.make(sign_in(app, person), label="My phone")
    assert "Your passkey is added" in page.text
    return found


def acts(db_session: Session, person: Person) -> list[str]:
    query = select(SecurityEvent.act).where(SecurityEvent.subject_id == person.account_id)
    found = list(db_session.execute(query.order_by(SecurityEvent.number)).scalars())
    db_session.rollback()
    return found


def is_in(browser: Browser) -> bool:
    return browser.get("/settings", follow=False).status == 200


class TestAdding:
    def test_it_is_listed_with_its_name_and_days(self, holder: Holder, person: Person) -> None:
        text = sign_in(holder.app, person).get(FACTORS).text
        assert "My phone" in text
        assert "Not used yet" in text
        browser = holder.signed_in()
        assert "Last used" in browser.get(FACTORS).text

    def test_without_a_name_it_is_called_after_the_device(self, app: Flask, person: Person) -> None:
        browser = sign_in(app, person)
        browser.client.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (Android 15) Chrome/140.0"
        page = browser.get(FACTORS)
        assert page.one("[name=label]").attrs["value"] == "Chrome on Android"
        added = Holder(app, with_password(app, person)).make(browser, label="")
        assert "Chrome on Android" in added.text

    def test_it_is_told_and_ends_other_sign_ins(self, app: Flask, person: Person, db_session: Session) -> None:
        here, elsewhere = sign_in(app, person), sign_in(app, person)
        Holder(app, with_password(app, person)).make(here)
        assert acts(db_session, person)[-1] == "passkey_added"
        assert db_session.execute(select(Account.second_factor_since)).scalar() is not None
        assert is_in(here)
        assert not is_in(elsewhere)

    def test_it_goes_on_to_where_it_was_asked_for(self, app: Flask, person: Person) -> None:
        browser, holder = sign_in(app, person), Holder(app, with_password(app, person))
        page = browser.get(f"{FACTORS}?next=/settings")
        answer = holder.device.make(holder.begin(browser, ADD).body)
        added = browser.submit(page, ADD, answer=answer)
        assert [node.attrs["href"] for node in added.all("a") if node.to_text() == "Go on"] == ["/settings"]

    def test_the_step_is_over_once_it_was_used(self, app: Flask, person: Person) -> None:
        browser, holder = sign_in(app, person), Holder(app, with_password(app, person))
        page = browser.get(FACTORS)
        answer = holder.device.make(holder.begin(browser, ADD).body)
        browser.submit(page, ADD, answer=answer)
        again = browser.post(ADD, {"answer": answer})
        assert "This took too long, or it was sent before" in again.text

    def test_a_wrong_answer_is_said_beside_the_button(self, app: Flask, person: Person, db_session: Session) -> None:
        browser, holder = sign_in(app, person), Holder(app, with_password(app, person))
        page = browser.get(FACTORS)
        answer = holder.device.make(holder.begin(browser, ADD).body, origin="http://evil.localhost")
        refused = browser.submit(page, ADD, answer=answer)
        assert refused.one("[role=alert]").to_text().strip().startswith("This passkey could not be checked")
        assert not passkeys.has_any(db_session, person.account_id)
        assert db_session.execute(select(Step.id_hash)).first() is None, "the step is used up all the same"

    def test_it_asks_for_a_fresh_password(self, app: Flask, person: Person, db_session: Session) -> None:
        browser = sign_in(app, person)
        long_ago = datetime.now(UTC) - timedelta(hours=2)
        db_session.execute(update(AccountSession).values(confirmed_at=long_ago))
        db_session.commit()
        for url in (f"{ADD}/begin", ADD, f"{ADD}/{uuid.uuid4()}/remove"):
            answer = browser.post(url, {}, follow=False)
            assert (answer.status, answer.heading) == (401, "Your password once more"), url

    def test_there_can_be_no_more_than_twenty(
        self, holder: Holder, person: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(passkeys, "MOST", 1)
        answer = holder.begin(sign_in(holder.app, person), ADD)
        assert answer.status == 422
        assert "there can be no more" in json.loads(answer.body)["wrong"]


class TestRemoving:
    def test_it_is_gone_for_good(self, holder: Holder, person: Person, db_session: Session) -> None:
        browser = holder.signed_in()
        page = browser.get(FACTORS)
        assert "Your password alone lets you in then" in page.text
        removed = browser.submit(page, "/remove")
        assert "Your passkey is removed" in removed.text
        assert acts(db_session, person)[-1] == "passkey_removed"
        assert db_session.execute(select(Withdrawal.kind)).scalars().all() == ["passkey"]
        assert db_session.execute(select(Account.second_factor_since)).scalar() is None
        db_session.rollback()
        refused = holder.use(holder.stranger(), "/sign-in/passkey")
        assert (refused.status, "not known here" in refused.text) == (422, True)

    def test_nobody_removes_anothers(self, holder: Holder, other: Browser, db_session: Session) -> None:
        passkey_id = db_session.execute(select(Passkey.id)).scalar_one()
        db_session.rollback()
        assert other.post(f"{ADD}/{passkey_id}/remove").status == 404
        assert db_session.execute(select(Passkey.id)).scalar() == passkey_id


class TestSigningIn:
    def test_it_is_enough_alone(self, holder: Holder, person: Person, db_session: Session) -> None:
        browser = holder.stranger()
        asked = holder.begin(browser, "/sign-in/passkey")
        assert json.loads(asked.body).get("allowCredentials", []) == [], "it is not said who is known here"
        answer = holder.use(browser, "/sign-in/passkey")
        assert answer.status == 303
        assert is_in(browser)
        assert acts(db_session, person)[-1].startswith("signed_in")
        cookies = answer.headers.getlist("Set-Cookie")
        assert any(cookie.startswith("sid=") and "Max-Age" not in cookie for cookie in cookies)
        assert any(cookie.startswith("step=;") for cookie in cookies)

    def test_it_may_be_kept(self, holder: Holder, db_session: Session) -> None:
        answer = holder.use(holder.stranger(), "/sign-in/passkey", kept="yes")
        assert any(
            cookie.startswith("sid=") and f"Max-Age={180 * 24 * 3600}" in cookie
            for cookie in answer.headers.getlist("Set-Cookie")
        )
        assert db_session.execute(select(AccountSession.kept).order_by(AccountSession.created_at)).scalars().all()[-1]

    def test_it_goes_on_to_the_page_asked_for(self, holder: Holder) -> None:
        browser = holder.stranger()
        page = browser.get("/settings/password")
        assert holder.use(browser, "/sign-in/passkey", page).location == "/settings/password"

    def test_what_was_typed_survives(self, holder: Holder, person: Person) -> None:
        browser = sign_in(holder.app, person)
        page = browser.get("/settings")
        browser.client.delete_cookie("sid")
        waits = browser.submit(page, "/settings", follow=False, email="rosa@example.org")
        assert waits.status == 401
        send = holder.use(browser, "/sign-in/passkey", waits)
        assert send.heading == "You are signed in"
        assert ("email", "rosa@example.org") in send.form("/settings").fields()

    def test_what_was_typed_survives_a_refusal(self, holder: Holder, person: Person) -> None:
        browser = sign_in(holder.app, person)
        page = browser.get("/settings")
        browser.client.delete_cookie("sid")
        waits = browser.submit(page, "/settings", follow=False, email="rosa@example.org")
        refused = holder.use(browser, "/sign-in/passkey", waits, origin="http://evil.localhost")
        assert refused.status == 422
        assert refused.one("[role=alert]").to_text().strip().startswith("This passkey could not be checked")
        assert "rosa@example.org" in dict(refused.form("/sign-in/passkey").fields())["typed"]
        assert holder.use(browser, "/sign-in/passkey", refused).heading == "You are signed in"

    def test_the_same_answer_counts_once(self, holder: Holder) -> None:
        browser, thief = holder.stranger(), holder.stranger()
        page = browser.get("/sign-in")
        answer = holder.device.use(holder.begin(browser, "/sign-in/passkey").body)
        step = browser.client.get_cookie("step")
        assert browser.submit(page, "/sign-in/passkey", follow=False, answer=answer).status == 303
        assert step is not None
        thief.client.set_cookie("step", step.value)
        replayed = thief.post("/sign-in/passkey", {"answer": answer}, follow=False)
        assert (replayed.status, "This took too long, or it was sent before" in replayed.text) == (422, True)
        assert not is_in(thief)

    def test_a_refused_answer_has_used_its_step_up(self, holder: Holder) -> None:
        browser = holder.stranger()
        options = holder.begin(browser, "/sign-in/passkey").body
        bad = holder.device.use(options, origin="http://evil.localhost")
        assert browser.post("/sign-in/passkey", {"answer": bad}).status == 422
        good = holder.device.use(options)
        assert "This took too long" in browser.post("/sign-in/passkey", {"answer": good}).text

    def test_five_minutes_are_enough(self, holder: Holder) -> None:
        browser = holder.stranger()
        with time_machine.travel(NOON, tick=False) as traveller:
            page = browser.get("/sign-in")
            answer = holder.device.use(holder.begin(browser, "/sign-in/passkey").body)
            traveller.shift(timedelta(minutes=5))
            late = browser.submit(page, "/sign-in/passkey", follow=False, answer=answer)
        assert (late.status, "This took too long" in late.text) == (422, True)

    def test_a_count_gone_back_is_refused_and_told(self, holder: Holder, person: Person, db_session: Session) -> None:
        assert holder.use(holder.stranger(), "/sign-in/passkey", count=9).status == 303
        browser = holder.stranger()
        assert holder.use(browser, "/sign-in/passkey", count=8).status == 422
        assert not is_in(browser)
        assert acts(db_session, person)[-1] == "passkey_refused"

    def test_nobody_gets_into_an_account_that_is_disabled(self, holder: Holder, db_session: Session) -> None:
        db_session.execute(update(Account).values(disabled_at=datetime.now(UTC)))
        db_session.commit()
        refused = holder.use(holder.stranger(), "/sign-in/passkey")
        assert (refused.status, "not known here" in refused.text) == (422, True)

    def test_another_server_name_knows_nobody(self, holder: Holder) -> None:
        """The answer is right for the page of another port of the same machine, and no good here."""
        answer = holder.use(holder.stranger(), "/sign-in/passkey", origin="http://localhost:8000")
        assert answer.status == 422

    def test_an_address_has_no_passkeys(self, holder: Holder) -> None:
        browser = holder.stranger()
        base: dict[str, Any] = {"base_url": "http://127.0.0.1:8000"}
        assert browser.get("/sign-in", **base).all("[data-passkey]") == []
        token = browser.get("/sign-in", **base).one("[name=csrf_token]").attrs["value"]
        refused = browser.client.post("/sign-in/passkey/begin", data={"csrf_token": token}, **base)
        assert (refused.status_code, "name localhost" in refused.get_json()["wrong"]) == (422, True)

    def test_challenges_are_limited_for_one_address(self, holder: Holder) -> None:
        browser = holder.stranger()
        for _ in range(30):
            assert holder.begin(browser, "/sign-in/passkey").status == 200
        refused = holder.begin(browser, "/sign-in/passkey")
        assert refused.status == 429
        assert int(refused.headers["Retry-After"]) <= 300
        assert "too many tries" in json.loads(refused.body)["wrong"]

    def test_guesses_at_the_password_keep_nobody_from_their_passkey(self, holder: Holder) -> None:
        for _ in range(11):
            guessed = give_password(holder.stranger(), "Rosa", "not the password at all")
        assert guessed.status == 429
        assert is_in(holder.signed_in())


def _cookie(browser: Browser, name: str) -> str:
    found = browser.client.get_cookie(name)
    return "" if found is None else found.value


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
        step = _cookie(browser, "step")
        answer = holder.device.use(holder.begin(browser, "/sign-in/second-step/passkey").body)
        assert browser.submit(page, "/sign-in/second-step/passkey", follow=False, answer=answer).status == 303
        thief = holder.stranger()
        thief.client.set_cookie("step", step)
        assert thief.post("/sign-in/second-step/passkey", {"answer": answer}, follow=False).status == 401
        assert not is_in(thief)

    def test_without_a_password_there_is_no_step(self, holder: Holder) -> None:
        browser = holder.stranger()
        asked = holder.begin(browser, "/sign-in/second-step/passkey")
        assert (asked.status, "took too long" in asked.body) == (422, True)
        holder.begin(browser, "/sign-in/passkey")
        assert holder.begin(browser, "/sign-in/second-step/passkey").status == 422, "a step of another purpose"


class TestInPlaceOfThePassword:
    def _asked(self, holder: Holder, db_session: Session) -> tuple[Browser, Page]:
        browser = holder.signed_in()
        db_session.execute(update(AccountSession).values(confirmed_at=datetime.now(UTC) - timedelta(hours=2)))
        db_session.commit()
        return browser, browser.post(f"{ADD}/{uuid.uuid4()}/remove", {"note": "typed before"}, follow=False)

    def test_what_waited_goes_on(self, holder: Holder, db_session: Session) -> None:
        browser, page = self._asked(holder, db_session)
        before = _cookie(browser, "sid")
        send = holder.use(browser, "/confirm/passkey", page)
        assert send.heading == "Thank you"
        assert ("note", "typed before") in send.form("/remove").fields()
        assert _cookie(browser, "sid") != before, "a new secret"
        assert browser.submit(send, "/remove").status == 404, "it was let through: there is no such passkey"

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


@pytest.mark.parametrize(
    "url",
    ["/sign-in/passkey", "/sign-in/second-step/passkey", "/confirm/passkey", ADD, f"{ADD}/{uuid.UUID(int=0)}/remove"],
)
def test_nothing_is_done_for_another_site(holder: Holder, url: str) -> None:
    browser = holder.signed_in()
    for one in (url, f"{url}/begin"):
        if not one.endswith("remove/begin"):
            assert browser.post(one, {}, token="made up", follow=False).status in {400, 403}, one


def test_behind_https_the_cookie_is_bound_to_the_host(make_app: Callable[..., Flask], person: Person) -> None:
    app = make_app(https=True, trusted_hosts=("diary.example",))
    browser = Browser(app)
    base: dict[str, Any] = {"base_url": "https://diary.example", "headers": {"Referer": "https://diary.example/"}}
    token = browser.get("/sign-in", **base).all("[name=csrf_token]")[0].attrs["value"]
    answer = browser.client.post("/sign-in/passkey/begin", data={"csrf_token": token}, **base)
    assert answer.get_json()["rpId"] == "diary.example"
    cookie = next(one for one in answer.headers.getlist("Set-Cookie") if "step=" in one)
    assert cookie.startswith("__Host-step=")
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=300"):
        assert part in cookie
