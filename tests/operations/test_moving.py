"""From SQLite to PostgreSQL: all of it arrives, or nothing does and both are as before."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import Table, create_engine, event, func, select
from sqlalchemy.orm import Session

from tests.support.canaries import NOTE, plant
from tests.support.either import PostgresHome
from tests.support.engines import let_go
from tests.support.pages import Browser
from tests.support.people import make_person, sign_in
from tests.support.sharing import make_practitioner
from tracker import cli
from tracker.audit.services.events import broken_chains
from tracker.configuration.settings import Settings
from tracker.operations import moving
from tracker.operations.backup import engine_for
from tracker.operations.copies import at_work
from tracker.operations.in_use import using
from tracker.operations.models import metadata
from tracker.web import clock
from tracker.web.extensions import db

pytestmark = [pytest.mark.counted, pytest.mark.long, pytest.mark.postgres, pytest.mark.sqlite]


@pytest.fixture
def filled(app: Flask, fresh_instance: Path) -> Settings:
    """The settings of a file with a row or more in most tables."""
    plant(app, make_person(app, "Rosa"), make_practitioner(app))
    let_go(app)
    return Settings.for_tests(fresh_instance)


def rows_of(url: str) -> dict[str, set[str]]:
    with at_work(create_engine(url)) as engine, Session(engine) as db_session:
        return {
            name: {repr(tuple(row)) for row in db_session.execute(select(table))}
            for name, table in metadata.tables.items()
        }


def nothing_in(url: str) -> bool:
    with at_work(create_engine(url)) as engine, engine.connect() as connection:
        tables: list[Table] = [
            table for name, table in metadata.tables.items() if engine.dialect.has_table(connection, name)
        ]
        counts = [connection.execute(select(func.count()).select_from(table)).scalar() for table in tables]
    return not any(counts)


def test_every_row_of_every_table_arrives(
    filled: Settings, postgres_home: PostgresHome, make_app: Callable[..., Flask]
) -> None:
    url = postgres_home.bare("moved")
    before = rows_of(filled.database_url)
    moved = moving.move(filled, url, clock.now())
    after = rows_of(url)
    added = after.pop("security_event") - before.pop("security_event")
    assert after == before
    assert len(added) == 1
    assert moved.rows_in_all == sum(map(len, before.values())) + moved.rows["security_event"]
    assert sum(bool(rows) for rows in before.values()) >= 20
    assert rows_of(filled.database_url).keys() >= before.keys()

    there = make_app(database_url=url)
    with there.app_context():
        assert broken_chains(db.session())[1] == []


def test_who_was_signed_in_still_is(
    app: Flask, patient: Browser, fresh_instance: Path, postgres_home: PostgresHome, make_app: Callable[..., Flask]
) -> None:
    cookie = patient.client.get_cookie("sid")
    assert cookie is not None
    let_go(app)
    url = postgres_home.bare("signed_in")
    moving.move(Settings.for_tests(fresh_instance), url, clock.now())
    there = Browser(make_app(database_url=url), patient.patient_id)
    there.client.set_cookie("sid", cookie.value)
    assert there.get(there.path("today")).status == 200


def test_a_database_with_something_in_it_is_left_alone(filled: Settings, postgres_home: PostgresHome) -> None:
    url = postgres_home.bare("moved")
    moving.move(filled, url, clock.now())
    before = rows_of(url)
    with pytest.raises(moving.MoveFault, match="not empty"):
        moving.move(filled, url, clock.now())
    assert rows_of(url) == before


def test_tables_of_another_program_are_left_alone(filled: Settings, postgres_home: PostgresHome) -> None:
    url = postgres_home.bare("theirs")
    with at_work(create_engine(url)) as engine, engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE theirs (a integer)")
    with pytest.raises(moving.MoveFault, match="another program"):
        moving.move(filled, url, clock.now())


def test_tables_of_an_older_version_are_brought_up_first(filled: Settings, postgres_home: PostgresHome) -> None:
    with at_work(engine_for(filled)) as engine, engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    url = postgres_home.bare("older")
    with pytest.raises(moving.MoveFault, match="tracker upgrade"):
        moving.move(filled, url, clock.now())
    assert nothing_in(url)


def test_where_there_is_no_file_nothing_is_made(tmp_path: Path, postgres_home: PostgresHome) -> None:
    settings = Settings.for_tests(tmp_path)
    with pytest.raises(moving.MoveFault, match="there is no database"):
        moving.move(settings, postgres_home.bare("none"), clock.now())
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(moving.MoveFault, match="in memory"):
        moving.move(settings.with_(database_url="sqlite://"), postgres_home.bare("nothing"), clock.now())


def test_not_while_a_server_writes(filled: Settings, postgres_home: PostgresHome) -> None:
    url = postgres_home.bare("moved")
    with using(filled), pytest.raises(moving.MoveFault, match="stop it first"):
        moving.move(filled, url, clock.now())
    assert nothing_in(url)


def test_a_row_that_arrives_otherwise_undoes_all(
    filled: Settings, postgres_home: PostgresHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgres_home.bare("moved")
    made = moving._engine_of

    def forging(goal: Settings) -> object:
        engine = made(goal)

        @event.listens_for(engine, "before_cursor_execute", retval=True)
        def forge(_connection: object, _cursor: object, statement: str, given: Any, *_more: object) -> object:
            if statement.startswith("INSERT INTO entry "):
                rows = given if isinstance(given, list) else [given]
                given = [{**row, "note": "forged"} for row in rows]
                given = given if len(given) > 1 else given[0]
            return statement, given

        return engine

    monkeypatch.setattr(moving, "_engine_of", forging)
    with pytest.raises(moving.MoveFault, match="entry did not arrive"):
        moving.move(filled, url, clock.now())
    assert nothing_in(url)
    monkeypatch.undo()
    assert moving.move(filled, url, clock.now()).rows["entry"] > 0


def test_what_postgres_cannot_hold_undoes_all(app: Flask, filled: Settings, postgres_home: PostgresHome) -> None:
    """No door of the app lets such a character in, but a file may be older than its door."""
    with app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE entry SET note = 'a' || char(0) || 'b'")
    let_go(app)
    url = postgres_home.bare("moved")
    with pytest.raises(moving.MoveFault, match="NUL"):
        moving.move(filled, url, clock.now())
    assert nothing_in(url)


def _run(settings: Settings, monkeypatch: pytest.MonkeyPatch, *words: str) -> Result:
    monkeypatch.setenv("TRACKER_INSTANCE_PATH", str(settings.instance_path))
    monkeypatch.setenv("TRACKER_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("TRACKER_SECRET_KEY", settings.secret_key)
    return CliRunner().invoke(cli.main, list(words))


def test_the_command(filled: Settings, postgres_home: PostgresHome, monkeypatch: pytest.MonkeyPatch) -> None:
    url = postgres_home.bare("moved").replace("postgresql+psycopg:", "postgresql:")
    done = _run(filled, monkeypatch, "move", "--to", url)
    assert done.exit_code == 0, done.output
    assert "compared every row" in done.output
    again = _run(filled, monkeypatch, "move", "--to", url)
    assert again.exit_code == 1
    assert "nothing was moved" in again.output


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("sqlite:///other.sqlite3", "from SQLite to PostgreSQL alone"),
        ("postgresql://db.example.org/tracker", "verify-full"),
        ("mysql://localhost/tracker", "must start with"),
    ],
)
def test_only_to_postgres_and_only_unread_by_others(
    filled: Settings, monkeypatch: pytest.MonkeyPatch, address: str, words: str
) -> None:
    refused = _run(filled, monkeypatch, "move", "--to", address)
    assert refused.exit_code == 1
    assert words in refused.output


def test_a_record_reads_the_same_at_its_new_place(
    app: Flask, fresh_instance: Path, postgres_home: PostgresHome, make_app: Callable[..., Flask]
) -> None:
    person = make_person(app, "Rosa")
    plant(app, person, make_practitioner(app))
    before = sign_in(app, person).get(f"/patients/{person.patient_id}/exports/entries.csv").body
    let_go(app)
    url = postgres_home.bare("moved")
    moving.move(Settings.for_tests(fresh_instance), url, clock.now())
    after = sign_in(make_app(database_url=url), person).get(f"/patients/{person.patient_id}/exports/entries.csv").body
    assert NOTE in before
    assert after == before
