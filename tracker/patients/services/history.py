"""The history of every row of a record: each change remembers what stood before, so that it can be undone.

A change keeps what was done as a code and facts; its words are made when they are read, for the day on which that is.
What one act changes goes along with the first of its changes and is undone with it. Restoring a deleted row is the
undoing of its deletion. `db_session` and `now` are handed in.
"""

import uuid
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any

from sqlalchemy import Select, delete, event, func, inspect, select, tuple_, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, SessionTransaction

from tracker.domain.acting import By
from tracker.domain.limits import RESTORE_DAYS
from tracker.domain.sharing.access import Action, takes_back
from tracker.domain.values.deeds import Deed, plain_value, undone
from tracker.patients import queries
from tracker.patients.models import PatientRow, Revision
from tracker.patients.queries import LastChange
from tracker.patients.services import turns
from tracker.storage import plain
from tracker.storage.base import Base
from tracker.storage.rows import is_there, row_of
from tracker.wording.changes import change_words, saved_words
from tracker.wording.programs import through_words

NOTED = "changes of this transaction"
# Most columns hold such values, which are plain already.
AS_IT_IS = frozenset({type(None), str, int, bool})
Snapshot = dict[str, Any]
May = Callable[[Action], bool]
Forgetting = Callable[[Session, uuid.UUID], None]
_BEFORE_FORGETTING: list[Forgetting] = []


class NothingToUndo(Exception):
    """The change is unknown, was undone before, or something newer has been saved since."""


class MayNotUndo(Exception):
    """The change is their own, and they may only see the record now."""


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row of a record that was changed: how it stood before (None: not at all), how it stands, by whom and when.

    `through` is the name of the token by which a program of theirs changed it; empty for a person. `id` is the one that
    the change is to have, where it was chosen for it.
    """

    patient_id: uuid.UUID
    table_name: str
    before: Snapshot | None
    after: Snapshot
    by: uuid.UUID | None
    at: datetime
    through: str = ""
    id: uuid.UUID | None = None

    def touches(self, columns: Mapping[str, Sequence[str]]) -> bool:
        """Whether it changes one of these columns, given by table."""
        known = self.before or {}
        return any(known.get(name) != self.after[name] for name in columns.get(self.table_name, ()))


@dataclass(frozen=True, slots=True)
class Saved:
    """What the banner after a save says, and the id its Undo button sends."""

    revision_id: uuid.UUID
    deed: Deed
    at: datetime
    can_undo: bool
    undone: bool
    deletes: bool = False
    table_name: str = ""
    row_id: uuid.UUID | None = None
    through: str | None = None

    def words(self, today: date) -> str:
        """What was done, in one sentence, for who reads it `today`."""
        return through_words(saved_words(self.deed, today, undone=self.undone, deletes=self.deletes), self.through)


@dataclass(frozen=True, slots=True)
class Change:
    """A change as it is told: its id, by which it can be undone, what was done, and when."""

    id: uuid.UUID
    deed: Deed
    at: datetime
    through: str | None = None

    def words(self, today: date) -> str:
        """What was done, for who reads it `today`."""
        return through_words(change_words(self.deed, today), self.through)


def deleted(db_session: Session, by: By) -> list[Change]:
    """What deleted everything in the last 30 days that its owner can restore, newest first, each row once."""
    row = (Revision.table_name, Revision.row_id)
    newest = select(*row, func.max(Revision.number)).where(Revision.patient_id == by.patient_id).group_by(*row)
    rows = db_session.execute(
        select(Revision)
        .where(Revision.patient_id == by.patient_id, Revision.undone_at.is_(None), Revision.deletes.is_(True))
        .where(tuple_(*row, Revision.number).in_(newest))
        .order_by(Revision.at.desc(), Revision.number.desc())
    ).scalars()
    return [_told(change) for change in rows if _is_theirs(change, by, _nothing)]


def last_change(db_session: Session, patient_id: uuid.UUID, table_name: str, row_id: uuid.UUID) -> LastChange | None:
    """The latest change of a row of a record; None where none is remembered."""
    return row_of(db_session, *queries.last_change(patient_id, table_name, row_id))


def snapshot(row: Any, model: Any = None) -> Snapshot:
    """The row's columns as plain JSON values; of a row that was read by its columns, with the `model` of its table."""
    table: Any = model or type(row)
    values = zip(_columns(table), _read_columns(table)(row), strict=True)
    return {name: value if value.__class__ in AS_IT_IS else plain_value(value) for name, value in values}


@cache
def _read_columns(model: Hashable) -> Callable[[Any], tuple[Any, ...]]:
    return attrgetter(*_columns(model))


@cache
def _columns(model: Hashable) -> tuple[str, ...]:
    columns: Iterable[Any] = inspect(model).columns
    return tuple(column.key for column in columns)


def _revive(python_type: type, value: Any) -> Any:
    if value is None:
        return None
    if issubclass(python_type, (datetime, date, time)):
        return python_type.fromisoformat(value)
    if python_type in (uuid.UUID, Decimal):
        return python_type(value)
    return tuple(value) if isinstance(value, list) else value


