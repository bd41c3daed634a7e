"""Stores what was read of a file: all of it in one transaction, or by the steps that `staging` takes for a long one.

Rows go in by the thousand and make no history of single changes: what an import brought knows its import, and goes with
it (`taking_back`).
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from sqlalchemy import Table, and_, bindparam, insert, update
from sqlalchemy.orm import Session

from tracker.domain.acting import Author
from tracker.importers import kept
from tracker.imports.models import ImportReplaced, ImportRun
from tracker.imports.services.comparing import MODELS, WRITTEN, Comparing, Fate, Outcome, Verdict, columns_of
from tracker.imports.services.waiting import Waiting
from tracker.patients.services.history import forget_deleted
from tracker.patients.services.since import note_brought
from tracker.patients.services.turns import take_turn
from tracker.practice.services.patient_summary import make_summary
from tracker.review.services.starting_weeks import record_starting_weeks
from tracker.storage.many import insert_columns

T = TypeVar("T")
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

    @property
    def import_id(self) -> uuid.UUID:
        return import_id_of(self.waiting)


def store(db_session: Session, author: Author, work: Work) -> Outcome:
    """Write what becomes of the rows of a file, all of it in the transaction of `db_session`; whoever calls commits.

    `OtherByNow` where something else would be written than was told.
    """
    begin(db_session, author, work)
    forget_deleted(db_session, author.patient_id, now=author.now)
    outcome, comparing = Outcome(), Comparing(author.patient_id, work.waiting.choices)
    run = add_run(db_session, author, work, outcome)
    for piece in kept.each_piece(work.waiting.folder):
        verdict = comparing.verdict(db_session, piece)
        outcome.note(verdict)
        take_away(db_session, author, work.import_id, standing(verdict))
        write(db_session, author, work, verdict, out_of_sight=False)
    check_told(work, outcome)
    run.counts = _counts(outcome)
    db_session.flush()
    settle(db_session, author)
    return outcome


def begin(db_session: Session, author: Author, work: Work) -> None:
    """Take the turn of the record; `AlreadyBrought` where the file was stored before."""
    take_turn(db_session, author.patient_id)
    if is_brought(db_session, author.patient_id, work.waiting):
        raise AlreadyBrought


def add_run(db_session: Session, author: Author, work: Work, outcome: Outcome) -> ImportRun:
    """The import itself, which what it takes the place of belongs to."""
    run = ImportRun(
        patient_id=author.patient_id,
        id=work.import_id,
        source=work.source,
        file_name=work.waiting.name,
        at=author.now,
        by_account_id=author.account_id,
        by_name=author.name or "",
        counts=_counts(outcome),
    )
    db_session.add(run)
    db_session.flush()
    return run


def _counts(outcome: Outcome) -> dict[str, int]:
    return outcome.written | {"replaced": outcome.of(Fate.TAKES)}


def check_told(work: Work, outcome: Outcome) -> None:
    """`OtherByNow` where what is written is not what was told."""
    if work.told is not None and outcome.mark != work.told:
        raise OtherByNow


def settle(db_session: Session, author: Author) -> None:
    """What follows from other rows than before: starting weeks, and how a shared record stands."""
    note_brought(db_session, author)
    record_starting_weeks(db_session, author)
    make_summary(db_session, author.patient_id, author.now, if_shared=True)


def standing(verdict: Verdict) -> list[tuple[str, Mapping[str, Any]]]:
    """What rows take the place of: what it is, and as history keeps it."""
    what = verdict.piece.what
    return [(what, verdict.stands[place]) for place in verdict.places(Fate.TAKES)]


def take_away(
    db_session: Session, author: Author, import_id: uuid.UUID, stood: Sequence[tuple[str, Mapping[str, Any]]]
) -> None:
    """Keep what an import takes the place of, and take it out of sight."""
    by_table: dict[Table, list[uuid.UUID]] = {}
    replaced = []
    for what, before in stood:
        table, row_id = MODELS[what].__table__, uuid.UUID(before["id"])
        by_table.setdefault(table, []).append(row_id)
        replaced.append(
            {
                "patient_id": author.patient_id,
                "id": uuid.uuid4(),
                "import_id": import_id,
                "table_name": table.name,
                "row_id": row_id,
                "before": before,
                "deleted_at": author.now,
            }
        )
    if replaced:
        db_session.execute(insert(ImportReplaced), replaced)
    for table, ids in by_table.items():
        for some in in_pieces(ids):
            away = update(table).where(table.c.patient_id == author.patient_id, table.c.id.in_(some))
            db_session.execute(away.values(deleted_at=author.now))


def in_pieces(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    """So many at once as one statement takes well."""
    return (rows[first : first + kept.AT_ONCE] for first in range(0, len(rows), kept.AT_ONCE))


def write(db_session: Session, author: Author, work: Work, verdict: Verdict, *, out_of_sight: bool) -> int:
    """Write those rows of a piece that are to be written, and say how many they are.

    `out_of_sight`: as if they were taken back already, which hides them from everything.
    """
    common = {
        "patient_id": author.patient_id,
        "imported_from": work.source,
        "import_id": work.import_id,
        "entered_at": author.now,
        "deleted_at": author.now if out_of_sight else None,
    }
    table: Table = MODELS[verdict.piece.what].__table__
    columns = {"id": verdict.piece.ids} | {
        name: column for name, column in columns_of(verdict.piece).items() if name not in common
    }
    written = verdict.places(*WRITTEN)
    fresh = [place for place in written if place not in verdict.were_here] if verdict.were_here else written
    if fresh:
        some = columns if len(fresh) == len(verdict.fates) else _only(columns, fresh)
        insert_columns(db_session.connection(), table, some, common)
    if len(fresh) < len(written):
        back = _only(columns, [place for place in written if place in verdict.were_here])
        _bring_back(db_session, table, back, common)
    return len(written)


def _only(columns: Mapping[str, Sequence[Any]], places: Sequence[int]) -> dict[str, Sequence[Any]]:
    return {name: [column[place] for place in places] for name, column in columns.items()}


def _bring_back(
    db_session: Session, table: Table, columns: Mapping[str, Sequence[Any]], common: Mapping[str, Any]
) -> None:
    """Rows that were taken back with their import, as the file has them now."""
    own = and_(table.c.patient_id == bindparam("b_patient_id"), table.c.id == bindparam("b_id"))
    names = [column.key for column in table.columns if column.key not in KEY]
    query = update(table).where(own).values({name: bindparam(f"b_{name}") for name in names})
    flags = {column.key: False for column in table.columns if column.type.python_type is bool}
    whole = []
    for values in zip(*columns.values(), strict=True):
        given = {name: value for name, value in zip(columns, values, strict=True) if value is not None}
        row = {**flags, **given, **common, "id": uuid.UUID(given["id"])}
        whole.append({f"b_{name}": row.get(name) for name in (*names, *KEY)})
    db_session.connection().execute(query, whole)
