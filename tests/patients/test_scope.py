"""What is shared is set beneath every query: by key, in subqueries, and for statements run outside a session."""

import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from tests.support import sharing
from tests.support.canaries import COURSE_DAYS, LIMITED_DAYS, Canaries, plant
from tests.support.people import ZONE, Person, make_person
from tracker.diary.models import Entry
from tracker.domain.sharing.access import Terms
from tracker.patients.models import FirstDay, PatientRow
from tracker.patients.services.scope import Scope, look_through, whole_record
from tracker.storage.base import Base, notes_hidden
from tracker.storage.rows import rows_of, select_as
from tracker.treatment.models import Course
from tracker.treatment.queries import courses as course_queries
from tracker.treatment.queries import session_records
from tracker.treatment.queries.session_list import session_page
from tracker.web.extensions import db

TABLES: list[Any] = sorted(
    (mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, PatientRow)),
    key=lambda model: model.__tablename__,
)
BERLIN = ZoneInfo(ZONE)
FIRST = sharing.today() - timedelta(days=LIMITED_DAYS)
# Tables of which each record of this test holds rows before the shared days as well.
DATED = {
    "entry",
    "course",
    "plan_change",
    "course_review",
    "starting_week",
    "treatment_session",
    "dose",
    "dated_change",
    "experiment",
    "day_tags",
    "day_context",
    "fit_answers",
    "flag_answer",
}


# Tables of which nobody but the owner sees any row.
OWNERS = {"import_run", "import_replaced"}
# A table in which another practitioner wrote as well, which this one is not shown.
BY_SEVERAL = {"session_record"}


@pytest.fixture
def li(app: Flask) -> Person:
    return sharing.make_practitioner(app)


@pytest.fixture
def planted(app: Flask, li: Person) -> tuple[Canaries, Canaries]:
    return tuple(plant(app, make_person(app, name), li) for name in ("Rosa", "Omar"))  # type: ignore[return-value]


@pytest.fixture
def session(app: Flask, planted: tuple[Canaries, Canaries], li: Person) -> Iterator[Session]:
    """A session that looks for somebody with whom Rosa shares from a day on."""
    with app.app_context(), Session(db.engine) as found:
        terms = Terms(notes=True, first_day=FIRST)
        look_through(found, Scope(planted[0].person.patient_id, terms, BERLIN, li.account_id))
        yield found


def _count(session: Session, model: Any) -> dict[uuid.UUID, int]:
    query = select(model.patient_id, func.count()).group_by(model.patient_id)
    return {row[0]: row[1] for row in session.execute(query)}


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__tablename__)
def test_every_table_shows_the_shared_part_of_one_record(
    session: Session, planted: tuple[Canaries, Canaries], model: Any
) -> None:
    rosa, omar = (one.person.patient_id for one in planted)
    with whole_record(session):
        everything = _count(session, model)
    shown = _count(session, model)
    assert set(everything) == {rosa, omar}
    if model.__tablename__ in OWNERS:
        assert shown == {}
        return
    assert set(shown) == {rosa}
    assert (shown[rosa] < everything[rosa]) == (model.__tablename__ in DATED | BY_SEVERAL)


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__tablename__)
def test_every_table_says_what_of_it_is_shared(model: Any) -> None:
    """A table that is silent shows nothing; that none is silent is said here, so that it was thought of."""
    assert model.shared_since.__func__ is not PatientRow.shared_since.__func__  # type: ignore[attr-defined]


@pytest.mark.parametrize("model", [model for model in TABLES if model.__tablename__ in OWNERS])
def test_what_is_the_owners_alone_is_shown_to_nobody_with_whom_all_is_shared(
    app: Flask, planted: tuple[Canaries, Canaries], model: Any
) -> None:
    terms = Terms(notes=True, first_day=None, others=True)
    with app.app_context(), Session(db.engine) as found:
        assert _count(found, model)
        look_through(found, Scope(planted[0].person.patient_id, terms, BERLIN))
        assert _count(found, model) == {}


def test_a_silent_table_shows_nothing() -> None:
    assert str(PatientRow.shared_since(FirstDay.of(FIRST, BERLIN))) == "false"


class Key(NamedTuple):
    patient_id: uuid.UUID
    id: uuid.UUID


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__tablename__)
def test_rows_read_as_columns_are_kept_within_it_too(session: Session, model: Any) -> None:
    query = select_as(Key, model)
    for _ in range(2):  # narrowed, and then as it was narrowed before
        shown = {tuple(row) for row in rows_of(session, query)}
        assert shown == {tuple(row) for row in session.execute(select(model.patient_id, model.id))}


