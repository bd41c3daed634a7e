"""Encrypted files at addresses of their own: each once, soon, and while the link lives. Other sites may read them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any, Final

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.manifests.readers import Reader, new_link, shlink_of
from tests.sharing.openers import NOON
from tests.support.pages import Browser
from tests.support.people import make_person, sign_in
from tracker.manifests import views
from tracker.manifests.services import waiting
from tracker.sharing.models import HealthLinkFile

ENCRYPTED = "a.b.c.d.e"


@pytest.fixture
def reader(noon: time_machine.Traveller, app: Flask, patient: Browser, monkeypatch: pytest.MonkeyPatch) -> Reader:
    monkeypatch.setattr(views, "files_of", lambda *_given: [ENCRYPTED])
    return Reader(app, shlink_of(new_link(patient)))


@pytest.fixture
def file(reader: Reader) -> dict[str, Any]:
    (found,) = reader.manifest(embeddedLengthMax=0)
    return found


def waiting_now(db_session: Session) -> int:
    found = int(db_session.execute(select(func.count()).select_from(HealthLinkFile)).scalar_one())
    db_session.rollback()  # or what is written next would wait for this reader
    return found


def test_it_is_given_once(reader: Reader, file: dict[str, Any], db_session: Session) -> None:
    assert reader.client.head(file["location"]).status_code == 405, "to ask whether it is there does not use it up"
    answer = reader.client.get(file["location"])
    assert (answer.status_code, answer.get_data(as_text=True)) == (200, ENCRYPTED)
    assert (answer.content_type, answer.headers["Cache-Control"]) == ("application/jose", "no-store")
    assert reader.client.get(file["location"]).status_code == 404
    assert waiting_now(db_session) == 0


@pytest.mark.parametrize(
    ("later", "status"),
    [(waiting.WAITS - timedelta(seconds=1), 200), (waiting.WAITS, 404), (timedelta(seconds=-1), 404)],
)
def test_it_waits_a_quarter_of_an_hour(
    noon: time_machine.Traveller, reader: Reader, file: dict[str, Any], later: timedelta, status: int
) -> None:
    noon.move_to(NOON + later)
    assert reader.client.get(file["location"]).status_code == status


def test_what_nobody_fetched_makes_room(
    noon: time_machine.Traveller, reader: Reader, file: dict[str, Any], db_session: Session
) -> None:
    assert waiting_now(db_session) == 1
    noon.move_to(NOON + waiting.WAITS)
    reader.manifest(embeddedLengthMax=0)
    assert waiting_now(db_session) == 1


def test_nothing_waits_where_all_is_within_the_manifest(reader: Reader, db_session: Session) -> None:
    assert reader.manifest() == [
        {"contentType": "application/fhir+json", "fhirVersion": "4.0.1", "status": "can-change", "embedded": ENCRYPTED}
    ]
    assert waiting_now(db_session) == 0


def test_a_link_whose_time_is_over_gives_no_file_either(
    noon: time_machine.Traveller, app: Flask, patient: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "files_of", lambda *_given: [ENCRYPTED])
    reader = Reader(app, shlink_of(new_link(patient, days="1")))
    noon.move_to(NOON + timedelta(days=1) - timedelta(minutes=5))
    (file,) = reader.manifest(embeddedLengthMax=0)
    noon.move_to(NOON + timedelta(days=1))
    assert reader.client.get(file["location"]).status_code == 404


def test_of_many_who_come_at_once_one_gets_it(either_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "files_of", lambda *_given: [ENCRYPTED])
    owner = sign_in(either_app, make_person(either_app, "Rosa"))
    reader = Reader(either_app, shlink_of(new_link(owner)))
    (file,) = reader.manifest(embeddedLengthMax=0)
    barrier = Barrier(6)

    def fetch(_number: int) -> int:
        other = Reader(either_app, reader.shlink)
        barrier.wait()
        return other.client.get(file["location"]).status_code

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(fetch, range(6))) == [200, 404, 404, 404, 404, 404]


class TestOtherSites:
    """A viewer is a page of another site: its browser asks first, and must be let read the answer."""

    THEIRS: Final = {"Origin": "https://viewer.example.org", "Sec-Fetch-Site": "cross-site"}

    def test_may_ask_and_read(self, reader: Reader) -> None:
        asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
        before = reader.client.options(reader.path, headers={**self.THEIRS, **asked})
        assert before.status_code == 200
        assert before.headers["Access-Control-Allow-Headers"] == "Content-Type"
        assert before.headers["Access-Control-Allow-Methods"] == "POST"
        answer = reader.client.post(reader.path, json={"recipient": "me", "embeddedLengthMax": 0}, headers=self.THEIRS)
        fetched = reader.client.get(answer.get_json()["files"][0]["location"], headers=self.THEIRS)
        missing = reader.client.post("/h/none", json={"recipient": "me"}, headers=self.THEIRS)
        unread = reader.client.post(reader.path, json=[], headers=self.THEIRS)
        assert [one.status_code for one in (answer, fetched, missing, unread)] == [200, 200, 404, 400]
        for one in (before, answer, fetched, missing, unread):
            assert one.headers["Access-Control-Allow-Origin"] == "*"
            assert "Access-Control-Allow-Credentials" not in one.headers
            assert "Set-Cookie" not in one.headers

    def test_come_nowhere_else(self, reader: Reader, patient: Browser) -> None:
        for url in ("/sign-in", patient.path("sharing/health-links/new"), "/s/" + "x" * 43, "/csp-report"):
            answer = reader.client.options(url, headers=self.THEIRS)
            assert not [name for name, _value in answer.headers if name.startswith("Access-Control")]
            assert reader.client.post(url, data={"a": "b"}, headers=self.THEIRS).status_code in {403, 415}

    def test_gain_nothing_by_a_sign_in(self, reader: Reader, patient: Browser) -> None:
        """The owner's own browser is told no more than any other, and is not even known."""
        unknown = patient.client.post("/h/" + "y" * 43, json={"recipient": "me"}, headers=self.THEIRS)
        assert (unknown.status_code, unknown.data) == (404, b"{}")
        assert "Set-Cookie" not in unknown.headers
