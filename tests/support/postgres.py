"""A PostgreSQL server of one's own, in a folder of one's own, for as long as it is needed."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, create_engine, inspect, make_url

from tests.support.ports import free_port

# Which engine the usual fixtures stand on in this run.
ON_POSTGRES = os.environ.get("TRACKER_TEST_ENGINE", "sqlite") == "postgres"
SERVER_USER = "postgres"
# What a test writes has to outlive the test alone: no commit waits for the disk.
IN_A_HURRY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")
# Meanwhile neither foreign keys are looked at nor the triggers that guard the logs.
UNGUARDED = "SET LOCAL lock_timeout = '5s'; SET LOCAL session_replication_role = replica"


def _run(command: list[str], folder: Path) -> None:
    """The server refuses to run as root, so root runs it as the user its package made."""
    root = os.geteuid() == 0
    done = subprocess.run(  # noqa: S603 - our own fixed commands
        command,
        cwd=folder,
        user=SERVER_USER if root else None,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stdout[-2000:]} {done.stderr[-2000:]}")


@contextmanager
def running_server(programs: Path, folder: Path) -> Iterator[str]:
    """Starts an empty server; gives the address of its database."""
    folder.mkdir(parents=True)
    if os.geteuid() == 0:
        shutil.chown(folder, pwd.getpwnam(SERVER_USER).pw_uid)
    data, port = folder / "data", free_port()
    _run([str(programs / "initdb"), "-D", str(data), "-A", "trust", "-U", SERVER_USER, "-E", "UTF8", "-N"], folder)
    options = " ".join(f"-c {option}" for option in ("listen_addresses=127.0.0.1", *IN_A_HURRY))
    log = folder / "log"
    options = f"-p {port} -k {folder} {options}"
    _run([str(programs / "pg_ctl"), "-D", str(data), "-l", str(log), "-o", options, "-w", "start"], folder)
    try:
        yield f"postgresql+psycopg://{SERVER_USER}@127.0.0.1:{port}/postgres"
    finally:
        if (data / "postmaster.pid").exists():
            _stop(programs, data)


def _stop(programs: Path, data: Path) -> None:
    _run([str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop"], data.parent)


def stop_server(programs: Path, url: str) -> None:
    """Stop a running server before its time, as a host may do."""
    engine = create_engine(url)
    with engine.connect() as connection:
        data = connection.exec_driver_sql("SHOW data_directory").scalar_one()
    engine.dispose()
    _stop(programs, Path(str(data)))


@contextmanager
def server_of_ones_own(programs: Path) -> Iterator[str]:
    """A server in a folder that its own user may enter, in memory where that can be had.

    Not below pytest's folders: the path of a server's socket has to be short.
    """
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - a private folder is made in it
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        Path(folder).chmod(0o755)
        with running_server(programs, Path(folder) / "server") as url:
            yield url


def make_database(server: str, name: str, *, like: str = "template1") -> str:
    """A new database on the server, a copy of another if asked; gives its address."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.exec_driver_sql(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
    engine.dispose()
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def emptying(engine: Engine) -> str:
    """What takes every row out of a migrated database, in one go.

    Measured for 35 tables with little in them: 2 ms, where TRUNCATE takes 32 ms and another copy of the database 70 ms.
    """
    tables = sorted(set(inspect(engine).get_table_names()) - {"alembic_version"})
    return "; ".join([UNGUARDED, *(f'DELETE FROM "{table}"' for table in tables)])  # noqa: S608 - our own names


def run_at_once(engine: Engine, statements: str) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(statements)
