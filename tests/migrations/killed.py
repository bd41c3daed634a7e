"""Brings a database to the newest version, and is killed before the statement of that number, as by a power cut.

`python -m tests.migrations.killed URL NUMBER`: 0 is never; it prints how many statements there were. -1 is just before
the commit.
"""

import os
import signal
import sqlite3
import sys
from itertools import count

from sqlalchemy import create_engine, event

from tracker.operations import schema
from tracker.storage import sqlite


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main(url: str, number: int) -> None:
    engine = create_engine(url)
    sqlite.prepare(engine)
    numbers = count(1)
    done = 0

    def before_statement(*_args: object) -> None:
        nonlocal done
        done = next(numbers)
        if done == number:
            _die()

    def spill(connection: object, _record: object) -> None:
        """Let SQLite write its pages early, so that being killed leaves a half-written file behind."""
        if isinstance(connection, sqlite3.Connection):
            connection.execute("PRAGMA cache_size=1")

    event.listen(engine, "connect", spill)
    event.listen(engine, "before_cursor_execute", before_statement)
    if number == -1:
        event.listen(engine, "commit", lambda _connection: _die())
    schema.upgrade(engine)
    sys.stdout.write(f"{done}\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
