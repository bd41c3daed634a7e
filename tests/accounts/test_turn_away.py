"""When a sign-in has ended in the middle of something: nothing that was typed is lost, and nothing foreign is sent."""

import json

import pytest
from flask import Flask
from sqlalchemy import delete, func, select
from werkzeug.datastructures import MultiDict

from tests.accounts.members import Member
from tests.support.pages import Browser, Page
from tests.support.people import PASSWORD
from tracker.accounts.forms import TYPED_MOST, read_typed, write_typed
from tracker.accounts.models import Account, AccountSession
from tracker.diary.models import Entry
from tracker.web import clock
from tracker.web.extensions import db


@pytest.fixture
def browser(app: Flask, member: Member) -> Browser:
    """The sign-in has ended while the page stood open; its form token is still good."""
    browser = member.browser()
    browser.token()
    with app.app_context():
        db.session.execute(delete(AccountSession))
        db.session.commit()
    return browser


def sign_in_again(browser: Browser, page: Page, **more: str) -> Page:
    return browser.submit(page, "/sign-in", user_name="Rosa", password=PASSWORD, follow=False, **more)


def test_looking_goes_to_sign_in_and_back(browser: Browser) -> None:
    page = browser.get("/settings/sign-ins?note=ended", follow=False)
    assert page.status == 302
    form = browser.get(page.location)
    assert sign_in_again(browser, form).location == "/settings/sign-ins?note=ended"


def test_what_was_typed_is_sent_after_signing_in(app: Flask, browser: Browser) -> None:
    """End to end: one tap on the leg scale, an ended sign-in, and the score is saved after all."""
    day = browser.path("today")
    today = clock.now().date()
    address = browser.path(f"days/{today}/leg")
    page = browser.post(address, {"score": "6"})
    assert page.status == 401
    assert page.heading == "Please sign in again"
    assert "Nothing is lost" in page.text
    wrong = browser.submit(page, "/sign-in", user_name="Rosa", password="not my password")
    assert wrong.status == 422
    waiting = sign_in_again(browser, wrong)
    assert waiting.heading == "You are signed in"
    form = waiting.form(address)
    assert [pair for pair in form.fields() if pair[0] != "csrf_token"] == [("score", "6")]
    assert len(waiting.all("main button")) == 1
    assert browser.submit(waiting, address).status == 200
    with app.app_context():
        assert db.session.execute(select(Entry.leg_pain)).scalars().all() == [6]
    assert browser.get(day).status == 200


def test_every_value_and_blank_line_comes_through(browser: Browser) -> None:
    typed = [("note", 'Line 1\nLine 2 "quoted" <b> ü 💧'), ("regions", "buttock"), ("regions", "calf"), ("empty", "")]
    page = browser.post("/settings", MultiDict(typed).items(multi=True))
    waiting = sign_in_again(browser, page)
    found = [pair for pair in waiting.form("/settings").fields() if pair[0] != "csrf_token"]
    assert found == typed


def test_a_button_without_fields_is_carried_too(browser: Browser) -> None:
    waiting = sign_in_again(browser, browser.post("/settings/sign-ins/end-others?x=1"))
    assert waiting.form("/settings/sign-ins/end-others").action == "/settings/sign-ins/end-others?x=1"


def test_passwords_and_tokens_are_not_carried(browser: Browser) -> None:
    page = browser.post("/settings/password", {"password": "my old secret", "new_password": "my new secret"})
    assert "secret" not in page.body
    assert json.loads(dict(page.form("/sign-in").fields())["typed"] or "[]") == []


@pytest.mark.parametrize("token", ["", "made up", "another's"])
def test_what_another_site_sends_is_not_offered(app: Flask, browser: Browser, token: str) -> None:
    given = Browser(app).token() if token == "another's" else token
    page = browser.post("/settings/delete", {"x": "planted"}, token=given)
    assert page.status == 401
    assert "planted" not in page.body
    assert "target" not in dict(page.form("/sign-in").fields())
    assert sign_in_again(browser, page).status == 303


def test_the_browsers_own_word_is_enough(browser: Browser) -> None:
    page = browser.post("/settings", {"email": "a@b.org"}, token="old", headers={"Sec-Fetch-Site": "same-origin"})
    assert dict(page.form("/sign-in").fields())["target"] == "/settings"
    page = browser.post("/settings", {"email": "a@b.org"}, token="old", headers={"Sec-Fetch-Site": "cross-site"})
    assert page.status == 403
    assert page.all("form") == []
    assert "a@b.org" not in page.body


def test_too_much_to_carry_is_said(browser: Browser) -> None:
    page = browser.post("/settings", {"note": "x" * TYPED_MOST})
    assert page.status == 413
    assert "Sign in in another tab first. Then go back to your text" in page.text
    assert len(page.body) < TYPED_MOST


@pytest.mark.parametrize("target", ["https://evil.invalid/", "//evil.invalid", "/\\evil.invalid", "x"])
def test_it_is_sent_to_this_site_alone(browser: Browser, target: str) -> None:
    typed = {"user_name": "Rosa", "password": PASSWORD, "target": target, "typed": write_typed((("a", "b"),))}
    answer = browser.post("/sign-in", typed, follow=False)
    assert answer.status == 303


@pytest.mark.parametrize(
    "raw", ["", "{", "[", "1", "null", '{"a": "b"}', '[["a"]]', '[["a", 1]]', '["ab"]', "[" * 50_000, "[]" * TYPED_MOST]
)
def test_what_is_no_list_of_pairs_is_nothing(raw: str) -> None:
    assert read_typed(raw) == ()


def test_pairs_are_read_back() -> None:
    pairs = (("a", "ü 💧\n"), ("a", ""))
    assert read_typed(write_typed(pairs)) == pairs


def test_nobody_was_changed(app: Flask, browser: Browser) -> None:
    browser.post("/settings/delete", {"password": PASSWORD})
    with app.app_context():
        assert db.session.execute(select(func.count()).select_from(Account)).scalar() == 1
