"""Selects that are run straight on SQLite's connection find what they find the usual way, and fail as they do."""

import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Row, Select, bindparam, event, func, insert, select, tuple_
from sqlalchemy.exc import DBAPIError, IntegrityError, MultipleResultsFound, NoResultFound
from sqlalchemy.orm import Session

from tests.support.people import Person
from tracker.accounts.models import Account
from tracker.diary import queries
from tracker.diary.models import Entry, LifeEvent
from tracker.storage import plain, rows
from tracker.storage.base import notes_hidden

pytestmark = pytest.mark.sqlite
NOW = datetime(2026, 3, 3, 18, 0, tzinfo=UTC)
DAYS = [date(2026, 3, day) for day in (1, 2, 3)]


@pytest.fixture
def entries(db_session: Session, person: Person) -> list[Entry]:
    made = [
        Entry(
            patient_id=person.patient_id,
            id=uuid.uuid4(),
            kind="daily",
            for_date=day,
            entered_at=NOW,
            entered_offset=60,
            late=False,
            leg_pain=day.day,
            regions=("calf", "foot") if day.day == 1 else None,
            note="a walk",
        )
        for day in DAYS
    ]
    db_session.add_all(made)
    db_session.flush()
    return made


def twice(db_session: Session, query: Any, values: dict[str, Any]) -> plain.Found:
    """What is found from the second time on."""
    connection = db_session.connection()
    plain.read(connection, query, values)
    found = plain.read(connection, query, values)
    assert found is not None
    return found


def test_rows_are_those_of_the_usual_way(db_session: Session, person: Person, entries: list[Entry]) -> None:
    query, values = queries.entries_between(person.patient_id, DAYS[0], DAYS[-1])
    usual = db_session.connection().execute(query, values).all()
    for _ in range(3):
        found: Sequence[Any] = rows.rows_of(db_session, query, values)
        assert [tuple(row) for row in found] == [tuple(row) for row in usual]
    first, *others = found
    assert (first.id, first.for_date, first.entered_at, first.regions) == (
        entries[0].id,
        DAYS[0],
        NOW,
        ("calf", "foot"),
    )
    assert [row.leg_pain for row in others] == [2, 3]
    assert not isinstance(first, Row)


def test_what_is_hidden_is_judged_at_each_run(db_session: Session, person: Person, entries: list[Entry]) -> None:
    query, values = queries.one_entry(person.patient_id, entries[0].id)
    assert twice(db_session, query, values).one().note == "a walk"
    with notes_hidden(on=True):
        assert rows.one_of(db_session, query, values).note is None


def test_answers_are_those_of_a_result(db_session: Session, person: Person, entries: list[Entry]) -> None:
    query = select(Entry.leg_pain).where(Entry.patient_id == bindparam("patient_id")).order_by(Entry.leg_pain)
    found = twice(db_session, query, {"patient_id": person.patient_id})
    assert found.scalars().all() == [1, 2, 3]
    assert (found.scalar(), found.first()) == (1, (1,))
    with pytest.raises(MultipleResultsFound):
        found.one_or_none()
    with pytest.raises(MultipleResultsFound):
        found.one()
    nobody = plain.read(db_session.connection(), query, {"patient_id": uuid.uuid4()})
    assert nobody is not None
    assert (nobody.all(), nobody.first(), nobody.scalar(), nobody.one_or_none()) == ([], None, None, None)
    with pytest.raises(NoResultFound):
        nobody.one()


def test_a_list_of_values_may_have_any_length_but_none(db_session: Session, entries: list[Entry]) -> None:
    query = select(Entry.leg_pain).where(Entry.id.in_(bindparam("ids", expanding=True))).order_by(Entry.leg_pain)
    ids = [entry.id for entry in entries]
    assert twice(db_session, query, {"ids": ids[:2]}).scalars().all() == [1, 2]
    assert twice(db_session, query, {"ids": ids}).scalars().all() == [1, 2, 3]
    assert plain.read(db_session.connection(), query, {"ids": []}) is None
    assert rows._read(db_session, query, {"ids": []}).scalars().all() == []


