"""What the command line does with accounts."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.accounts.members import NEW_PASSWORD, Member, give_password
from tests.support.pages import Browser
from tests.support.people import PASSWORD
from tracker.accounts.services import accounts
from tracker.accounts.services.accounts import UnknownAccount
from tracker.domain.errors import Problems
from tracker.passwords.hashing import Hasher
from tracker.web.extensions import db
from tracker.wording import errors

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
CHEAP = Hasher(cheap=True)
CHEAPLY = accounts.PasswordRules(hasher=CHEAP)


def add(db_session: Session, rules: accounts.PasswordRules = CHEAPLY, **changes: Any) -> object:
    given = {"user_name": "Rosa", "password": PASSWORD, "time_zone": "Europe/Berlin"}
    return accounts.add_account(db_session, accounts.NewAccount(**(given | changes)), NOW, rules)


def test_an_account_is_added_and_listed(db_session: Session) -> None:
    add(db_session, email="rosa@example.org", is_practitioner=True)
    add(db_session, accounts.PasswordRules(), user_name="Omar")
    lines = accounts.list_accounts(db_session)
    assert [(line.user_name, line.is_practitioner, line.is_demo) for line in lines] == [
        ("Omar", False, False),
        ("Rosa", True, False),
    ]
    found = accounts.find_by_name(db_session, "ROSA")
    assert found is not None
    assert found.email == "rosa@example.org"
    assert CHEAP.matches(found.password_hash, PASSWORD)
    assert accounts.find_by_name(db_session, "nobody") is None


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"user_name": ""}, {"user_name"}),
        ({"user_name": "<b>"}, {"user_name"}),
        ({"password": "short"}, {"password"}),
        ({"password": "Rosa password1"}, {"password"}),
        ({"email": "nobody"}, {"email"}),
        ({"time_zone": "Mars/Base"}, {"time_zone"}),
        ({"user_name": "R", "password": "", "email": "x"}, {"user_name", "password", "email"}),
    ],
)
def test_everything_wrong_is_said_at_once(db_session: Session, changes: dict[str, Any], fields: set[str]) -> None:
    with pytest.raises(Problems) as found:
        add(db_session, **changes)
    assert set(found.value.by_field) == fields
    assert accounts.list_accounts(db_session) == []


def test_a_name_is_taken_once(db_session: Session) -> None:
    add(db_session)
    with pytest.raises(Problems) as found:
        add(db_session, user_name="rosa")
    assert "taken" in errors.said_by_field(found.value)["user_name"]


def test_a_password_is_set_anew_and_all_are_signed_out(app: Flask, member: Member) -> None:
    browser = member.browser()
    with app.app_context():
        accounts.reset_password(db.session(), "ROSA", NEW_PASSWORD, NOW, CHEAPLY)
        db.session.commit()
    assert browser.get("/settings/password", follow=False).status == 302
    assert give_password(Browser(app), "Rosa", PASSWORD).status == 422
    assert give_password(Browser(app), "Rosa", NEW_PASSWORD).status == 303


def test_a_password_is_not_reset_to_a_weak_one(member: Member, db_session: Session) -> None:
    with pytest.raises(Problems):
        accounts.reset_password(db_session, "Rosa", "password1234", NOW)
    with pytest.raises(UnknownAccount):
        accounts.reset_password(db_session, "nobody", NEW_PASSWORD, NOW)
