"""Our own files, brought back by the page: all of them or none, by the readers of `tracker import`."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import and_, insert, update
from sqlalchemy.orm import Session

from tracker.domain.acting import Author
from tracker.importers.opening import ZIP
from tracker.imports.models import ImportReplaced, ImportRun
from tracker.imports.services.storing import AlreadyBrought, OtherByNow, in_pieces
from tracker.imports.services.waiting import Waiting
from tracker.patients.services.history import Snapshot
from tracker.patients.services.many_rows import deletion_undone, last_numbers
from tracker.patients.services.turns import take_turn
from tracker.practice.services.patient_summary import make_summary
from tracker.reports.services.clashes import Meant, Takes
from tracker.reports.services.importing import ImportResult, import_folder

CSV: Final = "diary.csv"
SOURCE: Final = "ours"
NUMBER: Final = "revision"  # beside the columns of a row that was changed: the number of the last change before that


@dataclass(frozen=True, slots=True)
class Files:
    """Our own files on their way back: a folder, an archive or one CSV file, and how they are read.

    `name` is what their owner calls them. `takes` as of `import_folder`, `told` as of `storing.Work`.
    """

    place: Path
    name: str
    takes: Takes | None
    other_visits: bool = False
    told: str | None = None


def of_waiting(waiting: Waiting, told: str | None = None) -> Files:
    """The files that wait, with what was said of them."""
    return Files(_place(waiting), waiting.name, waiting.choices.takes, waiting.choices.visits, told)


def look(db_session: Session, author: Author, files: Files) -> ImportResult:
    """What the files would bring, with nothing written; `ImportFault` says what is wrong with them."""
    return _read(db_session, author, files, dry_run=True)


def store(db_session: Session, author: Author, files: Files, import_id: uuid.UUID) -> ImportResult:
    """Bring them in; whoever calls commits, or rolls back where it is refused.

    `AlreadyBrought` where that import is there already, `OtherByNow` where something else was written than told.
    """
    take_turn(db_session, author.patient_id)
    if db_session.get(ImportRun, (author.patient_id, import_id)) is not None:
        raise AlreadyBrought
    result = _read(db_session, author, files, dry_run=False)
    if files.told is not None and result.mark != files.told:
        raise OtherByNow
    if result.written:
        counts = {file: counts.written for file, counts in result.by_file.items() if counts.written}
        run = ImportRun(
            patient_id=author.patient_id,
            id=import_id,
            source=SOURCE,
            file_name=files.name,
            at=author.now,
            by_account_id=author.account_id,
            by_name=author.name,
            counts=counts | {"replaced": sum(counts.taken for counts in result.by_file.values())},
        )
        db_session.add(run)
        db_session.flush()
        _mark(db_session, author, import_id, result)
    make_summary(db_session, author.patient_id, author.now, if_shared=True)
    return result


def _read(db_session: Session, author: Author, files: Files, *, dry_run: bool) -> ImportResult:
    return import_folder(db_session, files.place, author, Meant(files.takes, files.other_visits), dry_run=dry_run)


def _mark(db_session: Session, author: Author, import_id: uuid.UUID, result: ImportResult) -> None:
    """Say of each row by which import it came: it itself, or a line beside it where its table has no place for that.

    How a row stood that was changed is kept in such a line, too.
    """
    beside: list[tuple[str, uuid.UUID, Snapshot]] = []
    for table_name, ids in _by_table(result.before).items():
        for some in in_pieces(ids):
            numbers = last_numbers(db_session, author.patient_id, table_name, some)
            rows = {row_id: result.before[table_name, row_id] for row_id in some}
            beside += [(table_name, row_id, row | {NUMBER: numbers.get(row_id, 0)}) for row_id, row in rows.items()]
            back = [row_id for row_id, row in rows.items() if row["deleted_at"] is not None]
            deletion_undone(db_session, author.patient_id, table_name, back, author.now)
    for table_name, added in result.added.items():
        table = ImportRun.metadata.tables[table_name]
        if "import_id" not in table.c:
            beside += [(table_name, row_id, {}) for row_id in added]
            continue
        for some in in_pieces(added):
            own = and_(table.c.patient_id == author.patient_id, table.c.id.in_(some))
            db_session.execute(update(table).where(own).values(import_id=import_id))
    if beside:
        common = {"patient_id": author.patient_id, "import_id": import_id, "deleted_at": author.now}
        db_session.execute(
            insert(ImportReplaced),
            [
                {**common, "id": uuid.uuid4(), "table_name": table, "row_id": row_id, "before": row}
                for table, row_id, row in beside
            ],
        )


def _by_table(rows: Iterable[tuple[str, uuid.UUID]]) -> Mapping[str, list[uuid.UUID]]:
    found = defaultdict(list)
    for table_name, row_id in rows:
        found[table_name].append(row_id)
    return found


def _place(waiting: Waiting) -> Path:
    """The archive, or one file under a name that its reader takes for a CSV file."""
    with waiting.file.open("rb") as file:
        if file.read(len(ZIP)) == ZIP:
            return waiting.file
    place = waiting.folder / CSV
    if not place.exists():
        place.hardlink_to(waiting.file)
    return place
