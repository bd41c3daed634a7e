"""Rows that came from another app: what their files say of that, and how such files are read."""

import json
import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.reports.rooms import add, export_folder, exported, read_back, rows_of
from tests.reports.test_exports import DAY, add_entry, add_session
from tracker.diary.models import DayContext, Entry, LifeEvent
from tracker.reports.services.importing import ImportFault
from tracker.treatment.models import Dose, TreatmentSession

NOON = datetime(2026, 3, 1, 11, tzinfo=UTC)


def put(folder: Path, name: str, /, **cells: str) -> Path:
    text = f"{','.join(cells)}\r\n{','.join(cells.values())}\r\n"
    (folder / name).write_text(text, encoding="utf-8", newline="")
    return folder


def resources(db_session: Session, patient_id: uuid.UUID) -> list[dict[str, Any]]:
    bundle = json.loads(exported(db_session, patient_id, "all.fhir.json"))
    return [entry["resource"] for entry in bundle["entry"]]


def of_kind(found: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [one for one in found if one["resourceType"] == kind]


def measured(found: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {one["code"]["coding"][-1]["code"]: one for one in of_kind(found, "Observation")}


def add_dose(db_session: Session, patient_id: uuid.UUID, **more: Any) -> uuid.UUID:
    values = {"local_day": DAY, "none_taken": False, "taken_at": NOON, "taken_offset": 60, "name": "Ibuprofen"}
    return add(db_session, Dose, patient_id=patient_id, **(values | {"entered_at": NOON} | more))


ENTRY = {"entry_id": str(uuid.uuid4()), "kind": "daily", "for_date": "2026-03-01", "leg_pain": "5"}


@pytest.mark.parametrize(
    ("cells", "kept"),
    [
        ({}, (None, False, 9)),
        ({"imported_from": "bearable"}, ("bearable", False, 0)),
        ({"imported_from": "bearable", "from_words": "yes"}, ("bearable", True, 0)),
        ({"imported_from": "", "from_words": ""}, (None, False, 9)),
        ({"imported_from": "bearable", "late": "yes", "leg_later": "3"}, ("bearable", False, 3)),
    ],
)
def test_an_imported_score_is_late_only_where_its_file_says_so(
    db_session: Session, rosa: uuid.UUID, tmp_path: Path, cells: dict[str, str], kept: tuple[Any, ...]
) -> None:
    put(tmp_path, "entries.csv", **ENTRY, entered_at="2026-03-10T09:00:00+01:00", **cells)
    read_back(db_session, rosa, tmp_path)
    (entry,) = db_session.execute(select(Entry)).scalars()
    assert (entry.imported_from, entry.from_words, entry.leg_later) == kept
    assert read_back(db_session, rosa, tmp_path).by_file["entries.csv"].same == 1


def test_an_app_that_is_not_known_is_refused(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    with pytest.raises(ImportFault) as refused:
        read_back(db_session, rosa, put(tmp_path, "entries.csv", **ENTRY, imported_from="elsewhere"))
    assert "entries.csv, row 2, imported_from: " in str(refused.value)


@pytest.mark.parametrize(("cells", "unknown"), [({}, False), ({"time_known": "no"}, True), ({"time_known": ""}, False)])
def test_a_time_is_known_unless_the_file_says_no(
    db_session: Session, rosa: uuid.UUID, tmp_path: Path, cells: dict[str, str], unknown: bool
) -> None:
    at = "2026-03-01T12:00:00+01:00"
    session = {"session_id": str(uuid.uuid4()), "kind": "heat", "status": "attended", "started_at": at}
    put(tmp_path, "sessions.csv", **session, **cells)
    put(tmp_path, "medication.csv", dose_id=str(uuid.uuid4()), taken_at=at, name="Ibuprofen", **cells)
    read_back(db_session, rosa, tmp_path)
    for model in (TreatmentSession, Dose):
        assert db_session.execute(select(model.time_unknown)).scalars().all() == [unknown]
    for name in ("sessions.csv", "medication.csv"):
        assert [row["time_known"] for row in rows_of(exported(db_session, rosa, name))] == ["no" if unknown else "yes"]


def test_steps_and_sleep_come_back(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    counted = {"steps": 6412, "sleep_minutes": 440, "imported_from": "fitbit"}
    add(db_session, DayContext, patient_id=rosa, for_date=DAY, entered_at=NOON, **counted)
    files = export_folder(db_session, rosa, tmp_path)
    assert [{name: row[name] for name in counted} for row in rows_of(files["day_context.csv"])] == [
        {"steps": "6412", "sleep_minutes": "440", "imported_from": "fitbit"}
    ]
    assert read_back(db_session, rosa, tmp_path).by_file["day_context.csv"].same == 1


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"steps": "", "sleep_minutes": ""}, "steps"),
        ({"steps": "200001"}, "steps"),
        ({"sleep_minutes": "1441"}, "sleep_minutes"),
        ({"steps": "5", "for_date": "2027-01-01"}, "for_date"),
    ],
)
def test_a_day_of_nothing_too_much_or_to_come_is_refused(
    db_session: Session, rosa: uuid.UUID, tmp_path: Path, cells: dict[str, str], column: str
) -> None:
    row = {"context_id": str(uuid.uuid4()), "for_date": "2026-03-01", **cells}
    with pytest.raises(ImportFault) as refused:
        read_back(db_session, rosa, put(tmp_path, "day_context.csv", **row))
    assert f"day_context.csv, row 2, {column}: " in str(refused.value)


