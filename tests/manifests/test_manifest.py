"""What a program is given that holds a SMART Health Link, and what it is refused."""

import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from tests.manifests.readers import FHIR, Reader, kinds, new_link, report_in, shlink_of
from tests.reports.bundles import faults
from tests.sharing.openers import NOON
from tests.support.canaries import ANY, LIMITED_DAYS, NOTE, OLD, OTHERS, RECORDED, plant
from tests.support.pages import Browser
from tests.support.people import Person, sign_in
from tests.support.sharing import events_of, make_practitioner, now, today
from tracker.accounts.models import Account
from tracker.accounts.services.accounts import delete_account
from tracker.downloads.limits import MOST_AT_ONCE, Turns
from tracker.manifests import views
from tracker.manifests.services import making
from tracker.papers.services.typeset import NotSet
from tracker.sharing.models import HealthLink, HealthLinkFile
from tracker.sharing.services import health_links
from tracker.web.extensions import db


@pytest.fixture
def reader(app: Flask, patient: Browser) -> Reader:
    return Reader(app, shlink_of(new_link(patient, holds="fhir")))


def test_the_payload_is_as_the_specification_says(
    noon: time_machine.Traveller, patient: Browser, app: Flask, person: Person
) -> None:
    plain, locked = (Reader(app, shlink_of(new_link(patient, new_password=typed))) for typed in ("", "482913"))
    assert plain.payload.keys() == {"url", "key", "exp", "flag", "label", "v"}
    assert (plain.payload["flag"], locked.payload["flag"], plain.payload["v"]) == ("L", "LP", 1)
    assert len(plain.payload["key"]) == 43
    assert len(plain.path.rpartition("/")[2]) == 43, "256 bits"
    assert len(plain.payload["url"]) <= 128
    assert plain.payload["exp"] == int((NOON + timedelta(days=30)).timestamp())
    assert plain.payload["label"] == f"Sciatica diary of {person.user_name}"
    assert "Dr Meyer" not in json.dumps(plain.payload), "whom it is for stays with who made it"


def test_both_files_are_given_and_read_by_a_library_that_is_not_ours(app: Flask, patient: Browser) -> None:
    reader = Reader(app, shlink_of(new_link(patient)))
    answer = reader.ask()
    assert (answer.status_code, answer.content_type) == (200, "application/json")
    assert answer.headers["Retry-After"] == "300"
    assert answer.headers["Cache-Control"] == "no-store"
    files = answer.get_json()["files"]
    assert {(file["contentType"], file["fhirVersion"], file["status"]) for file in files} == {
        (FHIR, "4.0.1", "can-change")
    }
    report, data = (reader.opened(reader.fetch(file), wide=True) for file in files)
    assert kinds(report) == {"Patient", "OperationOutcome", "DocumentReference"}
    assert report_in(report).startswith(b"%PDF-")
    assert {"Patient", "OperationOutcome"} <= kinds(data)
    assert faults(report) == faults(data) == []


@pytest.mark.parametrize(("holds", "count"), [("fhir", 1), ("pdf", 1), ("both", 2)])
def test_what_was_chosen_is_what_is_given(app: Flask, patient: Browser, holds: str, count: int) -> None:
    bundles = Reader(app, shlink_of(new_link(patient, holds=holds))).bundles()
    assert len(bundles) == count
    assert any("DocumentReference" in kinds(bundle) for bundle in bundles) is (holds != "fhir")


def test_it_is_live(patient: Browser, reader: Reader) -> None:
    assert "Observation" not in kinds(reader.bundles()[0])
    patient.post(patient.path(f"days/{today()}/leg"), {"score": "4"})
    page = patient.get(patient.path("moments/new"))
    patient.submit(page, "moments/new", leg_pain="4")
    assert "Observation" in kinds(reader.bundles()[0])


def test_only_what_is_shared_is_in_it(app: Flask, person: Person) -> None:
    """Every text of the record has a word of its own."""
    rosa = plant(app, person, make_practitioner(app))
    owner = sign_in(app, person)

    def words_in(**typed: str) -> set[str]:
        bundles = Reader(app, shlink_of(new_link(owner, holds="fhir", **typed))).bundles()
        held = json.dumps(bundles)
        return {kind for kind in (NOTE, OLD, ANY, OTHERS, RECORDED) if rosa.words(kind)[0] in held}

    first = str(today() - timedelta(days=LIMITED_DAYS))
    assert words_in() == {OLD, ANY}
    assert words_in(first_day=first) == {ANY}
    assert words_in(notes="yes", others="yes") == {NOTE, OLD, ANY, RECORDED}
    held = Reader(app, shlink_of(new_link(owner, holds="fhir", last_day=first))).bundles()
    days = {one["resource"].get("effectiveDateTime", "")[:10] for bundle in held for one in bundle["entry"]}
    assert max(days) <= first


