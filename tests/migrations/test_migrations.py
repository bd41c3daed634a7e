"""The tables go up and down without losing a row, on both engines, and say the same as the models."""

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Engine, Table, create_engine, delete, insert, inspect, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from tests.migrations.filling import fill, tables_of
from tests.support.either import PostgresHome
from tracker.accounts.models import Account
from tracker.demo import factory
from tracker.diary.models import Entry
from tracker.domain.acting import By
from tracker.operations import schema
from tracker.operations.drift import drift
from tracker.operations.models import metadata
from tracker.patients.models import Patient, Revision
from tracker.patients.services import history
from tracker.storage import sqlite
from tracker.storage.base import Codes, PrivateText, UtcDateTime

NOW = datetime(2026, 3, 3, 18, 0, tzinfo=UTC)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    if request.param == "sqlite":
        yield request.getfixturevalue("file_engine")
        return
    home: PostgresHome = request.getfixturevalue("postgres_home")
    # A server tells moments by its own clock, which need not be UTC.
    made = create_engine(home.bare("migrations"), connect_args={"options": "-c timezone=Asia/Tokyo"})
    yield made
    made.dispose()


def _fill(engine: Engine) -> None:
    account = factory.account("Rosa", NOW)
    patient = factory.patient(account["id"], NOW)
    entry = {"patient_id": patient["id"], "regions": ("low_back", "calf")}
    entries = [factory.entry(date(2026, 3, 1 + number), NOW, leg_pain=number, **entry) for number in range(3)]
    with Session(engine) as db_session:
        factory.add(db_session, Account, [account])
        factory.add(db_session, Patient, [patient])
        factory.add(db_session, Entry, entries)
        db_session.commit()


@pytest.mark.long
@pytest.mark.counted
def test_up_down_up_leaves_models_and_tables_the_same(engine: Engine) -> None:
    schema.upgrade(engine)
    assert schema.stamp_of(engine) == schema.newest()
    assert drift(engine) == []
    assert set(inspect(engine).get_table_names()) == {*metadata.tables, "alembic_version"}
    schema.downgrade(engine, "base")
    assert schema.stamp_of(engine) is None
    schema.upgrade(engine)
    assert drift(engine) == []


def test_upgrading_again_keeps_every_row(engine: Engine) -> None:
    schema.upgrade(engine)
    _fill(engine)
    schema.upgrade(engine)
    with Session(engine) as db_session:
        rows = db_session.execute(select(Entry.leg_pain, Entry.regions, Entry.entered_at).order_by(Entry.for_date))
        assert [tuple(row) for row in rows] == [(n, ("low_back", "calf"), NOW) for n in range(3)]


# Marked late or not, local day of 23:30 UTC with the offset, leg, back; then how late each score is afterwards.
LATENESS = [
    (date(2026, 3, 3), False, 0, 5, 2, (0, 0)),
    (date(2026, 3, 3), False, 60, 5, None, (0, None)),  # said not to be late, whatever it says of when it was entered
    (date(2026, 3, 1), True, 0, 5, 2, (2, 2)),
    (date(2026, 3, 1), True, 60, None, 2, (None, 3)),  # in Berlin it was the next day by then
    (date(2026, 3, 3), True, 0, 5, None, (1, None)),
]


@pytest.mark.long
@pytest.mark.counted
def test_existing_scores_are_as_late_as_they_were_marked(engine: Engine) -> None:
    schema.upgrade(engine, "0004")
    late_evening = datetime(2026, 3, 3, 23, 30, tzinfo=UTC)
    fill(engine)
    entry = next(table for table in tables_of(engine) if table.name == "entry")
    with engine.begin() as connection:
        patient = connection.execute(select(entry.c.patient_id)).scalars().first()
        connection.execute(delete(entry))
        for number, (day, late, offset, leg, back, _) in enumerate(LATENESS):
            row = {
                "patient_id": patient,
                "id": uuid.uuid4() if isinstance(patient, uuid.UUID) else uuid.uuid4().hex,
                "kind": "moment",
                "for_date": day,
                "note": str(number),
            }
            row |= {"entered_at": late_evening, "entered_offset": offset, "late": late}
            connection.execute(insert(entry), row | {"leg_pain": leg, "back_pain": back})
    schema.upgrade(engine)
    with Session(engine) as db_session:
        rows = db_session.execute(select(Entry.leg_later, Entry.back_later, Entry.late).order_by(Entry.note)).all()
    assert [(tuple(row[:2]), row.late) for row in rows] == [(later, late) for _, late, *_, later in LATENESS]
    schema.downgrade(engine, "0004")
    with engine.connect() as connection:
        marked = connection.execute(select(entry.c.late).order_by(entry.c.note)).scalars().all()
    assert [bool(late) for late in marked] == [late for _, late, *_ in LATENESS]


