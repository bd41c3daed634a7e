"""Every field goes out with the files and comes back from them as it was."""

import uuid
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tests.fields.rows import COURSE_ID, PLAIN, SESSION_ID, rows_of
from tests.fields.tables import OF_EVERY_ROW, TABLES, Recorded
from tests.reports.rooms import add_patient, export_folder, fresh_session, read_back
from tests.reports.rooms import rows_of as lines_of
from tracker.fields.field import Kind
from tracker.files.contract import FILES
from tracker.treatment.models import Course, TreatmentSession

RECORDS = TABLES[-1]
Row = dict[str, Any]


def _stored(db_session: Session, patient_id: uuid.UUID, table: Recorded) -> dict[uuid.UUID, Row]:
    query = select(table.model.__table__).where(table.model.patient_id == patient_id)
    rows = [dict(row) for row in db_session.execute(query).mappings()]
    return {row["id"]: {name: value for name, value in row.items() if name not in OF_EVERY_ROW} for row in rows}


def _fill(db_session: Session, patient_id: uuid.UUID, table: Recorded) -> dict[uuid.UUID, str]:
    """A row for every field, each on a day of its own where there is one a day; gives the fields by the row's id."""
    own = {"patient_id": patient_id}
    db_session.execute(insert(Course), [PLAIN["course"] | own | {"id": COURSE_ID}])
    db_session.execute(insert(TreatmentSession), [PLAIN["treatment_session"] | own | {"id": SESSION_ID}])
    fields = {}
    for number, (name, row) in enumerate(rows_of(table).items()):
        row_id = uuid.uuid4()
        fields[row_id] = name
        apart = {"for_date": row["for_date"].replace(year=1990 + number)} if "for_date" in row else {}
        apart |= {"by_account_id": uuid.uuid4()} if table is RECORDS else {}
        db_session.execute(insert(table.model), [row | apart | own | {"id": row_id}])
    db_session.commit()
    return fields


@pytest.mark.parametrize("table", TABLES[:-1], ids=lambda table: table.name)
def test_what_is_exported_is_imported_again(table: Recorded, tmp_path: Path) -> None:
    with fresh_session() as here, fresh_session() as there:
        rosa, ines = add_patient(here), add_patient(there, "Ines")
        fields = _fill(here, rosa, table)
        export_folder(here, rosa, tmp_path)
        read_back(there, ines, tmp_path, dry_run=False)
        before, after = _stored(here, rosa, table), _stored(there, ines, table)
    assert [name for row_id, name in fields.items() if before[row_id] != after.get(row_id)] == []


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_field_fills_its_cell(table: Recorded, tmp_path: Path) -> None:
    with fresh_session() as here:
        rosa = add_patient(here)
        fields = _fill(here, rosa, table)
        files = export_folder(here, rosa, tmp_path)
    [file] = [file for file in FILES if file.columns[0] is table.fields[0]]
    cells = {uuid.UUID(line[file.header[0]]): line for line in lines_of(files[file.name])}
    details = {uuid.UUID(line["id"]): line for line in lines_of(files["details.csv"])}
    empty = [
        name for row_id, name in fields.items() if not (details if name not in file.header else cells)[row_id][name]
    ]
    assert empty == []


def test_every_kind_is_tried() -> None:
    tried = {field.kind for table in TABLES for field in table.fields}
    worked_out = {Kind.SHARE}  # tests/reports/test_with_and_without.py
    assert tried == set(Kind) - worked_out
