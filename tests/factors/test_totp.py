"""Codes of an authenticator app: which are taken, when, and that each is taken once."""

import base64
import uuid
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.support.factors import App
from tests.support.people import Person, make_person
from tracker.factors.models import Authenticator
from tracker.factors.services import totp
from tracker.factors.services.sealing import Sealer

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
STEP = timedelta(seconds=totp.SECONDS)
SEALER = Sealer(["the secret of a server, long enough"])
CHANGED = Sealer(["a newer secret of the same server", "the secret of a server, long enough"])


@pytest.fixture
def account_id(person: Person) -> uuid.UUID:
    return person.account_id


@pytest.fixture
def phone(db_session: Session, account_id: uuid.UUID) -> App:
    """Confirmed ten minutes before noon."""
    assert totp.enrol(db_session, SEALER, account_id, NOON)
    key = totp.key_to_confirm(db_session, SEALER, account_id)
    assert key is not None
    phone = App(key)
    totp.confirm(db_session, SEALER, account_id, phone.code_at(NOON - 20 * STEP), NOON - 20 * STEP)
    return phone


def take(db_session: Session, account_id: uuid.UUID, typed: str, now: datetime = NOON, sealer: Sealer = SEALER) -> bool:
    step = totp.matching_step(db_session, sealer, account_id, typed, now)
    return step is not None and totp.use_up(db_session, sealer, account_id, step)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("123456", "123456"),
        (" 123 456 ", "123456"),
        ("123-456", "123456"),
        ("123–456", "123456"),
        ("1 2 3\t4 5 6\n", "123456"),
        ("123\u00a0456", "123456"),
        ("１２３４５６", "123456"),
        ("12345", None),
        ("1234567", None),
        ("12345a", None),
        ("", None),
        ("123.456", None),
        ("+23456", None),
        ("١٢٣٤٥٦", None),
    ],
)
def test_a_code_is_six_digits_however_spaced(typed: str, plain: str | None) -> None:
    assert totp.plain_code(typed) == plain


def test_it_makes_the_codes_that_every_app_makes() -> None:
    """The published example: this secret, 59 seconds after the beginning of 1970, the last six of 94287082."""
    key = base64.b32encode(b"12345678901234567890").decode()
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=59)
    assert App(key).code_at(at) == "287082"
    read = pyotp.parse_uri(totp.address_of(key, "Rosa", "diary.example"))
    assert isinstance(read, pyotp.TOTP)
    assert read.at(at) == "287082"


def test_the_picture_names_the_server_and_not_what_it_is_about() -> None:
    assert totp.address_of("A" * 32, "Rosa M", "diary.example") == (
        f"otpauth://totp/diary.example:Rosa%20M?secret={'A' * 32}&issuer=diary.example"
    )


