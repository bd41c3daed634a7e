"""What stands beside the entries of days: their tags, and what a watch counted; read together."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.diary import queries
from tracker.domain.values.tags import read_tags
from tracker.storage.rows import rows_of
from tracker.wording.imported import counted_words


@dataclass(frozen=True, slots=True)
class BesideDays:
    """By day: its tags, and what a watch counted of it in words, where there is any."""

    tags: Mapping[date, tuple[str, ...]]
    counted: Mapping[date, str]


def beside_days(db_session: Session, patient_id: uuid.UUID, first: date | None, last: date | None) -> BesideDays:
    """What stands beside the entries of these days, in one query."""
    rows = rows_of(db_session, *queries.beside_days(patient_id, first, last))
    return BesideDays(
        tags={row.for_date: read_tags(row.tags) for row in rows if row.tags is not None},
        counted={
            row.for_date: counted_words(row.steps, row.sleep_minutes, row.imported_from)
            for row in rows
            if row.steps is not None or row.sleep_minutes is not None
        },
    )
