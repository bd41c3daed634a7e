"""Writes records that were read from files: what is new is added, what is there with the same content is left alone.

Rows go in by the hundred and make no history of single changes, so an import cannot be undone row by row; it is all or
nothing instead.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Table, and_, insert, select, update
from sqlalchemy.orm import Session

from tracker.domain.errors import Fault
from tracker.domain.values.rounding import two_decimals
from tracker.files.columns import File
from tracker.files.readers.faults import RowError
from tracker.files.readers.records import ParsedRow

ERRORS_MOST: Final = 50
EMPTY: Final = (None, ())
OTHER_CONTENT: Final = Fault("other_content")


class TooManyErrors(Exception):
    """Enough was found wrong to stop looking."""


@dataclass(slots=True)
class Counts:
    """How many records of a file were new, and how many were here already."""

    new: int = 0
    same: int = 0


@dataclass(slots=True)
class Ledger:
    """What one import did and found wrong so far.

    `names` are those that files have instead of ours, `cells` what stands in the rows at hand: both are said. `notes`
    are worth a look and nothing wrong. `added` are the rows that are new, `revived` those that were deleted, by table.
    """

    by_file: dict[str, Counts] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)
    notes: list[RowError] = field(default_factory=list)
    new_ids: dict[str, set[uuid.UUID]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    added: dict[str, list[uuid.UUID]] = field(default_factory=dict)
    revived: dict[str, list[uuid.UUID]] = field(default_factory=dict)

    def counts(self, file: File) -> Counts:
        return self.by_file.setdefault(file.name, Counts())

    def blame(self, error: RowError) -> None:
        cell = None if error.row is None else self.cells.get(error.row, {}).get(error.column or "")
        self.errors.append(replace(error, file=self.names.get(error.file, error.file), cell=cell))
        if len(self.errors) >= ERRORS_MOST:
            raise TooManyErrors


@dataclass(frozen=True, slots=True)
class Unique:
    """What may stand once in a record: `of` gives a row's key (None: no matter), `column` is blamed.

    `where` picks the rows of the table that may clash with any of the keys.
    """

    of: Callable[[Mapping[str, Any]], Any]
    where: Callable[[Sequence[Any]], ColumnElement[bool]]
    column: str
    message: Fault


@dataclass(frozen=True, slots=True)
class Target:
    """A table, and what must hold of its rows.

    `parent` is the table another record must be in, the column that names it, and what to say where it is not. The ids
    of new rows are `remembered` where another file adds to them.
    """

    file: File
    table: Table
    unique: Unique | None = None
    parent: tuple[Table, str, Fault] | None = None
    remembered: bool = False


class Store:
    """Writes one piece of records after the other into one patient's record."""

    def __init__(self, db_session: Session, patient_id: uuid.UUID, ledger: Ledger) -> None:
        self._db_session = db_session
        self._patient_id = patient_id
        self._ledger = ledger

    def put(self, target: Target, records: Sequence[ParsedRow], *, counted: bool = True) -> None:
        """Add the new ones of `records`; those that are there must say the same."""
        known = self._known(target.table, [record.id for record in records])
        place = _Place(self._taken(target, records), self._parents(target, records))
        fresh: dict[uuid.UUID, dict[str, Any]] = {}
        revived: list[uuid.UUID] = []
        counts = self._ledger.counts(target.file)
        for record in records:
            there = fresh.get(record.id) or known.get(record.id)
            if there is None or there["deleted_at"] is not None:
                column = _refused(target, record, there, place)
                if column is not None:
                    self._ledger.blame(RowError(target.file.name, record.row, *column))
                    continue
                if there is None:
                    fresh[record.id] = self._whole_row(record)
                else:
                    revived.append(record.id)
                    there["deleted_at"] = None
                counts.new += counted
            elif differing := _differing(target.file, record, there):
                self._ledger.blame(RowError(target.file.name, record.row, differing, OTHER_CONTENT))
            else:
                counts.same += counted
        self._write(target.table, list(fresh.values()), revived)
        self._ledger.added.setdefault(target.table.name, []).extend(fresh)
        self._ledger.revived.setdefault(target.table.name, []).extend(revived)
        if target.remembered:
            self._ledger.new_ids.setdefault(target.table.name, set()).update(fresh)

    def _known(self, table: Table, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, dict[str, Any]]:
        query = select(table).where(table.c.patient_id == self._patient_id, table.c.id.in_(ids))
        return {row["id"]: dict(row) for row in self._db_session.execute(query).mappings()}

    def _taken(self, target: Target, records: Sequence[ParsedRow]) -> dict[Any, uuid.UUID]:
        if target.unique is None:
            return {}
        keys = [key for record in records if (key := target.unique.of(record.given)) is not None]
        table = target.table
        query = select(table).where(table.c.patient_id == self._patient_id, target.unique.where(keys))
        rows = self._db_session.execute(query).mappings()
        return {target.unique.of(dict(row)): row["id"] for row in rows}

    def _parents(self, target: Target, records: Sequence[ParsedRow]) -> set[uuid.UUID]:
        if target.parent is None:
            return set()
        table, column, _message = target.parent
        ids = {record.given[column] for record in records if record.given.get(column) is not None}
        query = select(table.c.id).where(
            table.c.patient_id == self._patient_id, table.c.id.in_(ids), table.c.deleted_at.is_(None)
        )
        return set(self._db_session.execute(query).scalars())

    def _whole_row(self, record: ParsedRow) -> dict[str, Any]:
        # The same record may come again further down, and is compared with this row as with one that was there before.
        row = {**record.defaults, **record.given, "patient_id": self._patient_id, "id": record.id}
        return {"deleted_at": None, **row}

    def _write(self, table: Table, fresh: list[dict[str, Any]], revived: list[uuid.UUID]) -> None:
        if fresh:
            # Diaries leave most columns empty; what no row of this piece holds need not be written for each of them.
            used = {name for row in fresh for name, value in row.items() if value not in EMPTY}
            self._db_session.execute(insert(table), [{name: row.get(name) for name in used} for row in fresh])
        if revived:
            own = and_(table.c.patient_id == self._patient_id, table.c.id.in_(revived))
            self._db_session.execute(update(table).where(own).values(deleted_at=None))


