"""What stands in the exported files, against the contract."""

import io
import json
import uuid
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.orm import Session

from tests.reports.rooms import NOW, add, add_patient, exported, rows_of
from tracker.diary.models import Entry, LifeEvent
from tracker.files.contract import FILES, MAIN_FILES
from tracker.files.zipped import zip_bytes
from tracker.patients.models import FunctionActivity, FunctionScore
from tracker.reports.queries.kept import Wanted
from tracker.reports.services import exporting, reading
from tracker.reports.services.exporting import export_to_folder
from tracker.reports.services.reading import SessionReader
from tracker.treatment.models import Course, Dose, PlanChange, TreatmentSession

CONTRACT = {
    "entries.csv": "entry_id,kind,for_date,for_time,entered_at,late,leg_pain,back_pain,worst_leg_pain,side,"
    "farthest_point,regions,qualities,numbness_tingling,weakness,sleep_disturbed,sitting_minutes,walking_minutes,aggravated_by,"
    "eased_by,warning_signs,note,leg_later,back_later,imported_from,from_words,time_known",
    "sessions.csv": "session_id,kind,status,started_at,minutes,course_id,session_number,practitioner,leg_before,"
    "back_before,leg_after,back_after,leg_next_day,helped,regions,zones,points,needle_count,needle_minutes,stimulation,"
    "sensation,exercises,distance_m,side_effects,cost,insurance_covered,note,other_name,imported_from,time_known",
    "courses.csv": "course_id,kind,phase,started_on,ended_on,planned_sessions,per_week,attended,missed,baseline_leg,"
    "latest_leg,change_points,change_percent,label,confirmed,goal,"
    "baseline_days,baseline_late_days,latest_days,latest_late_days,baseline_imported_days,latest_imported_days",
    "medication.csv": "dose_id,taken_at,name,amount,unit,helped,minutes_to_relief,note,imported_from,time_known",
    "weekly.csv": "course_id,week,from_date,to_date,leg_mean,leg_low,leg_high,leg_days,back_mean,back_low,back_high,"
    "back_days,leg_late_days,back_late_days,leg_imported_days,back_imported_days",
}
DAY = date(2026, 3, 1)


def add_entry(db_session: Session, patient_id: uuid.UUID, day: date, leg: int | None, **more: Any) -> uuid.UUID:
    entered = datetime.combine(day, time(20), UTC)
    values = {"kind": "daily", "for_date": day, "entered_at": entered, "entered_offset": 60, "late": False}
    return add(db_session, Entry, patient_id=patient_id, **(values | {"leg_pain": leg} | more))


def add_session(db_session: Session, patient_id: uuid.UUID, day: date, **more: Any) -> uuid.UUID:
    started = datetime.combine(day, time(17, 30), UTC)
    values = {"kind": "acupuncture", "status": "attended", "started_at": started, "started_offset": 60}
    values |= {"local_day": day, "entered_at": started}
    return add(db_session, TreatmentSession, patient_id=patient_id, **(values | more))


def add_course(db_session: Session, patient_id: uuid.UUID, **more: Any) -> uuid.UUID:
    values = {"kind": "acupuncture", "phase": "initial", "started_on": DAY, "planned_sessions": 10, "created_at": NOW}
    return add(db_session, Course, patient_id=patient_id, **(values | more))


@pytest.mark.parametrize("name", CONTRACT)
def test_an_empty_record_gives_the_columns_of_the_contract(db_session: Session, rosa: uuid.UUID, name: str) -> None:
    quoted = ",".join(f'"{column}"' for column in CONTRACT[name].split(","))
    assert exported(db_session, rosa, name) == quoted.encode() + b"\r\n"


def test_the_main_files_are_those_of_the_contract() -> None:
    assert [file.name for file in MAIN_FILES] == list(CONTRACT)