# Of the entry before its newest change: when it was entered, whether that was late, leg, back; and how late afterwards.
REMEMBERED = [
    (NOW, False, 6, None, (0, None)),
    (datetime(2026, 3, 5, 23, 30, tzinfo=UTC), True, None, 2, (None, 3)),  # in Berlin it was the 6th by then
    (NOW, True, 6, 2, (1, 1)),
]


@pytest.mark.long
@pytest.mark.counted
@pytest.mark.parametrize(("entered_at", "late", "leg", "back", "later"), REMEMBERED)
def test_undo_of_a_change_from_before_puts_back_how_late_the_scores_were(
    engine: Engine, entered_at: datetime, late: bool, leg: int | None, back: int | None, later: tuple[int | None, ...]
) -> None:
    schema.upgrade(engine)
    _fill(engine)
    with Session(engine) as db_session:
        entry = db_session.execute(select(Entry).where(Entry.for_date == date(2026, 3, 3))).scalar_one()
        entry.entered_at, entry.late, entry.leg_pain, entry.back_pain = entered_at, late, leg, back
        before = {name: value for name, value in history.snapshot(entry).items() if not name.endswith("_later")}
        entry.leg_pain, entry.back_pain = 5, 5
        made = db_session.execute(select(Entry.id).where(Entry.for_date == date(2026, 3, 1))).scalar_one()
        changes = [(made, 1, None), (entry.id, 1, None), (entry.id, 2, before | {"leg_pain": 9}), (entry.id, 3, before)]
        for row_id, number, remembered in changes:
            revision = Revision(patient_id=entry.patient_id, id=uuid.uuid4(), table_name="entry", row_id=row_id)
            revision.number, revision.at, revision.deletes = number, NOW, False
            revision.code, revision.facts = "said", {"words": "leg 5"}
            revision.before = remembered
            db_session.add(revision)
        own, newest = entry.patient_id, revision.id
        db_session.commit()
    schema.downgrade(engine, "0004")
    schema.upgrade(engine)
    with Session(engine) as db_session:
        history.undo(db_session, newest, By(patient_id=own, now=NOW))
        entry = db_session.execute(select(Entry).where(Entry.for_date == date(2026, 3, 3))).scalar_one()
        assert (entry.leg_pain, entry.back_pain, entry.late) == (leg, back, late)
        assert (entry.leg_later, entry.back_later) == later


def test_changes_that_had_one_number_are_numbered_in_the_order_they_were_made(engine: Engine) -> None:
    schema.upgrade(engine, "0011")
    fill(engine)
    table = next(one for one in tables_of(engine) if one.name == "revision")
    with engine.begin() as connection:
        known = dict(connection.execute(select(table)).mappings().first() or {})
        connection.execute(delete(table))
        twice, once = (
            str(uuid.uuid4()).replace("-", "") if isinstance(known["id"], str) else uuid.uuid4() for _ in range(2)
        )
        for row, number, minute in [
            (twice, 1, 0),
            (twice, 2, 2),
            (twice, 2, 1),
            (twice, 3, -1),  # the clock had gone back
            (once, 4, 0),
            (once, 6, 1),
        ]:
            one = uuid.uuid4()
            values = {"row_id": row, "number": number, "at": NOW + timedelta(minutes=minute), "summary": str(minute)}
            values["id"] = one if isinstance(known["id"], uuid.UUID) else one.hex
            connection.execute(insert(table), known | values)
    schema.upgrade(engine, "0012")
    found: dict[object, list[tuple[int, str]]] = {twice: [], once: []}
    with engine.connect() as connection:
        for change in connection.execute(select(table).order_by(table.c.number)):
            found[change.row_id].append((change.number, change.summary))
    assert found == {twice: [(1, "0"), (2, "1"), (3, "2"), (4, "-1")], once: [(4, "0"), (6, "1")]}
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(table.update().values(number=1))
    schema.downgrade(engine, "0011")
    with engine.begin() as connection:
        connection.execute(table.update().values(number=1))