@pytest.mark.parametrize(("off", "taken"), [(-3, False), (-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_phone_may_be_one_step_off(
    db_session: Session, account_id: uuid.UUID, phone: App, off: int, taken: bool
) -> None:
    assert take(db_session, account_id, phone.code_at(NOON + off * STEP)) is taken


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("{code}", "{code}"),
        ("{code}", " {code}"),
        ("{code}", "{code} "),
        ("{code}", "{half} {rest}"),
        ("{half} {rest}", "{code}"),
        ("{half}-{rest}", "{half} {rest}"),
    ],
)
def test_a_code_works_once_however_it_is_spaced(
    db_session: Session, account_id: uuid.UUID, phone: App, first: str, then: str
) -> None:
    code = phone.code_at(NOON)
    written = {"code": code, "half": code[:3], "rest": code[3:]}
    assert take(db_session, account_id, first.format(**written))
    assert not take(db_session, account_id, then.format(**written))


@pytest.mark.parametrize(
    ("first", "second", "taken"),
    [(-1, 0, True), (0, 1, True), (-2, -1, True), (-3, -2, False), (1, 2, False), (0, 0, False), (-1, 1, False)],
)
def test_two_codes_in_a_row_are_as_good_as_one(
    db_session: Session, account_id: uuid.UUID, phone: App, first: int, second: int, *, taken: bool
) -> None:
    one, other = (phone.code_at(NOON + step * STEP) for step in (first, second))
    assert take(db_session, account_id, f"{one} {other}") == taken
    if taken:
        assert not take(db_session, account_id, f"{one}{other}"), "they are used up"
        assert not take(db_session, account_id, other)


def test_two_codes_of_which_one_was_used_are_none(db_session: Session, account_id: uuid.UUID, phone: App) -> None:
    used, fresh = phone.code_at(NOON), phone.code_at(NOON + STEP)
    assert take(db_session, account_id, used)
    assert not take(db_session, account_id, f"{used}{fresh}")
    assert take(db_session, account_id, fresh)


@pytest.mark.parametrize(
    ("first", "then", "later", "taken"),
    [
        (0, -1, 0, False),  # the one before, after a later one
        (1, 0, 0, False),
        (1, 1, 1, False),
        (-1, 0, 0, True),  # a later one, after the one before
        (0, 1, 1, True),
        (0, 0, -1, False),  # the clock has gone back
        (1, 1, 2, False),  # still inside its slack
    ],
)
def test_no_code_of_a_used_step_or_an_earlier_one(
    db_session: Session, account_id: uuid.UUID, phone: App, first: int, then: int, later: int, taken: bool
) -> None:
    assert take(db_session, account_id, phone.code_at(NOON + first * STEP))
    assert take(db_session, account_id, phone.code_at(NOON + then * STEP), NOON + later * STEP) is taken


@pytest.mark.parametrize("later", [timedelta(0), 2 * STEP, timedelta(hours=1), timedelta(days=400)])
def test_the_memory_of_a_used_code_outlives_it(
    db_session: Session, account_id: uuid.UUID, phone: App, later: timedelta
) -> None:
    """Whatever the clock does in between: the step stays used."""
    code = phone.code_at(NOON)
    assert take(db_session, account_id, code)
    assert not take(db_session, account_id, code, NOON + later)
    assert not take(db_session, account_id, code, NOON)


def test_the_first_code_is_used_up_too(db_session: Session, account_id: uuid.UUID) -> None:
    totp.enrol(db_session, SEALER, account_id, NOON)
    phone = App(totp.key_to_confirm(db_session, SEALER, account_id) or "")
    totp.confirm(db_session, SEALER, account_id, phone.code_at(NOON), NOON)
    assert not take(db_session, account_id, phone.code_at(NOON))
    assert take(db_session, account_id, phone.code_at(NOON + STEP), NOON + STEP)


def test_an_app_counts_with_its_first_right_code(db_session: Session, account_id: uuid.UUID) -> None:
    totp.enrol(db_session, SEALER, account_id, NOON)
    key = totp.key_to_confirm(db_session, SEALER, account_id) or ""
    assert not totp.has_app(db_session, account_id)
    assert not take(db_session, account_id, App(key).code_at(NOON)), "it is not asked for before it is confirmed"
    for wrong in ("000000", App(key).code_at(NOON + 5 * STEP), ""):
        with pytest.raises(totp.WrongCode):
            totp.confirm(db_session, SEALER, account_id, wrong, NOON)
    assert not totp.has_app(db_session, account_id)
    totp.confirm(db_session, SEALER, account_id, App(key).code_at(NOON), NOON)
    assert totp.has_app(db_session, account_id)
    assert totp.key_to_confirm(db_session, SEALER, account_id) is None, "the key is never shown again"
    with pytest.raises(totp.WrongCode):
        totp.confirm(db_session, SEALER, account_id, App(key).code_at(NOON + STEP), NOON + STEP)


def test_each_key_is_new_and_sealed(db_session: Session, account_id: uuid.UUID) -> None:
    keys = set()
    for _ in range(3):
        assert totp.enrol(db_session, SEALER, account_id, NOON)
        keys.add(totp.key_to_confirm(db_session, SEALER, account_id) or "")
    assert len(keys) == 3
    assert {len(base64.b32decode(key)) for key in keys} == {20}
    sealed = db_session.execute(select(Authenticator.sealed_secret)).scalar_one()
    assert not any(key.encode() in sealed or base64.b32decode(key) in sealed for key in keys)


def test_an_app_in_use_is_not_replaced(db_session: Session, account_id: uuid.UUID, phone: App) -> None:
    assert not totp.enrol(db_session, SEALER, account_id, NOON)
    assert take(db_session, account_id, phone.code_at(NOON))


@pytest.fixture
def other(app: Flask) -> uuid.UUID:
    return make_person(app, "Omar").account_id


def test_a_sealed_secret_opens_for_its_owner_alone(other: uuid.UUID, db_session: Session, phone: App) -> None:
    db_session.execute(update(Authenticator).values(account_id=other))
    assert not take(db_session, other, phone.code_at(NOON))


def test_a_changed_server_secret_is_followed(db_session: Session, account_id: uuid.UUID, phone: App) -> None:
    """What the former key sealed is still opened, and sealed anew when it is used: then the former can be given up."""
    alone = Sealer(["a newer secret of the same server"])
    assert totp.matching_step(db_session, alone, account_id, phone.code_at(NOON), NOON) is None
    assert take(db_session, account_id, phone.code_at(NOON), NOON, CHANGED)
    db_session.expire_all()
    assert take(db_session, account_id, phone.code_at(NOON + STEP), NOON + STEP, alone)


def test_a_key_that_nobody_can_open_is_made_anew(db_session: Session, account_id: uuid.UUID) -> None:
    totp.enrol(db_session, SEALER, account_id, NOON)
    assert totp.key_to_confirm(db_session, Sealer(["quite another secret than that"]), account_id) is None


def test_removed_it_takes_no_code(db_session: Session, account_id: uuid.UUID, phone: App) -> None:
    assert totp.remove(db_session, account_id)
    assert not take(db_session, account_id, phone.code_at(NOON))
    assert not totp.remove(db_session, account_id)
    totp.enrol(db_session, SEALER, account_id, NOON)
    assert not totp.remove(db_session, account_id), "one that was never confirmed was none"
    assert db_session.execute(select(Authenticator)).first() is None