def test_an_entry(db_session: Session, rosa: uuid.UUID) -> None:
    entry_id = add_entry(
        db_session,
        rosa,
        DAY,
        0,
        back_pain=None,
        worst_leg_pain=3,
        side="left",
        regions=("buttock", "calf"),
        late=True,
        leg_later=12,
        eased_by=("heat",),
        note='=1+1, "really"\nyes',
    )
    expected = (
        f'"{entry_id}","daily","2026-03-01",,"2026-03-01T21:00:00+01:00","yes","0",,"3","left","calf",'
        '"buttock; calf",,,,,,,,"heat",,"\'=1+1, ""really""\nyes","12",,,"no",\r\n'
    )
    assert exported(db_session, rosa, "entries.csv").decode().split("\r\n", 1)[1] == expected


def test_entries_are_in_the_order_of_the_day(db_session: Session, rosa: uuid.UUID) -> None:
    late = add_entry(db_session, rosa, DAY, 4, kind="moment", for_time=time(18))
    early = add_entry(db_session, rosa, DAY, 3, kind="moment", for_time=time(9))
    daily = add_entry(db_session, rosa, DAY, 5)
    before = add_entry(db_session, rosa, DAY - timedelta(days=1), 5)
    rows = rows_of(exported(db_session, rosa, "entries.csv"))
    assert [row["entry_id"] for row in rows] == [str(i) for i in (before, daily, early, late)]
    assert rows[2]["for_time"] == "09:00"


def test_a_session_with_its_number_and_the_next_day(db_session: Session, rosa: uuid.UUID) -> None:
    course_id = add_course(db_session, rosa)
    second = add_session(db_session, rosa, DAY + timedelta(days=3), course_id=course_id)
    first = add_session(
        db_session,
        rosa,
        DAY,
        course_id=course_id,
        points="BL40 left; GB30 both",
        cost=Decimal(65),
        insurance_covered=False,
        practitioner="@home",
    )
    add_session(db_session, rosa, DAY + timedelta(days=1), course_id=course_id, status="missed")
    add_entry(db_session, rosa, DAY + timedelta(days=1), 6)
    add_entry(db_session, rosa, DAY + timedelta(days=4), 3, kind="moment", for_time=time(9))
    add_entry(db_session, rosa, DAY + timedelta(days=4), 4, kind="moment", for_time=time(10))
    rows = rows_of(exported(db_session, rosa, "sessions.csv"))
    shown = [(row["session_id"], row["session_number"], row["leg_next_day"]) for row in rows]
    assert shown == [(str(first), "1", "6"), (rows[1]["session_id"], "", ""), (str(second), "2", "3.50")]
    assert rows[0]["started_at"] == "2026-03-01T18:30:00+01:00"
    assert (rows[0]["cost"], rows[0]["insurance_covered"], rows[0]["practitioner"]) == ("65.00", "no", "'@home")
    late = rows_of(exported(db_session, rosa, "sessions.csv", first=DAY + timedelta(days=2)))
    assert [(row["session_id"], row["session_number"]) for row in late] == [(str(second), "2")]


def test_a_deleted_course_is_not_named(db_session: Session, rosa: uuid.UUID) -> None:
    add_session(db_session, rosa, DAY, course_id=add_course(db_session, rosa, deleted_at=NOW))
    rows = rows_of(exported(db_session, rosa, "sessions.csv"))
    assert [(row["course_id"], row["session_number"]) for row in rows] == [("", "")]
    assert rows_of(exported(db_session, rosa, "courses.csv")) == []


