"""Copies of a PostgreSQL database by its own programs: of one moment, and read through before they count.

Passwords reach those programs through the environment, where other users of the machine cannot see them.
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final

from sqlalchemy import Connection, create_engine, make_url, text

from tracker.operations.copies import VERSION_TABLE, Contents, CopyFault, at_work

CONNECT: Final = {"connect_timeout": 3, "application_name": "sciatica-tracker-keeping"}
DEBIANS: Final = Path("/usr/lib/postgresql")
TOLD_AT_MOST: Final = 500
LEFT_OUT: Final = ("--no-comments", "--no-security-labels", "--no-publications", "--no-subscriptions")
END_OF_DATA: Final = b"\\.\n"
_COPY: Final = re.compile(rb'COPY (?:"?\w+"?\.)?"?(\w+)"? \(.*\) FROM stdin;\n')
_VERSION: Final = re.compile(r"\(PostgreSQL\) (\d+)")
_TABLES: Final = text("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename")


def take_copy(url: str, target: Path) -> Contents:
    """Dump the database as it is at one moment, and say what it held at that very moment."""
    engine = create_engine(url, connect_args=CONNECT, isolation_level="REPEATABLE READ")
    with at_work(engine), engine.connect() as connection, connection.begin():
        connection.execute(text("SET TRANSACTION READ ONLY"))
        snapshot = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
        schema = connection.execute(text("SELECT current_schema()")).scalar_one()
        contents = count_tables(connection)
        contents.check_ours()
        program = program_for("pg_dump", connection)
        what = ["-Fc", f"--snapshot={snapshot}", f"--schema={schema}", "--no-owner", "--no-privileges", *LEFT_OUT]
        _run([program, *what, f"--file={target}", f"--dbname={_address(url)}", "--no-password"], url)
    return contents


def tables_of(connection: Connection) -> list[str]:
    """The tables of the current schema."""
    return list(connection.execute(_TABLES).scalars())


def count_tables(connection: Connection) -> Contents:
    """What they hold now."""
    names = tables_of(connection)
    quote = connection.dialect.identifier_preparer.quote_identifier
    rows = {
        name: int(connection.execute(text(f"SELECT count(*) FROM {quote(name)}")).scalar_one())  # noqa: S608
        for name in names
    }
    version = text(f"SELECT version_num FROM {VERSION_TABLE}")  # noqa: S608
    return Contents(connection.execute(version).scalar() if VERSION_TABLE in rows else None, rows)


def read_copy(file: Path) -> Contents:
    """What a dump holds, by reading all of it; `CopyFault` where it is damaged."""
    rows: dict[str, int] = {}
    revision = None
    table = None
    for line in script(file, "data"):
        if table is None:
            table = table_of(line)
            if table is not None:
                rows[table] = 0
        elif line == END_OF_DATA:
            table = None
        else:
            rows[table] += 1
            if table == VERSION_TABLE:
                revision = line.decode().strip()
    found = Contents(revision, rows)
    found.check_ours()
    return found


def table_of(line: bytes) -> str | None:
    """The table whose rows the next lines of a script hold."""
    found = _COPY.fullmatch(line)
    return None if found is None else found[1].decode()


def script(file: Path, section: str, *only: str) -> Iterator[bytes]:
    """The lines of one section of a dump (pre-data, data, post-data) as SQL; `CopyFault` where it cannot be read."""
    what = [f"--section={section}", "--no-owner", "--no-privileges", *only]
    command = [program_for("pg_restore"), *what, "-f", "-", str(file)]
    with tempfile.TemporaryFile() as complaints:
        try:
            reading = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=complaints)  # noqa: S603
        except OSError as fault:
            raise CopyFault(f"{command[0]} does not start: {fault.strerror}") from fault
        with reading:
            assert reading.stdout is not None  # noqa: S101 - it was asked for
            try:
                yield from reading.stdout
            except GeneratorExit:
                reading.kill()
                raise
        if reading.returncode:
            raise CopyFault(f"the backup cannot be read: {_said(complaints)}")


def program_for(name: str, connection: Connection | None = None) -> str:
    """The newest program of this name; one older than the server could not read it."""
    folders = sorted(DEBIANS.glob(f"*/bin/{name}"), key=lambda path: int(path.parent.parent.name))
    program = str(folders[-1]) if folders else shutil.which(name)
    if program is None:
        raise CopyFault(f"{name} is not installed; it comes with PostgreSQL's client programs")
    if connection is not None:
        told = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
        version = _VERSION.search(told.stdout)
        server = int(connection.execute(text("SHOW server_version_num")).scalar_one()) // 10_000
        if version is None or int(version[1]) < server:
            raise CopyFault(f"{program} is older than the server; install the client programs of PostgreSQL {server}")
    return program


def _run(command: list[str], url: str) -> None:
    with tempfile.TemporaryFile() as complaints:
        try:
            done = subprocess.run(command, env=_environment(url), stderr=complaints, check=False)  # noqa: S603
        except OSError as fault:
            raise CopyFault(f"{command[0]} does not start: {fault.strerror}") from fault
        if done.returncode:
            raise CopyFault(f"{Path(command[0]).name} failed: {_said(complaints)}")


def _said(complaints: IO[bytes]) -> str:
    complaints.seek(0)
    return complaints.read(TOLD_AT_MOST).decode(errors="replace").strip().replace("\n", "; ")


def _arguments(url: str) -> dict[str, Any]:
    address = make_url(url)
    return dict(address.get_dialect()().create_connect_args(address)[1])


def _address(url: str) -> str:
    from psycopg.conninfo import make_conninfo  # noqa: PLC0415 - an extra: not everyone has it

    shown = {name: value for name, value in _arguments(url).items() if name not in {"password", "context"}}
    return make_conninfo(**shown)


def _environment(url: str) -> dict[str, str]:
    password = _arguments(url).get("password")
    return {**os.environ, "PGPASSWORD": str(password)} if password else dict(os.environ)
