"""Both databases write the same files, byte by byte, and read them back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, select
from sqlalchemy.orm import Session

from tests.reports.rooms import NOW, add_patient, export_folder, exported, fresh_engine, read_back, rows_of
from tracker.accounts.models import Account
from tracker.demo import build_demo
from tracker.operations import models
from tracker.passwords.hashing import Hasher
from tracker.patients.models import Patient
from tracker.reports.queries.kept import Wanted
from tracker.reports.services.exporting import file_bytes
from tracker.reports.services.files import Source
from tracker.reports.services.reading import EngineReader

pytestmark = [pytest.mark.long, pytest.mark.postgres]
PEOPLE = ("rosa", "mina", "karl", "vera")
NOT_IMPORTED = {
    "account.csv", "notes.csv", "plan_proposals.csv", "reviews_suggested.csv", "warning_sign_answers.csv",
    "session_records.csv",
}  # fmt: skip


@pytest.fixture(scope="module")
def postgres(postgres_url: str) -> Iterator[Engine]:
    engine = create_engine(postgres_url)
    models.metadata.create_all(engine)
    yield engine
    engine.dispose()


def with_demo(engine: Engine) -> Session:
    db_session = Session(engine)
    build_demo(db_session, NOW, hasher=Hasher(cheap=True))
    db_session.commit()
    return db_session


def patient_id(db_session: Session, name: str) -> Any:
    query = select(Patient.id).join(Account, Account.id == Patient.account_id).where(Account.user_name == name)
    return db_session.execute(query).scalar_one()


def test_both_databases_write_the_same_and_read_it_back(postgres: Engine, tmp_path: Path) -> None:
    lite = fresh_engine()
    with with_demo(lite) as here, with_demo(postgres) as there:
        for name in PEOPLE:
            before = export_folder(here, patient_id(here, name), tmp_path / name)
            source = Source(EngineReader(postgres), Wanted(patient_id(there, name)), NOW)
            for file, data in before.items():
                assert b"".join(file_bytes(source, file)) == data, (name, file)
            taker = add_patient(there, f"{name}'s heir")
            result = read_back(there, taker, tmp_path / name)
            assert result.by_file["entries.csv"].new == len(rows_of(before["entries.csv"]))
            assert all(not counts.new for counts in read_back(there, taker, tmp_path / name).by_file.values())
            for file in before.keys() - NOT_IMPORTED:
                assert exported(there, taker, file) == before[file], (name, file)
    lite.dispose()
