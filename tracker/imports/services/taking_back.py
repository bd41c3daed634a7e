"""Takes an import back: what it brought goes, and what it took the place of stands as it did before.

What somebody changed since stays, and so does what a later import stands on: that goes back with the later one, to what
stood before both.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Final, Generic, TypeVar

from sqlalchemy import ColumnElement, Table, and_, exists, select, update
from sqlalchemy.orm import Session

from tracker.domain.acting import Author
from tracker.domain.limits import RESTORE_DAYS
from tracker.imports.models import ImportReplaced, ImportRun
from tracker.imports.services.comparing import MODELS
from tracker.imports.services.own import NUMBER
from tracker.imports.services.storing import KEY, settle
from tracker.patients.models import Revision
from tracker.patients.services.history import Snapshot, revived
from tracker.patients.services.many_rows import deletion_holds
from tracker.patients.services.row_writing import NotFound
from tracker.patients.services.turns import take_turn
from tracker.reports.services.importing import TARGETS
from tracker.reports.services.storing import Unique
from tracker.storage.base import Base

STAYED_SHOWN: Final = 20
NEW: Final = 0
# Where one row stands at most, by table: nothing is put back beside another.
PLACES: Final[Mapping[str, Unique]] = MappingProxyType(
    {target.table.name: target.unique for target, _maker in TARGETS if target.unique is not None}
)


@dataclass(frozen=True, slots=True)
class Stayed:
    """A row that was changed since its import, and stays: what it is, its id and its values."""

    what: str
    id: uuid.UUID
    values: Mapping[str, Any]


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stay(Generic[T]):
    """The first of what stayed, and how many more there are."""

    rows: Sequence[T]
    more: int


def may_take_back(run: ImportRun, now: datetime) -> bool:
    """Whether an import can still be taken back."""
    return run.undone_at is None and now - run.at < timedelta(days=RESTORE_DAYS)


def take_back(db_session: Session, author: Author, import_id: uuid.UUID) -> None:
    """Take all of an import back but what was changed since, and put back what it took the place of.

    Where that was done before, nothing happens. `NotFound` where there is no such import, or it is too long ago.
    """
    take_turn(db_session, author.patient_id)
    run = db_session.get(ImportRun, (author.patient_id, import_id))
    if run is None or (run.undone_at is None and not may_take_back(run, author.now)):
        raise NotFound
    if run.undone_at is not None:
        return
    work = _TakingBack(db_session, run, author.now)
    rows = work.take_out()
    put_back = work.put_back()
    run.undone_at = author.now
    run.counts = run.counts | {"undone": rows, "put_back": put_back}
    db_session.flush()
    settle(db_session, author)


def stayed(db_session: Session, patient_id: uuid.UUID, import_id: uuid.UUID) -> Stay[Stayed]:
    """What stayed of an import that was taken back: it was changed by hand before."""
    found = [
        Stayed(what, row.id, row._asdict())
        for what, table in ((what, model.__table__) for what, model in MODELS.items())
        for row in db_session.execute(select(table).where(_brought(table, patient_id, import_id)))
    ]
    return Stay(found[:STAYED_SHOWN], len(found[STAYED_SHOWN:]))


def _brought(table: Table, patient_id: uuid.UUID, import_id: uuid.UUID) -> ColumnElement[bool]:
    return and_(table.c.patient_id == patient_id, table.c.import_id == import_id, table.c.deleted_at.is_(None))


def row_before(model: Any, before: Snapshot) -> Snapshot:
    """The columns of a row that is kept beside an import, as its table has them."""
    return revived(model, {name: value for name, value in before.items() if name != NUMBER})


def _children(table: Table) -> list[tuple[Table, Any]]:
    """The tables of a record whose rows stand on rows of this one, such as sessions on a course, with what says so."""
    return [
        (child, next(element.parent for element in key.elements if element.column.key == "id"))
        for child in Base.metadata.tables.values()
        for key in child.foreign_key_constraints
        if key.referred_table is table and "deleted_at" in child.c
    ]


class _TakingBack:
    """One import on its way back."""

    def __init__(self, db_session: Session, run: ImportRun, now: datetime) -> None:
        self._db_session = db_session
        self._patient_id = run.patient_id
        self._run = run
        self._now = now
        self._models: Mapping[str, Any] = {one.class_.__tablename__: one.class_ for one in Base.registry.mappers}

    def take_out(self) -> int:
        """What it brought goes; gives how many rows those were."""
        rows = 0
        for one in self._lines():
            if not one.before:  # it came with our own files, in a table that does not say by which import
                rows += self._put(one.table_name, one.row_id, None)
        for model in MODELS.values():
            table: Table = model.__table__
            brought = _brought(table, self._patient_id, self._run.id)
            gone: Any = self._db_session.execute(
                update(table).where(brought, ~self._in_hand(table, NEW)).values(deleted_at=self._now)
            )
            rows += gone.rowcount
        return rows

    def put_back(self) -> int:
        """What it took the place of stands again, but where another row stands by now; gives how many rows it is."""
        # What was deleted before goes first: it stands where another stood.
        replaced = [one for one in self._lines() if one.before]
        waiting = sorted(replaced, key=lambda one: one.before["deleted_at"] is None)
        put_back = 0
        while waiting:
            blocked = []
            for one in waiting:
                done = self._restore(one)
                put_back += done is True
                blocked += [one] if done is None else []
            if len(blocked) == len(waiting):
                break
            waiting = blocked
        return put_back

    def _lines(self) -> list[ImportReplaced]:
        """What is kept beside the import, a line for each row."""
        own = and_(ImportReplaced.patient_id == self._patient_id, ImportReplaced.import_id == self._run.id)
        return list(self._db_session.execute(select(ImportReplaced).where(own)).scalars())

    def _restore(self, one: ImportReplaced) -> bool | None:
        """Whether a row stands as before; None where its place is taken as yet."""
        former = self._former(self._run, one)
        if former is None or former[0] != one.row_id:
            self._put(one.table_name, one.row_id, None)
        if former is None:
            return False
        row_id, before = former
        return None if self._is_taken(one.table_name, row_id, before) else self._put(one.table_name, row_id, before)

    def _put(self, table_name: str, row_id: uuid.UUID, before: Snapshot | None) -> bool:
        """Have a row stand as it did, None: not at all; False where it is somebody's by now."""
        model = self._models[table_name]
        table: Table = model.__table__
        number = NEW if before is None else before.get(NUMBER)
        own = and_(table.c.patient_id == self._patient_id, table.c.id == row_id, ~self._in_hand(table, number))
        values = {"deleted_at": self._now} if before is None else row_before(model, before)
        values = {name: value for name, value in values.items() if name not in KEY}
        if before is None:
            own = and_(own, table.c.deleted_at.is_(None))
        put: Any = self._db_session.execute(update(table).where(own).values(values))
        if put.rowcount and before is not None and before["deleted_at"] is not None:
            deletion_holds(self._db_session, self._patient_id, table_name, row_id, self._run.at)
        return bool(put.rowcount)

    def _in_hand(self, table: Table, number: int | None) -> ColumnElement[bool]:
        """The rows that somebody changed or added to since the import, or that a later one stands on.

        `number` is that of the last change before the import (`NEW`: there was none), None where that is not known.
        """
        since = Revision.at > self._run.at if number is None else Revision.number > number
        changed = self._changed(table, since)
        for child, link in _children(table):
            added = exists().where(
                child.c.patient_id == self._patient_id, link == table.c.id, child.c.deleted_at.is_(None)
            )
            changed |= added.where(self._changed(child, Revision.at >= self._run.at))
        later = and_(
            ImportRun.patient_id == self._patient_id, ImportRun.at > self._run.at, ImportRun.undone_at.is_(None)
        )
        stood_on = exists().where(
            later,
            ImportReplaced.patient_id == self._patient_id,
            ImportReplaced.table_name == table.name,
            ImportReplaced.row_id == table.c.id,
            ImportReplaced.import_id == ImportRun.id,
        )
        if "import_id" not in table.c:
            return changed | stood_on
        return changed | stood_on | exists().where(later, ImportRun.id == table.c.import_id)

    def _changed(self, table: Table, since: ColumnElement[bool]) -> ColumnElement[bool]:
        return exists().where(
            Revision.patient_id == self._patient_id,
            Revision.table_name == table.name,
            Revision.row_id == table.c.id,
            since,
        )

    def _is_taken(self, table_name: str, row_id: uuid.UUID, before: Snapshot) -> bool:
        """Whether another row stands where this one stood."""
        place, model = PLACES.get(table_name), self._models[table_name]
        if place is None or before["deleted_at"] is not None:
            return False
        key = place.of(row_before(model, before))
        if key is None:
            return False
        query = select(model.id).where(model.patient_id == self._patient_id, model.id != row_id, place.where([key]))
        return self._db_session.execute(query).first() is not None

    def _former(self, run: ImportRun, one: ImportReplaced) -> tuple[uuid.UUID, Snapshot] | None:
        """What stands again where an import goes: the row and how it stood, None where there was none.

        Where that came by an import which was itself taken back meanwhile, it is what stood before that one.
        """
        bringer = self._gone_since(run, one, self._bringer(one), NEW)
        if bringer is not None:
            older = next(
                (two for two in self._replaced_by(bringer, one.table_name) if self._same_place(one, two)), None
            )
            return None if older is None else self._former(bringer, older)
        changer, older = self._changed_before(run, one)
        if changer is None or older is None:
            return one.row_id, one.before
        return self._former(changer, older) if older.before else None

    def _bringer(self, one: ImportReplaced) -> ImportRun | None:
        found = one.before.get("import_id")
        return None if found is None else self._db_session.get(ImportRun, (self._patient_id, uuid.UUID(found)))

    def _gone_since(
        self, run: ImportRun, one: ImportReplaced, earlier: ImportRun | None, number: int | None
    ) -> ImportRun | None:
        """The earlier import where it was taken back after `run`, and nobody changed its row by hand in between.

        `number` as of `_in_hand`, before the earlier one.
        """
        if earlier is None or earlier.undone_at is None or earlier.undone_at < run.at:
            return None
        until = one.before.get(NUMBER)
        changed = select(Revision.id).where(
            Revision.patient_id == self._patient_id,
            Revision.table_name == one.table_name,
            Revision.row_id == one.row_id,
            Revision.at > earlier.at if number is None else Revision.number > number,
            Revision.at <= run.at if until is None else Revision.number <= until,
        )
        return earlier if self._db_session.execute(changed).first() is None else None

    def _replaced_by(self, run: ImportRun, table_name: str) -> Sequence[ImportReplaced]:
        query = select(ImportReplaced).where(
            ImportReplaced.patient_id == self._patient_id,
            ImportReplaced.import_id == run.id,
            ImportReplaced.table_name == table_name,
        )
        return [one for one in self._db_session.execute(query).scalars() if one.before]

    def _same_place(self, one: ImportReplaced, two: ImportReplaced) -> bool:
        """Whether two rows stood in one place, such as a day."""
        place, model = PLACES.get(one.table_name), self._models[one.table_name]
        keys = [None if place is None else place.of(row_before(model, each.before)) for each in (one, two)]
        return keys[0] is not None and keys[0] == keys[1] and two.before["deleted_at"] is None

    def _changed_before(self, run: ImportRun, one: ImportReplaced) -> tuple[ImportRun | None, ImportReplaced | None]:
        """The import before `run` that changed the same row and was taken back since, with how it stood before that."""
        query = (
            select(ImportRun, ImportReplaced)
            .join(
                ImportReplaced,
                and_(ImportReplaced.patient_id == ImportRun.patient_id, ImportReplaced.import_id == ImportRun.id),
            )
            .where(
                ImportReplaced.patient_id == self._patient_id,
                ImportReplaced.table_name == one.table_name,
                ImportReplaced.row_id == one.row_id,
                ImportRun.at < run.at,
            )
            .order_by(ImportRun.at.desc())
            .limit(1)
        )
        found = self._db_session.execute(query).first()
        number = None if found is None else found[1].before.get(NUMBER)
        if found is None or self._gone_since(run, one, found[0], number) is None:
            return None, None
        return found[0], found[1]
