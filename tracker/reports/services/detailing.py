"""Applies details.csv: adds to the records of this import what their own files have no column for."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC
from typing import Any, Final, cast

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.orm import Session

from tracker.fields.courses import COURSE_IN_DETAILS
from tracker.files import contract
from tracker.files.readers.faults import RowError
from tracker.reports.services.storing import OTHER_CONTENT, Ledger, plain
from tracker.treatment.models import Course, Dose, TreatmentSession

NOT_HERE: Final = "No such record is in the other files."
COURSES_ONLY: Final = "Only a course has this."
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
    """Write the details of new records; those of records that were here must say the same."""
    for kind, (table, columns) in DETAILED.items():
        rows = [(number, values) for number, values in piece if values["record"] == kind]
        ids = [values["id"] for _number, values in rows]
        query = select(table).where(table.c.patient_id == patient_id, table.c.id.in_(ids), table.c.deleted_at.is_(None))
        there = {row["id"]: row for row in db_session.execute(query).mappings()} if ids else {}
        new_ids = ledger.new_ids.get(table.name, set())
        writes = [
            {"row_id": values["id"]} | wanted
            for number, values in rows
            if (wanted := _wanted(ledger, number, values, columns, there.get(values["id"]), new_ids)) is not None
        ]
        if writes:
            own = (table.c.patient_id == patient_id, table.c.id == bindparam("row_id"))
            db_session.connection().execute(update(table).where(*own), writes)


def _wanted(
    ledger: Ledger,
    number: int,
    values: Mapping[str, Any],
    columns: Mapping[str, str],
    there: Mapping[Any, Any] | None,
    new_ids: set[uuid.UUID],
) -> dict[str, Any] | None:
    """What to write for one row; None where there is nothing to write or something is wrong with it."""
    wrong: tuple[str, str] | None = None
    wanted = {column: values[name] for name, column in columns.items() if name in values}
    misplaced = [name for name in OF_COURSES if name not in columns and values.get(name) is not None]
    for column, value in wanted.items():
        if column.endswith("_at"):
            wanted[column] = cast("Any", value).astimezone(UTC)
    if there is None:
        wrong = ("id", NOT_HERE)
    elif misplaced:
        wrong = (misplaced[0], COURSES_ONLY)
    elif values["id"] not in new_ids:
        differing = [
            name for name, column in columns.items() if column in wanted and plain(there[column]) != wanted[column]
        ]
        wrong = (differing[0], OTHER_CONTENT) if differing else None
    if wrong is not None:
        ledger.blame(RowError(contract.DETAILS.name, number, *wrong))
        return None
    counts = ledger.counts(contract.DETAILS)
    if values["id"] not in new_ids:
        counts.same += 1
        return None
    counts.new += 1
    return wanted
