"""The history of very many rows at once, for what writes rows by the hundred and makes none of its own."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import and_, func, select, update
from sqlalchemy.orm import Session

from tracker.patients.models import Revision


def last_numbers(
    db_session: Session, patient_id: uuid.UUID, table_name: str, row_ids: Sequence[uuid.UUID]
) -> Mapping[uuid.UUID, int]:
    """The number of the last change of each row that has any."""
    theirs = and_(Revision.patient_id == patient_id, Revision.table_name == table_name, Revision.row_id.in_(row_ids))
    query = select(Revision.row_id, func.max(Revision.number).label("last")).where(theirs).group_by(Revision.row_id)
    return {row.row_id: row.last for row in db_session.execute(query)}


def deletion_undone(
    db_session: Session, patient_id: uuid.UUID, table_name: str, row_ids: Sequence[uuid.UUID], at: datetime
) -> None:
    """Rows that were deleted are here again, by something that is no change of one row: nothing is left to restore."""
    theirs = and_(Revision.patient_id == patient_id, Revision.table_name == table_name, Revision.row_id.in_(row_ids))
    open_ones = update(Revision).where(theirs, Revision.deletes.is_(True), Revision.undone_at.is_(None))
    db_session.execute(open_ones.values(undone_at=at))


def deletion_holds(
    db_session: Session, patient_id: uuid.UUID, table_name: str, row_id: uuid.UUID, at: datetime
) -> None:
    """The same taken back: what was undone at this moment can be restored once more."""
    theirs = and_(Revision.patient_id == patient_id, Revision.table_name == table_name, Revision.row_id == row_id)
    db_session.execute(
        update(Revision).where(theirs, Revision.deletes.is_(True), Revision.undone_at == at).values(undone_at=None)
    )
