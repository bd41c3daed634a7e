"""Passkeys through the pages: the script's part is played by a device in software, the rest are the app's own forms."""

import json
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.accounts.members import give_password, with_password
from tests.factors.holder import ADD, FACTORS, Holder, acts, is_in
from tests.support.pages import Browser
from tests.support.people import PASSWORD, Person, sign_in
from tracker.accounts.models import Account, AccountSession
from tracker.accounts.services.factors import remove_all_factors
from tracker.audit.models import Withdrawal
from tracker.factors.models import Passkey, Step
from tracker.factors.services import passkeys
from tracker.web import clock
from tracker.web.extensions import db

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


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
        assert not passkeys.list_passkeys(db_session, person.account_id)
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
        assert sum(db_session.execute(select(AccountSession.kept)).scalars()) == 1

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
        for _ in range(300):
            assert holder.begin(browser, "/sign-in/passkey").status == 200
        refused = holder.begin(browser, "/sign-in/passkey")
        assert refused.status == 429
        assert int(refused.headers["Retry-After"]) <= 300
        assert "too many tries" in json.loads(refused.body)["wrong"]
        known = holder.stranger()
        assert give_password(known, "Rosa", PASSWORD).status == 303
        remembered = holder.app.extensions["keeper"].throttle.browsers.remembering(
            None, clock.now().date(), str(holder.member.person.account_id)
        )
        known.client.set_cookie("known", remembered)
        assert holder.begin(known, "/sign-in/passkey").status == 200, "a browser known from before has its own count"

    def test_guesses_at_the_password_keep_nobody_from_their_passkey(self, holder: Holder) -> None:
        for _ in range(11):
            guessed = give_password(holder.stranger(), "Rosa", "not the password at all")
        assert guessed.status == 429
        assert is_in(holder.signed_in())


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


def test_the_host_takes_every_passkey_away(app: Flask, holder: Holder, person: Person) -> None:
    browser = holder.signed_in()
    with app.app_context():
        assert remove_all_factors(db.session(), person.account_id, clock.now())
        db.session.commit()
        taken = db.session.execute(select(Withdrawal.kind)).scalars().all()
    assert "passkey" in taken
    assert not is_in(browser)
    refused = holder.use(holder.stranger(), "/sign-in/passkey")
    assert (refused.status, "not known here" in refused.text) == (422, True)
