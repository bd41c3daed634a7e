"""Export, import into an empty record, export again: the same files; a second import changes nothing."""

import csv
import io
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, func, insert, select
from sqlalchemy.orm import Session

from tests.reports.people import Rows, records
from tests.reports.rooms import add_patient, author_of, export_folder, exported, fresh_engine, read_back
from tracker.files.contract import ACCOUNT, FILE_BY_NAME
from tracker.operations import models
from tracker.reports.services.importing import ImportFault
from tracker.review.services.starting_weeks import record_starting_weeks


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    made = fresh_engine()
    yield made
    made.dispose()


TABLES = models.metadata.tables
SLOW = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def fill(db_session: Session, patient_id: uuid.UUID, by_table: dict[str, Rows]) -> None:
    for name, rows in by_table.items():
        if rows:
            extra: dict[str, Any] = {"patient_id": patient_id, "deleted_at": None}
            db_session.execute(insert(TABLES[name]), [row | extra for row in rows])
    record_starting_weeks(db_session, author_of(db_session, patient_id))
    db_session.commit()


def count_rows(db_session: Session, patient_id: uuid.UUID) -> dict[str, int]:
    counts = {}
    for name, table in TABLES.items():
        if "patient_id" in table.c:
            query = select(func.count()).where(table.c.patient_id == patient_id)
            counts[name] = db_session.execute(query).scalar_one()
    return counts


@pytest.mark.wide
@SLOW
@given(by_table=records())
def test_what_is_read_back_is_what_was_written(engine: Engine, by_table: dict[str, Rows]) -> None:
    with Session(engine) as db_session, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        giver, taker = add_patient(db_session), add_patient(db_session, "Omar")
        fill(db_session, giver, by_table)
        first = export_folder(db_session, giver, folder / "first")
        read_back(db_session, taker, folder / "first")
        db_session.commit()
        second = export_folder(db_session, taker, folder / "second")
        assert first.pop(ACCOUNT.name) != second.pop(ACCOUNT.name)
        assert first == second
        counts = count_rows(db_session, taker)
        again = read_back(db_session, taker, folder / "first")
        assert not any(count.new for count in again.by_file.values())
        assert sum(count.same for count in again.by_file.values()) >= sum(len(by_table[t]) for t in ("entry", "dose"))
        assert count_rows(db_session, taker) == counts
        assert exported(db_session, taker, "entries.csv") == second["entries.csv"]


SPOILED = {
    "entries.csv": ("leg_pain", "11"),
    "sessions.csv": ("status", "done"),
    "courses.csv": ("planned_sessions", "0"),
    "medication.csv": ("taken_at", "yesterday"),
    "cautions.csv": ("noted_on", "2026-02-30"),
    "function.csv": ("position", "first"),
    "changes.csv": ("kind", "=1+1"),
    "plan_changes.csv": ("changed", "[]"),
    "reviews.csv": ("label", "cured"),
    "starting_weeks.csv": ("mean", "10.01"),
    "episode.csv": ("side", "up"),
    "fit_answers.csv": ("duration", "long"),
    "questions.csv": ("text", "two\nlines"),
    "experiments.csv": ("block_days", "9"),
    "details.csv": ("entered_at", "2026-03-01T10:00"),
}


@pytest.mark.wide
@SLOW
@given(by_table=records(), random=st.randoms())
def test_one_bad_row_anywhere_changes_nothing_and_is_named(
    engine: Engine, by_table: dict[str, Rows], random: Any
) -> None:
    with Session(engine) as db_session, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        giver, taker = add_patient(db_session), add_patient(db_session, "Omar")
        fill(db_session, giver, by_table)
        written = export_folder(db_session, giver, folder)
        tables = {file: list(csv.reader(io.StringIO(written[file].decode(), newline=""))) for file in SPOILED}
        filled = [file for file, rows in tables.items() if len(rows) > 1]
        if not filled:
            return
        file = random.choice(filled)
        place = random.randrange(1, len(tables[file]))
        column, bad = SPOILED[file]
        tables[file][place][FILE_BY_NAME[file].header.index(column)] = bad
        with (folder / file).open("w", encoding="utf-8", newline="") as spoiled:
            csv.writer(spoiled).writerows(tables[file])
        empty = count_rows(db_session, taker)
        with pytest.raises(ImportFault) as fault:
            read_back(db_session, taker, folder)
        assert (file, place + 1, column) in [(e.file, e.row, e.column) for e in fault.value.errors]
        db_session.commit()
        assert count_rows(db_session, taker) == empty
