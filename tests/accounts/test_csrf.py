"""Every form of accounts asks for its token, and takes no other's."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.accounts.members import Member
from tests.support.pages import Browser
from tests.support.people import PASSWORD
from tracker.accounts.models import Account, AccountSession
from tracker.web.extensions import db

OPEN = ("/sign-up", "/sign-in", "/sign-out", "/recover")
OWN = (
    "/settings",
    "/settings/password",
    "/settings/recovery-codes",
    "/settings/delete",
    "/settings/sign-ins/end-others",
    "/settings/sign-ins/00000000-0000-4000-8000-000000000000/end",
)


def bad_token(app: Flask, kind: str) -> str:
    return {"none": "", "made up": "x.y.z", "another's": Browser(app).token()}[kind]


@pytest.mark.parametrize("kind", ["none", "made up", "another's"])
@pytest.mark.parametrize("url", [*OPEN, *OWN])
def test_nothing_is_done_without_it(app: Flask, member: Member, url: str, kind: str) -> None:
    browser = member.browser()
    typed = {"user_name": "Rosa", "password": PASSWORD, "new_password": "quite another pass phrase", "email": "x@y.org"}
    page = browser.post(url, typed, token=bad_token(app, kind))
    assert page.status == 400
    assert PASSWORD not in page.body
    with app.app_context():
        account = db.session.execute(select(Account)).scalar_one()
        assert account.email is None
        assert len(db.session.execute(select(AccountSession)).all()) == 1
    assert browser.get("/settings/password", follow=False).status == 200
