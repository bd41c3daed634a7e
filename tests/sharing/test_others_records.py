"""What other practitioners recorded of a session is shown where the patient chose it, and nowhere else."""

import uuid
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.sharing.doings import CHOICES, code_of, invite, look, only_grant, take
from tests.support.pages import Browser
from tests.support.people import Person, make_person, sign_in
from tests.support.planted import unzipped
from tests.support.sharing import (
    as_link_holder,
    as_practitioner,
    events_of,
    here,
    make_link,
    make_practitioner,
    now,
    share,
    today,
)
from tracker.demo import factory
from tracker.sharing.models import ShareLink
from tracker.treatment.models import SessionRecord, TreatmentSession
from tracker.web.extensions import db

OTHERS, OWN = "quillwort", "harebell"
NEW = "no longer sees what other practitioners recorded"
LINK_NEW = "this link no longer shows what practitioners recorded"


@pytest.fixture
def amy(app: Flask) -> Person:
    return make_practitioner(app, "Amy")


@pytest.fixture
def session_id(app: Flask, person: Person, amy: Person) -> uuid.UUID:
    """A session of yesterday noon that Amy recorded."""
    at = datetime.combine(today() - timedelta(days=1), time(12), here().tzinfo)
    with app.app_context():
        row = TreatmentSession(**factory.session(at.date(), at, started_at=at, patient_id=person.patient_id))
        db.session.add(row)
        db.session.commit()
        session_id = row.id
    record(app, person, session_id, amy, OTHERS)
    return session_id


def record(app: Flask, person: Person, session_id: uuid.UUID, by: Person, word: str) -> None:
    with app.app_context():
        db.session.add(
            SessionRecord(
                patient_id=person.patient_id, id=uuid.uuid4(), session_id=session_id, by_account_id=by.account_id,
                by_name=by.user_name, entered_at=now(), rationale=word, note=word, points=f'"{word}"',
            )
        )  # fmt: skip
        db.session.commit()


def met(browser: Browser, session_id: uuid.UUID) -> dict[str, str]:
    """What each page and file that may hold a record of the session tells."""
    pages = {name: name for name in ("brief", "progress", "sessions", "exports/all.zip", "exports/sessions.csv")}
    pages |= {"record": f"sessions/{session_id}", "points": "sessions/points"}
    return {name: _told(browser.client.get(browser.path(rest))) for name, rest in pages.items()}


def _told(answer: Any) -> str:
    data: bytes = answer.get_data()
    return b"".join(unzipped(data).values() if answer.mimetype == "application/zip" else [data]).decode()


IN_FULL = {"record", "points", "brief", "exports/all.zip"}


@pytest.mark.parametrize("others", [True, False, None])
def test_a_third_practitioner_sees_it_where_it_was_chosen(
    app: Flask, person: Person, practitioner: Person, session_id: uuid.UUID, others: bool | None
) -> None:
    share(app, person, practitioner, others=others)
    record(app, person, session_id, practitioner, OWN)
    pages = met(as_practitioner(app, practitioner, person), session_id)
    assert {name for name, told in pages.items() if OWN in told} == IN_FULL
    assert {name for name, told in pages.items() if OTHERS in told} == (IN_FULL if others else set())
    assert ("Amy" in pages["record"]) is bool(others)


@pytest.mark.parametrize(("others", "said"), [(True, False), (False, True), (None, True)])
def test_what_is_not_shown_is_not_called_missing(
    app: Flask, person: Person, practitioner: Person, session_id: uuid.UUID, others: bool | None, said: bool
) -> None:
    """Whoever is not shown the records of others cannot be told that there are none."""
    share(app, person, practitioner, others=others)
    told = met(as_practitioner(app, practitioner, person), session_id)["record"]
    assert ("Whether others did is not shared with you" in told) is said
    assert "No practitioner has recorded" not in told


def test_who_wrote_it_sees_it_whatever_was_chosen(
    app: Flask, person: Person, amy: Person, session_id: uuid.UUID
) -> None:
    share(app, person, amy, others=False)
    assert OTHERS in met(as_practitioner(app, amy, person), session_id)["record"]


