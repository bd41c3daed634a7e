"""The drift check finds each kind of difference between the tables and the models, on both engines."""

import shutil
from collections.abc import Callable, Iterator
from itertools import count

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Column, Engine, Integer, create_engine, inspect, text

from tests.support.needs import find_postgres, need
from tests.support.postgres import make_database, server_of_ones_own
from tracker.operations import schema
from tracker.operations.copies import at_work
from tracker.operations.drift import drift
from tracker.storage import sqlite


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def copies(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Engine]]:
    """Makes a migrated database of its own, as often as it is asked."""
    folder, numbers = tmp_path_factory.mktemp("drift"), count()
    if request.param == "sqlite":
        with at_work(_engine(f"sqlite:///{folder / 'first'}")) as engine:
            schema.upgrade(engine)
        yield lambda: _engine(f"sqlite:///{shutil.copy(folder / 'first', folder / str(next(numbers)))}")
        return
    programs = find_postgres()
    need("postgres", programs, "no PostgreSQL server is installed")
    assert programs is not None
    with server_of_ones_own(programs) as url:
        with at_work(_engine(make_database(url, "first"))) as engine:
            schema.upgrade(engine)
        yield lambda: _engine(make_database(url, f"copy{next(numbers)}", like="first"))


@pytest.fixture
def migrated(copies: Callable[[], Engine]) -> Iterator[Engine]:
    engine = copies()
    yield engine
    engine.dispose()


def _engine(url: str) -> Engine:
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        sqlite.prepare(engine)
    return engine


def _without_a_limit(op: Operations) -> None:
    with op.batch_alter_table("entry") as table:
        table.drop_constraint("ck_entry_leg_pain_range", type_="check")


def _with_another_limit(op: Operations) -> None:
    with op.batch_alter_table("entry") as table:
        table.drop_constraint("ck_entry_leg_pain_range", type_="check")
        table.create_check_constraint("ck_entry_leg_pain_range", "leg_pain BETWEEN 0 AND 11")


def _with_one_limit_more(op: Operations) -> None:
    with op.batch_alter_table("caution") as table:
        table.create_check_constraint("ck_caution_strange", "kind <> ''")


def _index(op: Operations, where: str | None) -> None:
    op.drop_index("uq_share_grant_live", "share_grant")
    condition = None if where is None else text(where)
    columns = ["patient_id", "practitioner_account_id"]
    op.create_index(
        "uq_share_grant_live",
        "share_grant",
        columns,
        unique=True,
        sqlite_where=condition,
        postgresql_where=condition,
    )


def _without_a_condition(op: Operations) -> None:
    _index(op, None)


def _with_another_condition(op: Operations) -> None:
    _index(op, "ended_at IS NOT NULL")


def _with_a_condition_more(op: Operations) -> None:
    op.drop_index("uq_access_event_number", "access_event")
    op.create_index(
        "uq_access_event_number",
        "access_event",
        ["patient_id", "number"],
        unique=True,
        sqlite_where=text("number > 0"),
        postgresql_where=text("number > 0"),
    )


def _without_an_index(op: Operations) -> None:
    op.drop_index("uq_share_grant_live", "share_grant")


def _without_a_table(op: Operations) -> None:
    op.drop_table("point_letters")


def _with_a_column_more(op: Operations) -> None:
    op.add_column("caution", Column("strange", Integer))


PLANTED = {
    "a limit is missing": (_without_a_limit, "ck_entry_leg_pain_range"),
    "a limit is another": (_with_another_limit, "11"),
    "a limit is one too many": (_with_one_limit_more, "ck_caution_strange"),
    "an index has lost its condition": (_without_a_condition, "ended_at IS NULL"),
    "an index has another condition": (_with_another_condition, "ended_at IS NOT NULL"),
    "an index has a condition too many": (_with_a_condition_more, "number > 0"),
    "a table is missing": (_without_a_table, "point_letters"),
    "an index is missing": (_without_an_index, "uq_share_grant_live"),
    "a column is one too many": (_with_a_column_more, "strange"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_difference_is_found(migrated: Engine, name: str) -> None:
    plant, says = PLANTED[name]
    with migrated.connect() as connection, connection.begin():
        plant(Operations(MigrationContext.configure(connection)))
    assert says in repr(drift(migrated))


def test_nothing_stays_of_having_looked(migrated: Engine) -> None:
    tables = inspect(migrated).get_table_names()
    assert [drift(migrated), drift(migrated)] == [[], []]
    assert inspect(migrated).get_table_names() == tables
    assert "drift" not in inspect(migrated).get_schema_names()