def test_a_second_row_of_a_day_is_refused(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    add(db_session, DayContext, patient_id=rosa, for_date=DAY, steps=1, entered_at=NOON)
    row = {"context_id": str(uuid.uuid4()), "for_date": DAY.isoformat(), "steps": "2"}
    put(tmp_path, "day_context.csv", **row)
    with pytest.raises(ImportFault, match="There are other steps or hours of sleep for this day"):
        read_back(db_session, rosa, tmp_path)


@pytest.mark.parametrize(("cell", "unknown"), [("no", True), ("yes", False), ("", False), (None, False)])
def test_a_moment_says_whether_its_time_is_known(
    db_session: Session, rosa: uuid.UUID, tmp_path: Path, cell: str | None, unknown: bool
) -> None:
    cells = {"kind": "moment", "for_time": "21:00"} | ({} if cell is None else {"time_known": cell})
    put(tmp_path, "entries.csv", **ENTRY | cells)
    read_back(db_session, rosa, tmp_path)
    (entry,) = db_session.execute(select(Entry)).scalars()
    assert (entry.for_time, entry.time_unknown) == (time(21), unknown)
    (written,) = rows_of(exported(db_session, rosa, "entries.csv"))
    assert (written["for_time"], written["time_known"]) == ("21:00", "no" if unknown else "yes")
    assert read_back(db_session, rosa, tmp_path).by_file["entries.csv"].same == 1


def test_a_days_entry_has_no_time_to_be_known(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    with pytest.raises(ImportFault) as refused:
        read_back(db_session, rosa, put(tmp_path, "entries.csv", **ENTRY, time_known="no"))
    assert "entries.csv, row 2, time_known: " in str(refused.value)
    add_entry(db_session, rosa, DAY, 5)
    (written,) = rows_of(exported(db_session, rosa, "entries.csv"))
    assert written["time_known"] == ""


class TestFhir:
    def test_who_entered_what_says_which_app_it_is_from(self, db_session: Session, rosa: uuid.UUID) -> None:
        app = {"imported_from": "bearable"}
        add_entry(db_session, rosa, DAY, 5, late=True, leg_later=2, **app)
        add_session(db_session, rosa, DAY, **app)
        add_dose(db_session, rosa, **app)
        add(db_session, LifeEvent, patient_id=rosa, kind="illness", for_date=DAY, entered_at=NOON, **app)
        add(db_session, DayContext, patient_id=rosa, for_date=DAY, steps=6412, entered_at=NOON, **app)
        said = of_kind(resources(db_session, rosa), "Provenance")
        assert len(said) == 5
        assert {one["activity"]["coding"][-1]["code"] for one in said} == {"imported"}
        assert [one["entity"] for one in said] == [[{"role": "source", "what": {"display": "Bearable"}}]] * 5

    def test_what_was_entered_here_names_no_app(self, db_session: Session, rosa: uuid.UUID) -> None:
        add_entry(db_session, rosa, DAY, 5)
        add_session(db_session, rosa, DAY)
        for one in of_kind(resources(db_session, rosa), "Provenance"):
            assert one["activity"]["coding"][-1]["code"] == "entered"
            assert "entity" not in one

    def test_a_score_made_from_a_word_says_so(self, db_session: Session, rosa: uuid.UUID) -> None:
        add_entry(db_session, rosa, DAY, 5, back_pain=2, from_words=True, leg_later=3, late=True)
        add_entry(db_session, rosa, date(2026, 3, 2), 5)
        found = [
            [extension["url"].rpartition("/")[2] for extension in one.get("extension", ())]
            for one in of_kind(resources(db_session, rosa), "Observation")
        ]
        assert found == [["days-later", "from-words"], ["from-words"], []]

    def test_a_time_that_is_not_known_is_a_day_alone(self, db_session: Session, rosa: uuid.UUID) -> None:
        session = {"minutes": 30, "leg_before": 5, "leg_after": 3, "side_effects": "tired"}
        add_session(db_session, rosa, DAY, time_unknown=True, **session)
        add_dose(db_session, rosa, time_unknown=True)
        found = resources(db_session, rosa)
        (procedure,) = of_kind(found, "Procedure")
        assert procedure["performedDateTime"] == DAY.isoformat()
        assert "performedPeriod" not in procedure
        length = {one["url"].rpartition("/")[2]: one for one in procedure["extension"]}["length"]
        assert length["valueDuration"]["value"] == 30
        days = [one["effectiveDateTime"] for one in of_kind(found, "Observation")]
        assert days == [DAY.isoformat()] * 2
        assert of_kind(found, "MedicationStatement")[0]["effectiveDateTime"] == DAY.isoformat()
        assert "12:00" not in json.dumps([*of_kind(found, "Procedure"), *of_kind(found, "MedicationStatement")])

    def test_a_moment_of_a_part_of_the_day_is_the_day_alone(self, db_session: Session, rosa: uuid.UUID) -> None:
        add_entry(db_session, rosa, DAY, 5, kind="moment", for_time=time(21), time_unknown=True)
        (one,) = of_kind(resources(db_session, rosa), "Observation")
        assert one["effectiveDateTime"] == DAY.isoformat()

    def test_what_a_watch_counted_is_an_activity(self, db_session: Session, rosa: uuid.UUID) -> None:
        at = {"patient_id": rosa, "entered_at": NOON}
        add(db_session, DayContext, for_date=DAY, steps=6412, sleep_minutes=440, **at)
        add(db_session, DayContext, for_date=date(2026, 3, 2), sleep_minutes=0, **at)
        found = resources(db_session, rosa)
        values = [(one["effectiveDateTime"], one["valueQuantity"]["value"]) for one in of_kind(found, "Observation")]
        assert values == [("2026-03-01", 6412), ("2026-03-01", 440), ("2026-03-02", 0)]
        steps: Mapping[str, Any] = measured(found)["steps"]
        assert steps["category"][0]["coding"][0]["code"] == "activity"
        assert measured(found)["sleep-minutes"]["valueQuantity"]["code"] == "min"
