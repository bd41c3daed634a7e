"""Our own files, brought back by the page: all of them or none, by the readers of `tracker import`."""

import uuid
from pathlib import Path
from typing import Final

from sqlalchemy import and_, insert, update
from sqlalchemy.orm import Session

from tracker.domain.acting import Author
from tracker.domain.errors import Fault
from tracker.files.readers.faults import RowError
from tracker.importers.opening import ZIP
from tracker.imports.models import ImportReplaced, ImportRun
from tracker.imports.services.storing import AlreadyBrought, import_id_of, in_pieces
from tracker.imports.services.waiting import Waiting
from tracker.patients.services.turns import take_turn
from tracker.practice.services.patient_summary import make_summary
from tracker.reports.services.importing import ImportResult, import_folder

CSV: Final = "diary.csv"
SOURCE: Final = "ours"


def look(db_session: Session, author: Author, waiting: Waiting) -> ImportResult:
    """What the files would bring, with nothing written; `ImportFault` says what is wrong with them."""
    return import_folder(db_session, _place(waiting), author, dry_run=True, other_visits=waiting.choices.visits)


def store(db_session: Session, author: Author, waiting: Waiting) -> None:
    """Bring them in; whoever calls commits."""
    take_turn(db_session, author.patient_id)
    import_id = import_id_of(waiting)
    if db_session.get(ImportRun, (author.patient_id, import_id)) is not None:
        raise AlreadyBrought
    result = import_folder(db_session, _place(waiting), author, other_visits=waiting.choices.visits)
    db_session.add(
        ImportRun(
            patient_id=author.patient_id,
            id=import_id,
            source=SOURCE,
            file_name=waiting.name,
            at=author.now,
            by_account_id=author.account_id,
            by_name=author.name,
            counts={file: counts.new for file, counts in result.by_file.items() if counts.new},
        )
    )
    db_session.flush()
    _mark(db_session, author, import_id, result)
    make_summary(db_session, author.patient_id, author.now, if_shared=True)


def _mark(db_session: Session, author: Author, import_id: uuid.UUID, result: ImportResult) -> None:
    """Say of each row by which import it came: it itself, or a line beside it where its table has no place for that."""
    beside = [(table, row_id) for table, ids in result.revived.items() for row_id in ids]
    for table_name, ids in result.added.items():
        table = ImportRun.metadata.tables[table_name]
        if "import_id" not in table.c:
            beside += [(table_name, row_id) for row_id in ids]
            continue
        for some in in_pieces(ids):
            own = and_(table.c.patient_id == author.patient_id, table.c.id.in_(some))
            db_session.execute(update(table).where(own).values(import_id=import_id))
    if beside:
        common = {"patient_id": author.patient_id, "import_id": import_id, "before": {}, "deleted_at": author.now}
        db_session.execute(
            insert(ImportReplaced),
            [{**common, "id": uuid.uuid4(), "table_name": table, "row_id": row_id} for table, row_id in beside],
        )


def is_visit(error: RowError) -> bool:
    """Whether a row is refused only because it may be a visit that is here already."""
    return isinstance(error.message, Fault) and error.message.code == "visit_here"


def _place(waiting: Waiting) -> Path:
    """The archive, or one file under a name that its reader takes for a CSV file."""
    with waiting.file.open("rb") as file:
        if file.read(len(ZIP)) == ZIP:
            return waiting.file
    place = waiting.folder / CSV
    if not place.exists():
        place.hardlink_to(waiting.file)
    return place
