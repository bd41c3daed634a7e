"""A file may bring a visit that is here already: it is refused or mentioned, and never counted twice unsaid."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.reports.rooms import add, author_of, export_folder, write_file
from tests.support.people import session_of
from tracker.reports.services.clashes import Meant
from tracker.reports.services.importing import ImportFault, ImportResult, import_folder
from tracker.treatment.models import TreatmentSession

TEN = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)


@pytest.fixture
def db_session(app: Flask) -> Iterator[Session]:
    """In the database of the app, on the engine of this run."""
    with session_of(app) as session:
        yield session


def here(db_session: Session, patient_id: uuid.UUID, **values: Any) -> uuid.UUID:
    usual: dict[str, Any] = {"kind": "acupuncture", "status": "attended", "started_at": TEN, "started_offset": 60}
    usual |= {"local_day": TEN.date(), "entered_at": TEN, "patient_id": patient_id}
    return add(db_session, TreatmentSession, **(usual | values))


def row(at: str = "2026-03-03T18:00:00+01:00", **cells: str) -> dict[str, str]:
    return {"session_id": str(uuid.uuid4()), "kind": "acupuncture", "status": "attended", "started_at": at} | cells


def read(
    db_session: Session, patient_id: uuid.UUID, folder: Path, *, dry_run: bool = False, **how: Any
) -> ImportResult:
    return import_folder(db_session, folder, author_of(db_session, patient_id), Meant(**how), dry_run=dry_run)


def count(db_session: Session) -> int:
    query = select(func.count()).select_from(TreatmentSession).where(TreatmentSession.deleted_at.is_(None))
    return int(db_session.execute(query).scalar_one())


@pytest.mark.parametrize("status", ["attended", "planned"])
@pytest.mark.parametrize("dry_run", [True, False])
def test_a_visit_that_is_here_is_refused_with_its_row_and_nothing_is_changed(
    db_session: Session, rosa: uuid.UUID, tmp_path: Path, status: str, dry_run: bool
) -> None:
    here(db_session, rosa, status=status)
    write_file(tmp_path, "sessions.csv", row("2026-03-10T10:00:00+01:00"), row())
    with pytest.raises(ImportFault) as caught:
        read(db_session, rosa, tmp_path, dry_run=dry_run)
    (error,) = caught.value.errors
    said = str(error)
    assert said.startswith("sessions.csv, row 3, started_at: This may be a visit that is here already: acupuncture, ")
    assert "3 Mar 2026, 10:00" in said
    assert ("an appointment" in said) == (status == "planned")
    assert "--other-visits" in said
    assert count(db_session) == 1


@pytest.mark.parametrize("dry_run", [True, False])
def test_they_are_counted_where_they_are_said_to_be_others(
    db_session: Session, rosa: uuid.UUID, tmp_path: Path, dry_run: bool
) -> None:
    here(db_session, rosa)
    write_file(tmp_path, "sessions.csv", row())
    result = read(db_session, rosa, tmp_path, dry_run=dry_run, other_visits=True)
    assert [str(note).split(": ")[0] for note in result.notes] == ["sessions.csv, row 2, started_at"]
    assert "It is counted as another one." in str(result.notes[0])
    assert count(db_session) == (1 if dry_run else 2)


def test_what_a_file_holds_side_by_side_is_mentioned_and_read(
    db_session: Session, rosa: uuid.UUID, tmp_path: Path
) -> None:
    write_file(tmp_path, "sessions.csv", row(), row("2026-03-03T10:00:00+01:00"), row("2026-03-09T10:00:00+01:00"))
    result = read(db_session, rosa, tmp_path)
    assert [str(note) for note in result.notes] == [
        "sessions.csv, row 3, started_at: This may be the visit of row 2. Both are counted, as the file has them."
    ]
    assert count(db_session) == 3


def test_ones_own_files_read_back_without_a_word_and_what_was_deleted_comes_back(
    db_session: Session, rosa: uuid.UUID, tmp_path: Path
) -> None:
    here(db_session, rosa)
    second = here(db_session, rosa, started_at=TEN.replace(hour=12))
    export_folder(db_session, rosa, tmp_path)
    assert read(db_session, rosa, tmp_path).notes == ()
    found = db_session.get(TreatmentSession, (rosa, second))
    assert found is not None
    found.deleted_at = TEN
    db_session.commit()
    result = read(db_session, rosa, tmp_path)
    assert len(result.notes) == 1, "two of one day, told apart where they were written"
    assert count(db_session) == 2


@pytest.mark.parametrize(
    "cells",
    [
        {"kind": "heat"},
        {"kind": "massage"},
        {"status": "missed"},
        {"started_at": "2026-03-05T10:00:00+01:00"},
    ],
)
def test_others_are_read_without_a_word(
    db_session: Session, rosa: uuid.UUID, tmp_path: Path, cells: dict[str, str]
) -> None:
    here(db_session, rosa)
    write_file(tmp_path, "sessions.csv", row(**cells))
    assert read(db_session, rosa, tmp_path).notes == ()
    assert count(db_session) == 2
