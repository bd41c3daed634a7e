"""A SMART Health Link with a passcode: wrong ones are counted for good, also when they come at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.manifests.readers import PASSCODE, Reader, new_link, shlink_of
from tests.support.pages import Browser
from tests.support.people import Person, make_person, sign_in
from tests.support.sharing import events_of
from tracker.manifests import views
from tracker.sharing.models import HealthLink
from tracker.sharing.services.health_links import WRONG_PASSCODES_MOST

WRONG = "000000"


@pytest.fixture
def reader(app: Flask, patient: Browser, monkeypatch: pytest.MonkeyPatch) -> Reader:
    monkeypatch.setattr(views, "files_of", lambda *_given: ["a.b.c.d.e"])
    return Reader(app, shlink_of(new_link(patient, new_password=PASSCODE)))


def test_the_right_one_opens_it_however_it_is_spelled(app: Flask, reader: Reader, patient: Browser) -> None:
    assert reader.ask(passcode=PASSCODE).status_code == 200
    assert reader.ask(passcode=f" {PASSCODE} ").status_code == 200
    composed = Reader(app, shlink_of(new_link(patient, new_password="caf\u00e9 au lait")))
    assert composed.ask(passcode="cafe\u0301 au lait").status_code == 200


def test_without_one_nothing_is_given_and_nothing_counted(app: Flask, reader: Reader, person: Person) -> None:
    for _ in range(2):
        answer = reader.ask()
        assert (answer.status_code, answer.get_json()) == (401, {"remainingAttempts": WRONG_PASSCODES_MOST})
    assert [event.act for event in events_of(app, person)] == ["health_link_made"]


@pytest.mark.parametrize("wrong", [WRONG, "", "\x00", "\ud800", "x" * 5000, "é" * 64])
def test_a_wrong_one_is_told_how_many_are_left(app: Flask, reader: Reader, person: Person, wrong: str) -> None:
    answer = reader.ask(passcode=wrong)
    assert (answer.status_code, answer.get_json()) == (401, {"remainingAttempts": WRONG_PASSCODES_MOST - 1})
    assert [event.act for event in events_of(app, person)] == ["health_link_made", "health_link_refused"]


def test_a_right_one_gives_no_tries_back_and_the_last_wrong_one_ends_the_link(
    app: Flask, reader: Reader, patient: Browser, person: Person
) -> None:
    left = [reader.ask(passcode=WRONG).get_json()["remainingAttempts"] for _ in range(WRONG_PASSCODES_MOST - 1)]
    assert reader.ask(passcode=PASSCODE).status_code == 200
    last = reader.ask(passcode=WRONG)
    assert (last.status_code, [*left, last.get_json()["remainingAttempts"]]) == (401, [4, 3, 2, 1, 0])
    assert reader.ask(passcode=PASSCODE).status_code == 404
    acts = [event.act for event in events_of(app, person)]
    assert acts[-2:] == ["health_link_refused", "health_link_locked"]
    page = patient.get(patient.path("sharing"))
    assert "It ended by itself after too many wrong passcodes." in page.text
    log = patient.get(patient.path("sharing/log")).text
    assert "The SMART Health Link for Dr Meyer ended by itself after too many wrong passcodes" in log
    assert "A wrong passcode was given for the SMART Health Link for Dr Meyer" in log


def test_a_link_without_a_passcode_does_not_mind_one(app: Flask, reader: Reader, patient: Browser) -> None:
    assert Reader(app, shlink_of(new_link(patient))).ask(passcode=WRONG).status_code == 200


@pytest.mark.parametrize("count", [9])
def test_those_that_come_at_once_are_judged_one_after_the_other(
    either_app: Flask, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    """On both engines, and as if each came to a process of its own: exactly so many are judged wrong."""
    monkeypatch.setattr(views, "begin_by_link", lambda: lambda: None)
    monkeypatch.setattr(views, "files_of", lambda *_given: ["a.b.c.d.e"])
    person = make_person(either_app, "Rosa")
    owner = sign_in(either_app, person)
    reader = Reader(either_app, shlink_of(new_link(owner, new_password=PASSCODE)))
    barrier = Barrier(count)

    def guess(number: int) -> int:
        other = Reader(either_app, reader.shlink, come_from=f"198.51.100.{number}")
        barrier.wait()
        return other.ask(passcode=WRONG).status_code

    with ThreadPoolExecutor(count) as pool:
        found = sorted(pool.map(guess, range(count)))
    assert found.count(401) == WRONG_PASSCODES_MOST
    assert set(found) == {401, 404}
    assert reader.ask(passcode=PASSCODE).status_code == 404
    refused = [event for event in events_of(either_app, person) if event.act == "health_link_refused"]
    assert len(refused) == WRONG_PASSCODES_MOST


def test_neither_the_passcode_nor_the_key_is_stored(reader: Reader, db_session: Session) -> None:
    link = db_session.query(HealthLink).one()
    held = [value for value in vars(link).values() if isinstance(value, str | bytes)]
    secret, key = reader.path.rpartition("/")[2], reader.payload["key"]
    for hidden in (PASSCODE, secret, key):
        assert not [value for value in held if hidden in str(value) or hidden.encode() in str(value).encode()]
