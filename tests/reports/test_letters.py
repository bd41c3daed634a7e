"""What was written to each other in the files: for the owner whole, for somebody else not at all."""

import csv
import io
import uuid
import zipfile
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.reports.rooms import (
    NOW,
    add,
    add_patient,
    export_folder,
    exported,
    read_back,
    rows_of,
    write_file,
)
from tests.support.pages import Browser
from tests.support.people import make_person, sign_in
from tests.support.sharing import as_practitioner, make_practitioner, share
from tracker.correspondence.models import FlagAnswer, PlanProposal, Question, ReviewNote, ReviewRequest
from tracker.domain.brief.questions import QUESTION_LENGTH
from tracker.reports.services.importing import ImportFault
from tracker.treatment.models import Course

WRITER = uuid.uuid4()
EARLY, LATER = NOW.replace(hour=9), NOW.replace(hour=10)
EARLY_TEXT, AT = "2026-03-20T09:00:00+00:00", "2026-03-20T12:00:00+00:00"


@pytest.fixture
def rosa(db_session: Session) -> uuid.UUID:
    """A note with an answer, one that is not read yet, a declined proposal, and two questions."""
    patient_id = add_patient(db_session)
    own: dict[str, Any] = {"patient_id": patient_id}
    whose = {"by_account_id": WRITER, "by_name": "Li Wen"}
    said = {"text": "=Walk", "written_at": EARLY, "read_at": NOW, "answer": "I will.\nYes.", "answered_at": NOW}
    add(db_session, ReviewNote, **own, **whose, **said)
    add(db_session, ReviewNote, **own, **whose, text="Later", written_at=LATER, corrected_at=NOW)
    add(db_session, ReviewNote, **own, **whose, text="Gone", written_at=NOW, deleted_at=NOW)
    plan = {"kind": "acupuncture", "phase": "initial", "started_on": NOW.date(), "planned_sessions": 10}
    course_id = add(db_session, Course, **own, **plan, created_at=NOW)
    decided = {"state": "declined", "decided_at": NOW, "answer": "Not now."}
    proposal = {"course_id": course_id, "made_at": NOW, "planned_sessions": 12, "reason": "Sore"}
    add(db_session, PlanProposal, **own, **whose, **proposal, **decided)
    signs = [["2026-03-20", ["leg_weakness", "injury"]], ["2026-03-19", ["injury"]]]
    add(db_session, FlagAnswer, **own, **whose, last_on=NOW.date(), flags=signs, text="=Called", answered_at=NOW)
    add(db_session, ReviewRequest, **own, **whose, course_id=course_id, made_at=NOW, state="open")
    add(db_session, Question, **own, text="May I swim?", written_at=EARLY)
    add(db_session, Question, **own, text="And run?", written_at=LATER, done_at=NOW)
    return patient_id


def cells(db_session: Session, patient_id: uuid.UUID, name: str, after: int) -> list[list[str]]:
    return [list(row.values())[after:] for row in rows_of(exported(db_session, patient_id, name))]


def test_notes_with_their_answers(db_session: Session, rosa: uuid.UUID) -> None:
    assert cells(db_session, rosa, "notes.csv", 1) == [
        ["Li Wen", EARLY_TEXT, "'=Walk", "", AT, "I will.\nYes.", AT],
        ["Li Wen", "2026-03-20T10:00:00+00:00", "Later", AT, "", "", ""],
    ]


def test_proposals_and_what_became_of_them(db_session: Session, rosa: uuid.UUID) -> None:
    assert cells(db_session, rosa, "plan_proposals.csv", 2) == [
        ["Li Wen", AT, "12", "", "", "Sore", "declined", AT, "Not now."]
    ]


def test_what_was_done_about_warning_signs(db_session: Session, rosa: uuid.UUID) -> None:
    signs = "2026-03-20 leg_weakness; 2026-03-20 injury; 2026-03-19 injury"
    assert cells(db_session, rosa, "warning_sign_answers.csv", 1) == [["Li Wen", AT, "'=Called", signs]]


def test_reviews_that_were_suggested(db_session: Session, rosa: uuid.UUID) -> None:
    assert cells(db_session, rosa, "reviews_suggested.csv", 2) == [["Li Wen", AT, "open", ""]]


def test_questions(db_session: Session, rosa: uuid.UUID) -> None:
    assert cells(db_session, rosa, "questions.csv", 1) == [
        ["May I swim?", EARLY_TEXT, ""],
        ["And run?", "2026-03-20T10:00:00+00:00", AT],
    ]


def test_questions_are_read_back_and_what_others_wrote_is_not(
    db_session: Session, rosa: uuid.UUID, tmp_path: Path
) -> None:
    files = export_folder(db_session, rosa, tmp_path)
    assert "what somebody else wrote is theirs" in files["README.txt"].decode()
    heir = add_patient(db_session, "Omar")
    for new in (2, 0):
        result = read_back(db_session, heir, tmp_path)
        assert result.by_file["questions.csv"].new == new
        assert result.passed_over == ()
    assert exported(db_session, heir, "questions.csv") == files["questions.csv"]
    for model in (ReviewNote, PlanProposal):
        assert db_session.execute(select(model).where(model.patient_id == heir)).all() == []


@pytest.mark.parametrize(
    ("column", "bad", "message"),
    [
        ("text", "", "This is required"),
        ("text", "two\nlines", "A question is one line"),
        ("text", "x" * (QUESTION_LENGTH + 1), "A question is one line"),
        ("written_at", "2026-04-01T10:00:00Z", "still to come"),
        ("done_at", "2026-04-01T10:00:00Z", "still to come"),
    ],
)
def test_a_bad_question_is_named(db_session: Session, tmp_path: Path, column: str, bad: str, message: str) -> None:
    row = {"question_id": str(uuid.uuid4()), "text": "May I?", "written_at": "2026-03-10T10:00:00Z", "done_at": ""}
    write_file(tmp_path, "questions.csv", row | {column: bad})
    with pytest.raises(ImportFault) as fault:
        read_back(db_session, add_patient(db_session), tmp_path)
    assert str(fault.value.errors[0]).startswith(f"questions.csv, row 2, {column}: ")
    assert message in str(fault.value.errors[0])


def archive(browser: Browser) -> dict[str, str]:
    data = browser.get(browser.path("exports/all.zip")).response.get_data()
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        return {name: found.read(name).decode() for name in found.namelist()}


def test_a_practitioners_archive_holds_none_of_it(app: Flask) -> None:
    person, practitioner = make_person(app, "Rosa"), make_practitioner(app)
    share(app, person, practitioner)
    theirs, owner = as_practitioner(app, practitioner, person), sign_in(app, person)
    theirs.post(theirs.path("notes"), {"id": str(uuid.uuid4()), "text": "Zebrafish"})
    owner.post(owner.path("questions"), {"id": str(uuid.uuid4()), "text": "Hummingbird"})
    own = archive(owner)
    (note,) = csv.DictReader(io.StringIO(own["notes.csv"]))
    assert (note["by"], note["text"]) == ("Li Wen", "Zebrafish")
    assert "Hummingbird" in own["questions.csv"]
    shared = archive(theirs)
    assert {"notes.csv", "plan_proposals.csv", "questions.csv", "warning_sign_answers.csv"} & set(shared) == set()
    assert not [name for name, text in shared.items() if "Zebrafish" in text or "Hummingbird" in text]
