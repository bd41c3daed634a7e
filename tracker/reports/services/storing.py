"""Writes records that were read from files: what is new is added, what is there with the same content is left alone.

Where a row of a file and one that is here stand against each other, the `Ledger` is asked which holds. Rows go in by
the hundred and make no history of single changes, so an import cannot be undone row by row; it is all or nothing
instead.
"""

import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from sqlalchemy import ColumnElement, Table, bindparam, insert, select, update
from sqlalchemy.orm import Session

from tracker.domain.errors import Fault
from tracker.files.columns import File
from tracker.files.readers.faults import RowError
from tracker.files.readers.records import ParsedRow
from tracker.reports.services.clashes import differing
from tracker.reports.services.ledger import Ledger

EMPTY: Final = (None, ())
OTHER_CONTENT: Final = Fault("other_content")


@dataclass(frozen=True, slots=True)
class Unique:
    """What may stand once in a record: `of` gives a row's key (None: no matter), `column` is blamed.

    `where` picks the rows of the table that may clash with any of the keys. `also_deleted`: a deleted row holds its
    place too, so the row that stands there is written over.
    """

    of: Callable[[Mapping[str, Any]], Any]
    where: Callable[[Sequence[Any]], ColumnElement[bool]]
    column: str
    message: Fault
    also_deleted: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """A table, and what must hold of its rows.

    `parent` is the table another record must be in, the column that names it, and what to say where it is not. The ids
    of rows that were written are `remembered` where another file adds to them.
    """

    file: File
    table: Table
    unique: Unique | None = None
    parent: tuple[Table, str, Fault] | None = None
    remembered: bool = False

    def key(self, row: Mapping[str, Any]) -> Any:
        """What of this row may stand once; None where nothing may not."""
        return None if self.unique is None else self.unique.of(row)


@dataclass(slots=True)
class _Piece:
    """A piece of records: the rows that are here under their ids or in their places, and what is to be written.

    `standing` names the row in each place; `parents` are the rows over them that are here.
    """

    target: Target
    rows: dict[uuid.UUID, dict[str, Any]]
    standing: dict[Any, uuid.UUID]
    parents: set[uuid.UUID]
    fresh: dict[uuid.UUID, dict[str, Any]] = field(default_factory=dict)
    changed: list[tuple[uuid.UUID, dict[str, Any]]] = field(default_factory=list)
    away: list[uuid.UUID] = field(default_factory=list)

    def rival(self, record: ParsedRow) -> dict[str, Any] | None:
        """The other row that stands in the place of a record."""
        key = self.target.key(record.given)
        row_id = None if key is None else self.standing.get(key)
        return None if row_id is None or row_id == record.id else self.rows[row_id]

    def leave_place(self, row: Mapping[str, Any]) -> None:
        """Whatever place a row holds is free."""
        key = self.target.key(row)
        if key is not None and self.standing.get(key) == row["id"]:
            del self.standing[key]

    def take_place(self, row: dict[str, Any]) -> None:
        """A row stands where it belongs."""
        self.rows[row["id"]] = row
        key = self.target.key(row)
        if key is not None:
            self.standing[key] = row["id"]


