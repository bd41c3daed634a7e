"""A backup brought back into a PostgreSQL database, in one transaction: a crash leaves everything as it was.

The dump's own program turns it into SQL, which is fed through our connection, so that the tables that go, those that
come, their migration and the ends applied to them are committed together.
"""

from collections import Counter
from itertools import islice, takewhile
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, create_engine, func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tracker.audit.services.withdrawals import Ended, Kind
from tracker.operations import postgres_copy, schema, withdrawn
from tracker.operations.backup import BackupFault, make_backup, make_backup_folder
from tracker.operations.copies import VERSION_TABLE, Contents, CopyFault, at_work
from tracker.operations.models import metadata
from tracker.operations.orders import Order, RestoreFault, check_may_replace, check_settled, keep_ends, settle

BUSY: Final = "the database is in use: stop the servers and every other session of it first"
ROWS_AT_ONCE: Final = 200
# Settings that a newer program writes and an older server does not know.
UNKNOWN_BEFORE: Final = (b"SET transaction_timeout",)
_OTHERS: Final = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    " AND backend_type = 'client backend'"
)
_TRIGGER_FUNCTIONS: Final = text(
    "SELECT DISTINCT p.oid::regprocedure::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
    " JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE NOT t.tgisinternal AND n.nspname = current_schema() AND c.relname = ANY(:names)"
)


def into_database(order: Order, contents: Contents) -> tuple[Counter[Kind], Path | None]:
    """What has ended again, and the backup of what was there."""
    engine = create_engine(order.settings.database_url, connect_args=postgres_copy.CONNECT)
    with at_work(engine), engine.connect() as connection:
        accounts, of_current = _look(connection)
        check_may_replace(order, accounts)
        connection.rollback()
        _check_nobody_else(connection)
        connection.rollback()
        kept = _keep(order) if accounts != 0 else None
        known = keep_ends(order, of_current)
        with connection.begin():
            return _replace(connection, order, contents, known), kept


def _check_nobody_else(connection: Connection) -> None:
    if connection.execute(_OTHERS).scalar_one():
        raise RestoreFault(BUSY)


def _look(connection: Connection) -> tuple[int | None, list[Ended]]:
    """How many accounts there are now (None where that cannot be read), and what is known to have ended."""
    tables = postgres_copy.tables_of(connection)
    if "account" not in tables:
        return 0, []
    try:
        accounts = connection.execute(text("SELECT count(*) FROM account")).scalar_one()
        with Session(connection) as db_session:
            return accounts, withdrawn.ended_rows(db_session) if "withdrawal" in tables else []
    except DBAPIError:
        return None, []


def _keep(order: Order) -> Path | None:
    """A backup of what goes; None where it is too damaged for one."""
    folder = make_backup_folder(order.settings)
    try:
        return make_backup(order.settings, folder / f"before-restore-{order.stamp}.dump", order.now).file
    except BackupFault:
        return None


def _replace(connection: Connection, order: Order, contents: Contents, known: withdrawn.Known) -> Counter[Kind]:
    connection.execute(select(func.pg_advisory_xact_lock(schema.ADVISORY_LOCK)))
    _check_nobody_else(connection)
    connection.execute(text("SET LOCAL lock_timeout = '5s'"))
    _drop(connection, contents)
    path = connection.execute(text("SHOW search_path")).scalar_one()
    schema_name = connection.execute(text("SELECT current_schema()")).scalar_one()
    try:
        for section in ("pre-data", "data", "post-data"):
            _feed(connection, order.file, section, schema_name)
    except connection.dialect.loaded_dbapi.Error as fault:
        raise CopyFault(f"the database does not take it: {fault}") from fault
    connection.execute(select(func.set_config("search_path", path, False)))
    contents.check_same(postgres_copy.count_tables(connection))
    schema.upgrade_within(connection)
    with Session(connection, join_transaction_mode="rollback_only") as db_session:
        ended = settle(db_session, order, known)
        db_session.flush()
    check_settled(contents, postgres_copy.count_tables(connection), ended)
    return ended


def _drop(connection: Connection, contents: Contents) -> None:
    """Take away the app's own tables and what their triggers call; what else there is stays."""
    quote = connection.dialect.identifier_preparer.quote_identifier
    there = set(postgres_copy.tables_of(connection))
    names = sorted(there & (set(metadata.tables) | contents.rows.keys() | {VERSION_TABLE}))
    functions = list(connection.execute(_TRIGGER_FUNCTIONS, {"names": names}).scalars())
    if names:
        connection.execute(text(f"DROP TABLE {', '.join(map(quote, names))}"))
    for function in functions:
        connection.execute(text(f"DROP FUNCTION {function}"))


def _feed(connection: Connection, file: Path, section: str, schema_name: str) -> None:
    """Run one section of the dump: the rows by COPY, everything else as it is written."""
    driver: Any = connection.connection.driver_connection
    # What lies in the schema, and not the schema, which is there.
    lines = postgres_copy.script(file, section, f"--schema={schema_name}")
    with driver.cursor() as cursor:
        statements: list[bytes] = []
        for line in lines:
            if section == "data" and postgres_copy.table_of(line) is not None:
                _run(cursor, statements)
                with cursor.copy(line.rstrip(b";\n")) as copy:
                    rows = takewhile(lambda row: row != postgres_copy.END_OF_DATA, lines)
                    while some := b"".join(islice(rows, ROWS_AT_ONCE)):
                        copy.write(some)
            elif not line.startswith((b"\\", *UNKNOWN_BEFORE)):
                statements.append(line)
        _run(cursor, statements)


def _run(cursor: Any, statements: list[bytes]) -> None:
    if statements:
        cursor.execute(b"".join(statements))
        statements.clear()
