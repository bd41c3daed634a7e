"""Applies details.csv: adds to the records of this import what their own files have no column for."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC
from typing import Any, Final, cast

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.orm import Session

from tracker.domain.errors import Fault
from tracker.fields.courses import COURSE_IN_DETAILS
from tracker.files import contract
from tracker.files.readers.faults import RowError
from tracker.reports.services.clashes import differing
from tracker.reports.services.ledger import Ledger
from tracker.reports.services.storing import OTHER_CONTENT
from tracker.treatment.models import Course, Dose, TreatmentSession

OF_COURSES: Final = {field.name: field.stored[0] for field in COURSE_IN_DETAILS}
# By the word in the file: the table, and the columns by theirs in the file.
DETAILED: Final[Mapping[str, tuple[Table, Mapping[str, str]]]] = {
    "course": (cast("Table", Course.__table__), {"entered_at": "created_at", **OF_COURSES}),
    "session": (cast("Table", TreatmentSession.__table__), {"entered_at": "entered_at"}),
    "dose": (cast("Table", Dose.__table__), {"entered_at": "entered_at"}),
}


def put_details(
    db_session: Session, patient_id: uuid.UUID, ledger: Ledger, piece: Sequence[tuple[int, dict[str, Any]]]
) -> None:
    """Write the details of records that were written; of others that are here one of the two holds, as of records."""
    for kind, (table, columns) in DETAILED.items():
        rows = [(number, values) for number, values in piece if values["record"] == kind]
        ids = [values["id"] for _number, values in rows]
        query = select(table).where(table.c.patient_id == patient_id, table.c.id.in_(ids), table.c.deleted_at.is_(None))
        there = {row["id"]: dict(row) for row in db_session.execute(query).mappings()} if ids else {}
        counts, writes = ledger.counts(contract.DETAILS), []
        for number, values in rows:
            row_id = values["id"]
            if row_id in ledger.left[table.name]:
                continue
            wanted, is_written = _wanted(values, columns), row_id in ledger.written[table.name]
            wrong = _wrong(values, columns, there.get(row_id))
            if wrong is not None:
                ledger.blame(RowError(contract.DETAILS.name, number, *wrong))
            elif is_written:
                counts.new += 1
                writes.append({"row_id": row_id} | wanted)
            elif not (different := differing(wanted, there[row_id])):
                counts.same += 1
            elif ledger.takes is None:
                column = next(name for name, stored in columns.items() if stored == different[0])
                ledger.blame(RowError(contract.DETAILS.name, number, column, OTHER_CONTENT))
            elif ledger.judge((contract.DETAILS, number), table, there[row_id], wanted):
                ledger.keep(table, there[row_id])
                writes.append({"row_id": row_id} | wanted)
        if writes:
            own = (table.c.patient_id == patient_id, table.c.id == bindparam("row_id"))
            db_session.connection().execute(update(table).where(*own), writes)


def _wanted(values: Mapping[str, Any], columns: Mapping[str, str]) -> dict[str, Any]:
    """What a row says, by the columns of its table."""
    wanted = {column: values[name] for name, column in columns.items() if name in values}
    return {
        column: cast("Any", value).astimezone(UTC) if column.endswith("_at") else value
        for column, value in wanted.items()
    }


def _wrong(
    values: Mapping[str, Any], columns: Mapping[str, str], there: Mapping[Any, Any] | None
) -> tuple[str, Fault] | None:
    """The column and the reason why a row cannot be read."""
    misplaced = [name for name in OF_COURSES if name not in columns and values.get(name) is not None]
    if there is None:
        return "id", Fault("no_record")
    return (misplaced[0], Fault("course_alone")) if misplaced else None
