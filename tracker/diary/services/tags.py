"""The tags of a day: reading, what to offer, and saving them as one change."""

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from tracker.diary import queries
from tracker.diary.models import DayTags
from tracker.domain.acting import Author
from tracker.domain.errors import Problems
from tracker.domain.scores.entry import DAY_TO_COME
from tracker.domain.values.deeds import deed
from tracker.domain.values.tags import own_tags, read_tags, write_tags
from tracker.patients.services import row_writing, turns
from tracker.storage.rows import rows_of


def tags_of_days(
    db_session: Session, patient_id: uuid.UUID, first: date | None = None, last: date | None = None
) -> dict[date, tuple[str, ...]]:
    """The tags of each day that has any, newest first, in one query."""
    return {
        row.for_date: read_tags(row.tags) for row in rows_of(db_session, *queries.tags_between(patient_id, first, last))
    }


def every_tag(db_session: Session, patient_id: uuid.UUID) -> tuple[str, ...]:
    """The own tags of a record, those used last first, in one query."""
    return own_tags(row.tags for row in rows_of(db_session, *queries.tags_between(patient_id)))


def find_row(db_session: Session, patient_id: uuid.UUID, day: date) -> DayTags | None:
    """The live row of a day's tags."""
    return db_session.execute(*queries.day_tags(patient_id, day)).scalar_one_or_none()


def save_tags(db_session: Session, day: date, tags: Sequence[str], author: Author) -> uuid.UUID | None:
    """Let a day have these tags and no others; None where it has them already. `Problems` for a day to come."""
    if day > author.today:
        raise Problems({"tags": DAY_TO_COME})
    turns.take_turn(db_session, author.patient_id)
    row = find_row(db_session, author.patient_id, day)
    if tuple(tags) == read_tags(None if row is None else row.tags):
        return None
    if row is None:
        new = DayTags(
            patient_id=author.patient_id, id=uuid.uuid4(), for_date=day, tags=write_tags(tags), entered_at=author.now
        )
        return row_writing.create(db_session, new, author, deed=deed("tags", day=day, tags=tuple(tags)), given={})
    if not tags:
        return row_writing.remove(db_session, row, author, deed=deed("tags_of", day=day))
    values = {"tags": write_tags(tags)}
    return row_writing.change(db_session, row, values, author, deed=deed("tags", day=day, tags=tuple(tags)))