def test_courses_and_their_weeks(db_session: Session, rosa: uuid.UUID) -> None:
    course_id = add_course(db_session, rosa, goal="-walk", phase="ended", ended_on=DAY + timedelta(days=13))
    add_session(db_session, rosa, DAY, course_id=course_id)
    add_session(db_session, rosa, DAY + timedelta(days=2), course_id=course_id, status="missed")
    for offset in range(-7, 17):
        late = {"leg_later": 1} if offset in {-7, -6, 8} else {}
        add_entry(db_session, rosa, DAY + timedelta(days=offset), 6 if offset < 0 else 3, back_pain=2, **late)
    [course] = rows_of(exported(db_session, rosa, "courses.csv"))
    assert course == {
        "course_id": str(course_id),
        "kind": "acupuncture",
        "phase": "ended",
        "started_on": "2026-03-01",
        "ended_on": "2026-03-14",
        "planned_sessions": "10",
        "per_week": "",
        "attended": "1",
        "missed": "1",
        "baseline_leg": "6.00",
        "latest_leg": "3.00",
        "change_points": "-3.00",
        "change_percent": "-50.00",
        "label": "substantial",
        "confirmed": "yes",
        "goal": "'-walk",
        "baseline_days": "7",
        "baseline_late_days": "2",
        "latest_days": "7",
        "latest_late_days": "1",
        "baseline_imported_days": "0",
        "latest_imported_days": "0",
    }
    weeks = rows_of(exported(db_session, rosa, "weekly.csv"))
    assert [tuple(week.values())[1:] for week in weeks] == [
        ("1", "2026-03-01", "2026-03-07", "3.00", "3.00", "3.00", "7", "2.00", "2.00", "2.00", "7", "0", "0", "0", "0"),
        ("2", "2026-03-08", "2026-03-14", "3.00", "3.00", "3.00", "7", "2.00", "2.00", "2.00", "7", "1", "0", "0", "0"),
    ]
    only = {"first": date(2026, 3, 8), "last": date(2026, 3, 9)}
    assert [week["week"] for week in rows_of(exported(db_session, rosa, "weekly.csv", **only))] == ["2"]


def test_a_course_without_sessions_says_so(db_session: Session, rosa: uuid.UUID) -> None:
    add_course(db_session, rosa)
    [course] = rows_of(exported(db_session, rosa, "courses.csv"))
    assert (course["attended"], course["baseline_leg"], course["label"]) == ("0", "", "not_enough_data")
    assert rows_of(exported(db_session, rosa, "weekly.csv")) == []


def test_a_range_takes_the_courses_that_touch_it_or_have_a_session_in_it(db_session: Session, rosa: uuid.UUID) -> None:
    touching = add_course(db_session, rosa, phase="ended", ended_on=DAY + timedelta(days=5))
    session_only = add_course(db_session, rosa, started_on=DAY + timedelta(days=9))
    add_course(db_session, rosa, started_on=DAY + timedelta(days=9))
    add_course(db_session, rosa, started_on=DAY - timedelta(days=9), phase="ended", ended_on=DAY - timedelta(days=1))
    add_session(db_session, rosa, DAY, course_id=session_only)
    rows = rows_of(exported(db_session, rosa, "courses.csv", first=DAY, last=DAY))
    assert {row["course_id"] for row in rows} == {str(touching), str(session_only)}


def test_doses_and_none_taken(db_session: Session, rosa: uuid.UUID) -> None:
    dose = {"patient_id": rosa, "local_day": DAY, "entered_at": NOW}
    taken = {"taken_at": datetime(2026, 3, 1, 8, tzinfo=UTC), "taken_offset": 60, "none_taken": False}
    add(db_session, Dose, **dose, **taken, name="+Plus", amount=Decimal("0.5"), unit="g")
    add(db_session, Dose, **(dose | {"local_day": DAY - timedelta(days=1)}), none_taken=True)
    rows = [tuple(row.values())[1:6] for row in rows_of(exported(db_session, rosa, "medication.csv"))]
    assert rows == [("2026-02-28", "", "", "", ""), ("2026-03-01T09:00:00+01:00", "'+Plus", "0.5", "g", "")]