class Store:
    """Writes one piece of records after the other into one patient's record."""

    def __init__(self, db_session: Session, patient_id: uuid.UUID, ledger: Ledger, now: datetime) -> None:
        self._db_session = db_session
        self._patient_id = patient_id
        self._ledger = ledger
        self._now = now
        self._seen: dict[str, set[uuid.UUID]] = defaultdict(set)
        self._claimed: dict[tuple[str, Any], uuid.UUID] = {}

    def put(self, target: Target, records: Sequence[ParsedRow], *, counted: bool = True) -> None:
        """Add the new ones of `records`; those that are there say the same, or one of the two holds."""
        piece = self._piece(target, records)
        for record in records:
            if record.id in self._ledger.left[target.table.name]:
                continue
            wrong = self._take(piece, record, counted=counted)
            if wrong is not None:
                self._ledger.blame(RowError(target.file.name, record.row, *wrong))
        self._write(piece)
        self._ledger.added.setdefault(target.table.name, []).extend(piece.fresh)
        if target.remembered:
            self._ledger.written[target.table.name].update(piece.fresh)

    def _piece(self, target: Target, records: Sequence[ParsedRow]) -> _Piece:
        table = target.table
        known = self._rows(table, table.c.id.in_([record.id for record in records]))
        keys = [key for record in records if (key := target.key(record.given)) is not None]
        there = self._rows(table, target.unique.where(keys)) if target.unique is not None and keys else []
        rows = {row["id"]: row for row in (*known, *there)}
        return _Piece(target, rows, {target.key(row): row["id"] for row in there}, self._parents(target, records))

    def _rows(self, table: Table, where: ColumnElement[bool]) -> list[dict[str, Any]]:
        query = select(table).where(table.c.patient_id == self._patient_id, where)
        return [dict(row) for row in self._db_session.execute(query).mappings()]

    def _parents(self, target: Target, records: Sequence[ParsedRow]) -> set[uuid.UUID]:
        if target.parent is None:
            return set()
        table, column, _message = target.parent
        ids = {record.given[column] for record in records if record.given.get(column) is not None}
        query = select(table.c.id).where(
            table.c.patient_id == self._patient_id, table.c.id.in_(ids), table.c.deleted_at.is_(None)
        )
        return set(self._db_session.execute(query).scalars())

    def _take(self, piece: _Piece, record: ParsedRow, *, counted: bool) -> tuple[str, Fault] | None:
        """Settle what becomes of one record; gives the column and the reason why it cannot be read."""
        target, ledger = piece.target, self._ledger
        counts, name = ledger.counts(target.file), target.table.name
        there, rival = piece.rows.get(record.id), piece.rival(record)
        different = () if there is None else differing(record.given, there)
        live = there is not None and there["deleted_at"] is None
        if live and not different:
            self._claim(target, record)
            counts.same += counted
            return None
        wrong = self._wrong(piece, record, different, rival)
        if wrong is not None:
            return wrong
        self._claim(target, record)
        if rival is not None and target.unique is not None and target.unique.also_deleted:
            self._write_over(piece, record, rival)
            return None
        here = there if live else rival
        if here is None:
            counts.new += counted
            counts.back += counted and there is not None
            ledger.tell("new" if there is None else "back", target.table, record.id)
        elif not live and not differing(record.given, here):  # the same, under an id of its own
            counts.same += counted
            ledger.left[name].add(record.id)
            return None
        elif not ledger.judge((target.file, record.row), target.table, here, record.given):
            ledger.left[name].add(record.id)
            return None
        if rival is not None:
            self._move_away(piece, rival)
        if there is None:
            piece.fresh[record.id] = self._whole_row(record)
            piece.take_place(piece.fresh[record.id])
        else:
            self._change(piece, there, {column: record.given[column] for column in different})
        return None

    def _claim(self, target: Target, record: ParsedRow) -> None:
        """Its id and its place are taken by this record of the files, whatever becomes of it."""
        self._seen[target.table.name].add(record.id)
        key = target.key(record.given)
        if key is not None:
            self._claimed.setdefault((target.table.name, key), record.id)

    def _wrong(
        self, piece: _Piece, record: ParsedRow, different: Sequence[str], rival: Mapping[str, Any] | None
    ) -> tuple[str, Fault] | None:
        """The column and the reason why a record cannot be added, changed or brought back, whichever of two holds."""
        target, asked = piece.target, self._ledger.takes is not None
        name, unique = target.table.name, target.unique
        if different and (not asked or record.id in self._seen[name]):
            return target.file.column_of(different[0]), OTHER_CONTENT
        if target.parent is not None:
            parent_id = record.given.get(target.parent[1])
            if parent_id is not None and parent_id not in piece.parents:
                return target.parent[1], target.parent[2]
        key = target.key(record.given)
        if unique is None or key is None:
            return None
        stuck = not asked or (unique.also_deleted and record.id in piece.rows)
        if self._claimed.get((name, key), record.id) != record.id or (rival is not None and stuck):
            return unique.column, unique.message
        return None

    def _write_over(self, piece: _Piece, record: ParsedRow, rival: dict[str, Any]) -> None:
        """Settle what becomes of a record whose place another row holds for good: that one gets its values."""
        target, ledger = piece.target, self._ledger
        different, counts = differing(record.given, rival), ledger.counts(target.file)
        ledger.left[target.table.name].add(record.id)
        if rival["deleted_at"] is not None:
            counts.new += 1
            counts.back += 1
            ledger.tell("back", target.table, rival["id"])
        elif not different:
            counts.same += 1
            return
        elif not ledger.judge((target.file, record.row), target.table, rival, record.given):
            return
        self._change(piece, rival, {column: record.given[column] for column in different})

    def _move_away(self, piece: _Piece, row: dict[str, Any]) -> None:
        self._ledger.keep(piece.target.table, row)
        piece.leave_place(row)
        row["deleted_at"] = self._now
        piece.away.append(row["id"])

    def _change(self, piece: _Piece, row: dict[str, Any], values: dict[str, Any]) -> None:
        self._ledger.keep(piece.target.table, row)
        piece.leave_place(row)
        row |= values | {"deleted_at": None}
        piece.take_place(row)
        piece.changed.append((row["id"], values))
        if piece.target.remembered and self._ledger.takes is not None:
            self._ledger.written[piece.target.table.name].add(row["id"])

    def _whole_row(self, record: ParsedRow) -> dict[str, Any]:
        # The same record may come again further down, and is compared with this row as with one that was there before.
        row = {**record.defaults, **record.given, "patient_id": self._patient_id, "id": record.id}
        return {"deleted_at": None, **row}

    def _write(self, piece: _Piece) -> None:
        """What goes makes room for what is changed, and that for what is new."""
        table = piece.target.table
        own = table.c.patient_id == self._patient_id
        if piece.away:
            gone = update(table).where(own, table.c.id.in_(piece.away))
            self._db_session.execute(gone.values(deleted_at=self._now))
        for names, some in groupby(piece.changed, key=lambda one: tuple(one[1])):
            values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
            query = update(table).where(own, table.c.id == bindparam("row_id")).values(values | {"deleted_at": None})
            rows = [{f"new_{name}": row[name] for name in names} | {"row_id": row_id} for row_id, row in some]
            self._db_session.connection().execute(query, rows)
        if piece.fresh:
            # Diaries leave most columns empty; what no row of this piece holds need not be written for each of them.
            fresh = list(piece.fresh.values())
            used = {name for row in fresh for name, value in row.items() if value not in EMPTY}
            self._db_session.execute(insert(table), [{name: row.get(name) for name in used} for row in fresh])
