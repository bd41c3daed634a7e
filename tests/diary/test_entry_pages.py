"""Moments, correcting and deleting an entry, and bringing it back."""

import uuid
from datetime import date, time
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.diary.reads import read
from tests.support.pages import Browser, Page, without_twice
from tracker.diary.models import Entry


def live(db_session: Session) -> list[Entry]:
    return read(db_session, select(Entry).where(Entry.deleted_at.is_(None)).order_by(Entry.for_date))


def add_moment(patient: Browser, **typed: Any) -> Page:
    return patient.submit(patient.get(patient.path("moments/new")), "/moments/new", **typed)


def edit_page(patient: Browser, entry: Entry) -> Page:
    return patient.get(patient.path(f"entries/{entry.id}"))


def test_a_moment_is_now_unless_said_otherwise(patient: Browser, db_session: Session) -> None:
    page = patient.get(patient.path("moments/new"))
    assert page.heading == "Right now"
    held = dict(page.form("/moments").fields())
    assert (held["for_date"], held["for_time"]) == ("2026-03-03", "19:30")
    page = add_moment(patient, leg_pain="8", regions=["calf"], note="On the stairs")
    assert page.heading == "Tuesday 3 March"
    assert "Saved: moment today at 19:30" in page.text
    (entry,) = live(db_session)
    assert (entry.kind, entry.for_time, entry.leg_pain, entry.back_pain) == ("moment", time(19, 30), 8, None)
    assert (entry.regions, entry.note, entry.late) == (("calf",), "On the stairs", False)


def test_a_moment_is_no_days_entry(patient: Browser) -> None:
    page = add_moment(patient, leg_pain="8")
    assert not page.all("#leg-scale button[aria-pressed=true]")


def test_a_moment_of_an_earlier_day_has_no_time_yet(patient: Browser, db_session: Session) -> None:
    page = patient.get(patient.path("moments/new?day=2026-03-01"))
    held = dict(page.form("/moments").fields())
    assert (held["for_date"], held["for_time"]) == ("2026-03-01", "")
    page = patient.submit(page, "/moments/new", leg_pain="2")
    assert "at what time" in page.error_of("for_time")
    page = patient.submit(page, "/moments/new", for_time="02:30")
    assert page.heading == "Sunday 1 March"
    assert "Leg 2 02:30, added later" in " ".join(page.one("#day-line").to_text().split())
    assert [entry.late for entry in live(db_session)] == [True]


def test_a_time_that_the_clocks_left_out_is_kept_as_given(patient: Browser, db_session: Session) -> None:
    page = patient.get(patient.path("moments/new?day=2025-03-30"))
    patient.submit(page, "/moments/new", leg_pain="2", for_time="02:30")
    assert [(entry.for_date, entry.for_time) for entry in live(db_session)] == [(date(2025, 3, 30), time(2, 30))]


@pytest.mark.parametrize("day", ["2027-01-01", "soon", "\x00"])
def test_a_day_that_cannot_be_asked_for_is_today(patient: Browser, day: str) -> None:
    page = patient.get(patient.path("moments/new"), query_string={"day": day})
    assert dict(page.form("/moments").fields())["for_date"] == "2026-03-03"


def test_bad_moments_are_refused_and_kept(patient: Browser, db_session: Session) -> None:
    bad = (
        ({"leg_pain": ""}, "leg_pain"),
        ({"leg_pain": "11"}, "leg_pain"),
        ({"for_date": "2026-03-04"}, "for_date"),
        ({"for_date": ""}, "for_date"),
        ({"for_date": "2026-02-30"}, "for_date"),
        ({"for_time": "25:00"}, "for_time"),
        ({"for_time": ""}, "for_time"),
        ({"for_time": "21:00"}, "for_time"),
        ({"note": "x" * 4001}, "note"),
    )
    good = {"leg_pain": "5", "for_date": "2026-03-03", "for_time": "10:00", "note": "kept <b>"}
    for change, name in bad:
        page = patient.post(patient.path("moments/new"), good | {"id": str(uuid.uuid4())} | change)
        assert page.status == 422, change
        assert page.error_of(name), change
        if name != "note":
            assert ("note", "kept <b>") in page.form("/moments").fields()
    assert patient.post(patient.path("moments/new"), good | {"id": "x"}).status == 422
    assert live(db_session) == []


def test_the_same_moment_sent_twice_is_one(patient: Browser, db_session: Session) -> None:
    page = patient.get(patient.path("moments/new"))
    first = patient.submit(page, "/moments/new", leg_pain="5", follow=False)
    again = patient.submit(page, "/moments/new", leg_pain="5", follow=False)
    assert first.location == without_twice(again.location)
    other_answers = patient.submit(page, "/moments/new", leg_pain="6")
    assert other_answers.status == 422
    assert "saved before, with other answers" in other_answers.text
    assert [entry.leg_pain for entry in live(db_session)] == [5]


