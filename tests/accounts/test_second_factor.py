"""The second step: no sign-in before it, nothing lost by it, each code once, and its tries counted."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update

from tests.accounts.guarded import HOST_CODE, Guarded, guard, is_in, make_host_code
from tests.accounts.members import Member, give_password
from tests.support.factors import SECOND_STEP, begin_step, give_code
from tests.support.pages import Browser, Page
from tests.support.people import PASSWORD
from tracker.accounts.models import Account, AccountSession
from tracker.accounts.services.accounts import find_profile
from tracker.accounts.services.second_step import SecondStep
from tracker.diary.models import Entry
from tracker.factors.models import Step
from tracker.factors.services import steps
from tracker.factors.services.steps import Purpose
from tracker.web.extensions import db

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
STEP, MINUTE = timedelta(seconds=30), timedelta(minutes=1)
WRONG = "000000"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as moved:
        yield moved


@pytest.fixture
def rosa(app: Flask, member: Member) -> Guarded:
    return guard(app, member)


@pytest.fixture
def omar(app: Flask, make_member: Callable[[str], Member]) -> Guarded:
    return guard(app, make_member("Omar"))


def codes_left(rosa: Guarded) -> int:
    with rosa.app.app_context():
        return find_profile(db.session(), rosa.person.account_id).codes_left


def cookie(browser: Browser, name: str) -> str | None:
    found = browser.client.get_cookie(name)
    return None if found is None else found.value


def test_the_password_alone_lets_nobody_in(rosa: Guarded) -> None:
    browser = Browser(rosa.app)
    answer = give_password(browser, "Rosa", PASSWORD)
    assert (answer.status, answer.location) == (303, SECOND_STEP)
    assert cookie(browser, "sid") is None
    assert rosa.sign_ins() == 0
    assert not is_in(browser)
    assert browser.get(SECOND_STEP).heading == "Your second factor"


def test_its_cookie_is_of_no_use_to_scripts_and_other_sites(rosa: Guarded) -> None:
    answer = give_password(Browser(rosa.app), "Rosa", PASSWORD)
    (sent,) = [line for line in answer.headers.getlist("Set-Cookie") if line.startswith("step=")]
    assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= set(sent.split("; "))
    assert len(sent.partition(";")[0]) == len("step=") + 43


def test_the_right_code_lets_in_under_a_new_secret(rosa: Guarded) -> None:
    browser, page = rosa.asked()
    answer = give_code(browser, page, rosa.phone.code())
    assert (answer.status, answer.location) == (303, "/settings/password")
    assert is_in(browser)
    assert cookie(browser, "step") is None
    with rosa.app.app_context():
        assert db.session.execute(select(Step)).first() is None, "the step is burnt"
    assert rosa.acts()[-1] == "signed_in"


def test_a_sign_in_of_before_is_replaced(rosa: Guarded) -> None:
    browser = rosa.browser()
    before = cookie(browser, "sid")
    with time_machine.travel(NOON + MINUTE, tick=False):
        _, page = rosa.asked(browser)
        assert cookie(browser, "sid") == before, "the one that lasts is not locked out"
        give_code(browser, page, rosa.phone.code())
    assert cookie(browser, "sid") != before
    assert rosa.sign_ins() == 1


@pytest.mark.parametrize("typed", [WRONG, "12345", "no code", "{before}", "{later}"])
def test_a_wrong_code_is_told_and_asked_again(rosa: Guarded, typed: str) -> None:
    typed = typed.format(before=rosa.phone.code(later=-3 * STEP), later=rosa.phone.code(later=3 * STEP))
    browser, page = rosa.asked()
    refused = give_code(browser, page, typed)
    assert refused.status == 422
    assert "not right" in refused.error_of("code")
    assert not is_in(browser)
    assert rosa.acts() == ["factor_refused"]
    assert give_code(browser, refused, rosa.phone.code()).status == 303, "the step goes on"


def test_nothing_typed_is_told(rosa: Guarded) -> None:
    browser, page = rosa.asked()
    refused = give_code(browser, page, "")
    assert refused.status == 422
    assert "six digits" in refused.error_of("code")
    assert rosa.acts() == [], "this was no try"


@pytest.mark.parametrize("second", ["{code}", " {code}", "{half} {rest}", "{code}\t"])
def test_a_code_works_once(rosa: Guarded, second: str) -> None:
    code = rosa.phone.code()
    browser, page = rosa.asked()
    assert give_code(browser, page, code).status == 303
    thief, page = rosa.asked()
    refused = give_code(thief, page, second.format(code=code, half=code[:3], rest=code[3:]))
    assert refused.status == 422
    assert not is_in(thief)


def test_a_spaced_code_is_remembered_too(rosa: Guarded) -> None:
    code = rosa.phone.code()
    browser, page = rosa.asked()
    assert give_code(browser, page, f"{code[:3]} {code[3:]}").status == 303
    thief, page = rosa.asked()
    assert give_code(thief, page, code).status == 422


@pytest.mark.parametrize("lasts", [False, True])
def test_staying_signed_in_survives_the_step(rosa: Guarded, lasts: bool) -> None:
    browser, page = rosa.asked(kept=lasts)
    answer = give_code(browser, page, rosa.phone.code())
    (sent,) = [line for line in answer.headers.getlist("Set-Cookie") if line.startswith("sid=")]
    assert ("Max-Age" in sent) is lasts
    with rosa.app.app_context():
        assert db.session.execute(select(AccountSession.kept)).scalar_one() is lasts


@pytest.mark.parametrize("fumbled", [False, True])
def test_what_was_typed_survives_the_step(rosa: Guarded, fumbled: bool) -> None:
    """An ended sign-in, a tap on the leg scale, password, code: and the score is saved after all."""
    browser = Browser(rosa.app, rosa.person.patient_id)
    address = browser.path(f"days/{NOON.date()}/leg")
    page = browser.post(address, {"score": "0"})
    assert page.heading == "Please sign in again"
    page = browser.submit(page, "/sign-in", user_name="Rosa", password=PASSWORD)
    assert page.heading == "Your second factor"
    assert "waits on this page" in page.text
    if fumbled:
        page = give_code(browser, page, WRONG)
        assert page.status == 422
    page = give_code(browser, page, rosa.phone.code())
    assert page.heading == "You are signed in"
    assert [pair for pair in page.form(address).fields() if pair[0] != "csrf_token"] == [("score", "0")]
    assert browser.submit(page, address).status == 200
    with rosa.app.app_context():
        assert db.session.execute(select(Entry.leg_pain)).scalars().all() == [0]


def test_what_was_typed_survives_a_step_that_took_too_long(rosa: Guarded) -> None:
    browser = Browser(rosa.app, rosa.person.patient_id)
    address = browser.path(f"days/{NOON.date()}/leg")
    page = browser.submit(browser.post(address, {"score": "7"}), "/sign-in", user_name="Rosa", password=PASSWORD)
    with time_machine.travel(NOON + steps.LASTS, tick=False):
        again = give_code(browser, page, rosa.phone.code())
        assert (again.status, again.heading) == (401, "Sign in")
        assert "Nothing is lost" in again.text
        page = browser.submit(again, "/sign-in", user_name="Rosa", password=PASSWORD)
        page = give_code(browser, page, rosa.phone.code())
        assert ("score", "7") in page.form(address).fields()


def test_after_five_minutes_the_password_is_asked_again(rosa: Guarded) -> None:
    browser, page = rosa.asked()
    with time_machine.travel(NOON + steps.LASTS, tick=False):
        again = give_code(browser, page, rosa.phone.code())
        assert (again.status, again.heading) == (401, "Sign in")
        assert "more than five minutes" in again.text
        assert {node.attrs["value"] for node in again.all("input[name=next]")} == {"/settings/password"}
        assert not is_in(browser)
        assert (
            browser.get(f"{SECOND_STEP}?next=/settings", follow=False).location == "/sign-in?note=step&next=/settings"
        )


@pytest.mark.parametrize("next_", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_it_leads_to_no_other_site(rosa: Guarded, next_: str) -> None:
    browser, _ = rosa.asked()
    page = browser.get(SECOND_STEP, query_string={"next": next_})
    form = dict(page.form(SECOND_STEP).fields()) | {"next": next_, "code": rosa.phone.code()}
    answer = browser.post(SECOND_STEP, form, follow=False)
    assert answer.status == 303
    assert answer.location.startswith("/patients/")


@pytest.mark.parametrize("purpose", [one for one in Purpose if one is not Purpose.SECOND_FACTOR])
def test_a_step_to_something_else_is_none(rosa: Guarded, purpose: Purpose) -> None:
    browser = Browser(rosa.app)
    browser.client.set_cookie("step", begin_step(rosa.app, rosa.person.account_id, purpose))
    answer = browser.post(SECOND_STEP, {"code": rosa.phone.code()})
    assert (answer.status, answer.heading) == (401, "Sign in")
    assert not is_in(browser)


@pytest.mark.parametrize("value", ["", "x", "x" * 43, "é" * 43])
def test_a_made_up_step_is_none(rosa: Guarded, value: str) -> None:
    browser = Browser(rosa.app)
    browser.client.set_cookie("step", value)
    assert browser.post(SECOND_STEP, {"code": rosa.phone.code()}).status == 401


@pytest.mark.parametrize("field", ["code", "recovery_code"])
def test_the_codes_of_another_account_are_wrong(rosa: Guarded, omar: Guarded, field: str) -> None:
    browser, page = rosa.asked()
    theirs = omar.phone.code() if field == "code" else omar.codes[0]
    assert give_code(browser, page, theirs, field=field).status == 422
    assert (rosa.sign_ins(), omar.sign_ins()) == (0, 0)
    assert omar.acts() == []


def test_a_step_is_burnt_by_whoever_finishes_it(rosa: Guarded) -> None:
    browser, page = rosa.asked()
    copied = cookie(browser, "step")
    assert give_code(browser, page, rosa.phone.code()).status == 303
    thief = Browser(rosa.app)
    thief.client.set_cookie("step", copied or "")
    with time_machine.travel(NOON + MINUTE, tick=False):
        assert thief.post(SECOND_STEP, {"code": rosa.phone.code()}).status == 401


def test_a_disabled_account_does_not_finish(rosa: Guarded) -> None:
    browser, page = rosa.asked()
    with rosa.app.app_context():
        db.session.execute(update(Account).values(disabled_at=NOON))
        db.session.commit()
    assert give_code(browser, page, rosa.phone.code()).status == 401
    assert rosa.sign_ins() == 0


def test_a_changed_password_ends_what_was_begun_with_the_old(rosa: Guarded) -> None:
    elsewhere = rosa.browser()
    thief, page = rosa.asked()
    form = elsewhere.get("/settings/password")
    elsewhere.submit(form, "/settings/password", password=PASSWORD, new_password="quite another pass phrase")
    with time_machine.travel(NOON + MINUTE, tick=False):
        assert give_code(thief, page, rosa.phone.code()).status == 401


class TestRecoveryCodes:
    def test_one_stands_in_for_the_phone_once(self, rosa: Guarded) -> None:
        browser, page = rosa.asked()
        answer = give_code(browser, page, rosa.codes[2].upper().replace("-", " "), field="recovery_code")
        assert (answer.status, answer.location) == (303, "/settings/password")
        assert is_in(browser)
        assert codes_left(rosa) == 7
        assert rosa.acts().count("recovery_code_used") == 1
        assert rosa.account().notice_since is not None, "the owner is told"
        thief, page = rosa.asked()
        refused = give_code(thief, page, rosa.codes[2], field="recovery_code")
        assert refused.status == 422
        assert "used up" in refused.error_of("recovery_code")

    def test_a_wrong_one_is_told(self, rosa: Guarded) -> None:
        browser, page = rosa.asked()
        refused = give_code(browser, page, "0000-0000-0000-0000", field="recovery_code")
        assert refused.status == 422
        assert refused.error_of("recovery_code")
        assert not refused.error_of("code")
        assert codes_left(rosa) == 8

    def test_the_app_goes_first_and_no_code_is_burnt_with_it(self, rosa: Guarded) -> None:
        browser, page = rosa.asked()
        both = browser.submit(page, SECOND_STEP, code=WRONG, recovery_code=rosa.codes[0], follow=False)
        assert both.status == 422
        assert codes_left(rosa) == 8

    def test_a_step_that_is_over_burns_no_code(self, rosa: Guarded) -> None:
        browser, page = rosa.asked()
        with time_machine.travel(NOON + steps.LASTS, tick=False):
            assert give_code(browser, page, rosa.codes[0], field="recovery_code").status == 401
        assert codes_left(rosa) == 8

    @pytest.mark.parametrize(("ends", "status"), [(MINUTE, 303), (timedelta(0), 422), (-MINUTE, 422)])
    def test_a_code_of_the_host_ends_by_itself(self, rosa: Guarded, ends: timedelta, status: int) -> None:
        make_host_code(rosa, NOON + ends)
        browser, page = rosa.asked()
        assert give_code(browser, page, HOST_CODE, field="recovery_code").status == status


class TestThrottle:
    def fail(self, rosa: Guarded, times: int) -> tuple[Browser, Page]:
        browser, page = rosa.asked()
        for _ in range(times):
            page = give_code(browser, page, WRONG)
            assert page.status == 422
        return browser, page

    def test_the_sixth_is_not_even_looked_at(self, rosa: Guarded) -> None:
        live = rosa.browser()
        with time_machine.travel(NOON + MINUTE, tick=False):
            browser, page = self.fail(rosa, 5)
            refused = give_code(browser, page, rosa.phone.code())
            assert refused.status == 429
            assert refused.headers["Retry-After"] == "300"
            assert "too many tries" in refused.text
            assert is_in(live), "a sign-in that lasts is never locked out"
            assert rosa.sign_ins() == 1
            other, page = rosa.asked()
            assert give_code(other, page, rosa.phone.code()).status == 429, "another browser is no way around it"
            assert give_code(other, page, "0000-0000-0000-0000", field="recovery_code").status == 422
            assert give_code(other, page, rosa.codes[0], field="recovery_code").status == 303, "nobody guesses this one"
        with time_machine.travel(NOON + 7 * MINUTE, tick=False):
            browser, page = rosa.asked()
            assert give_code(browser, page, rosa.phone.code()).status == 303

    def test_right_ones_do_not_count(self, rosa: Guarded) -> None:
        for minutes in range(8):
            with time_machine.travel(NOON + minutes * STEP, tick=False):
                assert is_in(rosa.browser())

    def test_those_of_others_from_one_address_do_not_count(
        self, rosa: Guarded, omar: Guarded, make_member: Callable[[str], Member]
    ) -> None:
        third = guard(rosa.app, make_member("Petra"))
        for one in (rosa, omar):
            self.fail(one, 5)
        browser, page = third.asked()
        assert give_code(browser, page, third.phone.code()).status == 303

    def test_tries_on_the_recovery_page_are_counted_apart(self, rosa: Guarded) -> None:
        """Who has the password alone cannot close the way of who has a recovery code; who has both is in by them."""
        self.fail(rosa, 5)
        browser = Browser(rosa.app)
        answer = browser.submit(
            browser.get("/recover"),
            "/recover",
            user_name="Rosa",
            code=rosa.codes[0],
            app_code=rosa.phone.code(),
            new_password="quite another pass phrase",
        )
        assert answer.status == 200
        assert answer.heading == "Recovery codes"


class TestEnumeration:
    """Up to the second step an account with a factor answers as one without, and as none at all."""

    def test_wrong_passwords_are_answered_alike(self, rosa: Guarded, make_member: Callable[[str], Member]) -> None:
        make_member("Plain")
        answers = [give_password(Browser(rosa.app), name, "not the password") for name in ("Rosa", "Plain", "nobody")]
        assert {answer.status for answer in answers} == {422}
        assert len({answer.one("#errors").to_text() for answer in answers}) == 1
        assert all("step" not in answer.headers.get("Set-Cookie", "") for answer in answers)

    def test_each_is_checked_against_one_hash(
        self, rosa: Guarded, make_member: Callable[[str], Member], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make_member("Plain")
        hasher, checked = rosa.app.extensions["keeper"].hasher, []
        matches = hasher.matches

        def count(known: str | None, password: str) -> bool:
            checked.append(1)
            return bool(matches(known, password))

        monkeypatch.setattr(hasher, "matches", count)
        for name in ("Rosa", "Plain", "nobody"):
            give_password(Browser(rosa.app), name, "not the password")
            assert len(checked) == 1
            checked.clear()


def test_a_step_that_another_browser_used_up_meanwhile_is_over(rosa: Guarded, monkeypatch: pytest.MonkeyPatch) -> None:
    browser, page = rosa.asked()
    check = SecondStep.check

    def overtaken(*args: Any, **more: Any) -> object:
        steps.burn(db.session(), cookie(browser, "step") or "")
        return check(*args, **more)

    monkeypatch.setattr(SecondStep, "check", overtaken)
    answer = give_code(browser, page, rosa.phone.code())
    assert (answer.status, is_in(browser)) == (401, False)
