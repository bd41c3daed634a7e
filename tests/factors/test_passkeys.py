"""Passkeys as services: what a device must answer to be taken, and everything that is refused."""

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import webauthn
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from webauthn.helpers import bytes_to_base64url

from tests.support.authenticator import Device, Held
from tests.support.people import Person, make_person
from tracker.audit.models import Withdrawal
from tracker.factors.models import Passkey
from tracker.factors.services import passkeys, steps
from tracker.factors.services.passkeys import Asked, Refused, Site, Wrong, site_of
from tracker.factors.services.steps import Pending, Purpose

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
SITE = Site("localhost", "http://localhost")
CHALLENGE = b"c" * 32
ASKED = Asked(SITE, CHALLENGE)
OTHER_CHALLENGE = bytes_to_base64url(b"d" * 32)
LABEL = "Chrome on Android"


@dataclass
class Desk:
    """Somebody at a device, and the database they are known to."""

    db_session: Session
    account_id: uuid.UUID
    device: Device

    def options(self) -> str:
        return passkeys.options_to_add(self.db_session, SITE, self.account_id, "Rosa", CHALLENGE)

    def add(self, answer: str | None = None) -> uuid.UUID:
        answer = answer if answer is not None else self.device.make(self.options())
        return passkeys.add(self.db_session, ASKED, answer, account_id=self.account_id, label=LABEL, now=NOON)

    def use(
        self, *, account_id: uuid.UUID | None = None, held: Held | None = None, now: datetime = NOON, **wrong: Any
    ) -> uuid.UUID:
        options = passkeys.options_to_use(self.db_session, SITE, CHALLENGE, account_id=account_id)
        return self.check(self.device.use(options, held, **wrong), now=now, account_id=account_id)

    def check(self, answer: str, *, now: datetime = NOON, account_id: uuid.UUID | None = None) -> uuid.UUID:
        return passkeys.check(self.db_session, ASKED, answer, now, account_id=account_id)

    def refusal(self, **how: Any) -> Wrong:
        with pytest.raises(Refused) as refused:
            self.use(**how)
        return refused.value.why

    def row(self) -> Any:
        query = select(Passkey.sign_count, Passkey.used_at).where(Passkey.account_id == self.account_id)
        return self.db_session.execute(query).one()


@pytest.fixture
def desk(person: Person, db_session: Session) -> Iterator[Desk]:
    yield Desk(db_session, person.account_id, Device())
    db_session.rollback()


@pytest.fixture
def known(desk: Desk) -> Desk:
    """Whose device has a passkey that is known here."""
    desk.add()
    return desk


@pytest.fixture
def omar(app: Flask) -> Person:
    return make_person(app, "Omar")


def test_what_is_asked_for_tells_nothing_of_health(desk: Desk) -> None:
    asked = json.loads(desk.options())
    assert asked["rp"] == {"id": "localhost", "name": "localhost"}
    assert asked["user"]["name"] == asked["user"]["displayName"] == "Rosa"
    assert asked["attestation"] == "none"
    selection = asked["authenticatorSelection"]
    assert (selection["residentKey"], selection["userVerification"]) == ("required", "required")
    assert asked["excludeCredentials"] == []
    assert "sciatica" not in json.dumps(asked).lower()


def test_a_passkey_is_kept_and_listed(desk: Desk) -> None:
    passkey_id = desk.add()
    (one,) = passkeys.list_passkeys(desk.db_session, desk.account_id)
    assert (one.id, one.label, one.made_at, one.used_at) == (passkey_id, LABEL, NOON, None)


def test_a_device_is_told_what_it_has_already(known: Desk) -> None:
    excluded = [one["id"] for one in json.loads(known.options())["excludeCredentials"]]
    assert excluded == [bytes_to_base64url(known.device.held[0].credential_id)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "http://evil.localhost"},
        {"origin": "https://localhost"},
        {"rp_id": "elsewhere.example"},
        {"challenge": OTHER_CHALLENGE},
        {"kind": "webauthn.get"},
    ],
)
def test_a_passkey_made_for_something_else_is_not_kept(desk: Desk, wrong: dict[str, str]) -> None:
    with pytest.raises(Refused) as refused:
        desk.add(desk.device.make(desk.options(), **wrong))
    assert refused.value.why is Wrong.NOT_RIGHT
    assert not passkeys.list_passkeys(desk.db_session, desk.account_id)


def test_a_device_that_checks_nobody_is_not_kept(desk: Desk) -> None:
    desk.device.verifies = False
    with pytest.raises(Refused, match="not_right"):
        desk.add()