def _differing(file: File, record: ParsedRow, there: Mapping[str, Any]) -> str | None:
    """The column of the file whose value is not the one that is there; None where all are the same."""
    for name, value in record.given.items():
        if plain(value) != plain(there.get(name)):
            return file.column_of(name)
    return None


def plain(value: Any) -> Any:
    """A value as files write it: moments to the second, means to two decimals, an empty list as nothing."""
    if isinstance(value, datetime):
        return value.replace(microsecond=0)
    if isinstance(value, float):
        return two_decimals(value)
    return None if value == () else value


@dataclass(frozen=True, slots=True)
class _Place:
    """What rows that are to be added stand beside: what is unique, by whose row it is `taken`, and rows over them."""

    taken: dict[Any, uuid.UUID]
    parents: set[uuid.UUID]


def _refused(
    target: Target, record: ParsedRow, there: Mapping[str, Any] | None, place: _Place
) -> tuple[str, Fault] | None:
    """The column and the reason why a record cannot be added or brought back."""
    if there is not None and (differing := _differing(target.file, record, there)):
        return differing, OTHER_CONTENT
    if target.parent is not None:
        parent_id = record.given.get(target.parent[1])
        if parent_id is not None and parent_id not in place.parents:
            return target.parent[1], target.parent[2]
    key = None if target.unique is None else target.unique.of(record.given)
    if target.unique is not None and key is not None and place.taken.setdefault(key, record.id) != record.id:
        return target.unique.column, target.unique.message
    return None