def test_a_list_that_stands_in_the_query_itself_is_given_with_what_comes_after(
    db_session: Session, person: Person, entries: list[Entry]
) -> None:
    query = select(Entry.leg_pain).where(
        Entry.leg_pain.in_([2, 3]), Entry.patient_id == bindparam("patient_id"), Entry.kind.in_(["daily", "moment"])
    )
    found = twice(db_session, query, {"patient_id": person.patient_id}).scalars().all()
    assert sorted(found) == [2, 3]


def test_pairs_in_a_list_are_left_to_the_usual_way(db_session: Session, entries: list[Entry]) -> None:
    query = select(Entry.leg_pain).where(tuple_(Entry.kind, Entry.for_date).in_([("daily", DAYS[0])]))
    for _ in range(3):
        assert plain.read(db_session.connection(), query, {}) is None
    assert rows._read(db_session, query, {}).scalars().all() == [1]


def test_a_session_reads_on_the_connection_of_the_transaction_that_goes_on(
    db_session: Session, person: Person, entries: list[Entry]
) -> None:
    query, values = queries.one_entry(person.patient_id, entries[0].id)
    assert rows._connection(db_session) is db_session.connection()
    with db_session.begin_nested():
        assert rows._connection(db_session) is db_session.connection()
    before = rows._connection(db_session)
    db_session.commit()
    assert rows.one_of(db_session, query, values).leg_pain == 1
    assert rows._connection(db_session) is db_session.connection()
    assert before.closed


def test_whoever_listens_to_statements_hears_of_them(db_session: Session, person: Person, entries: list[Entry]) -> None:
    query, values = queries.one_entry(person.patient_id, entries[0].id)
    twice(db_session, query, values)
    heard: list[str] = []

    def listener(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        heard.append(statement)

    event.listen(db_session.get_bind(), "before_cursor_execute", listener)
    try:
        rows.one_of(db_session, query, values)
    finally:
        event.remove(db_session.get_bind(), "before_cursor_execute", listener)
    assert len(heard) == 1


def test_what_fails_fails_the_usual_way(db_session: Session) -> None:
    query: Select[Any] = select(func.abs(func.min(bindparam("one"), bindparam("two"))))
    twice(db_session, query, {"one": 1, "two": 2})
    broken: Select[Any] = select(func.no_such_function(bindparam("one")))
    assert plain.read(db_session.connection(), broken, {"one": 1}) is None
    assert plain.read(db_session.connection(), broken, {"one": 1}) is None
    with pytest.raises(DBAPIError):
        rows._read(db_session, broken, {"one": 1})


def test_what_is_written_is_what_the_usual_way_writes(db_session: Session, person: Person) -> None:
    at = {"patient_id": person.patient_id, "kind": "heat", "for_date": DAYS[0], "note": None, "entered_at": NOW}
    statement, connection = insert(LifeEvent), db_session.connection()
    assert plain.write(connection, statement, at | {"id": uuid.UUID(int=1), "deleted_at": None}) == 1
    connection.execute(statement, at | {"id": uuid.UUID(int=2), "deleted_at": None})
    one, two = connection.exec_driver_sql("SELECT * FROM dated_change ORDER BY id").mappings()
    assert {**one, "id": None} == {**two, "id": None}


def test_a_write_that_is_refused_is_refused_the_usual_way(db_session: Session, entries: list[Entry]) -> None:
    twin = {column.key: getattr(entries[0], column.key) for column in Entry.__table__.columns} | {"id": uuid.uuid4()}
    with pytest.raises(IntegrityError):
        plain.write(db_session.connection(), insert(Entry), twin)


def test_a_column_that_is_made_is_left_to_the_usual_way(db_session: Session) -> None:
    made = plain.PlainWrite(insert(Account), ("id", "user_name"), db_session.get_bind().dialect)
    assert not made.is_fit
