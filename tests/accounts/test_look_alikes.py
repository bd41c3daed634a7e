"""User names that look alike in letters of other scripts: refused as taken, and nobody is kept out by it."""

import unicodedata
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from tests.accounts.members import Member
from tests.support.pages import Browser
from tests.support.people import PASSWORD
from tracker.accounts.models import Account
from tracker.accounts.services import accounts
from tracker.domain.accounts.look_alikes import LOOK_MOST, TAKEN_FOR, look_key
from tracker.domain.accounts.names import user_name
from tracker.domain.errors import Problems
from tracker.passwords.hashing import Hasher
from tracker.web import clock
from tracker.web.extensions import db
from tracker.wording.accounts import NAME_TAKEN

ALIKE = [
    ("rosa", "r\u043esa"),  # a Cyrillic o
    ("rosa", "ros\u0430"),  # a Cyrillic a
    ("Rosa", "R\u03bfsa"),  # a Greek omicron
    ("paypal", "paypaI"),  # a capital i
    ("paypal", "paypa1"),
    ("Bob", "\u0412ob"),  # a Cyrillic capital ve
    ("Hera", "\u041dera"),  # a Cyrillic capital en
    ("zo\u00eb", "zo\u0451"),  # a Cyrillic yo, which is e with two dots
    ("oscar", "0scar"),
    ("omar", "ornar"),
    ("jens", "\u0458en\u0455"),  # a Cyrillic je and dze
    ("rosa", "\uff52\u043esa"),  # wide letters too
]
APART = [
    ("rosa", "rosi"),
    ("rosa", "r\u00f4sa"),
    ("Anna", "\u0410\u043d\u043d\u0430"),
    ("\u0410\u043d\u043d\u0430", "\u0418\u043d\u043d\u0430"),
    ("tom", "tim"),
    ("rosa1", "rosa2"),
    ("\u674e\u96ef", "\u674e\u5a1c"),
]
WHOLE = [
    "\u0410\u043d\u043d\u0430",
    "\u0395\u03bb\u03ad\u03bd\u03b7",
    "\u674e\u96ef",
    "\u0645\u0631\u064a\u0645",
    "\u05d3\u05d5\u05d3",
    "\u0420\u043e\u0437\u0430",
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_these_look_alike(one: str, other: str) -> None:
    assert look_key(one) == look_key(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_these_do_not(one: str, other: str) -> None:
    assert look_key(one) != look_key(other)


def test_the_table_names_letters_and_digits_of_other_scripts_once() -> None:
    looks = "".join(TAKEN_FOR.values())
    assert len(set(looks)) == len(looks)
    assert not [one for one in looks if one.isascii() or unicodedata.category(one)[0] not in "LN"]
    assert all(len(sign) == 1 and sign.isascii() for sign in TAKEN_FOR)


def test_a_key_fits_its_column() -> None:
    assert len(look_key("m\ufdfa" * 1000)) == LOOK_MOST


def _sign_up(client: Browser, name: str) -> int:
    page = client.get("/sign-up")
    return client.submit(page, "/sign-up", user_name=name, new_password=PASSWORD).status


@pytest.mark.database
@pytest.mark.parametrize("name", ["R\u043esa", "ROS\u0410", "Rosa"])
def test_signing_up_refuses_it_as_taken(client: Browser, member: Member, name: str) -> None:
    page = client.submit(client.get("/sign-up"), "/sign-up", user_name=name, new_password=PASSWORD)
    assert page.status == 422
    assert NAME_TAKEN in page.text


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_name_in_another_script_is_fine(client: Browser, member: Member, name: str) -> None:
    assert user_name(name) == name
    assert _sign_up(client, name) == 200


@pytest.mark.database
def test_the_command_refuses_it_too(app: Flask, member: Member) -> None:
    new = accounts.NewAccount(user_name="R\u043esa", password=PASSWORD, time_zone="Europe/Berlin")
    with app.app_context(), pytest.raises(Problems) as refused:
        accounts.add_account(db.session(), new, clock.now(), accounts.PasswordRules(hasher=Hasher(cheap=True)))
    assert refused.value.by_field == {"user_name": NAME_TAKEN}
    with app.app_context():
        assert accounts.find_by_name(db.session(), "R\u043esa") is None


@pytest.mark.database
def test_accounts_that_looked_alike_before_go_on(
    app: Flask, client: Browser, member: Member, make_member: Callable[[str], Member]
) -> None:
    """Each signs in by the name as it is written."""
    make_member("R\u043esa")
    with app.app_context():
        assert len(set(db.session.execute(select(Account.look_key)).scalars())) == 1
    for name in ("Rosa", "R\u043esa"):
        page = client.submit(client.get("/sign-in?again=1"), "/sign-in", user_name=name, password=PASSWORD)
        assert page.status == 200
        assert "do not belong together" not in page.text


@pytest.mark.database
def test_of_two_that_sign_up_at_once_one_has_the_name(
    app: Flask, client: Browser, member: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other is made while the first one's password is hashed, after both were told that the name is free."""
    hashing = Hasher.hash
    latin, mixed = "Samovar", "Sam\u043evar"

    def meanwhile(hasher: Hasher, password: str) -> str:
        monkeypatch.setattr(Hasher, "hash", hashing)
        assert _sign_up(Browser(app), mixed) == 200
        return hashing(hasher, password)

    page = client.get("/sign-up")
    monkeypatch.setattr(Hasher, "hash", meanwhile)
    refused = client.submit(page, "/sign-up", user_name=latin, new_password=PASSWORD)
    assert refused.status == 422
    assert NAME_TAKEN in refused.text
    with app.app_context():
        assert accounts.find_by_name(db.session(), latin) is None
        assert accounts.find_by_name(db.session(), mixed) is not None
