"""Where a moment of a file was: the place this app wrote beside it, else the person's own calendar."""

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from tests.reports.rooms import (
    NOW,
    add,
    add_patient,
    export_folder,
    exported,
    fresh_engine,
    read_back,
    write_file,
)
from tests.reports.test_hostile_files import errors
from tracker.accounts.models import Account
from tracker.diary.models import Entry
from tracker.treatment.models import Dose, TreatmentSession

ID = "22222222-2222-4222-8222-222222222222"
SESSION = {"session_id": ID, "kind": "heat", "status": "attended"}


def read_session(db_session: Session, patient_id: uuid.UUID, folder: Path, started_at: str) -> TreatmentSession:
    write_file(folder, "sessions.csv", SESSION | {"started_at": started_at})
    read_back(db_session, patient_id, folder)
    return db_session.execute(select(TreatmentSession)).scalar_one()


@pytest.mark.parametrize(
    ("written", "zone", "day", "offset"),
    [
        ("2026-03-01T23:30:00Z", "Europe/Berlin", date(2026, 3, 2), 60),
        ("2026-03-01T23:30:00+00:00", "Europe/Berlin", date(2026, 3, 2), 60),
        ("2026-03-01T23:30:00-00:00", "Europe/Berlin", date(2026, 3, 2), 60),
        ("2026-03-02T06:30:00+09:00", "Europe/Berlin", date(2026, 3, 1), 60),
        ("2026-03-01T18:30:00+01:00", "Europe/Berlin", date(2026, 3, 1), 60),
        ("2025-07-01T22:30:00Z", "Europe/Berlin", date(2025, 7, 2), 120),
        ("2026-03-01T02:30:00Z", "America/New_York", date(2026, 2, 28), -300),
        ("2026-03-01T20:00:00Z", "Asia/Kathmandu", date(2026, 3, 2), 345),
    ],
)
def test_a_row_of_another_clock_is_on_the_persons_own_day(
    db_session: Session, tmp_path: Path, written: str, zone: str, day: date, offset: int
) -> None:
    rosa = add_patient(db_session, zone=zone)
    row = read_session(db_session, rosa, tmp_path, written)
    assert (row.started_at, row.local_day, row.started_offset) == (
        datetime.fromisoformat(written).astimezone(UTC),
        day,
        offset,
    )
    write_file(tmp_path, "medication.csv", {"dose_id": ID, "taken_at": written, "name": "Ibuprofen"})
    write_file(
        tmp_path,
        "entries.csv",
        {"entry_id": ID, "kind": "daily", "for_date": day.isoformat(), "leg_pain": "5", "entered_at": written},
    )
    again = read_back(db_session, rosa, tmp_path)
    assert again.by_file["sessions.csv"].same == 1
    dose = db_session.execute(select(Dose)).scalar_one()
    assert (dose.local_day, dose.taken_offset) == (day, offset)
    entry = db_session.execute(select(Entry)).scalar_one()
    assert (entry.late, entry.entered_offset) == (False, offset)


def test_the_same_file_read_in_another_zone_is_the_same_record(db_session: Session, tmp_path: Path) -> None:
    rosa = add_patient(db_session)
    read_session(db_session, rosa, tmp_path, "2026-03-01T23:30:00Z")
    db_session.execute(update(Account).values(time_zone="Asia/Tokyo"))
    row = read_session(db_session, rosa, tmp_path, "2026-03-01T23:30:00Z")
    assert (row.local_day, row.started_offset) == (date(2026, 3, 2), 60)


@pytest.mark.parametrize("written", ["2026-03-20T12:16:00Z", "2026-03-20T21:16:00+09:00", "2026-03-20T08:16:00-04:00"])
def test_what_lies_ahead_is_refused_in_any_spelling(db_session: Session, tmp_path: Path, written: str) -> None:
    rosa = add_patient(db_session)
    write_file(tmp_path, "sessions.csv", SESSION | {"started_at": written})
    assert "sessions.csv, row 2, started_at: This is still to come" in errors(db_session, rosa, tmp_path)[0]


