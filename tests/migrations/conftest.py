"""A database to migrate."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from tracker.operations.copies import at_work
from tracker.storage import sqlite


@pytest.fixture
def file_engine(tmp_path: Path) -> Iterator[Engine]:
    """Of a new SQLite file, set up as the app does it."""
    with at_work(create_engine(f"sqlite:///{tmp_path / 'm.sqlite3'}")) as engine:
        sqlite.prepare(engine)
        yield engine