def test_a_migration_that_would_lose_rows_changes_nothing(file_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    schema.upgrade(file_engine)
    _fill(file_engine)

    def lose_rows(config: Any, _revision: str) -> None:
        config.attributes["connection"].execute(text("DELETE FROM entry WHERE leg_pain = 1"))

    monkeypatch.setattr(command, "upgrade", lose_rows)
    with pytest.raises(schema.SchemaFault, match="rows of entry would be lost"):
        schema.upgrade(file_engine)
    with file_engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM entry")).scalar() == 3
        assert sqlite.pragma(connection, "foreign_keys") == 1


def test_rebuilding_a_parent_table_keeps_its_children(file_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """With foreign keys on, SQLite would delete the children when the old parent table is dropped."""
    schema.upgrade(file_engine)
    _fill(file_engine)

    def rebuild(config: Any, _revision: str) -> None:
        connection = config.attributes["connection"]
        for statement in (
            "CREATE TABLE rebuilt AS SELECT * FROM patient",
            "DROP TABLE patient",
            "CREATE TABLE patient (id CHAR(32) PRIMARY KEY, account_id CHAR(32), created_at DATETIME)",
            "INSERT INTO patient (id, account_id, created_at) SELECT id, account_id, created_at FROM rebuilt",
            "DROP TABLE rebuilt",
        ):
            connection.execute(text(statement))

    monkeypatch.setattr(command, "upgrade", rebuild)
    schema.upgrade(file_engine)
    with file_engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM entry")).scalar() == 3


def test_a_row_left_pointing_at_nothing_is_refused(file_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    schema.upgrade(file_engine)
    _fill(file_engine)

    def orphan(config: Any, _revision: str) -> None:
        config.attributes["connection"].execute(text("UPDATE entry SET patient_id = 'nobody'"))

    monkeypatch.setattr(command, "upgrade", orphan)
    with pytest.raises(schema.SchemaFault, match="point at nothing"):
        schema.upgrade(file_engine)


def test_another_programs_file_is_refused_and_left_alone(file_engine: Engine) -> None:
    with file_engine.begin() as connection:
        connection.execute(text("CREATE TABLE theirs (a INTEGER)"))
    with pytest.raises(schema.SchemaFault, match="another program"):
        schema.upgrade(file_engine)
    assert inspect(file_engine).get_table_names() == ["theirs"]


def test_the_versions_told_by_the_names_of_files_are_those_of_the_migrations() -> None:
    """A start asks for them, and would import Alembic and every migration to know."""
    scripts = ScriptDirectory(str(schema.FOLDER))
    revisions = {script.revision for script in scripts.walk_revisions()}
    assert schema.newest() == scripts.get_current_head()
    assert all(schema.is_known(revision) for revision in revisions)
    assert not schema.is_known("9999")
    assert {file.name[:4] for file in (schema.FOLDER / "versions").glob("[0-9]*.py")} == revisions


def test_the_next_migration_is_written_from_the_models(file_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, Any] = {}
    monkeypatch.setattr(command, "revision", lambda _config, message, **kwargs: seen.update(kwargs, m=message))
    schema.write_revision(file_engine, "more", "0002")
    assert seen == {"m": "more", "autogenerate": True, "rev_id": "0002"}


def test_our_own_column_types_are_written_as_what_they_are_in_the_database(
    file_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: dict[str, Any] = {}
    monkeypatch.setattr(ScriptDirectory, "generate_revision", lambda *_, **told: written.update(told))
    kinds: dict[str, type[TypeEngine[Any]]] = {"at": UtcDateTime, "codes": Codes, "note": PrivateText}
    columns: list[Column[Any]] = [Column(name, kind) for name, kind in kinds.items()]
    extra = Table("extra", metadata, *columns)
    try:
        schema.upgrade(file_engine)
        schema.write_revision(file_engine, "more", "9999")
    finally:
        metadata.remove(extra)
    plain = {"at": "DateTime(timezone=True)", "codes": "Text()", "note": "Text()"}
    for name, said in plain.items():
        assert f"sa.Column('{name}', sa.{said}" in written["upgrades"]


def test_names_of_before_are_told_how_they_look(engine: Engine) -> None:
    """Those that look alike stay as they are."""
    schema.upgrade(engine)
    named = {"password_hash": "!", "time_zone": "Europe/Berlin", "created_at": NOW, "password_changed_at": NOW}
    with engine.begin() as connection:
        for number, name in enumerate(("Rosa", "R\u043esa")):
            connection.execute(insert(Account).values(id=uuid.uuid4(), user_name=name, name_key=str(number), **named))
    schema.downgrade(engine, "0012")
    schema.upgrade(engine)
    with engine.connect() as connection:
        assert connection.execute(select(Account.look_key)).scalars().all() == ["rosa", "rosa"]
