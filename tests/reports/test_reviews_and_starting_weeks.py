"""Reviews and the record of starting weeks in the files, and what an import does to that record."""

import uuid
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
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
from tracker.diary.models import Entry
from tracker.domain.acting import By
from tracker.patients.models import Patient
from tracker.reports.services.importing import ImportFault
from tracker.review.models import CourseReview, StartingWeek
from tracker.review.services.starting_weeks import history, record_starting_weeks
from tracker.treatment.models import Course, TreatmentSession

VISIT = date(2026, 3, 10)
SCORES = (7, 6, 6, 6, 6, 6, 6)  # a mean of 6.142857...


@pytest.fixture
def rosa(db_session: Session) -> uuid.UUID:
    """Seven scored days, then the first session of a course."""
    patient_id = add_patient(db_session)
    own: dict[str, Any] = {"patient_id": patient_id, "entered_at": NOW}
    for back, score in enumerate(SCORES, start=1):
        day = VISIT - timedelta(days=back)
        add(db_session, Entry, **own, kind="daily", for_date=day, entered_offset=0, late=False, leg_pain=score)
    plan = {"kind": "acupuncture", "phase": "initial", "started_on": VISIT, "planned_sessions": 10, "created_at": NOW}
    course_id = add(db_session, Course, patient_id=patient_id, **plan, visits_rule="cms")
    visit = {"kind": "acupuncture", "status": "attended", "local_day": VISIT, "started_offset": 60}
    at = datetime(2026, 3, 10, 9, tzinfo=UTC)
    add(db_session, TreatmentSession, **own, **visit, started_at=at, course_id=course_id)
    return patient_id


def course_of(db_session: Session, patient_id: uuid.UUID) -> uuid.UUID:
    return db_session.execute(select(Course.id).where(Course.patient_id == patient_id)).scalar_one()


def means(db_session: Session, patient_id: uuid.UUID) -> list[float | None]:
    """From the first to the newest."""
    lines = history(db_session, patient_id, course_of(db_session, patient_id))
    return [line.mean for line in reversed(lines)]


def settle(db_session: Session, patient_id: uuid.UUID) -> None:
    account = db_session.execute(select(Patient.account_id).where(Patient.id == patient_id)).scalar_one()
    record_starting_weeks(db_session, By(patient_id=patient_id, now=NOW, account_id=account))
    db_session.commit()


def test_the_record_of_a_starting_week(db_session: Session, rosa: uuid.UUID) -> None:
    settle(db_session, rosa)
    [row] = rows_of(exported(db_session, rosa, "starting_weeks.csv"))
    assert uuid.UUID(row.pop("starting_week_id"))
    assert row == {
        "course_id": str(course_of(db_session, rosa)),
        "at": "2026-03-20T12:00:00+00:00",
        "first_session_day": "2026-03-10",
        "mean": "6.14",
        "days": "7",
        "first_day": "2026-03-03",
        "last_day": "2026-03-09",
        "overlaps": "no",
        "late_days": "0",
    }


