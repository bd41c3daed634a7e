"""Signing in and out by the page: cookies, fixation, guessing, and what it never tells."""

import logging
import re
from collections.abc import Callable
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import select, update

from tests.accounts.members import NEW_PASSWORD, Member, give_password
from tests.support.pages import Browser, Page
from tests.support.people import PASSWORD
from tracker.accounts.models import Account, AccountSession
from tracker.passwords.hashing import Hasher
from tracker.passwords.tokens import new_secret
from tracker.web.extensions import db


def cookie_of(page: Page, name: str) -> str:
    found = [text for text in page.headers.getlist("Set-Cookie") if text.startswith(f"{name}=")]
    assert len(found) == 1, page.headers
    return str(found[0])


def attributes(cookie: str) -> set[str]:
    return {part.strip().split("=")[0] for part in cookie.split(";")[1:]}


class TestCookies:
    def test_plain_http(self, app: Flask, member: Member) -> None:
        cookie = cookie_of(give_password(Browser(app), "Rosa", PASSWORD), "sid")
        assert attributes(cookie) == {"HttpOnly", "Path", "SameSite"}
        assert "SameSite=Lax" in cookie
        assert "Path=/" in cookie

    def test_kept(self, app: Flask, member: Member) -> None:
        cookie = cookie_of(give_password(Browser(app), "Rosa", PASSWORD, kept="yes"), "sid")
        assert f"Max-Age={180 * 24 * 3600}" in cookie

    def test_https(self, make_app: Callable[..., Flask], member: Member) -> None:
        app = make_app(https=True, trusted_hosts=("localhost",))
        browser = Browser(app)
        base: dict[str, Any] = {"base_url": "https://localhost", "headers": {"Referer": "https://localhost/sign-in"}}
        page = browser.get("/sign-in", **base)
        token = page.all("[name=csrf_token]")[0].attrs["value"]
        assert attributes(cookie_of(page, "__Host-form")) >= {"Secure", "HttpOnly", "Path", "SameSite"}
        answer = browser.client.post(
            "/sign-in", data={"csrf_token": token, "user_name": "Rosa", "password": PASSWORD}, **base
        )
        cookie = cookie_of(Page(answer), "__Host-sid")
        assert attributes(cookie) == {"Secure", "HttpOnly", "Path", "SameSite"}
        assert browser.get("/settings/password", follow=False, **base).status == 200

    def test_the_form_token_outlives_the_night(self, client: Browser) -> None:
        assert "Expires" in attributes(cookie_of(client.get("/sign-in"), "form"))

    def test_pages_and_files_that_need_no_token_set_none(self, app: Flask, client: Browser) -> None:
        client.get("/sign-in")
        url = client.get("/sign-in").one("link[rel=stylesheet][href$='every-page.css']").attrs["href"]
        with client.client.get(url) as answer:
            assert answer.status_code == 200
            assert not answer.headers.getlist("Set-Cookie")


def test_nobody_can_choose_the_id_for_another(app: Flask, member: Member) -> None:
    planted = "x" * 43
    browser = Browser(app)
    browser.client.set_cookie("sid", planted)
    give_password(browser, "Rosa", PASSWORD)
    cookie = browser.client.get_cookie("sid")
    assert cookie is not None
    assert cookie.value != planted


def test_a_new_id_and_a_new_form_token_at_each_sign_in(app: Flask, member: Member) -> None:
    browser = member.browser()
    before, token = browser.client.get_cookie("sid"), browser.token()
    browser.submit(browser.get("/sign-in?again=1"), "/sign-in", user_name="Rosa", password=PASSWORD, follow=False)
    after = browser.client.get_cookie("sid")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    assert browser.post("/settings/sign-ins/end-others", token=token).status == 400
    with app.app_context():
        assert len(db.session.execute(select(AccountSession)).all()) == 1, "the earlier one of this browser has ended"
    thief = Browser(app)
    thief.client.set_cookie("sid", before.value)
    assert thief.get("/settings/password", follow=False).status == 302


@pytest.mark.parametrize("name", ["Rosa", "rosa", " ROSA ", "ｒｏｓａ"])
def test_the_name_however_it_is_written(app: Flask, member: Member, name: str) -> None:
    answer = give_password(Browser(app), name, PASSWORD)
    assert answer.status == 303
    assert answer.location == f"/patients/{member.person.patient_id}/today"


def test_the_password_exactly_as_it_is(app: Flask, member: Member) -> None:
    for wrong in (PASSWORD.upper(), PASSWORD + " ", PASSWORD[:-1]):
        assert give_password(Browser(app), "Rosa", wrong).status == 422


def test_known_and_unknown_names_get_the_same_answer(
    app: Flask, member: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str | None] = []
    real = Hasher.matches

    def matches(self: Hasher, known: str | None, password: str) -> bool:
        checked.append(known)
        return real(self, known, password)

    monkeypatch.setattr(Hasher, "matches", matches)

    def answer(name: str) -> tuple[int, str]:
        page = give_password(Browser(app), name, NEW_PASSWORD)
        plain = re.sub(r'\s(value|href|src)="[^"]*"', "", page.body)
        return page.status, plain

    with app.app_context():
        db.session.execute(update(Account).where(Account.user_name == "Omar").values(disabled_at=Account.created_at))
    assert answer("Rosa") == answer("nobody") == answer("<b>")
    assert [known is None for known in checked] == [False, True, True], "nobody's stands in for the missing one"


def test_a_disabled_account_is_like_none(app: Flask, member: Member) -> None:
    wrong = give_password(Browser(app), "nobody", PASSWORD)
    with app.app_context():
        db.session.execute(update(Account).values(disabled_at=Account.created_at))
        db.session.commit()
    page = give_password(Browser(app), "Rosa", PASSWORD)
    assert (page.status, page.one("#errors").to_text()) == (wrong.status, wrong.one("#errors").to_text())


