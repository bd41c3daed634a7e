"""Our own files brought back where something else is here by now: looked at, chosen, brought in, taken back."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from tests.imports.support import bring, field_of, say, upload
from tests.imports.test_pages import live, own
from tests.support.pages import Browser, Page
from tests.support.people import make_person, sign_in
from tracker.diary.models import DayTags, Entry
from tracker.imports.models import ImportRun
from tracker.patients.models import Revision
from tracker.treatment.models import Course, TreatmentSession
from tracker.web.extensions import db

DAY, NEXT = date(2026, 3, 1), date(2026, 3, 2)
STANDING = "What is here already, with other content"


def score(browser: Browser, day: date, leg: int) -> None:
    with browser.app.app_context():
        found = db.session.execute(
            select(Entry.id).where(Entry.live(own(browser)), Entry.for_date == day, Entry.kind == "daily")
        ).scalar_one_or_none()
    if found is None:
        browser.post(browser.path(f"days/{day}/details"), {"leg_pain": str(leg), "id": ""})
    else:
        page = browser.get(browser.path(f"entries/{found}"))
        assert browser.submit(page, f"entries/{found}", follow=False, leg_pain=str(leg)).status == 303
    assert legs(browser)[day] == leg


def legs(browser: Browser) -> dict[date, int | None]:
    with browser.app.app_context():
        found = db.session.execute(
            select(Entry.for_date, Entry.leg_pain).where(Entry.live(own(browser)), Entry.kind == "daily")
        )
        return {row.for_date: row.leg_pain for row in found}


def archive(browser: Browser) -> bytes:
    answer = browser.client.get(browser.path("exports/all.zip"))
    assert answer.status_code == 200
    return bytes(answer.get_data())


@pytest.fixture
def older(rosa: Browser) -> bytes:
    """An archive of two days, after which one was changed, one deleted, and another one written."""
    score(rosa, DAY, 5)
    score(rosa, NEXT, 6)
    made = archive(rosa)
    score(rosa, DAY, 3)
    with rosa.app.app_context():
        found = db.session.execute(select(Entry.id).where(Entry.for_date == NEXT)).scalar_one()
    rosa.post(rosa.path(f"entries/{found}/delete"))
    assert legs(rosa) == {DAY: 3}
    return made


def choose(browser: Browser, page: Page, existing: str) -> Page:
    return say(browser, page, {STANDING: existing})


def test_an_older_archive_is_shown_beside_what_is_here(rosa: Browser, older: bytes) -> None:
    page = upload(rosa, older, "all.zip")
    assert page.heading == "What this file would bring"
    assert "0 new, 0 here already, 1 deleted here before, brought back, 1 left out, because yours is kept" in page.text
    assert "Pain, Day, Sun 1 Mar 2026" in page.text
    cells = [cell.to_text().strip() for cell in page.all(".imports-compared tbody td")]
    assert cells == ["3", "5"]
    assert legs(rosa) == {DAY: 3}


def test_mine_is_kept_and_the_rest_brought(rosa: Browser, older: bytes) -> None:
    page = bring(rosa, upload(rosa, older, "all.zip"))
    assert "Brought in from Sciatica Tracker: 1 row of your own files." in page.text
    assert legs(rosa) == {DAY: 3, NEXT: 6}


def test_the_files_are_taken_and_one_undo_puts_all_back(rosa: Browser, older: bytes) -> None:
    assert "2 Mar" in rosa.get(rosa.path("deleted")).text
    page = choose(rosa, upload(rosa, older, "all.zip"), "take")
    assert "1 taken from the file in place of yours" in page.text
    page = bring(rosa, page)
    assert legs(rosa) == {DAY: 5, NEXT: 6}
    assert "2 Mar" not in rosa.get(rosa.path("deleted")).text
    page = rosa.submit(rosa.get(rosa.path("imports")), "/undo")
    assert "2 rows are as they were before." in page.text
    assert legs(rosa) == {DAY: 3}
    assert "2 Mar" in rosa.get(rosa.path("deleted")).text
    with rosa.app.app_context():
        deletion = db.session.execute(select(Revision).where(Revision.deletes.is_(True))).scalar_one()
        assert deletion.undone_at is None


def test_the_same_archive_again_changes_nothing(rosa: Browser, older: bytes) -> None:
    bring(rosa, choose(rosa, upload(rosa, older, "all.zip"), "take"))
    page = upload(rosa, older, "all.zip")
    assert "All of it is here already." in page.text
    assert not page.all("button[value=bring]")
    page = rosa.post(rosa.path("imports/file"), {**dict(page.form("imports/file").fields()), "act": "bring"})
    assert page.status == 422
    assert "There is nothing to bring in." in page.text
    assert live(rosa, ImportRun) == [1]


def test_each_row_can_be_asked_about(rosa: Browser) -> None:
    score(rosa, DAY, 5)
    score(rosa, NEXT, 6)
    made = archive(rosa)
    score(rosa, DAY, 1)
    score(rosa, NEXT, 2)
    page = choose(rosa, upload(rosa, made, "all.zip"), "ask")
    page = bring(rosa, page)  # nothing is taken yet
    assert "There is nothing to bring in." in page.text
    taken = rosa.post(
        rosa.path("imports/file"),
        {**dict(page.form("imports/file").fields()), field_of(page, "2 Mar 2026"): "take", "act": "bring"},
    )
    assert "This is what your new answers make of the file." in taken.text
    bring(rosa, taken)
    assert legs(rosa) == {DAY: 1, NEXT: 6}


def test_a_day_with_another_id_is_one_day(app: Flask, rosa: Browser) -> None:
    score(rosa, DAY, 5)
    made = archive(rosa)
    omar = sign_in(app, make_person(app, "Omar"))
    score(omar, DAY, 9)
    page = upload(omar, made, "all.zip")
    assert "The account that downloaded these files is called “Rosa”, and yours “Omar”." in page.text
    bring(omar, choose(omar, page, "take"))
    assert legs(omar) == {DAY: 5}
    omar.submit(omar.get(omar.path("imports")), "/undo")
    assert legs(omar) == {DAY: 9}


def test_what_was_changed_since_stays_with_an_undo(rosa: Browser, older: bytes) -> None:
    bring(rosa, choose(rosa, upload(rosa, older, "all.zip"), "take"))
    score(rosa, DAY, 8)
    page = rosa.submit(rosa.get(rosa.path("imports")), "/undo")
    assert "1 row is as it was before." in page.text
    assert legs(rosa) == {DAY: 8}


def test_a_row_that_was_edited_since_the_page_was_shown_is_shown_again(rosa: Browser, older: bytes) -> None:
    page = choose(rosa, upload(rosa, older, "all.zip"), "take")
    score(rosa, DAY, 9)
    page = bring(rosa, page)
    assert page.status == 422
    assert "Your diary changed since this page was shown." in page.text
    assert legs(rosa) == {DAY: 9}
    assert live(rosa, ImportRun) == [0]
    bring(rosa, page)
    assert legs(rosa) == {DAY: 5, NEXT: 6}


def test_a_choice_that_was_not_shown_brings_nothing_in(rosa: Browser, older: bytes) -> None:
    page = say(rosa, upload(rosa, older, "all.zip"), {STANDING: "take"}, "bring")
    assert "Please look once more" in page.text
    assert legs(rosa) == {DAY: 3}


def test_rows_of_tables_that_name_no_import_go_too(rosa: Browser) -> None:
    tags = b"tags_id,for_date,tags\r\n11111111-1111-4111-8111-111111111111,2026-03-01,long drive\r\n"
    bring(rosa, upload(rosa, tags))
    assert live(rosa, DayTags) == [1]
    rosa.submit(rosa.get(rosa.path("imports")), "/undo")
    assert live(rosa, DayTags) == [0]


def test_a_session_that_may_be_here_is_left_out_until_it_is_another(rosa: Browser) -> None:
    row = b"%s,acupuncture,attended,2026-03-01T%d:00:00+01:00\r\n"
    head = b"session_id,kind,status,started_at\r\n"
    bring(rosa, upload(rosa, head + row % (b"11111111-1111-4111-8111-111111111111", 18)))
    page = upload(rosa, head + row % (b"22222222-2222-4222-8222-222222222222", 17))
    assert "This may be a visit that is here already" in page.text
    assert not page.all("button[value=bring]")
    page = say(rosa, page, {"Sessions that may be": "others"})
    assert "It is counted as another one." in page.text
    page = bring(rosa, page)
    assert "1 row of your own files." in page.text


def test_a_page_of_another_file_is_not_answered(rosa: Browser, older: bytes) -> None:
    first = upload(rosa, older, "all.zip")
    upload(rosa, older, "all.zip")
    page = bring(rosa, first)
    assert "Another file waits by now." in page.text
    assert legs(rosa) == {DAY: 3}


def test_a_choice_that_is_none_is_refused(rosa: Browser, older: bytes) -> None:
    page = upload(rosa, older, "all.zip")
    refused = rosa.post(
        rosa.path("imports/file"), {**dict(page.form("imports/file").fields()), "existing": "burn", "act": "look"}
    )
    assert refused.status == 422
    assert legs(rosa) == {DAY: 3}


def test_a_yes_to_files_that_are_wrong_by_now_is_refused(rosa: Browser) -> None:
    page = upload(rosa, b"entry_id,kind,for_date,leg_pain\nx,daily,2026-03-01,70\n")
    page = rosa.post(rosa.path("imports/file"), {**dict(page.form("imports/file").fields()), "act": "bring"})
    assert "It cannot be read back as it is" in page.text
    assert live(rosa, ImportRun) == [0]


COURSE = "33333333-3333-4333-8333-333333333333"


def test_a_course_that_somebody_added_to_since_stays(rosa: Browser) -> None:
    head = b"course_id,kind,phase,started_on,planned_sessions\r\n"
    other = COURSE.replace("3", "4")
    rows = f"{COURSE},acupuncture,initial,2026-03-01,10\r\n{other},physiotherapy,initial,2026-02-01,4\r\n"
    bring(rosa, upload(rosa, head + rows.encode()))
    assert live(rosa, Course) == [2]
    page = rosa.get(rosa.path("sessions/new/acupuncture"))
    sent = {"status": "attended", "day": "2026-03-02", "clock": "10:00", "course_id": COURSE}
    assert rosa.submit(page, "sessions/new/acupuncture", follow=False, **sent).status == 303
    page = rosa.submit(rosa.get(rosa.path("imports")), "/undo")
    assert "1 row was taken out again." in page.text
    assert live(rosa, Course, TreatmentSession) == [1, 1]
    assert rosa.get(rosa.path("sessions")).status == 200
