"""Counts the statements a block of code sends to the database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import event

from tracker.web.extensions import db


@contextmanager
def counted_queries(app: Flask) -> Iterator[list[str]]:
    """The statements sent meanwhile, in order; those that only begin or set up are left out."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    with told_of_statements(app, note):
        yield seen


@contextmanager
def told_of_statements(app: Flask, note: Callable[..., None]) -> Iterator[None]:
    """Each statement sent meanwhile is told to `note` before it is run."""
    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", note)
