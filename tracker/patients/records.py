"""Writing one row of a record: create once, change, delete; each remembers what stood before.

Every feature's service writes through these, so that the same form sent twice makes one record, wherever it is.
"""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from tracker.patients import history
from tracker.patients.models import PatientRow

Row = TypeVar("Row", bound=PatientRow)


class AlreadySaved(Exception):
    """The same form was sent before with other answers: it made its record then, and makes no second one."""


class NotFound(LookupError):
    """No such live row in this record."""


class Author:
    """Who writes, and when."""

    __slots__ = ("account_id", "now")

    def __init__(self, account_id: uuid.UUID | None, now: datetime) -> None:
        self.account_id = account_id
        self.now = now


def get(db_session: Session, model: type[Row], patient_id: uuid.UUID, row_id: uuid.UUID) -> Row:
    """The live row; `NotFound` where it is missing, deleted or in another record."""
    row = db_session.get(model, (patient_id, row_id))
    if row is None or row.deleted_at is not None:
        raise NotFound
    return row


def create(db_session: Session, row: Row, author: Author, *, summary: str, given: Mapping[str, Any]) -> uuid.UUID:
    """Add a new row and say which change it was.

    Where its id is there already, the form was sent twice: with the same `given` answers that is the first change
    again; with others it is `AlreadySaved`.
    """
    known = db_session.get(type(row), (row.patient_id, row.id))
    if known is not None:
        if any(_answer(getattr(known, name)) != _answer(value) for name, value in given.items()):
            raise AlreadySaved
        first = history.first_revision(db_session, known)
        return first if first is not None else uuid.uuid4()
    db_session.add(row)
    return history.remember(db_session, row, None, by=author.account_id, now=author.now, summary=summary)


def _answer(value: Any) -> Any:
    return None if value == () else value


def change(
    db_session: Session,
    row: PatientRow,
    values: Mapping[str, Any],
    author: Author,
    *,
    summary: str,
    brought_by: uuid.UUID | None = None,
) -> uuid.UUID:
    """Set the row's columns and say which change it was; one that another change brought is undone with that one."""
    before = history.snapshot(row)  # type: ignore[arg-type]
    for name, value in values.items():
        setattr(row, name, value)
    db_session.flush()
    return history.remember(
        db_session, row, before, by=author.account_id, now=author.now, summary=summary, brought_by=brought_by
    )


def remove(db_session: Session, row: PatientRow, author: Author, *, summary: str) -> uuid.UUID:
    """Take the row out of sight. It can be restored for 30 days, then it goes for good."""
    history.forget_deleted(db_session, row.patient_id, now=author.now)
    return change(db_session, row, {"deleted_at": author.now}, author, summary=summary)
