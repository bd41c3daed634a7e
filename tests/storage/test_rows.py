"""Rows of queries have the names and types their row types say, and a typed check finds a name they do not have."""

import importlib
import inspect
import pkgutil
import re
import typing
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import UnionType
from typing import Any

import pytest
from mypy import api
from sqlalchemy import JSON, Column

import tracker
from tests.support.sources import ROOT
from tracker.channels.queries import Lasting
from tracker.reports.queries.kept import Wanted
from tracker.storage.rows import RowSelect

SAMPLES: dict[Any, Any] = {
    uuid.UUID: uuid.UUID(int=1),
    date: date(2026, 3, 3),
    datetime: datetime(2026, 3, 3, tzinfo=UTC),
    str: "x",
    int: 1,
    bytes: b"x",
    Wanted: Wanted(uuid.UUID(int=1)),
    Lasting: Lasting(timedelta(days=1), timedelta(days=30)),
}
# What a condition of the query, or an answer of the column's own type, keeps from being empty.
NEVER_EMPTY = {
    ("AttendedMark", "course_id"),
    ("Opening", "share_id"),
}
PLANTED = """
from sqlalchemy.orm import Session
from tracker.channels.queries import Lasting
from tracker.reports.queries.kept import Wanted
from tracker.storage.rows import one_of, row_of, rows_of
from tracker.treatment.queries import courses, treatment
import datetime, uuid

def look(db: Session, patient: uuid.UUID, day: datetime.date) -> None:
    for act in rows_of(db, *treatment.sessions_done_between(patient, day, day)):
        print(act.minuts)
    for session in rows_of(db, *treatment.sessions_between(patient, day, day)):
        print(session.leg_befor)
    course = row_of(db, *courses.one_course(patient, patient))
    print(course.done)
    print(one_of(db, *courses.one_course(patient, patient)).missd)
"""


def builders() -> Iterator[Callable[..., RowSelect[Any]]]:
    """Every function of the queries that selects rows of a type."""
    for found in pkgutil.walk_packages(tracker.__path__, "tracker."):
        if "queries" in found.name.split(".") and not found.ispkg:
            module = importlib.import_module(found.name)
            for name, function in inspect.getmembers(module, inspect.isfunction):
                builder = inspect.unwrap(function)
                own = builder.__module__ == module.__name__ and not name.startswith("_")
                if own and inspect.signature(builder).return_annotation is RowSelect:
                    yield builder


def kinds(said: Any) -> set[Any]:
    """The types a hint allows, None among them; of `tuple[str, ...]` the tuple."""
    parts = typing.get_args(said) if isinstance(said, UnionType) else (said,)
    return {typing.get_origin(part) or part for part in parts}


def sample(said: Any) -> Any:
    """A value of the kind that a parameter asks for."""
    if typing.get_origin(said) in SAMPLES or said in SAMPLES:
        return SAMPLES[said]
    inner = [part for part in typing.get_args(said) if part is not type(None)]
    return SAMPLES.get(inner[0]) if isinstance(said, UnionType) else [sample(inner[0])] if inner else None


def faults(query: RowSelect[Any]) -> Iterator[str]:
    """Where the columns of a query are not what its row type says."""
    hints = typing.get_type_hints(query.row_type)
    for key, column in query.selected_columns.items():
        found = getattr(column, "element", column)
        said, name = kinds(hints[key]), f"{query.row_type.__name__}.{key}"
        if not isinstance(found, Column) or isinstance(found.type, JSON):
            continue
        if found.type.python_type not in said:
            yield f"{name} is {found.type.python_type.__name__}"
        empty = found.nullable and found.type.python_type is not tuple
        if empty and type(None) not in said and (query.row_type.__name__, key) not in NEVER_EMPTY:
            yield f"{name} may be empty"


def test_a_row_type_says_what_its_columns_hold() -> None:
    queries = []
    for builder in builders():
        asked = [one for one in inspect.signature(builder).parameters.values() if one.kind is not one.VAR_POSITIONAL]
        queries.append(builder(**{one.name: sample(one.annotation) for one in asked}))
    typed = [query for query in queries if issubclass(getattr(query, "row_type", object), tuple)]
    assert len(queries) > 90
    assert len(typed) > 50  # the others read rows as their table says
    assert [fault for query in typed for fault in faults(query)] == []


@pytest.mark.long
def test_a_typed_check_finds_a_name_that_no_row_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text(PLANTED, encoding="utf-8")
    monkeypatch.chdir(ROOT)
    said, _error, _status = api.run(["--no-error-summary", str(planted)])
    assert [re.split(r"error: |;|  ", line)[1] for line in said.splitlines()] == [
        '"SessionShort" has no attribute "minuts"',
        '"TreatmentSession" has no attribute "leg_befor"',
        'Item "None" of "CourseRow | None" has no attribute "done"',
        '"CourseRow" has no attribute "missd"',
    ]
