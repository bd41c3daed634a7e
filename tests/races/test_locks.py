"""Which locks are taken, and in which order: the record's before anything of it is written, then the row's."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from tests.support.acts import ACTS, LATER, Desk, set_desk
from tests.support.either import PostgresHome
from tracker.base import Base
from tracker.diary.models import Entry
from tracker.patients import history, records, turns
from tracker.patients.models import PatientRow, Revision
from tracker.patients.records import Author, NotFound
from tracker.web import clock

pytestmark = pytest.mark.postgres
OF_RECORDS = {table.name for table in Base.metadata.tables.values() if "patient_id" in table.c} - {"link_visit"}
WRITES = re.compile(r"(?:INSERT INTO|UPDATE|DELETE FROM) \"?(\w+)")
LOCKS = re.compile(r"FROM \"?(\w+)\"?\s.*FOR (?:NO KEY )?UPDATE", re.DOTALL)
RANKS = {"account": 0, "patient": 1}


@pytest.fixture
def desk(make_app: Callable[..., Flask], postgres_home: PostgresHome) -> Desk:
    return set_desk(make_app(database_url=postgres_home.new("locks")))


@pytest.fixture
def sent(desk: Desk) -> Iterator[list[str]]:
    """What is sent to the database; an empty line where a transaction ends."""
    seen: list[str] = []
    engine = desk.record.engine
    listeners: list[tuple[str, Callable[..., None]]] = [
        ("before_cursor_execute", lambda _connection, _cursor, statement, *_more: seen.append(statement)),
        ("commit", lambda _connection: seen.append("")),
        ("rollback", lambda _connection: seen.append("")),
    ]
    for name, listener in listeners:
        event.listen(engine, name, listener)
    yield seen
    for name, listener in listeners:
        event.remove(engine, name, listener)


def told(sent: list[str]) -> Iterator[tuple[str, str]]:
    """Locks and writes in their order, with their tables."""
    for statement in sent:
        if not statement:
            yield "end", ""
        elif found := LOCKS.search(statement):
            yield "locks", found[1]
        elif found := WRITES.match(statement):
            yield "writes", found[1]


def test_a_record_is_locked_before_anything_of_it_is_written(desk: Desk, sent: list[str]) -> None:
    names = sorted(ACTS.keys() - LATER)
    desk.open_all(names)
    for name in names:
        del sent[:]
        answer = desk.sending(name, 0)()
        assert answer.status == 303
        assert writes_under_lock(list(sent)), name
        desk.come_to([answer])


def writes_under_lock(sent: list[str]) -> int:
    held, written = 0, 0
    for what, table in told(sent):
        if what == "end":
            held = 0
        elif what == "locks":
            rank = RANKS.get(table, 2)
            assert rank >= held, f"{table} is locked too late"
            held = rank
        elif table in OF_RECORDS:
            assert held > 0, f"{table} is written before the record is locked"
            written += 1
    return written


def entry_of(db_session: Session, desk: Desk) -> Entry:
    return records.get(db_session, Entry, desk.record.patient_id, desk.ids["entry"])  # type: ignore[arg-type]


def committed(engine: Engine, desk: Desk, **values: Any) -> None:
    """Somebody else changes today's entry."""
    with Session(engine) as other:
        records.change(other, entry_of(other, desk), values, Author(None, clock.now()), summary="theirs")
        other.commit()


def test_what_stood_before_is_read_under_the_lock(desk: Desk) -> None:
    engine = desk.record.engine
    with Session(engine) as db_session:
        row = entry_of(db_session, desk)
        assert row.leg_pain == 4
        committed(engine, desk, leg_pain=9, back_pain=8)
        values = {"leg_pain": 4}  # what stood when it was read first
        change = records.change(db_session, row, values, Author(None, clock.now()), summary="mine")
        db_session.commit()
        assert (row.leg_pain, row.back_pain) == (4, 8)
        remembered = db_session.get_one(Revision, (desk.record.patient_id, change)).before
        assert remembered is not None
        assert (remembered["leg_pain"], remembered["back_pain"]) == (9, 8)


def test_an_undo_that_read_before_does_not_take_a_newer_change_back(desk: Desk) -> None:
    engine, tapped = desk.record.engine, desk.ids["tapped"]
    with Session(engine) as db_session:
        assert history.find_saved(db_session, desk.record.patient_id, tapped).can_undo  # type: ignore[arg-type, union-attr]
        db_session.get_one(Revision, (desk.record.patient_id, tapped))
        entry_of(db_session, desk)
        committed(engine, desk, leg_pain=9)
        with pytest.raises(history.NothingToUndo):
            history.undo(db_session, desk.record.patient_id, tapped, by=None, now=clock.now())  # type: ignore[arg-type]


def test_a_row_that_was_deleted_meanwhile_is_not_changed(desk: Desk) -> None:
    author = Author(None, clock.now())
    with Session(desk.record.engine) as db_session:
        row = entry_of(db_session, desk)
        committed(desk.record.engine, desk, deleted_at=clock.now())
        with pytest.raises(NotFound):
            records.change(db_session, row, {"leg_pain": 1}, author, summary="mine")
        with pytest.raises(NotFound):
            records.remove(db_session, row, author, summary="mine")


def test_a_row_or_a_record_that_is_gone_is_not_held(desk: Desk) -> None:
    with Session(desk.record.engine) as db_session:
        row: PatientRow = entry_of(db_session, desk)
        with Session(desk.record.engine) as other:
            other.delete(entry_of(other, desk))
            other.commit()
        assert not turns.hold(db_session, row)
        db_session.rollback()
        with Session(desk.record.engine) as other:
            other.execute(Base.metadata.tables["patient"].delete())
            other.commit()
        assert not turns.take_turn(db_session, desk.record.patient_id)