def test_a_statement_that_is_kept_shows_each_reader_their_own(
    app: Flask, planted: tuple[Canaries, Canaries], li: Person
) -> None:
    """It is narrowed once for all shares of a kind: whose record it is, and from when, is said anew each time."""
    kinds = [
        (first, notes, others, reader)
        for first in (None, FIRST, FIRST + timedelta(days=2))
        for notes in (True, False)
        for others in (True, False)
        for reader in (li.account_id, None)
    ]
    for model in TABLES:
        query = select_as(Key, model)
        for first, notes, others, reader in kinds:
            for one in planted:
                scope = Scope(one.person.patient_id, Terms(notes=notes, others=others, first_day=first), BERLIN, reader)
                with app.app_context(), Session(db.engine) as found:
                    look_through(found, scope)
                    shown = {tuple(row) for row in rows_of(found, query)}
                    assert shown == {tuple(row) for row in found.execute(select(model.patient_id, model.id))}


def test_what_is_not_written_yet_is_found_as_well(app: Flask, planted: tuple[Canaries, Canaries]) -> None:
    patient_id, entry_id = planted[0].person.patient_id, planted[0].ids["entry_id"]
    with app.app_context(), Session(db.engine) as found:
        entry = found.get(Entry, (patient_id, entry_id))
        assert entry is not None
        entry.deleted_at = entry.entered_at
        query = select_as(Key, Entry).where(Entry.live(patient_id))
        assert (patient_id, entry_id) not in {tuple(row) for row in rows_of(found, query)}


def test_a_row_asked_for_by_its_key(session: Session, planted: tuple[Canaries, Canaries]) -> None:
    rosa, omar = planted
    assert session.get(Course, (rosa.person.patient_id, rosa.ids["course_id"])) is not None
    assert session.get(Course, (omar.person.patient_id, omar.ids["course_id"])) is None


def test_subqueries_count_what_is_shared(session: Session, planted: tuple[Canaries, Canaries]) -> None:
    [course] = rows_of(session, *course_queries.courses_of(planted[0].person.patient_id))
    assert course.done == 1


def test_a_course_is_shown_whole_or_not_at_all(app: Flask, planted: tuple[Canaries, Canaries]) -> None:
    patient_id = planted[0].person.patient_id
    begun = sharing.today() - timedelta(days=COURSE_DAYS)

    def shown(first_day: date) -> int:
        with app.app_context(), Session(db.engine) as session:
            look_through(session, Scope(patient_id, Terms(notes=True, first_day=first_day), BERLIN))
            return len(rows_of(session, *course_queries.courses_of(patient_id)))

    assert shown(begun - timedelta(days=7)) == 1
    assert shown(begun - timedelta(days=6)) == 0


def test_a_statement_run_on_a_connection(app: Flask, planted: tuple[Canaries, Canaries]) -> None:
    rosa, omar = (one.person.patient_id for one in planted)
    options = Scope(rosa, Terms(notes=False, first_day=FIRST), BERLIN).options
    columns: list[Any] = [Entry.patient_id, Entry.for_date]
    query: Select[Any] = select(*columns)
    with app.app_context(), db.engine.connect() as connection:
        rows = connection.execute(query.options(*options)).all()
        assert {row.patient_id for row in connection.execute(query)} == {rosa, omar}
    assert rows
    assert all(row.patient_id == rosa and row.for_date >= FIRST for row in rows)


def test_notes_read_as_empty_and_stay_as_they_are(app: Flask, planted: tuple[Canaries, Canaries]) -> None:
    entry_id = (planted[0].person.patient_id, planted[0].ids["entry_id"])
    with app.app_context(), Session(db.engine) as session:
        with notes_hidden(on=True):
            assert session.execute(select(Entry.note).where(Entry.note.is_not(None))).scalars().first() is None
            entry = session.get(Entry, entry_id)
            assert entry is not None
            assert entry.note is None
            entry.leg_pain = 2
            session.commit()
        session.expire_all()
        changed = session.get(Entry, entry_id)
        assert changed is not None
        assert (changed.leg_pain, changed.note) == (2, "canarynoterosa")


@pytest.mark.parametrize("others", [True, False])
def test_a_session_is_marked_as_recorded_by_what_is_shown(
    app: Flask, planted: tuple[Canaries, Canaries], others: bool
) -> None:
    """The mark is worked out by a subquery: it must not tell of what another practitioner recorded."""
    rosa, session_id = planted[0].person.patient_id, planted[0].ids["session_id"]
    with app.app_context(), Session(db.engine) as session:
        scope = Scope(rosa, Terms(notes=True, others=others, first_day=None), BERLIN, reader=None)
        look_through(session, scope)
        [line] = [row for row in rows_of(session, *session_page(rosa, "all", 50, 0)) if row.id == session_id]
        assert line.recorded is others
        assert bool(session.execute(*session_records.of_session(rosa, session_id)).scalars().all()) is others
