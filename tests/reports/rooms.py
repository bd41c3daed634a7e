"""An in-memory database with people in it, for exports and imports without the web."""

import csv
import io
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, create_engine, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Account
from tracker.demo import factory
from tracker.domain.acting import Author
from tracker.operations import models
from tracker.patients.models import Patient
from tracker.patients.services.record import make_patient
from tracker.reports.queries.kept import Wanted
from tracker.reports.services.exporting import ARCHIVED, file_bytes
from tracker.reports.services.files import Source
from tracker.reports.services.importing import ImportResult, import_folder
from tracker.reports.services.reading import SessionReader
from tracker.storage import sqlite
from tracker.storage.base import set_notes_hidden

NOW = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)


def fresh_engine() -> Engine:
    engine = create_engine("sqlite://")
    sqlite.prepare(engine)
    models.metadata.create_all(engine)
    return engine


@contextmanager
def fresh_session() -> Iterator[Session]:
    set_notes_hidden(on=False)  # what the last request of another test set holds on outside of requests
    engine = fresh_engine()
    with Session(engine) as db_session:
        yield db_session
    engine.dispose()


def add_patient(db_session: Session, name: str = "Rosa", zone: str = "Europe/Berlin") -> uuid.UUID:
    account = factory.account(name, NOW, name_key=str(uuid.uuid4()), time_zone=zone)
    factory.add(db_session, Account, [account])
    patient_id = make_patient(db_session, account["id"], NOW)
    db_session.commit()
    return patient_id


def author_of(db_session: Session, patient_id: uuid.UUID) -> Author:
    """Whoever reads files into this record."""
    owner = select(Account.time_zone).join(Patient, Patient.account_id == Account.id).where(Patient.id == patient_id)
    return Author(patient_id=patient_id, now=NOW, zone=ZoneInfo(db_session.execute(owner).scalar_one()))


def add(db_session: Session, model: Any, **values: Any) -> uuid.UUID:
    row = model(**({"id": uuid.uuid4()} | values))
    db_session.add(row)
    db_session.commit()
    row_id: uuid.UUID = row.id
    return row_id


def exported(db_session: Session, patient_id: uuid.UUID, name: str, **wanted: Any) -> bytes:
    source = Source(SessionReader(db_session), Wanted(patient_id, **wanted), NOW)
    return b"".join(file_bytes(source, name))


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def export_folder(db_session: Session, patient_id: uuid.UUID, folder: Path) -> dict[str, bytes]:
    """Every file by name, also written to `folder`."""
    files = {name: exported(db_session, patient_id, name) for name in ARCHIVED}
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return files


def read_back(db_session: Session, patient_id: uuid.UUID, folder: Path, *, dry_run: bool = False) -> ImportResult:
    return import_folder(db_session, folder, author_of(db_session, patient_id), dry_run=dry_run)


def write_file(folder: Path, name: str, *rows: Mapping[str, str]) -> Path:
    """A CSV file with the columns of its first row."""
    folder.mkdir(exist_ok=True)
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return folder / name
