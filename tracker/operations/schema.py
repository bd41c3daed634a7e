"""Brings the tables to the newest version, under a lock and without losing a row, and says where they stand.

SQLite would silently delete the children of a table that a migration rebuilds, so foreign keys are off meanwhile, are
checked afterwards, and no table may hold fewer rows than before; otherwise everything is rolled back.

Where the tables stand is asked at every start, and seldom is anything to be done: so Alembic, a tenth of all that is
imported, is only imported by what migrates.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, Engine, column, func, inspect, select, table

from tracker.storage import postgres
from tracker.storage.sqlite import APPLICATION_ID, pragma

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).resolve().parents[1] / "migrations"
STAMPS: Final = table("alembic_version", column("version_num"))
ADVISORY_LOCK = 0x7363696174696361 & 0x7FFFFFFFFFFFFFFF


class SchemaFault(Exception):
    """The tables cannot be brought to the newest version; nothing was changed."""


def upgrade(engine: Engine, revision: str = "head") -> None:
    with _guarded(engine) as connection:
        _commands().upgrade(_config(connection), revision)


def upgrade_within(connection: Connection) -> None:
    """The same in a transaction of the caller's, who holds the lock and counts; on PostgreSQL alone."""
    _commands().upgrade(_config(connection), "head")


def downgrade(engine: Engine, revision: str) -> None:
    with _guarded(engine) as connection:
        _commands().downgrade(_config(connection), revision)


def stamp_of(engine: Engine) -> str | None:
    """The version the database is at; None where it has no tables of ours."""
    with engine.connect() as connection:
        if not inspect(connection).has_table(STAMPS.name):
            return None
        return connection.execute(select(STAMPS.c.version_num)).scalar()


def newest() -> str | None:
    return max(_revisions(), default=None)


def is_known(revision: str) -> bool:
    """Whether this version of the app has the migration; a newer one may have made others."""
    return revision in _revisions()


def _revisions() -> set[str]:
    """Of every migration there is: the number that its file is named by, each after the one before."""
    return {path.name.partition("_")[0] for path in (FOLDER / "versions").glob("[0-9]*_*.py")}


def write_revision(engine: Engine, message: str, number: str) -> None:
    """Write the next migration from what the models say; for developers."""
    with _guarded(engine) as connection:
        _commands().revision(_config(connection), message, autogenerate=True, rev_id=number)


def _commands() -> Any:
    from alembic import command  # noqa: PLC0415 - see above

    return command


def _config(connection: Connection) -> "Config":
    from alembic.config import Config  # noqa: PLC0415 - see above

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


@contextmanager
def _guarded(engine: Engine) -> Iterator[Connection]:
    sqlite = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        if sqlite:
            _foreign_keys(connection, on=False)
        try:
            with connection.begin(), postgres.unhurried(connection):
                if sqlite:
                    _claim_file(connection)
                else:
                    connection.execute(select(func.pg_advisory_xact_lock(ADVISORY_LOCK)))
                before = _row_counts(connection)
                yield connection
                _check_rows(before, _row_counts(connection))
                if sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                    raise SchemaFault("a row would point at nothing after this migration; nothing was changed")
        finally:
            if sqlite:
                _foreign_keys(connection, on=True)


def _foreign_keys(connection: Connection, *, on: bool) -> None:
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")


def _claim_file(connection: Connection) -> None:
    """Mark a new database file as ours, and refuse one that belongs to another program."""
    if pragma(connection, "application_id") == APPLICATION_ID:
        return
    tables = inspect(connection).get_table_names()
    if tables and STAMPS.name not in tables:
        raise SchemaFault("this file is the database of another program; choose another with TRACKER_DATABASE_URL")
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")


def _row_counts(connection: Connection) -> dict[str, int]:
    names = set(inspect(connection).get_table_names()) - {STAMPS.name}
    return {
        name: connection.execute(select(func.count()).select_from(table(name))).scalar_one() for name in sorted(names)
    }


def _check_rows(before: dict[str, int], after: dict[str, int]) -> None:
    lost = [name for name, count in before.items() if name in after and after[name] < count]
    if lost:
        raise SchemaFault(f"rows of {', '.join(lost)} would be lost by this migration; nothing was changed")