def test_a_report_holds_the_days_of_its_link(app: Flask, person: Person) -> None:
    plant(app, person, make_practitioner(app))
    owner, first = sign_in(app, person), today() - timedelta(days=LIMITED_DAYS)
    typed = {"first_day": str(first), "last_day": str(today() - timedelta(days=1))}
    (report,) = Reader(app, shlink_of(new_link(owner, holds="pdf", **typed))).bundles()
    assert report_in(report).startswith(b"%PDF-")
    said = next(one["resource"] for one in report["entry"] if one["resource"]["resourceType"] == "OperationOutcome")
    assert "Nothing after" in said["issue"][0]["diagnostics"]


def test_an_opening_is_counted_and_logged_before_anything_is_given(app: Flask, reader: Reader, person: Person) -> None:
    reader.manifest(recipient="Praxis\x00 \u202eDr.\u200b  Meyer\n" + "x" * 200)
    opened = events_of(app, person)[-1]
    assert (opened.act, opened.actor, opened.name) == ("health_link_opened", "link", "Dr Meyer")
    assert opened.detail is not None
    assert opened.detail.startswith("Praxis Dr. Meyer xxx")
    assert (len(opened.detail), opened.detail[-1]) == (80, "…")


def test_what_is_embedded_is_what_the_reader_asks_for(app: Flask, patient: Browser) -> None:
    reader = Reader(app, shlink_of(new_link(patient)))
    assert ["embedded" in file for file in reader.manifest()] == [False, True], "a report is not put in unasked"
    assert all("location" in file for file in reader.manifest(embeddedLengthMax=10))
    assert all("embedded" in file for file in reader.manifest(embeddedLengthMax=10_000_000))
    for file in reader.manifest(embeddedLengthMax=10_000_000):
        assert reader.opened(file["embedded"], wide=True)["type"] == "collection"


def test_no_more_is_embedded_than_one_answer_should_hold(
    app: Flask, patient: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "EMBEDDED_IN_ALL", 10_000)
    reader = Reader(app, shlink_of(new_link(patient)))
    assert ["embedded" in file for file in reader.manifest(embeddedLengthMax=10_000_000)] == [False, True]


