"""A PostgreSQL server of one's own that can be stopped in every way and started again. It syncs to disk."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from scripts.torture.lines import Skipped
from tests.support.needs import find_postgres
from tests.support.ports import free_port
from tests.support.postgres import SERVER_USER

MOST_CONNECTIONS = 100
COUNT = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"


class Postgres:
    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs, self._folder = programs, folder
        self.port = free_port()

    @property
    def url(self) -> str:
        return self.url_on(self.port)

    def url_on(self, port: int) -> str:
        """The address of the database when it is reached over another port."""
        return f"postgresql+psycopg://{SERVER_USER}@127.0.0.1:{port}/postgres"

    def make(self) -> None:
        self._folder.mkdir(parents=True)
        if os.geteuid() == 0:
            shutil.chown(self._folder, pwd.getpwnam(SERVER_USER).pw_uid)
        self._run("initdb", "-A", "trust", "-U", SERVER_USER, "-E", "UTF8", "--no-sync")

    def start(self) -> None:
        options = (
            f"-p {self.port} -k {self._folder} -c listen_addresses=127.0.0.1 -c max_connections={MOST_CONNECTIONS}"
        )
        self._run("pg_ctl", "-l", str(self._folder / "log"), "-o", options, "-w", "start")

    def stop(self, how: str = "immediate") -> None:
        self._run("pg_ctl", "-m", how, "-w", "stop")

    def restart(self) -> None:
        """Gone without a goodbye, and back at once."""
        self.stop()
        self.start()

    def new_database(self, name: str) -> str:
        """Another, empty database on the same server."""
        engine = create_engine(self.url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}"'))
        return self.url.removesuffix("/postgres") + f"/{name}"

    def connections(self) -> int:
        """How many are open, but for the one that asks."""
        engine = create_engine(self.url, poolclass=NullPool)
        with engine.connect() as connection:
            return int(connection.execute(text(COUNT)).scalar_one()) - 1

    def _run(self, program: str, *words: str) -> None:
        root = os.geteuid() == 0
        done = subprocess.run(  # noqa: S603 - our own fixed commands
            [str(self._programs / program), "-D", str(self._folder / "data"), *words],
            cwd=self._folder,
            user=SERVER_USER if root else None,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=90,
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stdout[-1000:]} {done.stderr[-1000:]}")


@contextmanager
def running_postgres(folder: Path) -> Iterator[Postgres]:
    """A fresh server; skips the fault where none is installed."""
    programs = find_postgres()
    if programs is None:
        raise Skipped("no PostgreSQL server is installed")
    server = Postgres(programs, folder)
    server.make()
    server.start()
    try:
        yield server
    finally:
        with suppress(RuntimeError):
            server.stop()