def test_function_keeps_activities_that_have_no_score(db_session: Session, rosa: uuid.UUID) -> None:
    named = {"patient_id": rosa, "created_at": NOW}
    walk = add(db_session, FunctionActivity, **named, name="Walk", position=0)
    add(db_session, FunctionActivity, **named, name="Sit", position=1, retired_on=DAY)
    add(db_session, FunctionScore, patient_id=rosa, activity_id=walk, for_date=DAY, score=0, entered_at=NOW)
    rows = rows_of(exported(db_session, rosa, "function.csv"))
    assert [(row["activity"], row["retired_on"], row["score"]) for row in rows] == [
        ("Walk", "", "0"),
        ("Sit", "2026-03-01", ""),
    ]


def test_the_smaller_files(db_session: Session, rosa: uuid.UUID) -> None:
    course_id = add_course(db_session, rosa, visits_allowed=20, visits_rule="cms")
    add(db_session, LifeEvent, patient_id=rosa, kind="work", for_date=DAY, note="New desk", entered_at=NOW)
    plan = {"course_id": course_id, "at": NOW, "by_name": "Rosa", "changed": {"b": 1, "a": [10, 12]}}
    add(db_session, PlanChange, patient_id=rosa, **plan)
    [plan_row] = rows_of(exported(db_session, rosa, "plan_changes.csv"))
    assert (plan_row["by"], plan_row["changed"]) == ("Rosa", '{"a": [10, 12], "b": 1}')
    [details] = rows_of(exported(db_session, rosa, "details.csv"))
    assert tuple(details.values()) == ("course", str(course_id), "2026-03-20T12:00:00+00:00", "20", "cms")
    [change] = rows_of(exported(db_session, rosa, "changes.csv"))
    assert change["note"] == "New desk"
    [account] = rows_of(exported(db_session, rosa, "account.csv"))
    assert (account["user_name"], account["time_zone"]) == ("Rosa", "Europe/Berlin")


def test_nothing_of_anyone_else_and_nothing_deleted(db_session: Session, rosa: uuid.UUID) -> None:
    other = add_patient(db_session, "Omar")
    add_entry(db_session, other, DAY, 9)
    add_session(db_session, other, DAY, course_id=add_course(db_session, other))
    add_entry(db_session, rosa, DAY, 9, deleted_at=NOW)
    add_session(db_session, rosa, DAY, deleted_at=NOW)
    for file in FILES[:-1]:
        assert rows_of(exported(db_session, rosa, file.name)) == [], file.name


def test_both_days_of_a_range_are_included(db_session: Session, rosa: uuid.UUID) -> None:
    for offset in range(4):
        add_entry(db_session, rosa, DAY + timedelta(days=offset), 5)
    only = {"first": DAY + timedelta(days=1), "last": DAY + timedelta(days=2)}
    rows = rows_of(exported(db_session, rosa, "entries.csv", **only))
    assert [row["for_date"] for row in rows] == ["2026-03-02", "2026-03-03"]