REFUSED: dict[str, tuple[int, Any]] = {
    "no JSON": (400, b"recipient=me"),
    "JSON without end": (400, b'{"recipient": "' + b"x" * 100),
    "very deep": (400, b"[" * 60_000),
    "a list": (400, b'["recipient"]'),
    "no recipient": (400, b"{}"),
    "a blank recipient": (400, b'{"recipient": " \\u202e\\u0000"}'),
    "a recipient that is no text": (400, b'{"recipient": 7}'),
    "half a character": (400, b'{"recipient": "\\ud800"}'),
    "a passcode that is no text": (400, b'{"recipient": "me", "passcode": 482913}'),
    "a length that is none": (400, b'{"recipient": "me", "embeddedLengthMax": "10"}'),
    "a length that is true": (400, b'{"recipient": "me", "embeddedLengthMax": true}'),
    "a length below nothing": (400, b'{"recipient": "me", "embeddedLengthMax": -1}'),
    "a length that is no number": (400, b'{"recipient": "me", "embeddedLengthMax": NaN}'),
    "too much": (413, b'{"recipient": "' + b"x" * 70_000 + b'"}'),
    "not in Unicode": (400, b'{"recipient": "\xff\xfe"}'),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused(app: Flask, reader: Reader, person: Person, name: str) -> None:
    status, body = REFUSED[name]
    answer = reader.client.post(reader.path, data=body, content_type="application/json")
    assert answer.status_code == status
    assert [event.act for event in events_of(app, person)] == ["health_link_made"]


def test_only_json_is_taken(reader: Reader) -> None:
    sent = {"recipient": "me"}
    assert reader.client.post(reader.path, data=sent).status_code == 415
    assert reader.client.post(reader.path, data=json.dumps(sent), content_type="text/plain").status_code == 415
    assert reader.client.post(reader.path).status_code == 415
    for method in ("GET", "HEAD", "PUT"):
        assert reader.client.open(reader.path, method=method).status_code == 405


def test_a_link_that_has_ended_is_as_one_that_never_was(app: Flask, patient: Browser, reader: Reader) -> None:
    (waiting,) = reader.manifest(embeddedLengthMax=0)
    page = patient.submit(patient.get(patient.path("sharing")), "/health-links/")
    assert "That SMART Health Link has ended." in page.text
    unknown = reader.client.post("/h/" + "x" * 43, json={"recipient": "me"})
    ended = reader.ask()
    assert (ended.status_code, ended.data) == (unknown.status_code, unknown.data) == (404, b"{}")
    assert reader.client.get(waiting["location"]).status_code == 404, "what waited went with it"
    again = patient.post(patient.path(f"sharing/health-links/{_only_link(app).id}/end"))
    assert again.status == 200
    assert patient.post(patient.path(f"sharing/health-links/{uuid.uuid4()}/end")).status == 404


def _only_link(app: Flask) -> HealthLink:
    with app.app_context():
        return db.session.execute(select(HealthLink)).scalar_one()


def test_a_link_whose_time_is_over_never_comes_back(
    noon: time_machine.Traveller, app: Flask, patient: Browser, person: Person
) -> None:
    reader = Reader(app, shlink_of(new_link(patient, holds="fhir", days="1")))
    noon.move_to(NOON + timedelta(days=1))
    assert reader.ask().status_code == 404
    assert events_of(app, person)[-1].act == "health_link_ended"
    noon.move_to(NOON)
    assert reader.ask().status_code == 404


def test_the_list_writes_it_as_ended_too(
    noon: time_machine.Traveller, app: Flask, patient: Browser, person: Person
) -> None:
    Reader(app, shlink_of(new_link(patient, holds="fhir", days="1")))
    noon.move_to(NOON + timedelta(days=1, seconds=1))
    assert "Ended SMART Health Links" in sign_in(app, person).get(patient.path("sharing")).text
    assert [event.act for event in events_of(app, person)][-1] == "health_link_ended"


@pytest.mark.parametrize("off", ["disabled_at", "erase_at"])
def test_nothing_is_given_of_an_account_that_is_switched_off(
    app: Flask, reader: Reader, person: Person, off: str
) -> None:
    (waiting,) = reader.manifest(embeddedLengthMax=0)
    with app.app_context():
        db.session.execute(update(Account).where(Account.id == person.account_id).values({off: now()}))
        db.session.commit()
    assert reader.ask().status_code == 404
    assert reader.client.get(waiting["location"]).status_code == 404


def test_erasing_the_account_takes_all_of_it(app: Flask, reader: Reader, person: Person, db_session: Session) -> None:
    reader.manifest(embeddedLengthMax=0)
    with app.app_context():
        delete_account(db.session(), person.account_id, now())
        db.session.commit()
    assert reader.ask().status_code == 404
    for model in (HealthLink, HealthLinkFile):
        assert db_session.execute(select(func.count()).select_from(model)).scalar_one() == 0


def test_a_link_that_ends_while_its_files_are_made_gives_none(
    app: Flask, patient: Browser, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(*given: Any) -> list[str]:
        patient.submit(patient.get(patient.path("sharing")), "/health-links/")
        return ["a.b.c.d.e"]

    monkeypatch.setattr(views, "files_of", meanwhile)
    assert reader.ask().status_code == 404


def test_a_link_that_ends_while_its_opening_waits_gives_nothing(
    app: Flask, reader: Reader, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health_links, "take_turn", lambda *_given: False)
    assert reader.ask().status_code == 404
    assert [event.act for event in events_of(app, person)] == ["health_link_made"]


def test_whoever_asks_too_often_waits(app: Flask, patient: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "files_of", lambda *_given: ["a.b.c.d.e"])
    reader = Reader(app, shlink_of(new_link(patient, holds="fhir")))
    other = Reader(app, shlink_of(new_link(patient, holds="fhir")))
    assert [reader.ask().status_code for _ in range(11)] == [200] * 10 + [429]
    assert 0 < int(reader.ask().headers["Retry-After"]) <= 300
    assert other.ask().status_code == 200


def test_unknown_addresses_are_counted_by_network(app: Flask, reader: Reader) -> None:
    stranger = Reader(app, reader.shlink, come_from="198.51.100.20")
    for number in range(20):
        address = "/h/" + "x" * 43 if number % 2 else "/h/files/" + "x" * 43
        answer = stranger.client.open(address, method="POST" if number % 2 else "GET", json={"recipient": "me"})
        assert answer.status_code == 404, number
    assert stranger.client.post("/h/" + "x" * 43, json={"recipient": "me"}).status_code == 429
    assert stranger.client.get("/h/files/" + "x" * 43).status_code == 429
    assert stranger.ask().status_code == 200, "what is right is never refused"


def test_no_more_are_made_at_once_than_other_downloads(app: Flask, reader: Reader) -> None:
    turns: Turns = app.extensions["export_turns"]
    ends = [turns.take(uuid.uuid4(), whole=True) for _ in range(MOST_AT_ONCE)]
    assert (reader.ask().status_code, reader.ask().headers["Retry-After"]) == (429, "15")
    for end in ends:
        end()
    assert reader.ask().status_code == 200


def test_a_report_that_cannot_be_set_is_said(app: Flask, patient: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*given: Any) -> bytes:
        raise NotSet("as planned")

    monkeypatch.setattr(making, "pdf_bytes", fails)
    answer = Reader(app, shlink_of(new_link(patient))).ask()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
