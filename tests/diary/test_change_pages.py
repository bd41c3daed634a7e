"""Dated changes: add, correct, delete."""

import uuid
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.diary.reads import read
from tests.support.pages import Browser
from tracker.diary.models import LifeEvent


def live(db_session: Session) -> list[LifeEvent]:
    return read(db_session, select(LifeEvent).where(LifeEvent.deleted_at.is_(None)))


def test_a_change_is_noted_corrected_deleted_and_brought_back(patient: Browser, db_session: Session) -> None:
    page = patient.get(patient.path("changes/new?day=2026-03-01"))
    page = patient.submit(page, "/changes/new", kind="ergonomic", note="A new chair")
    assert "Saved: ergonomic change, Sun 1 Mar" in page.text
    assert page.heading == "Sunday 1 March"
    (row,) = live(db_session)
    assert (row.kind, row.for_date, row.note) == ("ergonomic", date(2026, 3, 1), "A new chair")
    page = patient.submit(
        patient.get(patient.path(f"changes/{row.id}")), f"/changes/{row.id}", kind="work", for_date="2025-12-31"
    )
    assert "Saved: work, Wed 31 Dec 2025" in page.text
    assert [(row.kind, row.note) for row in live(db_session)] == [("work", "A new chair")]
    page = patient.submit(patient.get(patient.path(f"changes/{row.id}")), "/delete")
    assert "Deleted: work" in page.text
    assert live(db_session) == []
    patient.submit(page, "/undo/")
    assert len(live(db_session)) == 1


def test_the_same_change_sent_twice_is_one(patient: Browser, db_session: Session) -> None:
    page = patient.get(patient.path("changes/new"))
    for _ in range(2):
        assert patient.submit(page, "/changes/new", kind="illness").status == 200
    assert "with other answers" in patient.submit(page, "/changes/new", kind="weight").text
    assert [row.kind for row in live(db_session)] == ["illness"]


def test_bad_changes_are_refused_and_kept(patient: Browser, db_session: Session) -> None:
    good = {"kind": "work", "for_date": "2026-03-03", "note": "kept"}
    bad = (
        ({"kind": ""}, "kind"),
        ({"kind": "divorce"}, "kind"),
        ({"for_date": ""}, "for_date"),
        ({"for_date": "2026-03-04"}, "for_date"),
        ({"for_date": "1969-01-01"}, "for_date"),
    )
    for change, name in bad:
        page = patient.post(patient.path("changes/new"), good | {"id": str(uuid.uuid4())} | change)
        assert page.status == 422, change
        assert page.error_of(name), change
        assert ("note", "kept") in page.form("/changes/new").fields()
    assert live(db_session) == []
    patient.submit(patient.get(patient.path("changes/new")), "/changes/new", kind="work")
    (row,) = live(db_session)
    page = patient.submit(patient.get(patient.path(f"changes/{row.id}")), f"/changes/{row.id}", for_date="2026-03-09")
    assert (page.status, bool(page.error_of("for_date"))) == (422, True)


def test_changes_of_others_are_not_found(patient: Browser, other: Browser, db_session: Session) -> None:
    patient.submit(patient.get(patient.path("changes/new")), "/changes/new", kind="work")
    (row,) = live(db_session)
    url = other.path(f"changes/{row.id}")
    assert other.get(url).status == 404
    assert other.post(url, {"kind": "work"}).status == 404
    assert other.post(f"{url}/delete").status == 404
    assert len(live(db_session)) == 1
