"""session_records.csv: all that was recorded, for those who may see it, and never read back."""

import csv
import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.support import sharing
from tests.support.pages import Browser
from tests.support.people import author_of
from tests.treatment.recording import FULL, ZONE, Room
from tracker.files.contract import SESSION_RECORDS
from tracker.reports.services.importing import import_folder

NAME = SESSION_RECORDS.name


def archive_of(browser: Browser) -> zipfile.ZipFile:
    response = browser.client.get(browser.path("exports/all.zip"))
    assert response.status_code == 200
    return zipfile.ZipFile(io.BytesIO(response.get_data()))


def rows_of(browser: Browser) -> list[dict[str, str]]:
    text = archive_of(browser).read(NAME).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_column_holds_what_was_recorded(room: Room, patient: Browser) -> None:
    session_id = room.hold()
    room.write(session_id, **(FULL | {"note": "=1+1"}))
    (row,) = rows_of(patient)
    record = room.record()
    assert tuple(row) == SESSION_RECORDS.header
    assert (row.pop("record_id"), row.pop("session_id"), row.pop("by")) == (str(record.id), str(session_id), "Li Wen")
    assert row.pop("entered_at") == f"{record.entered_at:%Y-%m-%dT%H:%M:%S}+00:00"
    assert json.loads(row.pop("adverse_events")) == record.adverse_events
    assert row == {
        "style": "tcm",
        "style_other": "with ear points",
        "rationale": "Pain at the side\nof the leg",
        "varied": "yes",
        "varied_note": "One point less",
        "needle_count": "9",
        "points": "BL40 left; GB30 both; GV4",
        "depth": "1 cun",
        "response": "moderate",
        "twitch": "no",
        "stimulation": "electrical",
        "stimulation_hz": "2.5",
        "needle_minutes": "30",
        "needle_gauge_mm": "0.25",
        "needle_length_mm": "40",
        "needle_brand": "Steel",
        "single_use": "yes",
        "adjuncts": "moxa; advice",
        "setting": "Clinic",
        "advice_given": "Walk a little",
        "position": "face_down",
        "note": "'=1+1",
    }
    assert "Not imported" in archive_of(patient).read("README.txt").decode().split(NAME)[1]


def test_nothing_said_and_none_seen_are_told_apart(room: Room, patient: Browser) -> None:
    room.write(room.hold(days_ago=2), needle_count="0")
    none_seen = {"adverse_events-none": "yes"}
    room.write(room.hold(days_ago=1), **none_seen)  # type: ignore[arg-type]
    first, second = rows_of(patient)
    assert (first["needle_count"], first["adverse_events"]) == ("0", "")
    assert (second["needle_count"], second["adverse_events"]) == ("0", "[]"), "the count was carried over"


@pytest.mark.parametrize("others", [True, False])
def test_each_is_given_what_they_see(room: Room, app: Flask, patient: Browser, others: bool) -> None:
    since = sharing.now().astimezone(ZONE).date() - timedelta(days=3)
    second = sharing.make_practitioner(app, "Ana")
    sharing.share(app, room.person, second, first_day=since, may_record=False, others=others)
    for days_ago, note in ((9, "old"), (1, "new")):
        room.write(room.hold(days_ago=days_ago), note=note)
    gone = room.hold(days_ago=0.5)
    room.write(gone, note="deleted")
    patient.post(patient.path(f"sessions/{gone}/delete"))
    assert [row["note"] for row in rows_of(patient)] == ["old", "new"]
    assert [row["note"] for row in rows_of(room.browser())] == ["old", "new"]
    assert [row["note"] for row in rows_of(room.browser(second))] == (["new"] if others else [])


def test_the_import_passes_it_over(room: Room, patient: Browser, tmp_path: Path) -> None:
    session_id = room.hold()
    room.write(session_id, note="By Li Wen")
    archive_of(patient).extractall(tmp_path)
    with Session(room.engine) as session:
        result = import_folder(session, tmp_path, author_of(room.person, sharing.now()))
        session.commit()
    assert NAME not in result.passed_over
    assert NAME not in result.by_file
    assert result.by_file["sessions.csv"].same == 1
    assert [row.note for row in room.records()] == ["By Li Wen"]
