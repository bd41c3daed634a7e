"""What came from another app says so wherever its day is read, no hour is made up, and steps are a quiet line."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.diary.reads import read
from tests.support.evening import TODAY
from tests.support.pages import Browser
from tests.support.people import Person
from tests.support.sharing import as_practitioner, make_practitioner, share
from tracker.demo import factory
from tracker.diary.models import DayContext, Entry, LifeEvent
from tracker.storage.base import Base
from tracker.treatment.models import Dose, TreatmentSession
from tracker.web.extensions import db

NOON = datetime.combine(TODAY, time(11), UTC)  # in Berlin
APP: dict[str, Any] = {"imported_from": "bearable"}
UNKNOWN: dict[str, Any] = {"started_at": NOON, "time_unknown": True}
YESTERDAY = TODAY - timedelta(days=1)
FROM_APP, NOT_KNOWN = "imported from Bearable", "time not known"


def put(app: Flask, person: Person, model: type[Base], row: dict[str, Any]) -> Any:
    with app.app_context():
        factory.add(db.session(), model, [row | {"patient_id": person.patient_id}])
        db.session.commit()
    return row["id"]


@pytest.fixture
def session_id(app: Flask, somebody: Person) -> Any:
    return put(app, somebody, TreatmentSession, factory.session(TODAY, NOON, kind="heat", **UNKNOWN, **APP))


@pytest.fixture
def dose_id(app: Flask, somebody: Person) -> Any:
    taken = {"taken_at": NOON, "time_unknown": True}
    return put(app, somebody, Dose, factory.dose(TODAY, NOON, "Ibuprofen", **taken, **APP))


def day(browser: Browser, of: date = TODAY) -> str:
    return browser.get(browser.path(f"days/{of}")).text


def test_an_entry_says_where_it_came_from(app: Flask, somebody: Person, owner: Browser) -> None:
    put(app, somebody, Entry, factory.entry(TODAY, NOON, leg_pain=5, leg_later=0, from_words=True, **APP))
    put(app, somebody, LifeEvent, factory.life_event("illness", TODAY, NOON, imported_from="spreadsheet"))
    for page in (day(owner), owner.get(owner.path("diary?view=list")).text):
        assert f"{FROM_APP}, from words" in page
        assert "imported from a spreadsheet" in page
    assert "5, imported, from words" in owner.get(owner.path("progress")).text


@pytest.mark.usefixtures("session_id", "dose_id")
def test_a_time_that_is_not_known_is_never_an_hour(app: Flask, somebody: Person, owner: Browser) -> None:
    practitioner = make_practitioner(app)
    share(app, somebody, practitioner)
    for browser in (owner, as_practitioner(app, practitioner, somebody)):
        for page in (f"days/{TODAY}", "diary?view=list", "sessions", "medication", "brief", "progress", "letter"):
            assert "12:00" not in browser.get(browser.path(page)).text, page
        for page in (f"days/{TODAY}", "sessions", "medication"):
            assert f"{NOT_KNOWN}, {FROM_APP}" in browser.get(browser.path(page)).text, page


def test_the_page_of_the_session_says_so_too(owner: Browser, session_id: Any) -> None:
    text = owner.get(owner.path(f"sessions/{session_id}")).text
    assert f"{NOT_KNOWN}, {FROM_APP}" in text
    assert "12:00" not in text


@pytest.fixture
def moment_id(app: Flask, somebody: Person) -> Any:
    evening = {"kind": "moment", "for_time": time(21), "time_unknown": True}
    return put(app, somebody, Entry, factory.entry(YESTERDAY, NOON, leg_pain=5, leg_later=0, **evening, **APP))


@pytest.mark.usefixtures("moment_id")
def test_a_moment_of_a_part_of_the_day_is_no_hour(app: Flask, somebody: Person, owner: Browser) -> None:
    practitioner = make_practitioner(app)
    share(app, somebody, practitioner)
    for browser in (owner, as_practitioner(app, practitioner, somebody)):
        for page in (f"days/{YESTERDAY}", "diary?view=list", "brief", "progress", "letter"):
            assert "21:00" not in browser.get(browser.path(page)).text, page
        for page in (f"days/{YESTERDAY}", "diary?view=list"):
            assert f"{NOT_KNOWN}, {FROM_APP}" in browser.get(browser.path(page)).text, page
    found = owner.get(owner.path("diary?view=list&kind=moment")).text
    assert NOT_KNOWN in found
    assert "21:00" not in found


class TestForms:
    def test_a_moment_stays_without_a_time_until_it_is_given(
        self, owner: Browser, moment_id: Any, db_session: Session
    ) -> None:
        address = owner.path(f"entries/{moment_id}")
        page = owner.get(address)
        assert "The time is not known. It may stay empty." in page.text
        assert page.one("input[name=for_time]").attrs["value"] == ""
        page = owner.submit(page, f"/entries/{moment_id}", note="After work")
        assert "21:00" not in page.text
        (row,) = read(db_session, select(Entry))
        assert (row.note, row.time_unknown, row.for_time) == ("After work", True, time(21))
        owner.submit(owner.get(address), f"/entries/{moment_id}", for_time="09:30")
        (row,) = read(db_session, select(Entry))
        assert (row.time_unknown, row.for_time) == (False, time(9, 30))
        page = owner.submit(owner.get(address), f"/entries/{moment_id}", for_time="")
        assert "Please say at what time this was." in page.text

    def test_the_time_stays_not_known_until_it_is_given(
        self, owner: Browser, session_id: Any, db_session: Session
    ) -> None:
        address = owner.path(f"sessions/{session_id}/edit")
        page = owner.get(address)
        assert "The time is not known. It may stay empty." in page.text
        assert page.one("input[name=clock]").attrs["value"] == ""
        owner.submit(page, f"/sessions/{session_id}/edit", minutes="20")
        (row,) = read(db_session, select(TreatmentSession))
        assert (row.minutes, row.time_unknown, row.started_at) == (20, True, NOON)
        owner.submit(owner.get(address), f"/sessions/{session_id}/edit", clock="09:30")
        (row,) = read(db_session, select(TreatmentSession))
        assert (row.time_unknown, row.started_at) == (False, NOON.replace(hour=8, minute=30))

    def test_so_it_is_with_a_dose(self, owner: Browser, dose_id: Any, db_session: Session) -> None:
        address = owner.path(f"medication/{dose_id}")
        page = owner.get(address)
        assert "The time is not known. It may stay empty." in page.text
        owner.submit(page, f"/medication/{dose_id}", note="After lunch")
        (row,) = read(db_session, select(Dose))
        assert (row.note, row.time_unknown, row.taken_at) == ("After lunch", True, NOON)
        owner.submit(owner.get(address), f"/medication/{dose_id}", clock="09:30")
        (row,) = read(db_session, select(Dose))
        assert (row.time_unknown, row.taken_at) == (False, NOON.replace(hour=8, minute=30))


class TestCounted:
    LINE = "6,412 steps, slept 7 h 20 min, Fitbit"

    def test_it_is_one_quiet_line_of_its_day(self, app: Flask, somebody: Person, owner: Browser) -> None:
        put(app, somebody, DayContext, factory.day_context(TODAY, NOON))
        put(app, somebody, Entry, factory.entry(TODAY, NOON, leg_pain=5))
        for page in (day(owner), owner.get(owner.path("diary?view=list")).text):
            assert page.count(self.LINE) == 1

    def test_it_is_shared_as_days_are(self, app: Flask, somebody: Person) -> None:
        put(app, somebody, DayContext, factory.day_context(TODAY, NOON))
        practitioner = make_practitioner(app)
        share(app, somebody, practitioner, notes=False)
        assert self.LINE in day(as_practitioner(app, practitioner, somebody))
