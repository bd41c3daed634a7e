"""`check` compares migrations and models; `new MESSAGE` writes the next migration from what the models say."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, create_engine

from tests.support.needs import find_postgres
from tests.support.postgres import server_of_ones_own
from tracker.operations import schema
from tracker.operations.drift import drift
from tracker.storage import sqlite


@contextmanager
def _on_sqlite() -> Iterator[Engine]:
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{folder}/drift.sqlite3")
        sqlite.prepare(engine)
        yield engine
        engine.dispose()


@contextmanager
def _on_postgres(programs: Path) -> Iterator[Engine]:
    with server_of_ones_own(programs) as url:
        engine = create_engine(url)
        yield engine
        engine.dispose()


def _new(message: str) -> None:
    with _on_sqlite() as engine:
        schema.upgrade(engine)
        number = f"{len(list(Path(schema.FOLDER, 'versions').glob('[0-9]*.py'))) + 1:04d}"
        schema.write_revision(engine, message, number)


def _check() -> int:
    programs = find_postgres()
    places = [_on_sqlite()] if programs is None else [_on_sqlite(), _on_postgres(programs)]
    differ = False
    for place in places:
        with place as engine:
            schema.upgrade(engine)
            found = drift(engine)
            differ |= bool(found)
            print(f"{engine.dialect.name}: migrations and models {'differ' if found else 'agree'}", *found, sep="\n  ")
    return int(differ)


def main() -> int:
    if sys.argv[1:2] == ["new"]:
        _new(" ".join(sys.argv[2:]))
        return 0
    return _check()


if __name__ == "__main__":
    sys.exit(main())
