"""Queries of the interface: rows of a resource in pages, one of them, and those that changed since a moment."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, or_, select

from tracker.files.columns import File
from tracker.patients.models import Patient, Revision
from tracker.reports.queries.files import pick, raw, raw_columns
from tracker.storage.prepared import Query, prepared
from tracker.storage.rows import RowSelect, in_days

PLACE: Final = "place_"
GONE: Final = "gone_at_"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Listed:
    """Rows of a table as a list tells them: the fields of a file, in the order of one column and then of their ids.

    `order` is that column: a day or a moment, never empty; `is_day` says that it is a day, so that a list can be asked
    for some days. `columns` are taken in place of the model's own, and `joined` adds what they are taken from. Rows of
    `authors_alone` are shown to the owner of the record and to who wrote them (`by_account_id`), and to nobody else.
    """

    file: File
    model: Any
    order: str
    is_day: bool = True
    columns: Mapping[str, Any] | None = None
    joined: Callable[[RowSelect[Any]], RowSelect[Any]] | None = None
    authors_alone: bool = False


def _rows(listed: Listed, *also: Any) -> RowSelect[Any]:
    """The columns of the resource's fields, the one it is ordered by, and those of `also`."""
    model, elsewhere = listed.model, listed.columns or {}
    columns = raw_columns(model, listed.file, **elsewhere)
    query = pick(*columns, raw(getattr(model, listed.order)).label(PLACE), *also)
    return query if listed.joined is None else listed.joined(query)


def _by(query: RowSelect[Any], model: Any, by_account_id: uuid.UUID | None) -> RowSelect[Any]:
    """Only what somebody wrote, where that is asked for."""
    return query if by_account_id is None else query.where(model.by_account_id == by_account_id)


def _behind(listed: Listed, after: Any, row_id: Any) -> ColumnElement[bool]:
    column = getattr(listed.model, listed.order)
    return and_(column >= after, or_(column > after, listed.model.id > row_id))


@cache
def _page_of(listed: Listed) -> Any:
    model = listed.model

    @prepared
    def page(
        patient_id: uuid.UUID,
        most: int,
        first: date | None,
        last: date | None,
        after: date | datetime | None,
        row_id: uuid.UUID | None,
        by_account_id: uuid.UUID | None,
    ) -> RowSelect[Any]:
        column = getattr(model, listed.order)
        query = _by(_rows(listed).where(model.live(patient_id)), model, by_account_id)
        if first is not None or last is not None:
            query = query.where(in_days(column, first, last))
        if after is not None:
            query = query.where(_behind(listed, after, row_id))
        return query.order_by(column, model.id).limit(most)

    return page


@cache
def _changed_of(listed: Listed) -> Any:
    model = listed.model

    @prepared
    def changed(
        patient_id: uuid.UUID, since: datetime, most: int, row_id: uuid.UUID | None, by_account_id: uuid.UUID | None
    ) -> RowSelect[Any]:
        of_table = and_(Revision.patient_id == patient_id, Revision.table_name == model.__tablename__)
        ids = select(Revision.row_id).where(of_table, Revision.at >= since)
        every = _rows(listed, model.deleted_at.label(GONE))
        query = _by(every.where(model.patient_id == patient_id, model.id.in_(ids)), model, by_account_id)
        if row_id is not None:
            query = query.where(model.id > row_id)
        return query.order_by(model.id).limit(most)

    return changed


@cache
def _one_of(listed: Listed) -> Any:
    model = listed.model

    @prepared
    def one(patient_id: uuid.UUID, row_id: uuid.UUID, by_account_id: uuid.UUID | None) -> RowSelect[Any]:
        return _by(_rows(listed).where(model.live(patient_id), model.id == row_id), model, by_account_id)

    return one


def page(listed: Listed, patient_id: uuid.UUID, most: int, **place: Any) -> Query[RowSelect[Any]]:
    """At most so many live rows behind a place, in the order of the listed."""
    found: Query[RowSelect[Any]] = _page_of(listed)(patient_id, most, **place)
    return found


def changed(
    listed: Listed,
    patient_id: uuid.UUID,
    since: datetime,
    most: int,
    row_id: uuid.UUID | None,
    by_account_id: uuid.UUID | None,
) -> Query[RowSelect[Any]]:
    """At most so many of the rows that were changed since a moment, also those deleted, behind an id."""
    found: Query[RowSelect[Any]] = _changed_of(listed)(patient_id, since, most, row_id, by_account_id)
    return found


def one(
    listed: Listed, patient_id: uuid.UUID, row_id: uuid.UUID, by_account_id: uuid.UUID | None
) -> Query[RowSelect[Any]]:
    """One live row."""
    found: Query[RowSelect[Any]] = _one_of(listed)(patient_id, row_id, by_account_id)
    return found


@prepared
def brought_at(patient_id: uuid.UUID) -> Any:
    """When rows were last brought in without a history of single changes."""
    return select(Patient.brought_at).where(Patient.id == patient_id)