@pytest.mark.parametrize("at_once", [1, 2, 3, 7])
def test_pieces_neither_lose_nor_double_a_row(
    db_session: Session, rosa: uuid.UUID, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for offset in range(5):
        day = DAY + timedelta(days=offset)
        add_entry(db_session, rosa, day, offset)
        for hour in range(8, 8 + 2 * (offset % 2)):
            add_entry(db_session, rosa, day, hour % 10, kind="moment", for_time=time(hour))
        add_session(db_session, rosa, day)
        add_session(db_session, rosa, day)
        add(db_session, Dose, patient_id=rosa, local_day=day, none_taken=True, entered_at=NOW)
    names = ("entries.csv", "sessions.csv", "medication.csv", "details.csv")
    whole = {name: exported(db_session, rosa, name) for name in names}
    monkeypatch.setattr(reading, "ROWS_AT_ONCE", at_once)
    monkeypatch.setattr("tracker.reports.services.files.ROWS_AT_ONCE", at_once)
    assert {name: exported(db_session, rosa, name) for name in names} == whole
    assert len(rows_of(whole["entries.csv"])) == 9


def test_what_is_read_at_once_does_not_grow_with_the_diary(
    db_session: Session, rosa: uuid.UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    table: Any = Entry.__table__
    empty = dict.fromkeys(table.c.keys())
    row = {"patient_id": rosa, "kind": "daily", "entered_at": NOW, "entered_offset": 0, "late": False, "leg_pain": 5}
    row |= {"from_words": False, "time_unknown": False}
    days = [date(2015, 1, 1) + timedelta(days=n) for n in range(3650)]
    db_session.execute(insert(table), [empty | row | {"id": uuid.uuid4(), "for_date": day} for day in days])
    largest = 0
    read = SessionReader.rows

    def noted(self: SessionReader, query: Any, values: Any = None) -> Any:
        nonlocal largest
        rows = read(self, query, values)
        largest = max(largest, len(rows))
        return rows

    monkeypatch.setattr(SessionReader, "rows", noted)
    assert len(rows_of(exported(db_session, rosa, "entries.csv"))) == 3650
    assert largest == reading.ROWS_AT_ONCE == 2000


def test_the_archive(db_session: Session, rosa: uuid.UUID) -> None:
    add_entry(db_session, rosa, DAY, 5)
    data = exported(db_session, rosa, "all.zip")
    assert data == exported(db_session, rosa, "all.zip")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["README.txt", "datapackage.json", *(file.name for file in FILES)]
        assert archive.read("entries.csv") == exported(db_session, rosa, "entries.csv")
        assert archive.infolist()[0].date_time == (2026, 3, 20, 0, 0, 0)


def test_the_archive_is_read_back_from_the_smallest_pieces() -> None:
    pieces = [b"x", b"y", b"", b"z" * 100_000]
    made = list(zip_bytes([("a.csv", pieces), ("empty.csv", [])], DAY))
    assert all(made)
    with zipfile.ZipFile(io.BytesIO(b"".join(made))) as archive:
        assert archive.testzip() is None
        assert archive.read("a.csv") == b"".join(pieces)
        assert archive.read("empty.csv") == b""


def test_the_guide_explains_every_column(db_session: Session, rosa: uuid.UUID) -> None:
    guide = exported(db_session, rosa, "README.txt").decode()
    for file in FILES:
        section = guide.split(f"\n{file.name}\n", 1)[1].split("\n\n\n", 1)[0]
        for column in file.columns:
            assert f"\n{column.name} (" in section, (file.name, column.name)
    assert max(map(len, guide.splitlines())) <= 120


def test_the_package_describes_every_file(db_session: Session, rosa: uuid.UUID) -> None:
    package = json.loads(exported(db_session, rosa, "datapackage.json"))
    assert [resource["path"] for resource in package["resources"]] == [file.name for file in FILES]
    fields = {field["name"]: field for field in package["resources"][0]["schema"]["fields"]}
    assert list(fields) == CONTRACT["entries.csv"].split(",")
    assert fields["leg_pain"]["constraints"] == {"minimum": 0, "maximum": 10}
    assert fields["kind"]["constraints"] == {"required": True, "enum": ["daily", "moment"]}
    assert fields["late"]["trueValues"] == ["yes"]
    assert "constraints" not in fields["note"]


def test_a_folder_gets_every_file_and_keeps_no_half_ones(
    db_session: Session, rosa: uuid.UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out" / "deeper"
    written = export_to_folder(db_session, Wanted(rosa), folder, NOW)
    assert sorted(path.name for path in folder.iterdir()) == sorted(path.name for path in written)
    before = (folder / "entries.csv").read_bytes()
    assert before == exported(db_session, rosa, "entries.csv")

    def torn(*_args: object) -> Iterator[bytes]:
        yield b"half"
        raise OSError("disk full")

    monkeypatch.setattr(exporting, "file_bytes", torn)
    with pytest.raises(OSError, match="disk full"):
        export_to_folder(db_session, Wanted(rosa), folder, NOW)
    assert sorted(path.name for path in folder.iterdir()) == sorted(path.name for path in written)
    assert (folder / "entries.csv").read_bytes() == before