@pytest.mark.parametrize("others", [True, False, None])
def test_a_link_shows_it_where_it_was_chosen(
    app: Flask, person: Person, session_id: uuid.UUID, others: bool | None
) -> None:
    browser = as_link_holder(app, person, make_link(app, person, others=others))
    assert (OTHERS in browser.get(browser.path("brief")).body) is bool(others)


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_it_is_asked_and_what_was_said_is_done(
    app: Flask, patient: Browser, person: Person, practitioner: Person, session_id: uuid.UUID, answer: str
) -> None:
    page = patient.submit(patient.get(patient.path("sharing/find")), "sharing/find", code=code_of(app, practitioner))
    assert dict(page.form("sharing/find").fields())["others"] == "no", "nothing more is shown than was asked for"
    asked = patient.submit(page, "sharing/find", **CHOICES | {"others": answer})
    [line] = [node.to_text() for node in asked.all(".seen li") if "other practitioners recorded" in node.to_text()]
    assert line.startswith("Not ") is (answer == "no")
    patient.submit(asked, "sharing/find")
    assert only_grant(app, person).others_records is (answer == "yes")
    shown = patient.get(patient.path("sharing"))
    words = "with" if answer == "yes" else "without"
    assert f"{words} records by other practitioners" in [node.to_text() for node in shown.all(".terms li")]
    assert (OTHERS in met(as_practitioner(app, practitioner, person), session_id)["record"]) is (answer == "yes")


def test_silence_is_no_answer(app: Flask, patient: Browser, practitioner: Person) -> None:
    page = patient.submit(patient.get(patient.path("sharing/find")), "sharing/find", code=code_of(app, practitioner))
    typed = CHOICES | {"others": None}
    refused = patient.submit(
        page, "sharing/find", **{name: value for name, value in typed.items() if value is not None} | {"others": ""}
    )
    assert refused.status == 422


def test_an_invitation_carries_it(app: Flask, patient: Browser, person: Person, practitioner: Person) -> None:
    _page, code = invite(patient, others="yes")
    browser = sign_in(app, practitioner)
    offered = browser.submit(browser.get("/take"), "/take", code=code)
    assert "What other practitioners recorded of their sessions." in offered.text
    take(browser, code)
    assert only_grant(app, person).others_records is True


def test_it_can_be_changed_both_ways(
    app: Flask, patient: Browser, person: Person, practitioner: Person, session_id: uuid.UUID
) -> None:
    grant_id = share(app, person, practitioner, notes=False, may_record=False)
    for answer in ("yes", "no"):
        asked = look(patient, f"sharing/grants/{grant_id}", others=answer)
        patient.submit(asked, f"sharing/grants/{grant_id}")
        assert (OTHERS in met(as_practitioner(app, practitioner, person), session_id)["record"]) is (answer == "yes")


def test_a_link_is_asked_about(app: Flask, patient: Browser, person: Person) -> None:
    page = patient.get(patient.path("sharing/links/new"))
    assert "others" not in dict(page.form("links/new").fields())
    answers: tuple[tuple[dict[str, Any], bool], ...] = (({}, False), ({"others": "yes"}, True))
    for typed, stored in answers:
        patient.submit(patient.get(patient.path("sharing/links/new")), "links/new", label="Dr Meyer", days="7", **typed)
        with app.app_context():
            links = db.session.execute(select(ShareLink.others_records)).scalars().all()
        assert stored in links


def test_the_owner_of_an_older_share_is_told_and_answers_once(
    app: Flask, patient: Browser, person: Person, practitioner: Person, session_id: uuid.UUID
) -> None:
    grant_id = share(app, person, practitioner, others=None, notes=False, may_record=False)
    make_link(app, person, others=None)
    page = patient.get(patient.path("sharing"))
    assert NEW in page.text
    assert LINK_NEW in page.text
    before = len(events_of(app, person))
    patient.submit(look(patient, f"sharing/grants/{grant_id}"), f"sharing/grants/{grant_id}")
    assert only_grant(app, person).others_records is False
    assert NEW not in patient.get(patient.path("sharing")).text
    assert [event.act for event in events_of(app, person)[before:]] == ["share_changed"]


def test_nobody_is_told_of_what_changed_nothing(app: Flask, patient: Browser, person: Person, amy: Person) -> None:
    """Nothing was recorded, or nobody but this practitioner recorded anything."""
    share(app, person, amy, others=None)
    make_link(app, person, others=None)
    page = patient.get(patient.path("sharing"))
    assert (NEW in page.text, LINK_NEW in page.text) == (False, False)


def test_the_only_one_who_recorded_loses_nothing(
    app: Flask, patient: Browser, person: Person, amy: Person, session_id: uuid.UUID
) -> None:
    share(app, person, amy, others=None)
    assert NEW not in patient.get(patient.path("sharing")).text


def test_another_patients_records_tell_nothing(app: Flask, session_id: uuid.UUID, practitioner: Person) -> None:
    omar = make_person(app, "Omar")
    share(app, omar, practitioner, others=None)
    assert NEW not in sign_in(app, omar).get(f"/patients/{omar.patient_id}/sharing").text
