"""Stores a long file in pieces, each in a short transaction of its own, so that nobody waits for all of it.

What is stored is out of sight meanwhile: it stands there as rows do whose import was taken back, which nothing shows.
One more transaction makes it seen, all of it at once; only from then on there is an import. Rows of an import that
there is not are swept away, whatever ended before it was done.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from time import monotonic, sleep
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Engine, Table, and_, delete, exists, literal, select, tuple_, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tracker.domain.acting import Author
from tracker.importers import kept
from tracker.imports.models import ImportRun
from tracker.imports.services import storing
from tracker.imports.services.comparing import MODELS, Comparing, Outcome
from tracker.imports.services.storing import OtherByNow, Work
from tracker.patients.services.history import forget_deleted, snapshot
from tracker.patients.services.turns import take_turn
from tracker.storage import sqlite

PATIENCE_MS: Final = 60_000
BREATH_SECONDS: Final = 0.1  # SQLite, waiting for another process, asks again no less often
LEFT_AFTER: Final = timedelta(hours=6)  # nothing is stored for so long


def store(engine: Engine, author: Author, work: Work, note: Callable[[int], None] = lambda _rows: None) -> Outcome:
    """Write what becomes of the rows of a file, and commit; `note` is told after each piece how many were done.

    `OtherByNow` where something else would be written than was told, and where the record changed meanwhile.
    """
    with _committed(engine) as db_session:
        storing.begin(db_session, author, work)
        forget_deleted(db_session, author.patient_id, now=author.now)
    sweep(engine, patient_id=author.patient_id)
    try:
        return _stored(engine, author, work, note)
    except BaseException:
        sweep(engine, patient_id=author.patient_id)
        raise


def _stored(engine: Engine, author: Author, work: Work, note: Callable[[int], None]) -> Outcome:
    begun = monotonic()
    outcome, comparing = Outcome(), Comparing(author.patient_id, work.waiting.choices)
    written, stood, done = Counter[str](), list[tuple[str, Mapping[str, Any]]](), 0
    for piece in kept.each_piece(work.waiting.folder):
        with _committed(engine) as db_session:
            take_turn(db_session, author.patient_id)
            verdict = comparing.verdict(db_session, piece)
            written[piece.what] += storing.write(db_session, author, work, verdict, out_of_sight=True)
        outcome.note(verdict)
        stood += storing.standing(verdict)
        done += len(piece.ids)
        note(done)
        _let_others(engine)
    storing.check_told(work, outcome)
    author = replace(author, now=author.now + timedelta(seconds=monotonic() - begun))  # from now on there is an import
    with _committed(engine) as db_session:
        storing.begin(db_session, author, work)
        if comparing.has_new_visits(db_session) or not _still_stand(db_session, author.patient_id, stood):
            raise OtherByNow
        storing.add_run(db_session, author, work, outcome)
        storing.take_away(db_session, author, work.import_id, stood)
        _show(db_session, author.patient_id, work.import_id, written)
        storing.settle(db_session, author)
    return outcome


def _let_others(engine: Engine) -> None:
    """A moment in which whoever waits can save: SQLite has no queue, so that one who goes on at once keeps all out."""
    if engine.dialect.name == "sqlite":
        sleep(BREATH_SECONDS)


@contextmanager
def _committed(engine: Engine) -> Iterator[Session]:
    with sqlite.writing(PATIENCE_MS), Session(engine) as db_session, db_session.begin():
        yield db_session


def _still_stand(db_session: Session, patient_id: UUID, stood: list[tuple[str, Mapping[str, Any]]]) -> bool:
    """Whether the rows are still as they were that are to be taken the place of."""
    for what, model in MODELS.items():
        before = {UUID(row["id"]): row for of, row in stood if of == what}
        for some in storing.in_pieces(list(before)):
            table: Table = model.__table__
            rows = db_session.execute(select(table).where(table.c.patient_id == patient_id, table.c.id.in_(some))).all()
            if len(rows) < len(some) or any(snapshot(row, model) != before[row.id] for row in rows):
                return False
    return True


def _show(db_session: Session, patient_id: UUID, import_id: UUID, written: Mapping[str, int]) -> None:
    """Make all that was written seen; `OtherByNow` where a day has another row by now, or some of it is gone."""
    for what, count in written.items():
        table: Table = MODELS[what].__table__
        hidden = _out_of_sight(table, patient_id, import_id)
        try:
            seen: Any = db_session.execute(update(table).where(hidden).values(deleted_at=None))
        except IntegrityError:
            raise OtherByNow from None
        if seen.rowcount != count:
            raise OtherByNow


def sweep(engine: Engine, *, patient_id: UUID | None = None, before: datetime | None = None) -> None:
    """Remove for good what was stored for an import that there is not, of one record or of all that is so old."""
    for model in MODELS.values():
        table: Table = model.__table__
        for whose, import_id in _without_run(engine, table, patient_id):
            left = _left(table, whose, import_id)
            _sweep_in_pieces(engine, table, left if before is None else and_(left, table.c.deleted_at < before))


def sweep_old(engine: Engine, now: datetime) -> None:
    """The same for every record: what a server left behind that ended while it stored a file."""
    sweep(engine, before=now - LEFT_AFTER)


def _without_run(engine: Engine, table: Table, patient_id: UUID | None) -> list[tuple[UUID, UUID]]:
    """Records and imports that rows name and that there are not; from each to the next, without a look at its rows."""
    key = (table.c.patient_id, table.c.import_id)
    query = select(*key).where(table.c.import_id.is_not(None)).order_by(*key).limit(1)
    if patient_id is not None:
        query = query.where(table.c.patient_id == patient_id)
    found = list[tuple[UUID, UUID]]()
    with sqlite.only_reading(), Session(engine) as db_session:
        at = db_session.execute(query).first()
        while at is not None:
            if db_session.get(ImportRun, tuple(at)) is None:
                found.append((at[0], at[1]))
            at = db_session.execute(query.where(tuple_(*key) > tuple_(*map(literal, at)))).first()
    return found


def _left(table: Table, patient_id: UUID, import_id: UUID) -> ColumnElement[bool]:
    no_run = ~exists().where(ImportRun.patient_id == patient_id, ImportRun.id == import_id)
    return and_(_out_of_sight(table, patient_id, import_id), no_run)


def _out_of_sight(table: Table, patient_id: UUID, import_id: UUID) -> ColumnElement[bool]:
    return and_(table.c.patient_id == patient_id, table.c.import_id == import_id, table.c.deleted_at.is_not(None))


def _sweep_in_pieces(engine: Engine, table: Table, left: ColumnElement[bool]) -> None:
    some = select(table.c.id).where(left).limit(kept.AT_ONCE)
    gone = 1
    while gone:
        with _committed(engine) as db_session:
            result: Any = db_session.execute(delete(table).where(left, table.c.id.in_(some.scalar_subquery())))
            gone = result.rowcount
