"""What a file brings beside what is here: visits, columns that are remembered, and our own files once more."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from tests.imports.support import BEARABLE, bring, say, upload
from tests.imports.test_pages import WORDS, live
from tests.support.pages import Browser
from tests.support.people import make_person, session_of, sign_in
from tracker.imports.services.remembering import recall, remember
from tracker.patients.models import Patient
from tracker.treatment.models import TreatmentSession


def test_a_session_that_may_be_here_is_left_out_until_it_is_said_to_be_another(rosa: Browser) -> None:
    with session_of(rosa.app) as session:
        at = datetime(2026, 3, 1, 9, tzinfo=UTC)
        session.add(
            TreatmentSession(
                patient_id=rosa.patient_id, id=uuid4(), kind="acupuncture", status="attended",
                started_at=at, started_offset=60, local_day=at.date(), entered_at=at,
            )
        )  # fmt: skip
        session.commit()
    page = say(rosa, upload(rosa, BEARABLE), WORDS)
    assert "Sessions that may be here already" in page.text
    assert "3 days or moments and 2 doses of medicine" in page.text
    page = say(rosa, page, {"Sessions that may be in your diary": "others"})
    assert "1 session" in page.text
    bring(rosa, page)
    assert live(rosa, TreatmentSession) == [2]


def test_our_own_files_say_what_may_be_here(app: Flask, rosa: Browser) -> None:
    bring(rosa, say(rosa, upload(rosa, BEARABLE), WORDS))
    file = rosa.client.get(rosa.path("exports/sessions.csv")).get_data()
    other = file.replace(file.splitlines()[1].partition(b",")[0], b"7d444840-9dc0-11d1-b245-5ffdce74fad2")
    page = upload(rosa, other)
    assert "It is left out." in page.text
    refused = rosa.post(rosa.path("imports/file"), {**dict(page.form("imports/file").fields()), "act": "bring"})
    assert refused.status == 422
    page = say(rosa, page, {"Sessions that may be in your diary": "others"})
    assert "Yes, bring it in" in page.text
    fields = {**dict(page.form("imports/file").fields()), "act": "bring"}
    rosa.post(rosa.path("imports/file"), fields)
    assert live(rosa, TreatmentSession) == [2]
    omar = sign_in(app, make_person(app, "Omar"))
    page = upload(omar, file)
    assert omar.post(omar.path("imports/file"), {"mark": "x", "act": "bring"}).heading == page.heading
    assert live(omar, TreatmentSession) == [0]


def test_a_table_with_the_same_columns_is_read_as_before(rosa: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    told: Any = SimpleNamespace(
        header="f" * 64,
        asked=[
            SimpleNamespace(key="column:a", ask="column", answer="leg"),
            SimpleNamespace(key="words", ask="words", answer="yes"),
            SimpleNamespace(key="column:b", ask="column", answer=""),
        ],
    )
    none: Any = SimpleNamespace(header=None, asked=[])
    with session_of(rosa.app) as session:
        account_id = session.execute(_account(rosa)).scalar_one()
        now = datetime.now(UTC)
        assert recall(session, account_id, told) == {}
        remember(session, account_id, none, now)
        remember(session, account_id, told, now)
        remember(session, account_id, told, now)
        assert recall(session, account_id, told) == {"column:a": "leg"}
        assert recall(session, account_id, none) == {}
        session.rollback()
    monkeypatch.setattr("tracker.imports.views.common.recall", lambda *_given: {"words": "yes"})
    page = upload(rosa, BEARABLE)
    assert "You brought a table with these columns before." in page.text
    assert "3 days or moments" in page.text


def _account(browser: Browser) -> Any:
    return select(Patient.account_id).where(Patient.id == browser.patient_id)