def test_a_sign_in_a_moment_opens_get_help_now(patient: Browser, db_session: Session) -> None:
    page = patient.get(patient.path("moments/new"))
    answer = patient.submit(page, "/moments/new", leg_pain="5", warning_signs=["both_legs"], follow=False)
    assert answer.location.startswith("/help-now?from=entry")
    assert len(live(db_session)) == 1


def test_a_moment_can_be_corrected(patient: Browser, db_session: Session) -> None:
    add_moment(patient, leg_pain="8")
    (entry,) = live(db_session)
    page = edit_page(patient, entry)
    assert page.heading == "A moment"
    patient.submit(page, f"/entries/{entry.id}", leg_pain="0", for_time="07:05", for_date="2026-03-02")
    (entry,) = live(db_session)
    assert (entry.leg_pain, entry.for_time, entry.for_date, entry.late) == (0, time(7, 5), date(2026, 3, 2), True)


def test_a_days_entry_can_be_corrected_in_full(patient: Browser, db_session: Session) -> None:
    patient.post(patient.path("days/2026-03-03/leg"), {"score": "6"})
    (entry,) = live(db_session)
    page = edit_page(patient, entry)
    assert page.heading == "Tuesday 3 March"
    page = patient.submit(page, f"/entries/{entry.id}", leg_pain="", back_pain="2", note="Only the back")
    assert "Saved: entry for today, changed" in page.text
    (entry,) = live(db_session)
    assert (entry.leg_pain, entry.back_pain, entry.note) == (None, 2, "Only the back")
    page = patient.submit(edit_page(patient, entry), f"/entries/{entry.id}", back_pain="")
    assert page.status == 422
    assert page.error_of("leg_pain")
    assert ("note", "Only the back") in page.form("/entries").fields()


def test_an_entry_moves_to_another_day_but_not_onto_another_entry(patient: Browser, db_session: Session) -> None:
    patient.post(patient.path("days/2026-03-02/leg"), {"score": "4"})
    patient.post(patient.path("days/2026-03-03/leg"), {"score": "6"})
    today = live(db_session)[1]
    page = patient.submit(edit_page(patient, today), f"/entries/{today.id}", for_date="2026-03-02")
    assert "already" in page.error_of("for_date")
    patient.submit(edit_page(patient, today), f"/entries/{today.id}", for_date="2026-03-01")
    assert [(e.for_date.day, e.leg_pain, e.late) for e in live(db_session)] == [(1, 6, True), (2, 4, True)]
    patient.submit(edit_page(patient, today), f"/entries/{today.id}", for_date="2026-03-03")
    assert [(e.for_date.day, e.late) for e in live(db_session)] == [(2, True), (3, False)]


def test_a_deleted_entry_comes_back_with_undo(patient: Browser, db_session: Session) -> None:
    patient.post(patient.path("days/2026-03-03/leg"), {"score": "6"})
    (entry,) = live(db_session)
    page = patient.submit(edit_page(patient, entry), "/delete")
    assert page.heading == "Tuesday 3 March"
    assert "Deleted: entry for today" in page.text
    assert live(db_session) == []
    assert edit_page(patient, entry).status == 404
    patient.submit(page, "/undo/")
    assert [e.leg_pain for e in live(db_session)] == [6]


def test_undoing_a_deletion_when_the_day_has_a_new_entry_keeps_the_new_one(
    patient: Browser, db_session: Session
) -> None:
    patient.post(patient.path("days/2026-03-03/leg"), {"score": "6"})
    (entry,) = live(db_session)
    page = patient.submit(edit_page(patient, entry), "/delete")
    patient.post(patient.path("days/2026-03-03/leg"), {"score": "2"})
    assert patient.submit(page, "/undo/").status == 422
    assert [e.leg_pain for e in live(db_session)] == [2]


def test_entries_of_others_are_not_found(patient: Browser, other: Browser, db_session: Session) -> None:
    patient.post(patient.path("days/2026-03-03/leg"), {"score": "6"})
    (entry,) = live(db_session)
    for url in (other.path(f"entries/{entry.id}"), patient.path(f"entries/{entry.id}")):
        assert other.get(url).status == 404
        assert other.post(url, {"leg_pain": "1"}).status == 404
        assert other.post(f"{url}/delete").status == 404
    assert patient.get(patient.path("entries/not-an-id")).status == 404
    assert patient.get(patient.path(f"entries/{uuid.uuid4()}")).status == 404
    assert [e.leg_pain for e in live(db_session)] == [6]
