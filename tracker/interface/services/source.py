"""What files work out for their computed columns, worked out for some rows of a resource."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.files.cells import Converters
from tracker.reports.queries.kept import Wanted
from tracker.reports.services.files import Source
from tracker.reports.services.reading import converters_of
from tracker.storage.rows import RowSelect, rows_of


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads through the session of the request, and so no more than is shown to whoever asks."""

    db_session: Session

    @property
    def write(self) -> Converters:
        return converters_of(self.db_session.get_bind().dialect.name)

    def rows(self, query: RowSelect[Any], values: dict[str, Any] | None = None) -> Sequence[Any]:
        return rows_of(self.db_session, query, values)


def source_of(db_session: Session, patient_id: UUID, now: datetime) -> Source:
    """A record as its files are made of it."""
    return Source(_Reader(db_session), Wanted(patient_id), now)