def revived(model: type[Base], values: Snapshot) -> Snapshot:
    """Columns of a snapshot as the values they were made from."""
    columns = inspect(model).columns
    return {name: _revive(columns[name].type.python_type, value) for name, value in values.items()}


def row_change(model: Any, before: Snapshot | None, after: Snapshot, by: By) -> RowChange:
    """That a row was changed: `before` is its snapshot from before (None for a new row), `after` the one of now."""
    of = uuid.UUID(after["patient_id"]), model.__tablename__
    return RowChange(*of, before, after, by.account_id, by.now, by.through, by.change_id)


def remember(db_session: Session, change: RowChange, deed: Deed, *, brought_by: uuid.UUID | None = None) -> uuid.UUID:
    """Note one change of a row.

    Of one act the first change leads, and brings all others along (`brought_by`): they are undone with it. An act
    changes a row once.
    """
    before, made = change.before, (change.id if brought_by is None else None) or uuid.uuid4()
    values = {
        "patient_id": change.patient_id,
        "id": made,
        "table_name": change.table_name,
        "row_id": uuid.UUID(change.after["id"]),
        "at": change.at,
        "by_account_id": change.by,
        "through": change.through or None,
        "before": before,
        "code": deed.code,
        "facts": deed.facts,
        "brought_by": brought_by,
        "deletes": before is not None and before["deleted_at"] is None and change.after["deleted_at"] is not None,
        "undone_at": None,
    }
    db_session.flush()
    if before is None:  # it has no history yet: what is removed for good takes its own along
        statement = queries.first_change()
    else:
        statement = queries.next_change()
        values |= {name: values[of] for of, name in queries.OF_ROW.items()}
    plain.write(db_session.connection(), statement, values)
    db_session.info.setdefault(NOTED, []).append(change)
    return made


def is_known(db_session: Session, patient_id: uuid.UUID, change_id: uuid.UUID) -> bool:
    """Whether the record has a change of this id, undone or not."""
    return is_there(db_session, *queries.revision(patient_id, change_id))


def is_new(db_session: Session, row_id: uuid.UUID) -> bool:
    """Whether a row was made in this transaction, before it is settled what follows from that."""
    changes: list[RowChange] = db_session.info.get(NOTED, [])
    return any(change.before is None and change.after["id"] == str(row_id) for change in changes)


@event.listens_for(Session, "after_soft_rollback")
def _forget_changes(db_session: Session, transaction: SessionTransaction) -> None:
    """What was rolled back was not done: the request may be run again in the same session."""
    if not transaction.nested:
        db_session.info.pop(NOTED, None)


def take_changes(db_session: Session) -> list[RowChange]:
    """Every change of a row since this was last asked, oldest first: for what must be worked out before the commit.

    Some may have been rolled back meanwhile, so look at how things stand now.
    """
    changes: list[RowChange] = db_session.info.pop(NOTED, [])
    return changes


def _deed(revision: Revision) -> Deed:
    return Deed(revision.code, revision.facts)


def _told(revision: Revision) -> Change:
    return Change(revision.id, _deed(revision), revision.at, revision.through)


def _last_number(db_session: Session, patient_id: uuid.UUID, table_name: str, row_id: uuid.UUID) -> int:
    return db_session.execute(*queries.last_number(patient_id, table_name, row_id)).scalar() or 0


def made_by(db_session: Session, row: PatientRow) -> Change | None:
    """The change that made the row; None for one that came from a file."""
    table_name = type(row).__tablename__  # type: ignore[attr-defined]
    found = row_of(db_session, *queries.first_revision(row.patient_id, table_name, row.id))
    return None if found is None else _told(found)


def _nothing(_action: Action) -> bool:
    return False


def _is_own(change: Revision, by: By) -> bool:
    return by.account_id is not None and change.by_account_id == by.account_id


def _is_theirs(change: Revision, by: By, may_do: May) -> bool:
    """Whether a change is for `by` to take back."""
    model, own = _model(change.table_name), _is_own(change, by)
    return takes_back(owner=by.is_owner, own=own, authors_only=model.authors_only, right=model.right, may_do=may_do)


def find_saved(db_session: Session, revision_id: uuid.UUID, by: By, *, may_do: May = _nothing) -> Saved | None:
    """The change for the banner, or None where this record has no such change that is theirs.

    It can be undone while it is the newest of its row, which `by` still sees and may write.
    """
    patient_id = by.patient_id
    row = row_of(db_session, *queries.revision(patient_id, revision_id))
    theirs = row is not None and _is_theirs(row, by, may_do)
    if row is None or not (theirs or _is_own(row, by)):
        return None
    undone = row.undone_at is not None
    newest = _last_number(db_session, patient_id, row.table_name, row.row_id) == row.number
    return Saved(
        revision_id,
        _deed(row),
        row.at,
        can_undo=theirs and newest and not undone and (by.is_owner or _is_seen(db_session, patient_id, row)),
        undone=undone,
        deletes=row.deletes,
        table_name=row.table_name,
        row_id=row.row_id,
        through=row.through,
    )


