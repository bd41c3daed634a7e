"""Files that are not what they should be: refused with a place and a reason, and nothing is changed."""

import uuid
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from tests.reports.rooms import NOW, add, add_patient, export_folder, exported, read_back, write_file
from tracker.diary.models import Entry
from tracker.files.readers import csv_file
from tracker.patients.models import FunctionActivity, FunctionScore
from tracker.reports.services.importing import ImportFault
from tracker.treatment.models import Course, TreatmentSession

HEADER = "entry_id,kind,for_date,leg_pain,note\r\n"
ENTRY_ID = "11111111-1111-4111-8111-111111111111"
ENTRY = f"{ENTRY_ID},daily,2026-03-01,5,fine\r\n"
OTHER_ID = "22222222-2222-4222-8222-222222222222"
COURSE_ID = "33333333-3333-4333-8333-333333333333"


def errors(db_session: Session, patient_id: uuid.UUID, folder: Path) -> list[str]:
    with pytest.raises(ImportFault) as fault:
        read_back(db_session, patient_id, folder)
    db_session.commit()
    assert str(fault.value)
    return [str(error) for error in fault.value.errors]


def put(folder: Path, data: bytes | str, name: str = "entries.csv") -> Path:
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


ENCODING = "entries.csv: This is not UTF-8 text"
AN_ARCHIVE = "entries.csv: This is an archive or a workbook, not a CSV file."
FILES: dict[str, tuple[bytes, str]] = {
    "UTF-16": ((HEADER + ENTRY).encode("utf-16"), ENCODING),
    "UTF-16 big": (b"\xfe\xff" + HEADER.encode("utf-16-be"), ENCODING),
    "Latin-1": (
        (HEADER + ENTRY.replace("fine", "caf\xe9")).encode("latin-1"),
        "This is not UTF-8 text from line 2 on (“3-01,5,caf\xe9”). Please save",
    ),
    "an archive": (b"PK\x03\x04\x14\x00\x00\x00\x08\x00\xd7\xff\x00", AN_ARCHIVE),
    "a program": (b"MZ\x90\x00\x03\x00\x00\x00\x04", "This is not UTF-8 text"),
    "empty": (b"", "entries.csv: This file is empty"),
    "a mark alone": (b"\xef\xbb\xbf", "entries.csv: This file is empty"),
    "doubled column": (b"entry_id,kind,for_date,kind\r\n", "row 1: The header names columns twice: kind."),
    "missing column": (b"entry_id,leg_pain\r\n", "row 1: The header lacks: kind, for_date."),
    "bars": (b"entry_id|kind|for_date\r\n", "columns we do not know: entry_id|kind|for_date"),
    "semicolons": (b"entry_id;kind;leg_pain\r\n", "row 1: The header lacks: for_date."),
    "nameless column": (
        (HEADER.strip() + ",\r\n" + ENTRY.strip() + ",x\r\n").encode(),
        "row 2: “x” stands in a column",
    ),
    "nameless in between": (b"entry_id,,kind,for_date\r\n", "columns we do not know: (empty)."),
    "endless header": (b"x" * 1_000_001, "row 1: A cell or line is far too long"),
    "unknown": (b"entry_id,kind,for_date,mood\r\n", "row 1: The header has columns we do not know: mood."),
    "many columns": (",".join(f"c{n}" for n in range(10_000)).encode(), "c0, c1, c2, c3, c4 and 9995 more"),
    "NUL in the header": (b"entry_id,kind,for_date,\x00\r\n", "columns we do not know: \\x00."),
    "NUL in text": ((HEADER + ENTRY.replace("fine", "a\0b")).encode(), "row 2, note: This text has a hidden character"),
    "NUL in a number": ((HEADER + ENTRY.replace(",5,", ",5\0,")).encode(), "row 2, leg_pain: Please give a whole"),
    "short row": ((HEADER + f"{ENTRY_ID},daily\r\n").encode(), "row 2: This row has 2 cells, and the header has 5."),
    "long row": ((HEADER + ENTRY.replace("fine", "fine,x")).encode(), "row 2: This row has 6 cells"),
    "open quote": ((HEADER + ENTRY + f'{OTHER_ID},daily,2026-03-02,5,"x\r\n').encode(), "row 3: A quote is opened"),
    "stray quote": ((HEADER + f'{ENTRY_ID},daily,2026-03-01,5,"a"b\r\n').encode(), "row 2: This does not read as CSV"),
    "huge cell": ((HEADER + ENTRY.replace("fine", "x" * 200_000)).encode(), "row 2: A cell or line is far too long"),
    "long cell": ((HEADER + ENTRY.replace("fine", "x" * 4001)).encode(), "row 2, note: Please keep this to 4,000"),
    "endless line": (HEADER.encode() + b"x" * 1_000_001, "row 2: A cell or line is far too long"),
    "lone CR": (HEADER.encode() + f"{ENTRY_ID},daily,2026-03-01,5,a\rb\r\n".encode(), "row 3: This row has 1 cell,"),
    "huge number": (
        (HEADER + ENTRY.replace(",5,", f",{'9' * 5000},")).encode(),
        "row 2, leg_pain: Please give a whole",
    ),
    "NaN": ((HEADER + ENTRY.replace(",5,", ",NaN,")).encode(), "row 2, leg_pain"),
    "formula": ((HEADER + ENTRY.replace(",5,", ",=5,")).encode(), "row 2, leg_pain"),
    "no such day": ((HEADER + ENTRY.replace("03-01", "02-30")).encode(), "row 2, for_date: This day is not in"),
    "to come": ((HEADER + ENTRY.replace("2026", "2027")).encode(), "row 2, for_date: This day is still to come"),
    "no score": ((HEADER + ENTRY.replace(",5,", ",,")).encode(), "row 2, leg_pain: Please give a leg or a back"),
    "no id": ((HEADER + ENTRY.replace(ENTRY_ID, "")).encode(), "row 2, entry_id: This is required."),
    "no uuid": ((HEADER + ENTRY.replace(ENTRY_ID, "1")).encode(), "row 2, entry_id: This is not one of our ids."),
    "row after an empty line": ((HEADER + "\r\n" + ENTRY.replace(",5,", ",11,")).encode(), "row 3, leg_pain"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_is_refused_with_the_place(db_session: Session, rosa: uuid.UUID, tmp_path: Path, name: str) -> None:
    data, message = FILES[name]
    found = errors(db_session, rosa, put(tmp_path, data))
    assert message in found[0]
    assert db_session.execute(select(func.count()).select_from(Entry)).scalar_one() == 0


def test_what_spreadsheets_write_is_read(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    spreadsheet = "\ufeff" + f"kind,for_date,leg_pain,entry_id\r\ndaily,2026-03-01,5.0,{ENTRY_ID}\r\n\r\n"
    assert read_back(db_session, rosa, put(tmp_path, spreadsheet)).by_file["entries.csv"].new == 1
    old = f"kind,for_date,leg_pain,entry_id\rdaily,2026-03-02,5,{OTHER_ID}\r"
    assert read_back(db_session, rosa, put(tmp_path, old)).by_file["entries.csv"].new == 1


def test_a_plain_row_gets_what_it_does_not_say(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    read_back(db_session, rosa, put(tmp_path, HEADER + ENTRY))
    [entry] = db_session.execute(select(Entry)).scalars()
    assert (entry.entered_at, entry.entered_offset, entry.late, entry.regions) == (NOW, 60, True, ())
    assert read_back(db_session, rosa, tmp_path).by_file["entries.csv"].same == 1


def test_other_content_under_the_same_id_is_refused(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    read_back(db_session, rosa, put(tmp_path, HEADER + ENTRY))
    found = errors(db_session, rosa, put(tmp_path, HEADER + ENTRY.replace(",5,", ",6,")))
    assert found == [
        "entries.csv, row 2, leg_pain: A record with this id is here already, with other content. It says “6”."
    ]


def test_the_same_id_twice_in_a_file(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    counts = read_back(db_session, rosa, put(tmp_path, HEADER + ENTRY + ENTRY), dry_run=True).by_file["entries.csv"]
    assert (counts.new, counts.same) == (1, 1)
    found = errors(db_session, rosa, put(tmp_path, HEADER + ENTRY + ENTRY.replace("fine", "bad")))
    assert found[0].startswith("entries.csv, row 3, note: A record with this id")


def test_a_second_entry_for_a_day_is_refused(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    twice = HEADER + ENTRY + ENTRY.replace(ENTRY_ID, OTHER_ID)
    assert errors(db_session, rosa, put(tmp_path, twice)) == [
        "entries.csv, row 3, for_date: There is another daily entry for this day. It says “2026-03-01”."
    ]
    read_back(db_session, rosa, put(tmp_path, HEADER + ENTRY))
    found = errors(db_session, rosa, put(tmp_path, HEADER + ENTRY.replace(ENTRY_ID, OTHER_ID)))
    assert found == ["entries.csv, row 2, for_date: There is another daily entry for this day. It says “2026-03-01”."]


def bin_it(db_session: Session) -> None:
    db_session.execute(update(Entry).values(deleted_at=NOW))
    db_session.commit()


def test_a_deleted_record_comes_back_when_it_says_the_same(
    db_session: Session, rosa: uuid.UUID, tmp_path: Path
) -> None:
    read_back(db_session, rosa, put(tmp_path, HEADER + ENTRY))
    bin_it(db_session)
    other = HEADER + ENTRY.replace("fine", "bad")
    assert "row 2, note" in errors(db_session, rosa, put(tmp_path, other))[0]
    assert read_back(db_session, rosa, put(tmp_path, HEADER + ENTRY)).by_file["entries.csv"].new == 1
    db_session.commit()
    assert db_session.execute(select(Entry.deleted_at)).scalars().all() == [None]
    bin_it(db_session)
    read_back(db_session, rosa, put(tmp_path, HEADER + ENTRY.replace(ENTRY_ID, OTHER_ID)))
    db_session.commit()
    assert "another daily entry" in errors(db_session, rosa, put(tmp_path, HEADER + ENTRY))[0]


def test_another_persons_record_is_never_touched(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    omar = add_patient(db_session, "Omar")
    read_back(db_session, rosa, put(tmp_path, HEADER + ENTRY))
    read_back(db_session, omar, put(tmp_path, HEADER + ENTRY.replace(",5,", ",9,")))
    assert b'"5"' in exported(db_session, rosa, "entries.csv")
    assert b'"9"' in exported(db_session, omar, "entries.csv")


def test_a_dry_run_checks_and_changes_nothing(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    result = read_back(db_session, rosa, put(tmp_path, HEADER + ENTRY), dry_run=True)
    db_session.commit()
    assert result.by_file["entries.csv"].new == 1
    assert db_session.execute(select(func.count()).select_from(Entry)).scalar_one() == 0


def test_a_folder_without_our_files(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    put(tmp_path, "x", "other.csv")
    assert errors(db_session, rosa, tmp_path) == [f"{tmp_path.name}: There are no downloaded files in here."]
    assert errors(db_session, rosa, tmp_path / "none") == ["none: There are no downloaded files in here."]
    put(tmp_path, HEADER)
    put(tmp_path, "nonsense", "weekly.csv")
    assert read_back(db_session, rosa, tmp_path).passed_over == ("other.csv",)


def test_many_errors_stop_the_reading(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    rows = "".join(f"{uuid.uuid4()},daily,2026-03-01,11,\r\n" for _ in range(200))
    assert len(errors(db_session, rosa, put(tmp_path, HEADER + rows))) == 50


def test_a_breakdown_leaves_nothing_behind(
    db_session: Session, rosa: uuid.UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, HEADER + ENTRY)
    write_file(tmp_path, "changes.csv", {"change_id": OTHER_ID, "kind": "work", "for_date": "2026-03-01"})

    def broken(*_args: object) -> Any:
        raise RuntimeError("power cut")

    read = csv_file.read_rows
    monkeypatch.setattr(
        "tracker.reports.services.importing.read_rows",
        lambda path, file: broken() if path.name == "changes.csv" else read(path, file),
    )
    with pytest.raises(RuntimeError, match="power cut"):
        read_back(db_session, rosa, tmp_path)
    db_session.commit()
    assert db_session.execute(select(func.count()).select_from(Entry)).scalar_one() == 0


SESSION = {
    "session_id": ENTRY_ID,
    "kind": "acupuncture",
    "status": "attended",
    "started_at": "2026-03-01T18:30:00+01:00",
    "course_id": "",
}
COURSE = {
    "course_id": COURSE_ID,
    "kind": "acupuncture",
    "phase": "initial",
    "started_on": "2026-03-01",
    "planned_sessions": "10",
}
DOSE = {"dose_id": ENTRY_ID, "taken_at": "2026-03-01T09:00:00+01:00", "name": "Ibuprofen"}
EPISODE = {"episode_id": ENTRY_ID, "began_on": "2026-01-01", "ended_on": "", "created_at": ""}
CAUTION = {"caution_id": ENTRY_ID, "kind": "pregnancy", "noted_on": "2026-01-01", "confirmed_on": "2026-01-01"}
CHANGE = {"change_id": ENTRY_ID, "kind": "work", "for_date": "2026-03-01", "entered_at": ""}
SCORE = {
    "activity_id": COURSE_ID,
    "activity": "Walk",
    "position": "0",
    "score_id": ENTRY_ID,
    "for_date": "2026-03-01",
    "score": "4",
}
PLAN = {"plan_change_id": ENTRY_ID, "course_id": COURSE_ID, "at": "2026-03-01T10:00:00Z", "by": "Rosa", "changed": "{}"}
DETAIL = {"record": "dose", "id": ENTRY_ID, "entered_at": "2026-03-01T10:00:00Z", "visits_allowed": ""}
WRONG = [
    ("sessions.csv", SESSION, {"started_at": "2026-03-01T18:30:00"}, "started_at", "with its offset"),
    ("sessions.csv", SESSION, {"started_at": "2027-03-01T18:30:00Z"}, "started_at", "still to come"),
    ("sessions.csv", SESSION, {"course_id": COURSE_ID}, "course_id", "neither here nor in courses.csv"),
    ("sessions.csv", SESSION | {"points": ""}, {"points": "BL40; P7"}, "points", "Please write LU7 or PC7"),
    ("sessions.csv", SESSION | {"points": ""}, {"points": "BL40/BL57 left"}, "points", "the side after each point"),
    ("sessions.csv", SESSION | {"points": ""}, {"points": "GV4 left"}, "points", "no left or right"),
    ("sessions.csv", SESSION | {"other_name": ""}, {"other_name": "TENS"}, "other_name", "does not belong"),
    ("sessions.csv", SESSION | {"other_name": ""}, {"other_name": "x" * 121}, "other_name", "120 characters"),
    ("sessions.csv", SESSION | {"points": ""}, {"kind": "heat", "points": "BL40"}, "points", "does not belong"),
    ("sessions.csv", SESSION | {"exercises": ""}, {"exercises": "Bridge"}, "exercises", "read as an exercise"),
    ("sessions.csv", SESSION | {"side_effects": ""}, {"side_effects": "joy"}, "side_effects", "not a side effect"),
    ("sessions.csv", SESSION | {"cost": ""}, {"cost": "-1"}, "cost", "from 0 to"),
    ("sessions.csv", SESSION | {"insurance_covered": ""}, {"insurance_covered": "1"}, "insurance_covered", "yes or no"),
    ("courses.csv", COURSE, {"phase": "ended"}, "ended_on", "on which day the course ended"),
    ("courses.csv", COURSE, {"planned_sessions": "61"}, "planned_sessions", "from 1 to 60"),
    ("medication.csv", DOSE, {"name": ""}, "name", "name of the medicine"),
    ("medication.csv", DOSE, {"taken_at": "2026-03-01"}, "name", "cannot have a medicine"),
    ("medication.csv", DOSE, {"taken_at": "2026-13-01"}, "taken_at", "not in the calendar"),
    ("medication.csv", DOSE | {"amount": "", "unit": ""}, {"amount": "400"}, "unit", "the unit"),
    ("episode.csv", EPISODE, {"ended_on": "2025-12-01"}, "ended_on", "before the day it began"),
    ("episode.csv", EPISODE, {"began_on": "2026-04-01"}, "began_on", "still to come"),
    ("cautions.csv", CAUTION, {"kind": "fear"}, "kind", "one of the answers"),
    ("changes.csv", CHANGE, {"entered_at": "2026-04-01T10:00:00Z"}, "entered_at", "still to come"),
    ("function.csv", SCORE, {"score": ""}, "score", "or none of them"),
    ("function.csv", SCORE, {"score_id": ""}, "for_date", "or none of them"),
    ("function.csv", SCORE, {"activity": " "}, "activity", "This is required"),
    ("plan_changes.csv", PLAN, {}, "course_id", "neither here nor in courses.csv"),
    ("plan_changes.csv", PLAN, {"changed": "{"}, "changed", "JSON"),
    ("plan_changes.csv", PLAN, {"changed": "[" * 3000}, "changed", "JSON"),
    ("plan_changes.csv", PLAN, {"changed": "1"}, "changed", "not a JSON object"),
    ("plan_changes.csv", PLAN, {"changed": ""}, "changed", "This is required"),
    ("details.csv", DETAIL, {}, "id", "No such record"),
]


@pytest.mark.parametrize(("name", "row", "change", "column", "message"), WRONG)
def test_a_bad_cell_is_named(
    db_session: Session,
    rosa: uuid.UUID,
    tmp_path: Path,
    name: str,
    row: dict[str, str],
    change: dict[str, str],
    column: str,
    message: str,
) -> None:
    write_file(tmp_path, name, row | change)
    found = errors(db_session, rosa, tmp_path)
    assert found[0].startswith(f"{name}, row 2, {column}: ")
    assert message in found[0]


def test_a_bad_course_is_named_once(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    write_file(tmp_path, "courses.csv", COURSE | {"planned_sessions": "0"})
    write_file(tmp_path, "sessions.csv", SESSION | {"course_id": COURSE_ID})
    assert [error.split(":")[0] for error in errors(db_session, rosa, tmp_path)] == [
        "courses.csv, row 2, planned_sessions"
    ]


def test_sessions_join_a_course_that_is_here_already(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    write_file(tmp_path, "courses.csv", COURSE)
    read_back(db_session, rosa, tmp_path)
    (tmp_path / "courses.csv").unlink()
    write_file(tmp_path, "sessions.csv", SESSION | {"course_id": COURSE_ID})
    read_back(db_session, rosa, tmp_path)
    [session] = db_session.execute(select(TreatmentSession)).scalars()
    assert (str(session.course_id), session.entered_at) == (COURSE_ID, NOW)


def test_details_are_added_to_new_records_and_held_against_old_ones(
    db_session: Session, rosa: uuid.UUID, tmp_path: Path
) -> None:
    write_file(tmp_path, "courses.csv", COURSE)
    detail = {"record": "course", "id": COURSE_ID, "entered_at": "2026-02-01T10:00:00Z", "visits_allowed": "20"}
    write_file(tmp_path, "details.csv", detail)
    assert read_back(db_session, rosa, tmp_path).by_file["details.csv"].new == 1
    [course] = db_session.execute(select(Course)).scalars()
    assert course.visits_allowed == 20
    assert read_back(db_session, rosa, tmp_path).by_file["details.csv"].same == 1
    write_file(tmp_path, "details.csv", detail | {"visits_allowed": "21"})
    assert "row 2, visits_allowed: A record with this id" in errors(db_session, rosa, tmp_path)[0]
    write_file(tmp_path, "medication.csv", DOSE)
    write_file(tmp_path, "details.csv", DETAIL | {"visits_allowed": "3"})
    assert "visits_allowed: Only a course has this." in errors(db_session, rosa, tmp_path)[0]


def test_an_activity_has_one_score_a_day_and_there_are_five_at_most(
    db_session: Session, rosa: uuid.UUID, tmp_path: Path
) -> None:
    write_file(tmp_path, "function.csv", SCORE, SCORE | {"score_id": OTHER_ID, "for_date": "2026-03-02"})
    assert read_back(db_session, rosa, tmp_path).by_file["function.csv"].new == 2
    write_file(tmp_path, "function.csv", SCORE | {"score_id": str(uuid.uuid4())})
    assert "another score of this activity" in errors(db_session, rosa, tmp_path)[0]
    for place in range(4):
        add(db_session, FunctionActivity, patient_id=rosa, name=f"Act {place}", position=place, created_at=NOW)
    write_file(tmp_path, "function.csv", SCORE | {"activity_id": ENTRY_ID, "score_id": str(uuid.uuid4())})
    assert "more than 5 activities" in errors(db_session, rosa, tmp_path)[0]
    assert db_session.execute(select(func.count()).select_from(FunctionScore)).scalar_one() == 2


def test_a_running_caution_stands_once(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    write_file(tmp_path, "cautions.csv", CAUTION)
    read_back(db_session, rosa, tmp_path)
    write_file(tmp_path, "cautions.csv", CAUTION | {"caution_id": OTHER_ID})
    assert "kind: This caution is here already." in errors(db_session, rosa, tmp_path)[0]
    write_file(tmp_path, "cautions.csv", CAUTION | {"caution_id": OTHER_ID, "ended_on": "2026-02-01"})
    assert read_back(db_session, rosa, tmp_path).by_file["cautions.csv"].new == 1


def test_an_entry_made_further_east_is_no_entry_to_come(db_session: Session, tmp_path: Path) -> None:
    west = add_patient(db_session, "West", zone="Pacific/Pago_Pago")
    row = {"entry_id": ENTRY_ID, "kind": "daily", "for_date": "2026-03-21", "leg_pain": "5"}
    write_file(tmp_path, "entries.csv", row | {"entered_at": "2026-03-21T01:00:00+14:00"})
    read_back(db_session, west, tmp_path)
    write_file(tmp_path, "entries.csv", row | {"entered_at": "2026-03-22T01:00:00+00:00"})
    assert "row 2, entered_at: This is still to come" in errors(db_session, west, tmp_path)[0]


def test_hostile_notes_come_back_as_they_were(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    notes = [
        "<script>alert(1)</script>",
        "=HYPERLINK(1)",
        "＝1+1",
        "a\r\nBcc: x",
        "\u202eabc",
        "'x",
        "''",
        "null",
        "-0",
    ]
    rows = [
        {
            "entry_id": str(uuid.uuid4()),
            "kind": "daily",
            "for_date": f"2026-01-{day:02d}",
            "leg_pain": "0",
            "note": note,
        }
        for day, note in enumerate(notes, start=1)
    ]
    write_file(tmp_path, "entries.csv", *rows)
    read_back(db_session, rosa, tmp_path)
    first = export_folder(db_session, rosa, tmp_path / "again")
    omar = add_patient(db_session, "Omar")
    read_back(db_session, omar, tmp_path / "again")
    assert exported(db_session, omar, "entries.csv") == first["entries.csv"]
