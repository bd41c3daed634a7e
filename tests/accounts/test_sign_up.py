"""Making an account by the page: its fields, its codes, the same form twice, and two people after one name."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, event, func, insert, inspect, select
from werkzeug.test import TestResponse

from tests.accounts.members import NEW_PASSWORD, give_password
from tests.support.pages import Browser, Page
from tests.support.people import PASSWORD
from tracker.accounts.models import Account, AccountSession, RecoveryCode
from tracker.accounts.services import codes
from tracker.patients.models import Patient
from tracker.web.extensions import db


def sign_up(browser: Browser, name: str = "Rosa", password: str = PASSWORD, **more: Any) -> Page:
    return browser.submit(browser.get("/sign-up"), "/sign-up", user_name=name, new_password=password, **more)


def quick_sign_up(browser: Browser, name: str) -> TestResponse:
    """The same without looking at the long page: for many in a row."""
    typed = {"user_name": name, "new_password": PASSWORD, "time_zone": "UTC", "id": str(uuid.uuid4())}
    return browser.client.post("/sign-up", data={**typed, "csrf_token": browser.token()})


def count(app: Flask, table: type) -> int:
    with app.app_context():
        return db.session.execute(select(func.count()).select_from(table)).scalar() or 0


def test_an_account_with_its_record_and_codes(app: Flask, client: Browser) -> None:
    page = sign_up(client, email="rosa@example.org", time_zone="Asia/Tokyo")
    assert page.status == 200
    assert page.heading == "Keep your recovery codes"
    shown = [node.to_text().strip() for node in page.all(".codes li")]
    with app.app_context():
        account = db.session.execute(select(Account)).scalar_one()
        assert (account.user_name, account.email, account.time_zone) == ("Rosa", "rosa@example.org", "Asia/Tokyo")
        assert account.password_hash.startswith("$argon2id$")
        stored = set(db.session.execute(select(RecoveryCode.code_hash)).scalars())
        assert stored == {codes.code_hash(code) for code in shown}
        assert len(stored) == 8
        patient_id = db.session.execute(select(Patient.id).where(Patient.account_id == account.id)).scalar_one()
    go_on = page.one("a.button").attrs["href"]
    assert go_on == f"/patients/{patient_id}/today"
    assert client.get(go_on).status == 200
    assert client.get("/settings", follow=False).status == 200


def test_the_usual_time_zone_is_the_servers(client: Browser) -> None:
    page = client.get("/sign-up")
    select_ = page.one("select")
    assert [option.attrs["value"] for option in select_.query("option[selected]")] == ["Europe/Berlin"]
    assert select_.attrs["data-time-zone"] == "guess"


def test_a_zone_once_chosen_is_not_guessed_over(client: Browser) -> None:
    page = sign_up(client, name="", time_zone="Asia/Tokyo")
    assert page.status == 422
    assert "data-time-zone" not in page.one("select").attrs
    assert dict(page.form("/sign-up").fields())["time_zone"] == "Asia/Tokyo"


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("user_name", "", "choose a user name"),
        ("user_name", "<script>", "only letters"),
        ("user_name", "a\x00b", "hidden character"),
        ("new_password", "", "choose a password"),
        ("new_password", "short", "at least 12"),
        ("new_password", "x" * 129, "to 128 characters"),
        ("new_password", "password1234", "easy to guess"),
        ("new_password", "rosamunde 1234", "easy to guess"),
        ("email", "nobody", "name@example.org"),
        ("time_zone", "Mars/Base", "answers given"),
        ("time_zone", "", "choose your time zone"),
        ("id", "", "not complete"),
        ("id", "1", "not one of our ids"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    app: Flask, client: Browser, field: str, value: str, message: str
) -> None:
    typed: dict[str, Any] = {
        "user_name": "Rosamunde",
        "email": "rosa@example.org",
        "new_password": PASSWORD,
        field: value,
    }
    page = client.submit(client.get("/sign-up"), "/sign-up", **typed)
    assert page.status == 422
    assert message in (page.text if field == "id" else page.error_of(field))
    kept = dict(page.form("/sign-up").fields())
    assert kept["user_name"] == (value.replace("\x00", "") if field == "user_name" else "Rosamunde")
    assert kept["new_password"] == ""
    assert count(app, Account) == 0


@pytest.mark.parametrize("name", ["Rosa", "rosa", "ＲＯＳＡ"])
def test_a_name_is_taken_once(app: Flask, client: Browser, name: str) -> None:
    sign_up(Browser(app), "Rosa")
    page = sign_up(client, name)
    assert page.status == 422
    assert "taken" in page.error_of("user_name")
    assert count(app, Account) == 1


def test_two_people_after_one_name_at_once(app: Flask, client: Browser) -> None:
    """The other one is quicker, after the name was found free: the database decides, and the page says so."""
    quicker: list[str] = []

    def be_quicker(_mapper: object, connection: Connection, account: Account) -> None:
        if not quicker:
            quicker.append(account.name_key)
            values = {column.key: getattr(account, column.key) for column in inspect(Account).columns}
            connection.execute(insert(Account).values({**values, "id": uuid.uuid4()}))

    event.listen(Account, "before_insert", be_quicker)
    try:
        page = sign_up(client)
    finally:
        event.remove(Account, "before_insert", be_quicker)
    assert quicker == ["rosa"]
    # What the quicker one did went with the lost transaction; so the second try was free to succeed.
    assert page.status == 200
    assert count(app, Account) == 1


def test_the_same_form_twice_makes_one_account(app: Flask, client: Browser) -> None:
    page = client.get("/sign-up")
    typed: dict[str, Any] = {"user_name": "Rosa", "new_password": PASSWORD}
    first = client.submit(page, "/sign-up", **typed)
    again = client.post("/sign-up", {**dict(page.form("/sign-up").fields()), **typed})
    assert first.status == 200
    assert again.heading == "Recovery codes"
    assert "Your account is made" in again.text
    assert (count(app, Account), count(app, Patient), count(app, RecoveryCode), count(app, AccountSession)) == (
        1,
        1,
        8,
        1,
    )


def test_the_same_form_from_where_nobody_is_signed_in(app: Flask, client: Browser) -> None:
    page = client.get("/sign-up")
    typed: dict[str, Any] = {"user_name": "Rosa", "new_password": PASSWORD}
    client.submit(page, "/sign-up", **typed)
    elsewhere = Browser(app)
    again = elsewhere.post("/sign-up", {"id": page.one("[name=id]").attrs["value"], "time_zone": "UTC", **typed})
    assert again.heading == "Sign in"
    assert "made already" in again.text
    assert count(app, Account) == 1


def test_somebody_signed_in_has_no_need_to(client: Browser) -> None:
    sign_up(client)
    assert client.get("/sign-up", follow=False).status == 302


def test_closed(app: Flask, make_app: Callable[..., Flask]) -> None:
    closed = Browser(make_app(sign_up_open=False))
    page = closed.get("/sign-up")
    assert page.status == 200
    assert not page.all("form")
    answer = closed.post("/sign-up", {"id": uuid.uuid4(), "user_name": "Rosa", "new_password": PASSWORD})
    assert "made by the host" in answer.text
    assert count(app, Account) == 0
    assert not closed.get("/sign-in").all("a[href='/sign-up']")


def test_eleven_accounts_an_hour_from_one_address_are_too_many(app: Flask) -> None:
    for number in range(10):
        assert quick_sign_up(Browser(app), f"person {number}").status_code == 200
    refused = sign_up(Browser(app), "person 11")
    assert refused.status == 429
    assert 3590 <= int(refused.headers["Retry-After"]) <= 3600
    assert "wait" in refused.text
    assert count(app, Account) == 10


def test_a_taken_name_does_not_count_as_an_account(app: Flask) -> None:
    quick_sign_up(Browser(app), "Rosa")
    for _ in range(11):
        assert quick_sign_up(Browser(app), "Rosa").status_code == 422
    assert quick_sign_up(Browser(app), "Omar").status_code == 200


def test_names_cannot_be_tried_without_end(app: Flask) -> None:
    browser = Browser(app)
    quick_sign_up(Browser(app), "Rosa")
    statuses = [quick_sign_up(browser, "Rosa").status_code for _ in range(20)]
    assert statuses == [422] * 19 + [429]


def test_the_new_person_signs_in(app: Flask, client: Browser) -> None:
    sign_up(client, password=NEW_PASSWORD)
    assert give_password(Browser(app), "ROSA", NEW_PASSWORD).status == 303
