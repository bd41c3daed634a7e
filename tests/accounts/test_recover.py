"""Recovering with a code: it works once, ends every sign-in, and cannot be guessed."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select, update

from tests.accounts.members import NEW_PASSWORD, Member, give_password
from tests.support.pages import Browser, Page
from tests.support.people import PASSWORD
from tracker.accounts.models import Account, RecoveryCode
from tracker.accounts.services.accounts import make_codes
from tracker.web import clock
from tracker.web.extensions import db

WRONG_CODE = "0000-0000-0000-0000"


@pytest.fixture
def codes(app: Flask, member: Member) -> tuple[str, ...]:
    with app.app_context():
        fresh = make_codes(db.session(), member.person.account_id, clock.now())
        db.session.commit()
    return fresh


def recover(browser: Browser, name: str, code: str, password: str = NEW_PASSWORD, *, follow: bool = False) -> Page:
    page = browser.get("/recover")
    return browser.submit(page, "/recover", follow=follow, user_name=name, code=code, new_password=password)


def test_a_code_sets_a_new_password(app: Flask, member: Member, codes: tuple[str, ...]) -> None:
    elsewhere, browser = member.browser(), Browser(app)
    page = recover(browser, "ROSA", codes[3].upper().replace("-", " "), follow=True)
    assert page.heading == "Recovery codes"
    assert "7 codes left" in page.text
    assert "used up" in page.text
    assert elsewhere.get("/settings/password", follow=False).status == 302
    assert give_password(Browser(app), "Rosa", PASSWORD).status == 422
    assert give_password(Browser(app), "Rosa", NEW_PASSWORD).status == 303


def test_a_code_works_once(app: Flask, member: Member, codes: tuple[str, ...]) -> None:
    assert recover(Browser(app), "Rosa", codes[0]).status == 303
    assert recover(Browser(app), "Rosa", codes[0], "one more pass phrase").status == 422
    assert recover(Browser(app), "Rosa", codes[1]).status == 303


def test_two_at_once_burn_it_once(app: Flask, member: Member, codes: tuple[str, ...]) -> None:
    """The other one is quicker, after the code was found unused."""
    used: list[bool] = []

    def be_quicker(connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("UPDATE recovery_code") and not used:
            used.append(True)
            connection.execute(update(RecoveryCode).values(used_at=clock.now()))  # type: ignore[attr-defined]

    with app.app_context():
        engine = db.engine
        before = db.session.execute(select(Account.password_hash)).scalar_one()
    event.listen(engine, "before_cursor_execute", be_quicker)
    try:
        assert recover(Browser(app), "Rosa", codes[0]).status == 422
    finally:
        event.remove(engine, "before_cursor_execute", be_quicker)
    with app.app_context():
        assert db.session.execute(select(Account.password_hash)).scalar_one() == before


def test_the_same_answer_for_every_wrong_pair(app: Flask, member: Member, codes: tuple[str, ...]) -> None:
    pairs = (("Rosa", WRONG_CODE), ("Rosa", "no code"), ("nobody", codes[0]))
    answers = [recover(Browser(app), name, code) for name, code in pairs]
    assert {answer.status for answer in answers} == {422}
    assert len({answer.one("#errors").to_text() for answer in answers}) == 1


def test_a_disabled_account_cannot_be_recovered(app: Flask, member: Member, codes: tuple[str, ...]) -> None:
    with app.app_context():
        db.session.execute(update(Account).values(disabled_at=Account.created_at))
        db.session.commit()
    assert recover(Browser(app), "Rosa", codes[0]).status == 422


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("user_name", "", "user name"),
        ("code", "", "recovery codes"),
        ("new_password", "", "new password"),
        ("new_password", "password1234", "easy to guess"),
        ("new_password", "Rosa password1", "easy to guess"),
    ],
)
def test_a_weak_password_burns_no_code(
    app: Flask, member: Member, codes: tuple[str, ...], field: str, value: str, message: str
) -> None:
    typed: dict[str, Any] = {"user_name": "Rosa", "code": codes[0], "new_password": NEW_PASSWORD, field: value}
    browser = Browser(app)
    page = browser.submit(browser.get("/recover"), "/recover", **typed)
    assert page.status == 422
    assert message in page.error_of(field)
    assert recover(Browser(app), "Rosa", codes[0]).status == 303


def test_the_eleventh_wrong_code_has_to_wait_and_a_right_one_never(
    app: Flask, member: Member, codes: tuple[str, ...]
) -> None:
    live = member.browser()
    for _ in range(10):
        assert recover(Browser(app), "Rosa", WRONG_CODE).status == 422
    refused = recover(Browser(app), "Rosa", WRONG_CODE)
    assert refused.status == 429
    assert "Retry-After" in refused.headers
    assert "A recovery code that is right needs no waiting" in refused.text
    assert live.get("/settings/password", follow=False).status == 200
    assert give_password(Browser(app), "Rosa", PASSWORD).status == 303, "the password is another matter"
    assert recover(Browser(app), "Rosa", codes[0]).status == 303, "nobody guesses one that is right"
