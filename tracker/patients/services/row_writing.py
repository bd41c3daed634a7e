"""Writing one row of a record: create once, change, delete; each remembers what stood before.

Every feature's service writes through these, so that the same form sent twice makes one record, wherever it is.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final, TypeVar

from sqlalchemy.orm import Session

from tracker.domain.acting import By
from tracker.domain.values.deeds import Deed, plain_value
from tracker.patients.models import PatientRow
from tracker.patients.services import history, turns
from tracker.storage import writes
from tracker.storage.base import REPEATED

Row = TypeVar("Row", bound=PatientRow)
# A second tap, or a browser that sends again because no answer came, is over by then; later somebody means it.
SENT_TWICE: Final = timedelta(minutes=2)
# A row with the columns to be set; without, it is a new one.
Step = tuple[Row, Mapping[str, Any] | None]


class AlreadySaved(Exception):
    """A form made its record before, and is sent again: whether another record is wanted is for its person to say.

    `first` is the change that made its record (None for one from a file), `gone` says that this was taken back since,
    `same` that the answers are those of before.
    """

    def __init__(self, first: history.Change | None, *, gone: bool, same: bool) -> None:
        super().__init__()
        self.first, self.gone, self.same = first, gone, same


class NotFound(LookupError):
    """No such live row in this record."""


def get(db_session: Session, model: type[Row], patient_id: uuid.UUID, row_id: uuid.UUID) -> Row:
    """The live row; `NotFound` where it is missing, deleted or in another record."""
    row = db_session.get(model, (patient_id, row_id))
    if row is None or row.deleted_at is not None:
        raise NotFound
    return row


def get_own(
    db_session: Session, model: type[Row], patient_id: uuid.UUID, row_id: uuid.UUID, by_account_id: uuid.UUID
) -> Row:
    """The live row, for who wrote it; `NotFound` for everybody else."""
    row = get(db_session, model, patient_id, row_id)
    if row.by_account_id != by_account_id:  # type: ignore[attr-defined]
        raise NotFound
    return row


def create(
    db_session: Session,
    row: Row,
    author: By,
    *,
    deed: Deed,
    given: Mapping[str, Any],
    brought_by: uuid.UUID | None = None,
) -> uuid.UUID:
    """Add a new row and say which change it was.

    Where its id is there already, the form was sent before. At once and with the same `given` answers, it was sent
    twice, and that is the first change again. Later, from a page that came back, with other answers, or where its
    record was taken back since, it may be meant to make another one: `AlreadySaved`.
    """
    turns.take_turn(db_session, row.patient_id)
    if not writes.add_new(db_session, row):
        known = db_session.get(type(row), (row.patient_id, row.id))
        if known is None:  # it is there, and not shown to whoever writes
            raise NotFound
        same = all(_answer(getattr(known, name)) == _answer(value) for name, value in given.items())
        return sent_again(db_session, known, author, same=same)
    made = history.row_change(type(row), None, history.snapshot(row), author)
    return history.remember(db_session, made, deed, brought_by=brought_by)


def sent_again(db_session: Session, known: PatientRow, author: By, *, same: bool) -> uuid.UUID:
    """The change that made `known`, where its form was sent twice; `AlreadySaved` where more may be meant."""
    first = history.made_by(db_session, known)
    gone = known.deleted_at is not None
    if first is None or gone or not same or author.came_back or author.now - first.at > SENT_TWICE:
        raise AlreadySaved(first, gone=gone, same=same)
    db_session.info[REPEATED] = True
    return first.id


def _answer(value: Any) -> Any:
    return None if value == () else value


def change(
    db_session: Session,
    row: PatientRow,
    values: Mapping[str, Any],
    author: By,
    *,
    deed: Deed,
    brought_by: uuid.UUID | None = None,
    even_unchanged: bool = False,
) -> uuid.UUID | None:
    """Set the row's columns and say which change it was; one that another change brought is undone with that one.

    None where they stood so before: nothing is remembered then, as there is nothing to undo, but where the act itself
    is told of, as when cautions are confirmed (`even_unchanged`). What stood before is read under the row's lock.
    `NotFound` where the row was deleted meanwhile.
    """
    if not turns.hold(db_session, row) or (row.deleted_at is not None and "deleted_at" not in values):
        raise NotFound
    before = history.snapshot(row)
    changed = writes.change(db_session, row, values)
    if not (changed or even_unchanged):
        return None
    return history.remember(db_session, _changed(type(row), before, changed, author), deed, brought_by=brought_by)


def change_read(
    db_session: Session, model: type[PatientRow], read: Any, values: Mapping[str, Any], author: By, *, deed: Deed
) -> uuid.UUID | None:
    """The same for a live row that was read by its columns, every one of them, as `every_column` selects them."""
    row = turns.held(db_session, model, read)
    if row is None or row.deleted_at is not None:
        raise NotFound
    before = history.snapshot(row, model)
    changed = writes.change_read(db_session, model, row, values)
    return history.remember(db_session, _changed(model, before, changed, author), deed) if changed else None


def _changed(model: Any, before: history.Snapshot, changed: Mapping[str, Any], author: By) -> history.RowChange:
    after = before | {name: plain_value(value) for name, value in changed.items()}
    return history.row_change(model, before, after, author)


def remove(
    db_session: Session,
    row: PatientRow,
    author: By,
    *,
    deed: Deed,
    brought_by: uuid.UUID | None = None,
) -> uuid.UUID:
    """Take the row out of sight. It can be restored for 30 days, then it goes for good."""
    if not turns.hold(db_session, row) or row.deleted_at is not None:
        raise NotFound
    history.forget_deleted(db_session, row.patient_id, now=author.now)
    made = change(db_session, row, {"deleted_at": author.now}, author, deed=deed, brought_by=brought_by)
    assert made is not None, "it was not deleted before"  # noqa: S101
    return made


def write_together(
    db_session: Session, steps: Sequence[Step[Row]], author: By, deed: Deed, along: Callable[[Row], Deed] | None = None
) -> uuid.UUID | None:
    """Write several rows as one act: the first leads and brings the others along, so that all are undone as one.

    `deed` is what was done by the act, `along` says it of each row but the first. The first change, None without one.
    """
    first, made = None, None
    for row, values in steps:
        what = deed if first is None or along is None else along(row)
        if values is None:
            made = create(db_session, row, author, deed=what, given={}, brought_by=first)
        else:
            made = change(db_session, row, values, author, deed=what, brought_by=first, even_unchanged=True)
        first = first or made
    return first
