"""Counts the steps SQLite takes for the statements of a block of code: the same at any speed, unlike time."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import Flask

from tests.support.counting import told_of_statements


@dataclass
class Steps:
    """One statement, and about how many steps of its program were taken for it and its rows."""

    statement: str
    taken: int = 0

    def __str__(self) -> str:
        return f"{self.taken:8} {' '.join(self.statement.split())}"


@contextmanager
def counted_steps(app: Flask) -> Iterator[list[Steps]]:
    """The statements sent meanwhile, in order, with their steps."""
    seen: list[Steps] = []
    watched: set[Any] = set()

    def step() -> int:
        if seen:
            seen[-1].taken += 1
        return 0

    def note(connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        raw = connection.connection.dbapi_connection
        raw.set_progress_handler(step, 1)
        watched.add(raw)
        seen.append(Steps(statement))

    try:
        with told_of_statements(app, note):
            yield seen
    finally:
        for raw in watched:
            raw.set_progress_handler(None, 0)