@pytest.mark.parametrize(
    "answer", ["", "{}", "[]", "null", "[" * 9000, '{"id":"é","rawId":"é","type":"public-key","response":{}}', "\ud800"]
)
def test_what_is_no_answer_is_refused(known: Desk, answer: str) -> None:
    with pytest.raises(Refused, match="not_right"):
        known.check(answer)
    with pytest.raises(Refused, match="not_right"):
        known.add(answer)


PARTS = ("clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle")


def _spoilt(answer: str) -> Iterator[str]:
    """The answer with each of its parts cut, turned, emptied or of another kind."""
    for where in PARTS:
        whole = json.loads(answer)["response"].get(where)
        for part in () if whole is None else (whole[:-8], whole[8:], "AAAA", "", 7):
            spoilt = json.loads(answer)
            spoilt["response"][where] = part
            yield json.dumps(spoilt)


def test_a_part_that_was_cut_or_turned_is_refused(known: Desk) -> None:
    for answer in _spoilt(known.device.make(known.options())):
        with pytest.raises(Refused):
            known.add(answer)
    signed = known.device.use(passkeys.options_to_use(known.db_session, SITE, CHALLENGE), known.device.held[0])
    for answer in _spoilt(signed):
        with pytest.raises(Refused):
            known.check(answer)
    assert known.check(signed) == known.account_id


def test_the_same_passkey_is_added_once(desk: Desk, omar: Person) -> None:
    answer = desk.device.make(desk.options())
    desk.add(answer)
    with pytest.raises(Refused, match="added_before"):
        desk.add(answer)
    desk.account_id = omar.account_id
    with pytest.raises(Refused, match="added_before"):
        desk.add(answer)


def test_there_is_an_end_to_them(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passkeys, "MOST", 2)
    one_more = desk.device.make(desk.options())
    desk.add()
    desk.add()
    with pytest.raises(Refused, match="too_many"):
        desk.options()
    with pytest.raises(Refused, match="too_many"):
        desk.add(one_more)


def test_a_passkey_says_whose_it_is(known: Desk) -> None:
    later = NOON + timedelta(hours=1)
    assert known.use(now=later) == known.account_id
    assert known.row() == (1, later)
    assert known.use(account_id=known.account_id) == known.account_id
    assert known.row().sign_count == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "http://evil.localhost"},
        {"origin": "http://localhost:8000"},
        {"rp_id": "elsewhere.example"},
        {"challenge": OTHER_CHALLENGE},
        {"kind": "webauthn.create"},
        {"handle": b"0" * 16},
        {"handle": None},
    ],
)
def test_an_answer_to_something_else_is_refused(known: Desk, wrong: dict[str, Any]) -> None:
    assert known.refusal(**wrong) is Wrong.NOT_RIGHT
    assert known.row() == (0, None)


def test_a_refusal_says_whose_passkey_it_was(known: Desk) -> None:
    with pytest.raises(Refused) as refused:
        known.use(origin="http://evil.localhost")
    assert refused.value.account_id == known.account_id


def test_who_holds_the_device_must_be_checked(known: Desk) -> None:
    known.device.verifies = False
    assert known.refusal() is Wrong.NOT_RIGHT


def test_a_key_that_is_not_the_one_kept_signs_nothing(known: Desk) -> None:
    held = known.device.held[0]
    another = Device()
    another.make(known.options())
    held.key = another.held[0].key
    assert known.refusal() is Wrong.NOT_RIGHT


def test_a_count_that_goes_back_or_stands_still_is_refused(known: Desk) -> None:
    known.use(count=7)
    for count in (6, 7, 0):
        assert known.refusal(count=count) is Wrong.NOT_RIGHT
    assert known.use(count=8) == known.account_id


def test_a_device_that_counts_nothing_is_taken_each_time(known: Desk) -> None:
    known.device.counts = False
    assert [known.use(), known.use()] == [known.account_id] * 2