def _is_seen(db_session: Session, patient_id: uuid.UUID, revision: Revision) -> bool:
    """Whether the row of a change is shown to whoever looks: fewer days may be shared by now."""
    return db_session.get(_model(revision.table_name), (patient_id, revision.row_id)) is not None


def undo(db_session: Session, revision_id: uuid.UUID, by: By, *, may_do: May = _nothing) -> Saved:
    """Put the row back as it stood before the change; undoing the same change twice is the same as once.

    What the change brought along goes back with it, and either all of it does or nothing. Raises `NothingToUndo` where
    one of the rows has been changed again since, and where the change is not theirs to take back: `may_do` says what
    somebody who does not own the record may do with it. `MayNotUndo` where it is their own, and they may
    not write such rows any more.
    """
    patient_id = by.patient_id
    turns.take_turn(db_session, patient_id)
    revision = db_session.get(Revision, (patient_id, revision_id))
    if revision is None:
        raise NothingToUndo
    brought = db_session.execute(*queries.brought_along(patient_id, revision_id)).scalars().all()
    act = [revision, *brought] if revision.undone_at is None else [revision]
    for change in act:
        if not _is_theirs(change, by, may_do):
            raise MayNotUndo if _is_own(change, by) else NothingToUndo
    try:
        with db_session.begin_nested():
            for change in act:
                if change.undone_at is None:
                    _take_back(db_session, change, by)
    except IntegrityError:  # its place has been taken: the day has another entry by now
        raise NothingToUndo from None
    return Saved(revision.id, _deed(revision), revision.at, can_undo=False, undone=True)


def _take_back(db_session: Session, change: Revision, by: By) -> None:
    """Put one row back, which is a change itself; `NothingToUndo` where it was changed again since."""
    newest = _last_number(db_session, change.patient_id, change.table_name, change.row_id)
    row = db_session.get(_model(change.table_name), (change.patient_id, change.row_id))
    if newest != change.number or row is None or not turns.hold(db_session, row):
        raise NothingToUndo
    current = snapshot(row)
    _put_back(row, change.before, by.now)
    db_session.flush()
    change.undone_at = by.now
    remember(db_session, row_change(type(row), current, snapshot(row), by), undone(_deed(change)))


def _model(table_name: str) -> Any:
    return next(m.class_ for m in Base.registry.mappers if m.local_table.name == table_name)  # type: ignore[attr-defined]


def _put_back(row: Any, before: Snapshot | None, now: datetime) -> None:
    if before is None:
        row.deleted_at = now
        return
    for column in inspect(type(row)).columns:
        if column.key in before:
            setattr(row, column.key, _revive(column.type.python_type, before[column.key]))


def before_forgetting(act: Forgetting) -> Forgetting:
    """Have this done before anything of a record goes for good, in the same transaction: for features unknown here."""
    _BEFORE_FORGETTING.append(act)
    return act


def forget_deleted(db_session: Session, patient_id: uuid.UUID, *, now: datetime) -> None:
    """Remove for good what was deleted more than 30 days ago, with its history and all that belongs to it."""
    turns.take_turn(db_session, patient_id)
    limit = now - timedelta(days=RESTORE_DAYS)
    old = {
        model: select(model.id).where(model.patient_id == patient_id, model.deleted_at < limit)
        for model in _record_models()
    }
    found = [model for model, ids in old.items() if db_session.execute(ids.limit(1)).first() is not None]
    if found:
        for act in _BEFORE_FORGETTING:
            act(db_session, patient_id)
    for model in found:  # by the query and not by their ids: an import that was taken back may have had very many
        history = delete(Revision).where(
            Revision.patient_id == patient_id,
            Revision.table_name == model.__tablename__,
            Revision.row_id.in_(old[model]),
        )
        db_session.execute(history)
        _let_go(db_session, model, patient_id, old[model])
        db_session.execute(delete(model).where(model.patient_id == patient_id, model.deleted_at < limit))


def forget_deleted_of_all(db_session: Session, *, now: datetime) -> None:
    """The same for every record; run when the server starts, for those who never delete a second time."""
    limit = now - timedelta(days=RESTORE_DAYS)
    patients: set[uuid.UUID] = set()
    for model in _record_models():
        patients.update(db_session.execute(select(model.patient_id).where(model.deleted_at < limit)).scalars())
    for patient_id in sorted(patients):
        forget_deleted(db_session, patient_id, now=now)


def _record_models() -> list[Any]:
    """Every table of a record, those that others point at last."""
    models = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
    tables = [table.name for table in reversed(Base.metadata.sorted_tables)]
    return [models[name] for name in tables if name in models and issubclass(models[name], PatientRow)]


def _let_go(db_session: Session, model: Any, patient_id: uuid.UUID, ids: Select[uuid.UUID]) -> None:
    """Clear the links of rows that outlive what they point at: a session outlives its course."""
    for table in Base.metadata.tables.values():
        for key in table.foreign_key_constraints:
            if key.referred_table is not model.__table__ or key.ondelete is not None:
                continue
            link = next(element.parent for element in key.elements if element.column.key == "id")
            query = update(table).where(table.c.patient_id == patient_id, link.in_(ids)).values({link.key: None})
            db_session.execute(query)