@pytest.mark.parametrize(
    ("zone", "entered_at", "for_time", "stands"),
    [
        ("Europe/Berlin", "", "13:00", True),  # it is 13:00 in Berlin
        ("Europe/Berlin", "", "13:16", False),
        ("Europe/Berlin", "2026-03-20T09:00:00Z", "13:16", False),
        ("Europe/Berlin", "2026-03-20T18:00:00+09:00", "20:30", True),  # entered in Tokyo, where it is 21:00
        ("Europe/Berlin", "2026-03-20T18:00:00+09:00", "21:16", False),
        ("America/New_York", "2026-03-20T09:00:00Z", "08:16", False),  # it is 08:00 in New York
    ],
)
def test_a_moment_ahead_of_its_place_is_refused(
    db_session: Session, tmp_path: Path, zone: str, entered_at: str, for_time: str, stands: bool
) -> None:
    rosa = add_patient(db_session, zone=zone)
    row = {"entry_id": ID, "kind": "moment", "for_date": "2026-03-20", "for_time": for_time, "leg_pain": "5"}
    write_file(tmp_path, "entries.csv", row | {"entered_at": entered_at})
    if stands:
        assert read_back(db_session, rosa, tmp_path).by_file["entries.csv"].new == 1
    else:
        assert "entries.csv, row 2, for_time: This time is still to come" in errors(db_session, rosa, tmp_path)[0]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    made = fresh_engine()
    yield made
    made.dispose()


moments = st.datetimes(datetime(2024, 1, 1), NOW.replace(tzinfo=None)).map(  # noqa: DTZ001
    lambda naive: naive.replace(microsecond=0, tzinfo=UTC)
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(moment=moments, offset=st.integers(-12 * 4, 14 * 4).map(lambda n: n * 15), data=st.data())
def test_a_journey_is_kept_wherever_the_archive_is_read(
    engine: Engine, tmp_path_factory: pytest.TempPathFactory, moment: datetime, offset: int, data: Any
) -> None:
    folder = tmp_path_factory.mktemp("journey")
    with Session(engine) as db_session:
        rosa = add_patient(db_session)
        taker = add_patient(db_session, "Omar", data.draw(st.sampled_from(["Europe/Berlin", "Asia/Tokyo", "UTC"])))
        day = (moment + timedelta(minutes=offset)).date()
        placed = {"patient_id": rosa, "local_day": day, "entered_at": moment}
        heat = {"kind": "heat", "status": "attended", "started_at": moment, "started_offset": offset}
        add(db_session, TreatmentSession, **heat, **placed)
        add(db_session, Dose, name="x", none_taken=False, taken_at=moment, taken_offset=offset, **placed)
        entry = {"patient_id": rosa, "kind": "daily", "for_date": day, "leg_pain": 5, "late": False, "leg_later": 0}
        add(db_session, Entry, entered_at=moment, entered_offset=offset, **entry)
        written = export_folder(db_session, rosa, folder)
        for who in (rosa, taker):
            result = read_back(db_session, who, folder)
            assert all(not count.new for count in result.by_file.values()) is (who == rosa)
            for name in ("sessions.csv", "medication.csv", "entries.csv", "details.csv"):
                assert exported(db_session, who, name) == written[name]
        (folder / "details.csv").unlink()
        assert not any(count.new for count in read_back(db_session, rosa, folder).by_file.values())


def test_a_row_that_details_name_keeps_its_place(db_session: Session, tmp_path: Path) -> None:
    rosa = add_patient(db_session)
    entered = "2026-03-02T00:00:00+00:00"
    write_file(tmp_path, "details.csv", {"record": "session", "id": ID, "entered_at": entered})
    row = read_session(db_session, rosa, tmp_path, "2026-03-02T06:30:00+09:00")
    assert (row.local_day, row.started_offset) == (date(2026, 3, 2), 540)


def test_details_that_cannot_be_read_are_said_and_keep_no_place(db_session: Session, tmp_path: Path) -> None:
    rosa = add_patient(db_session)
    (tmp_path / "details.csv").write_bytes(b"record,id,entered_at\r\nsession,\xe9,\r\n")
    write_file(tmp_path, "sessions.csv", SESSION | {"started_at": "2026-03-01T23:30:00Z"})
    (said,) = errors(db_session, rosa, tmp_path)
    assert said.startswith("details.csv")
    assert "not UTF-8" in said
    assert db_session.execute(select(TreatmentSession)).scalar_one_or_none() is None