def test_whoever_was_overtaken_is_refused(known: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two answers at once with the same count: one device was copied."""
    verify = webauthn.verify_authentication_response

    def overtaken(**given: Any) -> Any:
        found = verify(**given)
        known.db_session.execute(update(Passkey).values(sign_count=5))
        return found

    monkeypatch.setattr(webauthn, "verify_authentication_response", overtaken)
    assert known.refusal() is Wrong.NOT_RIGHT


def test_somebody_elses_passkey_is_not_known(omar: Person, known: Desk) -> None:
    """The signature is right, but not of the account that is asked for."""
    options = passkeys.options_to_use(known.db_session, SITE, CHALLENGE)
    answer = known.device.use(options)
    with pytest.raises(Refused) as refused:
        passkeys.check(known.db_session, ASKED, answer, NOON, account_id=omar.account_id)
    assert (refused.value.why, refused.value.account_id) == (Wrong.UNKNOWN, omar.account_id)
    assert known.row() == (0, None)


def test_only_their_own_are_asked_of_an_account(omar: Person, known: Desk) -> None:
    asked = json.loads(passkeys.options_to_use(known.db_session, SITE, CHALLENGE, account_id=omar.account_id))
    assert asked["allowCredentials"] == []
    asked = json.loads(passkeys.options_to_use(known.db_session, SITE, CHALLENGE, account_id=known.account_id))
    assert len(asked["allowCredentials"]) == 1
    assert asked["userVerification"] == "required"


def test_a_removed_passkey_is_not_known_and_never_comes_back(omar: Person, known: Desk) -> None:
    passkey_id = passkeys.list_passkeys(known.db_session, known.account_id)[0].id
    assert not passkeys.remove(known.db_session, omar.account_id, passkey_id, NOON)
    assert passkeys.remove(known.db_session, known.account_id, passkey_id, NOON)
    assert not passkeys.remove(known.db_session, known.account_id, passkey_id, NOON)
    assert known.refusal() is Wrong.UNKNOWN
    ended = known.db_session.execute(select(Withdrawal.kind, Withdrawal.id)).all()
    assert ended == [("passkey", passkey_id)]


def _begin(db_session: Session, purpose: Purpose, **more: Any) -> str:
    return steps.begin(db_session, purpose, Pending(challenge=steps.new_challenge(), **more), NOON)


def test_a_step_counts_once_for_its_purpose_its_account_and_its_time(db_session: Session, person: Person) -> None:
    mine = person.account_id

    def take(secret: str | None, **other: Any) -> Pending:
        how = {"purpose": Purpose.ADD_PASSKEY, "now": NOON, "account_id": mine, **other}
        return passkeys.take_step(db_session, secret, **how)

    def late(secret: str | None, **other: Any) -> bool:
        with pytest.raises(Refused) as refused:
            take(secret, **other)
        return refused.value.why is Wrong.LATE

    def begun(account_id: uuid.UUID | None = mine) -> str:
        return _begin(db_session, Purpose.ADD_PASSKEY, account_id=account_id)

    secret = begun()
    assert take(secret).challenge is not None
    assert late(secret), "it was used"
    assert late(None)
    assert late(begun(), purpose=Purpose.CONFIRM_WITH_PASSKEY)
    assert late(begun(), now=NOON + steps.LASTS)
    assert late(begun(), account_id=None)
    assert late(begun(None))


def test_of_two_at_once_one_is_late(db_session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = _begin(db_session, Purpose.SIGN_IN_WITH_PASSKEY)
    monkeypatch.setattr(steps, "burn", lambda *_: False)
    with pytest.raises(Refused, match="late"):
        passkeys.take_step(db_session, secret, Purpose.SIGN_IN_WITH_PASSKEY, NOON)


@pytest.mark.parametrize("challenge", [None, b""])
def test_a_step_without_a_challenge_is_none(known: Desk, challenge: bytes | None) -> None:
    """A signature over nothing would be as good tomorrow."""
    signed = known.device.use(passkeys.options_to_use(known.db_session, SITE, CHALLENGE), challenge="")
    with pytest.raises(Refused, match="late"):
        passkeys.check(known.db_session, Asked(SITE, challenge), signed, NOON)
    made = known.device.make(known.options(), challenge="")
    with pytest.raises(Refused, match="late"):
        passkeys.add(known.db_session, Asked(SITE, challenge), made, account_id=known.account_id, label=LABEL, now=NOON)


@pytest.mark.parametrize(
    ("host", "https", "site"),
    [
        ("localhost", False, Site("localhost", "http://localhost")),
        ("localhost:8000", False, Site("localhost", "http://localhost:8000")),
        ("diary.localhost:8000", False, Site("diary.localhost", "http://diary.localhost:8000")),
        ("Diary.Example", True, Site("diary.example", "https://diary.example")),
        ("diary.example:8443", True, Site("diary.example", "https://diary.example:8443")),
        ("diary.example", False, None),
        ("notlocalhost", False, None),
        ("127.0.0.1:8000", False, None),
        ("127.0.0.1", True, None),
        ("[::1]:8000", False, None),
        ("[::1", True, None),
        ("", True, None),
    ],
)
def test_where_passkeys_can_work(host: str, https: bool, site: Site | None) -> None:
    assert site_of(host, https=https) == site


@pytest.mark.parametrize("limit", ["CREDENTIAL_ID_MOST", "PUBLIC_KEY_MOST"])
def test_a_passkey_beyond_its_column_is_not_kept(desk: Desk, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setattr(passkeys, limit, 31)
    with pytest.raises(Refused, match="not_right"):
        desk.add()
