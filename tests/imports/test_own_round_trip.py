"""Two versions of one record: whichever holds, what is read is what was written, and taking it back leaves no trace."""

import tempfile
import uuid
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, insert
from sqlalchemy.orm import Session

from tests.reports.people import Rows, records
from tests.reports.rooms import NOW, add_patient, author_of, export_folder, fresh_engine, rows_of
from tracker.files.contract import FILE_BY_NAME
from tracker.imports.services import own, taking_back
from tracker.operations import models
from tracker.reports.services.importing import READ
from tracker.review.services.starting_weeks import record_starting_weeks

TABLES = models.metadata.tables
CALM = settings(max_examples=25, deadline=None, suppress_health_check=[*HealthCheck])
# What may be another value in one of two versions of a row, and is fine in any other place of it.
OTHERWISE: dict[str, Any] = {
    "entry": {"note": "mine"},
    "treatment_session": {"note": "mine"},
    "dose": {"note": "mine", "helped": None},
    "dated_change": {"note": "mine"},
    "course": {"goal": "mine"},
    "episode": {"note": "mine"},
    "caution": {"note": "mine"},
    "day_tags": {"tags": "mine"},
    "day_context": {"steps": 7},
    "fit_answers": {"session_cost": Decimal("98.76")},
    "experiment": {"stopped_on": NOW.date()},
    "question": {"text": "mine"},
    "plan_change": {"reason": "mine"},
    "course_review": {"reason": "mine"},
    "function_activity": {"name": "mine"},
    "function_score": {"score": 4},
}
IN_A_PLACE = ("caution", "day_tags", "day_context", "fit_answers", "function_score")
OTHERS_STAND_ON = ("course", "function_activity")
GROWS = "starting_weeks.csv"  # every value it was ever given


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    made = fresh_engine()
    yield made
    made.dispose()


def other_version(by_table: dict[str, Rows], random: Random) -> dict[str, Rows]:
    """The same record as it went on elsewhere: rows are missing, deleted, others, or stand under another id."""
    return {name: [two for one in rows for two in _other(name, one, random)] for name, rows in by_table.items()}


def _other(name: str, row: dict[str, Any], random: Random) -> Rows:
    ways = ["same", "otherwise"] + ([] if name in OTHERS_STAND_ON else ["gone", "deleted"])
    in_a_place = name in IN_A_PLACE or (name == "entry" and row["kind"] == "daily")
    way = random.choice([*ways, *(["under another id"] * 3 if in_a_place else [])])
    if way == "gone":
        return []
    changed = row | (OTHERWISE.get(name, {}) if way in ("otherwise", "under another id") else {})
    if way == "under another id":
        changed |= {"id": uuid.uuid5(row["id"], "elsewhere")}
    return [changed | {"deleted_at": NOW - timedelta(days=1) if way == "deleted" else None}]


def fill(db_session: Session, patient_id: uuid.UUID, by_table: dict[str, Rows]) -> None:
    for name, rows in by_table.items():
        for row in rows:
            db_session.execute(insert(TABLES[name]), [{"deleted_at": None} | row | {"patient_id": patient_id}])
    record_starting_weeks(db_session, author_of(db_session, patient_id))
    db_session.commit()


def given_rows(files: dict[str, bytes], name: str) -> set[tuple[str, ...]]:
    """What a person gave of the rows of a file, without what is worked out."""
    given_there = [column.name for column in FILE_BY_NAME[name].columns if not column.computed]
    return {tuple(row[column] for column in given_there) for row in rows_of(files[name])}


def check(engine: Engine, by_table: dict[str, Rows], random: Random, *, takes: bool) -> None:
    with Session(engine) as db_session, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        giver, taker = add_patient(db_session), add_patient(db_session, "Omar")
        fill(db_session, giver, by_table)
        fill(db_session, taker, other_version(by_table, random))
        theirs = export_folder(db_session, giver, folder / "theirs")
        mine = export_folder(db_session, taker, folder / "mine")
        author, import_id = author_of(db_session, taker), uuid.uuid4()
        files = own.Files(folder / "theirs", "theirs", lambda _key: takes, other_visits=True)
        told = own.look(db_session, author, files)
        assert export_folder(db_session, taker, folder / "looked") == mine
        result = own.store(db_session, author, own.Files(files.place, "", files.takes, True, told.mark), import_id)
        db_session.commit()
        after = export_folder(db_session, taker, folder / "after")
        for file in READ:
            if file.name not in (GROWS, "details.csv", "function.csv"):
                holds = theirs if takes else mine
                assert given_rows(holds, file.name) <= given_rows(after, file.name), file.name
        assert own.look(db_session, author, files).written == 0
        if result.written:
            later = author_of(db_session, taker)
            taking_back.take_back(db_session, later, import_id)
            db_session.commit()
            back = export_folder(db_session, taker, folder / "back")
            assert {name: data for name, data in back.items() if name != GROWS} == {
                name: data for name, data in mine.items() if name != GROWS
            }


@CALM
@given(by_table=records(), random=st.randoms(use_true_random=False), takes=st.booleans())
def test_either_version_holds_and_goes_without_a_trace(
    engine: Engine, by_table: dict[str, Rows], random: Random, *, takes: bool
) -> None:
    check(engine, by_table, random, takes=takes)


@pytest.mark.long
@pytest.mark.postgres
def test_so_they_do_on_the_other_database(postgres_url: str) -> None:
    engine = create_engine(postgres_url)
    models.metadata.create_all(engine)

    @settings(CALM, max_examples=10)
    @given(by_table=records(), random=st.randoms(use_true_random=False), takes=st.booleans())
    def run(by_table: dict[str, Rows], random: Random, *, takes: bool) -> None:
        check(engine, by_table, random, takes=takes)

    run()
    engine.dispose()
