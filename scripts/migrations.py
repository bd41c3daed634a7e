"""`check` compares migrations and models; `new MESSAGE` writes the next migration from what the models say."""

import sys
import tempfile
from pathlib import Path

from sqlalchemy import Engine, create_engine

from tracker.operations import schema
from tracker.storage import sqlite


def _fresh_engine(folder: str) -> Engine:
    engine = create_engine(f"sqlite:///{folder}/drift.sqlite3")
    sqlite.prepare(engine)
    schema.upgrade(engine)
    return engine


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        engine = _fresh_engine(folder)
        if sys.argv[1:2] == ["new"]:
            number = f"{len(list(Path(schema.FOLDER, 'versions').glob('[0-9]*.py'))) + 1:04d}"
            schema.write_revision(engine, " ".join(sys.argv[2:]), number)
            return 0
        differences = schema.drift(engine)
        for difference in differences:
            print(difference)
        print("migrations and models agree" if not differences else "migrations and models differ")
        return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