def test_a_review(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    held: dict[str, Any] = {"held_on": VISIT, "sessions_done": 4, "decision": "extend", "reason": "=Better"}
    said = {"label": "small", "confirmed": False, "baseline_leg": 6.285714, "by_name": "Rosa", "entered_at": NOW}
    said |= {"doubts": ("one_week", "start_from_memory"), "baseline_late_days": 5, "latest_late_days": 2}
    said |= {"baseline_imported_days": 1, "latest_imported_days": 0}
    add(db_session, CourseReview, patient_id=rosa, course_id=course_of(db_session, rosa), **held, **said)
    [row] = rows_of(exported(db_session, rosa, "reviews.csv"))
    assert list(row.values())[2:] == [
        *("2026-03-10", "4", "", "extend", "'=Better", "small", "no", "6.29", "", "Rosa", "2026-03-20T12:00:00+00:00"),
        *("one_week; start_from_memory", "5", "2", "1", "0"),
    ]
    export_folder(db_session, rosa, tmp_path)
    assert read_back(db_session, rosa, tmp_path).by_file["reviews.csv"].same == 1
    heir = add_patient(db_session, "Omar")
    read_back(db_session, heir, tmp_path)
    [kept] = db_session.execute(select(CourseReview).where(CourseReview.patient_id == heir)).scalars()
    assert (kept.reason, kept.baseline_leg, kept.latest_leg, kept.by_name) == ("=Better", 6.29, None, "Rosa")
    assert kept.doubts == ("one_week", "start_from_memory")
    assert (kept.baseline_late_days, kept.latest_late_days) == (5, 2)
    assert (kept.baseline_imported_days, kept.latest_imported_days) == (1, 0)


def test_an_archive_brings_its_record_and_nothing_is_added(
    db_session: Session, rosa: uuid.UUID, tmp_path: Path
) -> None:
    settle(db_session, rosa)
    export_folder(db_session, rosa, tmp_path)
    heir = add_patient(db_session, "Omar")
    for _ in range(2):
        read_back(db_session, heir, tmp_path)
        read_back(db_session, rosa, tmp_path)
    assert means(db_session, heir) == [6.14]
    assert means(db_session, rosa) == [pytest.approx(43 / 7)]
    [course] = db_session.execute(select(Course.visits_rule).where(Course.patient_id == heir)).scalars()
    assert course == "cms"


def test_without_its_file_the_record_begins_at_the_import(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    export_folder(db_session, rosa, tmp_path)
    heir = add_patient(db_session, "Omar")
    read_back(db_session, heir, tmp_path, dry_run=True)
    assert db_session.execute(select(StartingWeek)).all() == []
    read_back(db_session, heir, tmp_path)
    assert means(db_session, heir) == [pytest.approx(43 / 7)]


def test_an_import_that_changes_a_starting_week_is_noted(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    settle(db_session, rosa)
    files = export_folder(db_session, rosa, tmp_path)
    (first, *rest) = rows_of(files["entries.csv"])
    assert first["for_date"] == "2026-03-03"
    write_file(tmp_path, "entries.csv", *rest)
    heir = add_patient(db_session, "Omar")
    read_back(db_session, heir, tmp_path)
    assert means(db_session, heir) == [6.14, pytest.approx(37 / 6)]
    write_file(tmp_path, "entries.csv", first | {"leg_pain": "11"})
    with pytest.raises(ImportFault):
        read_back(db_session, heir, tmp_path)
    write_file(tmp_path, "entries.csv", first)
    read_back(db_session, heir, tmp_path)
    assert means(db_session, heir) == [6.14, pytest.approx(37 / 6), pytest.approx(43 / 7)]


def test_details_from_before_the_rule_of_counting_still_fit(
    db_session: Session, rosa: uuid.UUID, tmp_path: Path
) -> None:
    files = export_folder(db_session, rosa, tmp_path)
    rows = rows_of(files["details.csv"])
    write_file(tmp_path, "details.csv", *({k: v for k, v in row.items() if k != "visits_rule"} for row in rows))
    assert read_back(db_session, rosa, tmp_path).by_file["details.csv"].same == len(rows)
    write_file(tmp_path, "details.csv", *(row | {"visits_rule": "cms"} for row in rows))
    with pytest.raises(ImportFault, match="visits_rule: Only a course has this"):
        read_back(db_session, rosa, tmp_path)


ROW_ID, COURSE_ID = str(uuid.UUID(int=1)), str(uuid.UUID(int=2))
REVIEW = {
    "review_id": ROW_ID,
    "course_id": COURSE_ID,
    "held_on": "2026-03-10",
    "sessions_done": "4",
    "decision": "stop",
    "reason": "",
    "label": "small",
    "confirmed": "no",
    "baseline_leg": "6.29",
    "by": "Rosa",
}
WEEK = {
    "starting_week_id": ROW_ID,
    "course_id": COURSE_ID,
    "at": "2026-03-10T10:00:00Z",
    "first_session_day": "2026-03-08",
    "mean": "6.25",
    "days": "4",
    "first_day": "2026-03-01",
    "last_day": "2026-03-07",
    "overlaps": "no",
}
WRONG = [
    (REVIEW, {}, "course_id", "neither here nor in courses.csv"),
    (REVIEW, {"held_on": "2026-04-01"}, "held_on", "still to come"),
    (REVIEW, {"decision": "extend"}, "reason", "why sessions are added"),
    (REVIEW, {"decision": "hope"}, "decision", "one of the answers"),
    (REVIEW, {"confirmed": ""}, "confirmed", "This is required"),
    (REVIEW, {"baseline_leg": "10.5"}, "baseline_leg", "from 0 to 10"),
    (WEEK, {}, "course_id", "neither here nor in courses.csv"),
    (WEEK, {"at": "2026-04-01T10:00:00Z"}, "at", "still to come"),
    (WEEK, {"mean": ""}, "mean", "or none of them"),
    (WEEK, {"mean": "6.255"}, "mean", "at most 2 digits"),
    (WEEK, {"days": "3"}, "days", "at least 4 days"),
    (WEEK, {"days": "8"}, "days", "from 0 to 7"),
    (WEEK, {"last_day": "2026-02-28"}, "last_day", "before the day it began"),
    (WEEK, {"first_day": "2026-02-28"}, "first_day", "do not make such a starting week"),
    (WEEK, {"overlaps": "yes"}, "first_day", "do not make such a starting week"),
    (WEEK, {"last_day": "2026-03-08"}, "first_day", "do not make such a starting week"),
]


@pytest.mark.parametrize(("row", "change", "column", "message"), WRONG)
def test_a_bad_cell_is_named(
    db_session: Session,
    tmp_path: Path,
    row: dict[str, str],
    change: dict[str, str],
    column: str,
    message: str,
) -> None:
    name = "reviews.csv" if row is REVIEW else "starting_weeks.csv"
    write_file(tmp_path, name, row | change)
    with pytest.raises(ImportFault) as fault:
        read_back(db_session, add_patient(db_session), tmp_path)
    assert str(fault.value.errors[0]).startswith(f"{name}, row 2, {column}: ")
    assert message in str(fault.value.errors[0])
