"""A diary brought along by the pages, from the file to the yes and back."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from tests.imports.support import BEARABLE, bring, field_of, look, say, upload
from tests.support import sharing
from tests.support.pages import Browser
from tests.support.people import Person, make_person, sign_in
from tracker.diary.models import Entry
from tracker.imports.models import ImportRun
from tracker.imports.services.waiting import FOLDER
from tracker.patients.models import Revision
from tracker.treatment.models import Dose, TreatmentSession
from tracker.web.extensions import db

WORDS = {"Shall words": "yes", "Take over “Acupuncture”": "yes"}
TABLES = (Entry, TreatmentSession, Dose)


def own(browser: Browser) -> UUID:
    """Whose record it is."""
    assert browser.patient_id is not None
    return browser.patient_id


def live(browser: Browser, *models: Any) -> list[int]:
    """How many rows of each table the record holds."""
    with browser.app.app_context():
        found = [
            len(db.session.execute(select(model.id).where(model.live(own(browser)))).all())
            for model in models or TABLES
        ]
        db.session.rollback()
    return found


def change_entry(browser: Browser, note: str) -> str:
    """Changes one of the imported entries by hand; gives its id."""
    with browser.app.app_context():
        found = db.session.execute(select(Entry.id).where(Entry.live(own(browser)))).scalars().first()
    page = browser.get(browser.path(f"entries/{found}"))
    assert browser.submit(page, f"entries/{found}", follow=False, note=note).status == 303
    return str(found)


def test_nothing_is_written_before_the_yes_and_all_of_it_after(rosa: Browser) -> None:
    page = upload(rosa, BEARABLE)
    assert page.heading == "What this file would bring"
    assert "Bearable" in page.text
    assert "2 doses of medicine" in page.text
    page = say(rosa, page, WORDS)
    assert "This is what your new answers make of the file." in page.text
    assert "3 days or moments, 1 session and 2 doses of medicine" in page.text
    assert live(rosa) == [0, 0, 0]
    page = bring(rosa, page)
    assert "Brought in from Bearable: 3 days or moments, 1 session and 2 doses of medicine." in page.text
    assert live(rosa) == [3, 1, 2]
    with rosa.app.app_context():
        entry = db.session.execute(select(Entry).order_by(Entry.for_date, Entry.for_time)).scalars().first()
        assert entry is not None
        assert (entry.leg_pain, entry.from_words, entry.late, entry.imported_from) == (2, True, False, "bearable")
    assert rosa.get(rosa.path("diary")).status == 200


def test_an_empty_file_is_called_empty(rosa: Browser) -> None:
    assert upload(rosa, b"").error_of("file").endswith("This file is empty.")
    assert upload(rosa, b"", "").error_of("file").endswith("Please choose a file.")


def test_whose_file_it_is_and_large_counts_are_readable(rosa: Browser) -> None:
    page = upload(rosa, BEARABLE)
    assert "This file is from" in page.text
    assert "what is in it says so." in page.text
    rows = "".join(f"{date(2020, 1, 1) + timedelta(days=n)},4\n" for n in range(1200))
    page = upload(rosa, f"Date,Leg pain\n{rows}{rows}".encode())
    for said in ("1,200 days or moments", "(1,200 days)", "Left out: 1,200, with why below.", "1,200 times"):
        assert said in page.text, said
    assert "1200" not in page.text


def test_an_answer_that_was_not_shown_brings_nothing_in(rosa: Browser) -> None:
    page = say(rosa, upload(rosa, BEARABLE), WORDS, "bring")
    assert "Please look once more" in page.text
    assert live(rosa) == [0, 0, 0]


def test_the_same_file_again_changes_nothing(rosa: Browser) -> None:
    bring(rosa, say(rosa, upload(rosa, BEARABLE), WORDS))
    page = say(rosa, upload(rosa, BEARABLE), WORDS)
    assert "All of it is here already." in page.text
    page = bring(rosa, page)
    assert page.status == 422
    assert "There is nothing to bring in." in page.text
    assert live(rosa) == [3, 1, 2]
    assert live(rosa, ImportRun) == [1]


def test_undo_takes_it_back_but_what_was_changed_since_and_it_can_come_again(rosa: Browser) -> None:
    bring(rosa, say(rosa, upload(rosa, BEARABLE), WORDS))
    changed = change_entry(rosa, "mine by now")
    page = rosa.submit(rosa.get(rosa.path("imports")), "/undo")
    assert "5 rows were taken out again." in page.text
    assert page.all(f"a[href$='{changed}']")
    assert live(rosa) == [1, 0, 0]
    page = say(rosa, upload(rosa, BEARABLE), WORDS)
    assert "Taken back before, and brought in again: 5." in page.text
    bring(rosa, page)
    assert live(rosa) == [3, 1, 2]


def test_undo_pressed_twice_is_one_undo(rosa: Browser) -> None:
    bring(rosa, upload(rosa, BEARABLE))
    page = rosa.get(rosa.path("imports"))
    form = page.form("/undo")
    for _time in range(2):
        assert rosa.post(form.action, {}, follow=False).status == 303
    assert live(rosa) == [0, 0, 0]


def test_what_was_deleted_by_hand_stays_deleted(rosa: Browser) -> None:
    bring(rosa, say(rosa, upload(rosa, BEARABLE), WORDS))
    with rosa.app.app_context():
        found = db.session.execute(select(Entry.id)).scalars().first()
    rosa.post(rosa.path(f"entries/{found}/delete"))
    page = say(rosa, upload(rosa, BEARABLE), WORDS)
    assert "Brought in before and deleted by you: 1. They stay deleted." in page.text
    assert bring(rosa, page).status == 422
    assert live(rosa) == [2, 1, 2]


def test_the_yes_pressed_twice_writes_once(rosa: Browser) -> None:
    page = upload(rosa, BEARABLE)
    fields = {**dict(page.form("imports/file").fields()), "act": "bring"}
    for _time in range(2):
        rosa.post(rosa.path("imports/file"), fields)
    assert live(rosa, ImportRun, Dose) == [1, 2]


def test_a_file_that_is_wrong_in_places_needs_a_tick(rosa: Browser) -> None:
    wrong = BEARABLE.read_bytes().replace(b"1st Mar 2026", b"41st Mar 2026").replace(b"2026-03-01", b"2026-03-41")
    page = upload(rosa, wrong)
    refused = bring(rosa, page)
    assert refused.status == 422
    assert "Please say that these rows are to be left out" in refused.error_of("leave")
    assert live(rosa) == [0, 0, 0]
    bring(rosa, refused, leave="yes")
    assert live(rosa) == [0, 0, 1]


def test_every_row_that_is_left_out_is_listed(rosa: Browser) -> None:
    upload(rosa, BEARABLE)
    page = rosa.get(rosa.path("imports/file/left-out"))
    assert page.text.count("It is a word or a scale of words") == 4
    assert "line 12" in page.text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This file is empty."),
        (b"   ", "This file is empty."),
        (b"PK\x03\x04broken", "This archive is damaged."),
        (b'{"x": 1}', "We do not know this file"),
    ],
)
def test_what_cannot_be_read_is_said(rosa: Browser, content: bytes, said: str) -> None:
    page = upload(rosa, content)
    assert said in page.text
    assert page.status in {200, 422}


def test_an_unknown_file_can_be_read_as_what_its_owner_says(rosa: Browser) -> None:
    page = upload(rosa, b'{"x": 1}')
    page = rosa.submit(page, "imports/file", source="")
    assert page.status == 422
    assert page.error_of("source") == "Please check: Please choose one."
    page = rosa.submit(page, "imports/file", source="bearable")
    assert page.heading == "What this file would bring"
    assert "nothing of it has a place here" in page.text


def test_a_file_that_is_known_can_be_read_as_another_apps(rosa: Browser) -> None:
    upload(rosa, BEARABLE)
    page = rosa.post(rosa.path("imports/file"), {"source": "daylio"})
    assert "This file is from Daylio" in page.text
    page = rosa.post(rosa.path("imports/file"), {"source": "bearable"})
    assert "This file is from Bearable" in page.text


def test_days_that_exist_are_kept_taken_or_asked_about(rosa: Browser, tmp_path: Path) -> None:
    day = date(2026, 3, 1)
    rosa.post(rosa.path(f"days/{day}/details"), {"leg_pain": "7", "id": ""})
    rosa.post(rosa.path(f"days/{day}/score/leg"), {"score": "7"})
    with rosa.app.app_context():
        mine = db.session.execute(select(Entry).where(Entry.kind == "daily")).scalars().all()
    if not mine:
        pytest.fail("the day was not saved")
    theirs = BEARABLE.read_bytes().replace(b'"pre"', b'""').replace(b'"am"', b'""')
    page = say(rosa, upload(rosa, theirs), {"Shall words": "yes"})
    assert "Days that you have both here and in the file" in page.text
    page = say(rosa, page, {"Days that are in your diary": "ask"})
    page = rosa.post(
        rosa.path("imports/file"),
        {**dict(page.form("imports/file").fields()), field_of(page, "1 Mar 2026"): "take", "act": "look"},
    )
    bring(rosa, page)
    with rosa.app.app_context():
        scores = db.session.execute(
            select(Entry.leg_pain).where(Entry.live(own(rosa)), Entry.for_date == day, Entry.kind == "daily")
        ).scalars()
        assert list(scores) == [8]
    rosa.submit(rosa.get(rosa.path("imports")), "/undo")
    with rosa.app.app_context():
        scores = db.session.execute(select(Entry.leg_pain).where(Entry.live(own(rosa)))).scalars()
        assert list(scores) == [7]


def test_our_own_files_come_back_and_can_be_taken_back(app: Flask, rosa: Browser) -> None:
    bring(rosa, say(rosa, upload(rosa, BEARABLE), WORDS))
    file = rosa.client.get(rosa.path("exports/entries.csv")).get_data()
    omar = sign_in(app, make_person(app, "Omar"))
    page = upload(omar, file)
    assert "It was downloaded from this app." in page.text
    assert live(omar, Entry) == [0]
    page = bring(omar, page)
    assert "Brought in from Sciatica Tracker: 3 rows of your own files." in page.text
    assert live(omar, Entry) == [3]
    omar.submit(page, "/undo")
    assert live(omar, Entry) == [0]


def test_our_own_files_that_are_wrong_are_refused_whole(rosa: Browser) -> None:
    page = upload(rosa, b"entry_id,kind,for_date,leg_pain\nx,daily,2026-03-01,70\n")
    assert "It cannot be read back as it is" in page.text
    assert "row 2" in page.text


def test_a_file_that_is_given_up_is_gone(rosa: Browser) -> None:
    upload(rosa, BEARABLE)
    rosa.post(rosa.path("imports/file/cancel"))
    assert not list((Path(rosa.app.instance_path) / FOLDER).glob("*-*/file"))
    assert look(rosa).heading == "Bring your diary along"


def test_another_file_takes_the_place_of_the_one_before(rosa: Browser) -> None:
    first = upload(rosa, BEARABLE)
    upload(rosa, BEARABLE)
    page = bring(rosa, first)
    assert "Another file waits by now." in page.text
    assert live(rosa) == [0, 0, 0]


def test_what_changed_elsewhere_since_is_looked_at_again(rosa: Browser, app: Flask) -> None:
    page = upload(rosa, BEARABLE)
    fields = dict(page.form("imports/file").fields())
    answer = rosa.post(rosa.path("imports/file"), {**fields, "seen": "dose-new-1", "act": "bring"})
    assert answer.status == 422
    assert "Your diary changed since" in answer.text
    assert live(rosa) == [0, 0, 0]


def test_nobody_else_finds_the_page(app: Flask, rosa: Browser) -> None:
    upload(rosa, BEARABLE)
    assert rosa.patient_id is not None
    other = sign_in(app, make_person(app, "Omar"))
    for rest in ("imports", "imports/file", "imports/file/left-out"):
        assert other.get(f"/patients/{rosa.patient_id}/{rest}").status == 404
    other.patient_id = rosa.patient_id
    assert upload(other, BEARABLE, follow=False).status == 404


def test_a_practitioner_finds_nothing_of_it(app: Flask, rosa: Browser) -> None:
    practitioner = sharing.make_practitioner(app)
    whose = Person(practitioner.account_id, own(rosa), "Rosa")
    sharing.share(app, whose, practitioner)
    browser = sharing.as_practitioner(app, practitioner, whose)
    assert browser.get(f"/patients/{rosa.patient_id}/imports").status == 404


def test_no_history_is_made_of_single_rows(rosa: Browser) -> None:
    bring(rosa, say(rosa, upload(rosa, BEARABLE), WORDS))
    with rosa.app.app_context():
        assert not db.session.execute(select(Revision)).all()
