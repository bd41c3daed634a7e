"""Stores what was read of a file, all of it in one transaction.

Rows go in by the hundred and make no history of single changes: what an import brought knows its import, and goes with
it (`taking_back`). Whoever calls commits.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Table, and_, bindparam, insert, update
from sqlalchemy.orm import Session

from tracker.domain.acting import Author
from tracker.importers import kept
from tracker.imports.models import ImportReplaced, ImportRun
from tracker.imports.services.comparing import MODELS, WRITTEN, Comparing, Fate, Judged, Outcome
from tracker.imports.services.waiting import Waiting
from tracker.patients.services.history import forget_deleted
from tracker.patients.services.since import note_brought
from tracker.patients.services.turns import take_turn
from tracker.practice.services.patient_summary import make_summary
from tracker.review.services.starting_weeks import record_starting_weeks

KEY: Final = frozenset({"patient_id", "id"})


class AlreadyBrought(Exception):
    """This file was stored by the same form before; `run_id` is that import."""


class OtherByNow(Exception):
    """The record changed since the page was shown, so that another thing would be written than it told."""


def import_id_of(waiting: Waiting) -> uuid.UUID:
    """The id of the import of a file that waits: the same yes sent twice stores it once."""
    return uuid.uuid5(uuid.NAMESPACE_OID, waiting.folder.name)


def is_brought(db_session: Session, patient_id: uuid.UUID, waiting: Waiting) -> bool:
    """Whether the file that waits was stored already."""
    return db_session.get(ImportRun, (patient_id, import_id_of(waiting))) is not None


@dataclass(frozen=True, slots=True)
class Work:
    """A file that was read, to be stored: which app it is of, and how many rows it has.

    `told` is the mark of what the page said would be written, None where nobody was told.
    """

    waiting: Waiting
    source: str
    rows: int
    told: str | None = None


def store(db_session: Session, author: Author, work: Work, note: Callable[[int], None] = lambda _rows: None) -> Outcome:
    """Write what becomes of the rows of a file; `note` is told after each piece how many were done.

    `OtherByNow` where something else would be written than was told.
    """
    waiting = work.waiting
    take_turn(db_session, author.patient_id)
    import_id = import_id_of(waiting)
    if db_session.get(ImportRun, (author.patient_id, import_id)) is not None:
        raise AlreadyBrought
    forget_deleted(db_session, author.patient_id, now=author.now)
    run = ImportRun(
        patient_id=author.patient_id,
        id=import_id,
        source=work.source,
        file_name=waiting.name,
        at=author.now,
        by_account_id=author.account_id,
        by_name=author.name or "",
        counts={},
    )
    db_session.add(run)
    db_session.flush()
    outcome, done = Outcome(), 0
    for piece in Comparing(db_session, author.patient_id, waiting.choices).pieces(kept.each_row(waiting.folder)):
        for one in piece:
            outcome.note(one)
        _write(db_session, author, run, piece)
        done += len(piece)
        note(done)
    if work.told is not None and outcome.mark != work.told:
        raise OtherByNow
    run.counts = outcome.written | {"replaced": outcome.of(Fate.TAKES)}
    db_session.flush()
    settle(db_session, author)
    return outcome


def settle(db_session: Session, author: Author) -> None:
    """What follows from other rows than before: starting weeks, and how a shared record stands."""
    note_brought(db_session, author)
    record_starting_weeks(db_session, author)
    make_summary(db_session, author.patient_id, author.now, if_shared=True)


def _write(db_session: Session, author: Author, run: ImportRun, piece: Iterable[Judged]) -> None:
    by_kind: dict[str, list[Judged]] = {}
    for one in piece:
        if one.fate in WRITTEN:
            by_kind.setdefault(one.what, []).append(one)
    marks = {"imported_from": run.source, "import_id": run.id, "entered_at": author.now, "deleted_at": None}
    for what, rows in by_kind.items():
        table: Table = MODELS[what].__table__
        _replace(db_session, author, run.id, table, rows)
        own = marks | {"patient_id": author.patient_id}
        _insert(db_session, table, [{**one.values, **own, "id": one.id} for one in rows if not one.was_here])
        _bring_back(db_session, table, [{**one.values, **own, "id": one.id} for one in rows if one.was_here])


def _replace(db_session: Session, author: Author, import_id: uuid.UUID, table: Table, rows: Iterable[Judged]) -> None:
    """Keep what rows take the place of, and take it out of sight."""
    stood = [one.stands for one in rows if one.stands is not None]
    if not stood:
        return
    ids = [uuid.UUID(before["id"]) for before in stood]
    db_session.execute(
        insert(ImportReplaced),
        [
            {
                "patient_id": author.patient_id,
                "id": uuid.uuid4(),
                "import_id": import_id,
                "table_name": table.name,
                "row_id": row_id,
                "before": before,
                "deleted_at": author.now,
            }
            for row_id, before in zip(ids, stood, strict=True)
        ],
    )
    away = update(table).where(table.c.patient_id == author.patient_id, table.c.id.in_(ids))
    db_session.execute(away.values(deleted_at=author.now))


def _insert(db_session: Session, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        used = set().union(*rows)
        usual = _usual(table)
        empty = {name: usual.get(name) for name in used}
        db_session.execute(insert(table), [empty | row for row in rows])


def _bring_back(db_session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Rows that were taken back with their import, as the file has them now."""
    if rows:
        usual = _usual(table)
        own = and_(table.c.patient_id == bindparam("b_patient_id"), table.c.id == bindparam("b_id"))
        names = [column.key for column in table.columns if column.key not in KEY]
        query = update(table).where(own).values({name: bindparam(f"b_{name}") for name in names})
        whole = [{f"b_{name}": row.get(name, usual.get(name)) for name in (*names, *KEY)} for row in rows]
        db_session.connection().execute(query, whole)


def _usual(table: Table) -> Mapping[str, Any]:
    """What a column holds that is not said: a flag is not set."""
    return {column.key: False for column in table.columns if column.type.python_type is bool}