@pytest.mark.parametrize(
    "typed",
    [
        {"user_name": "", "password": PASSWORD},
        {"user_name": "Rosa", "password": ""},
        {"user_name": "x" * 121, "password": PASSWORD},
        {"user_name": "a\x00b", "password": PASSWORD},
        {"user_name": "Rosa", "password": "p" * 50_000},
        {"user_name": "Rosa", "password": "a\x00b"},
    ],
)
def test_bad_input_is_said_and_never_a_fault(client: Browser, member: Member, typed: dict[str, Any]) -> None:
    page = client.submit(client.get("/sign-in"), "/sign-in", **typed)
    assert page.status == 422
    assert page.one("#errors")
    assert PASSWORD not in page.body


class TestGuessing:
    def test_the_eleventh_wrong_password_is_not_even_looked_at(self, app: Flask, member: Member) -> None:
        live = member.browser()
        for _ in range(10):
            assert give_password(Browser(app), "Rosa", NEW_PASSWORD).status == 422
        for password in (NEW_PASSWORD, PASSWORD):
            refused = give_password(Browser(app), "Rosa", password)
            assert refused.status == 429
            assert 1 <= int(refused.headers["Retry-After"]) <= 300
            assert "too many tries" in refused.text
        assert live.get("/settings/password", follow=False).status == 200, "who is in, stays in"

    def test_an_unknown_name_is_counted_alike(self, app: Flask) -> None:
        statuses = [give_password(Browser(app), "nobody", PASSWORD).status for _ in range(11)]
        assert statuses == [422] * 10 + [429]

    def test_counts_hold_in_another_worker(self, app: Flask, make_app: Callable[..., Flask], member: Member) -> None:
        for _ in range(10):
            give_password(Browser(app), "Rosa", NEW_PASSWORD)
        assert give_password(Browser(make_app()), "Rosa", PASSWORD).status == 429

    def test_right_passwords_are_not_counted(self, app: Flask, member: Member) -> None:
        for _ in range(12):
            assert give_password(Browser(app), "Rosa", PASSWORD).status == 303


def test_an_old_hash_is_made_anew_at_sign_in(app: Flask, member: Member) -> None:
    old = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1).hash(PASSWORD)
    with app.app_context():
        db.session.execute(update(Account).values(password_hash=old))
        db.session.commit()
    member.browser()
    with app.app_context():
        fresh = db.session.execute(select(Account.password_hash)).scalar_one()
    assert fresh != old
    assert "m=8,t=1" in fresh
    member.browser()
    with app.app_context():
        assert db.session.execute(select(Account.password_hash)).scalar_one() == fresh


@pytest.mark.parametrize(
    ("wanted", "gone_to"),
    [
        ("/settings/password", "/settings/password"),
        ("/settings?a=b&c=d", "/settings?a=b&c=d"),
        ("//evil.invalid/", None),
        ("https://evil.invalid/", None),
        ("/\\evil.invalid", None),
        ("\\\\evil.invalid", None),
        ("/\t/evil.invalid", None),
        (" /settings", None),
        ("javascript:alert(1)", None),
        ("evil.invalid", None),
        ("/\r\nX: y", None),
        ("", None),
    ],
)
def test_where_one_goes_on_to_is_on_this_site(app: Flask, member: Member, wanted: str, gone_to: str | None) -> None:
    browser = Browser(app)
    page = browser.get("/sign-in", query_string={"next": wanted})
    assert dict(page.form("/sign-in").fields()).get("next") == gone_to
    home = f"/patients/{member.person.patient_id}/today"
    answer = browser.post("/sign-in", {"user_name": "Rosa", "password": PASSWORD, "next": wanted}, follow=False)
    assert answer.location == (gone_to or home)
    assert browser.get("/sign-in", query_string={"next": wanted}, follow=False).location == (gone_to or home)


def test_who_has_no_record_goes_to_their_settings(app: Flask, member: Member) -> None:
    with app.app_context():
        db.session.execute(db.text("DELETE FROM patient"))
        db.session.commit()
    assert give_password(Browser(app), "Rosa", PASSWORD).location == "/settings"


class TestSigningOut:
    def test_it_ends_on_the_server(self, app: Flask, member: Member) -> None:
        browser = member.browser()
        cookie = browser.client.get_cookie("sid")
        assert cookie is not None
        answer = browser.post("/sign-out", follow=False)
        assert answer.status == 303
        assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
        assert answer.headers["Cache-Control"] == "no-store"
        assert browser.client.get_cookie("sid") is None
        browser.client.set_cookie("sid", cookie.value)
        assert browser.get("/settings/password", follow=False).status == 302
        assert "signed out" in browser.get(answer.location).text

    def test_only_by_a_button(self, member: Member) -> None:
        assert member.browser().get("/sign-out").status == 405

    def test_who_is_not_signed_in(self, client: Browser) -> None:
        assert client.post("/sign-out", follow=False).status == 303
        client.client.set_cookie("sid", new_secret())
        assert client.post("/sign-out", follow=False).status == 303
        assert client.client.get_cookie("sid") is None

    def test_other_browsers_stay(self, member: Member) -> None:
        one, other = member.browser(), member.browser()
        one.post("/sign-out")
        assert other.get("/settings/password", follow=False).status == 200


def test_the_log_names_nobody(app: Flask, member: Member, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "tracker"):
        browser = member.browser()
        give_password(Browser(app), "Rosa", NEW_PASSWORD)
        browser.post("/sign-out")
    account = member.person.account_id
    assert caplog.messages == [
        f"account.signed_in account={account}",
        "account.sign_in_refused kind=WrongPassword",
        f"account.signed_out account={account}",
    ]
