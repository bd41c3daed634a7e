"""Rows of a resource: a page of them, what changed since a moment, and one of them, as JSON with its version."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, tzinfo
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.domain.errors import Fault, Problems
from tracker.files.cells import Converters
from tracker.files.rows import Piece
from tracker.interface import queries
from tracker.interface.services import cursors, writing
from tracker.interface.services.cursors import Place
from tracker.interface.services.resource import Resource
from tracker.patients.services.since import UNDER_WAY, can_be_told
from tracker.reports.services.reading import converters_of
from tracker.storage.rows import row_of, rows_of, value_of

USUAL, MOST = 100, 500


class SinceTooLong(Exception):
    """What changed since then is not all known any more: a program asks for everything anew."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows as JSON, those that were deleted, and where it goes on: a cursor, or since when to ask next."""

    items: Sequence[str]
    deleted: Sequence[str]
    cursor: str | None
    since: str | None


@dataclass(frozen=True, slots=True)
class Stands:
    """One row as it stands: as JSON, its version, and the day or moment it is ordered by."""

    written: str
    place: str

    @property
    def version(self) -> str:
        return writing.version_of(self.written)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the rows of one record; `here` is the moment it is where the patient is.

    `reader_id` is the account that reads what is not its own record, None for the owner.
    """

    db_session: Session
    patient_id: UUID
    here: datetime
    reader_id: UUID | None = None

    @property
    def write(self) -> Converters:
        return converters_of(self.db_session.get_bind().dialect.name)

    @property
    def zone(self) -> tzinfo:
        """The patient's, of whose moment `here` is."""
        return self.here.tzinfo or UTC

    def page(self, resource: Resource, place: Place, most: int) -> Page:
        """The rows behind a place: all that live, or where it says since when, those that changed."""
        if place.since is not None:
            return self._changed(resource, place, place.since, most)
        after = None if place.after is None else _typed(resource, place.after)
        asked = {"first": place.first, "last": place.last, "after": after, "row_id": place.row_id}
        asked["by_account_id"] = self._by(resource)
        rows = rows_of(self.db_session, *queries.page(resource, self.patient_id, most + 1, **asked))
        return self._page(resource, place, rows, most)

    def _changed(self, resource: Resource, place: Place, since: datetime, most: int) -> Page:
        brought = value_of(self.db_session, *queries.brought_at(self.patient_id))
        if not can_be_told(since, place.as_of + UNDER_WAY, brought):
            raise SinceTooLong
        query = queries.changed(resource, self.patient_id, since, most + 1, place.row_id, self._by(resource))
        return self._page(resource, place, rows_of(self.db_session, *query), most)

    def _page(self, resource: Resource, place: Place, rows: Sequence[Any], most: int) -> Page:
        shown, more = rows[:most], len(rows) > most
        told_of = place.since is not None
        deleted = [row for row in shown if getattr(row, queries.GONE) is not None] if told_of else []
        live = [row for row in shown if getattr(row, queries.GONE) is None] if deleted else shown
        cursor = None
        if more:
            last, ids = shown[-1], _ids(self.write)
            behind = replace(place, after=str(getattr(last, queries.PLACE)), row_id=UUID(ids(last)))
            cursor = cursors.write(behind)
        since = None if more else cursors.write_since(place.as_of)
        return Page(self.objects(resource, live), [self._gone(resource, row) for row in deleted], cursor, since)

    def _gone(self, resource: Resource, row: Any) -> str:
        at = writing.moment(getattr(row, queries.GONE), self.zone)
        row_id = _ids(self.write)(row)
        return f'{{"{resource.id_field}":"{row_id}","deleted_at":"{at}"}}'

    def one(self, resource: Resource, row_id: UUID) -> Stands | None:
        """One live row; None where there is none that is shown."""
        row = row_of(self.db_session, *queries.one(resource, self.patient_id, row_id, self._by(resource)))
        if row is None:
            return None
        (written,) = self.objects(resource, [row])
        return Stands(written, str(getattr(row, queries.PLACE)))

    def _by(self, resource: Resource) -> UUID | None:
        """Whose rows alone are shown; None for everybody's."""
        return self.reader_id if resource.authors_alone else None

    def objects(self, resource: Resource, rows: Sequence[Any]) -> list[str]:
        worked_out = resource.worked_out(self.db_session, self.patient_id, self.here, rows)
        return writing.objects(resource.file, Piece(rows, self.write, worked_out), self.zone)


def _typed(resource: Resource, place: str) -> date | datetime:
    """The day or moment by which a list is ordered, as a query takes it; `Problems` for what is none."""
    try:
        if resource.is_day:
            return date.fromisoformat(place)
        moment = datetime.fromisoformat(place)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise Problems({"cursor": Fault("no_cursor")}) from None


def _ids(write: Converters) -> Callable[[Any], str]:
    """The id of a row, which is the first of its columns."""
    return lambda row: write.identifier(row[0])
