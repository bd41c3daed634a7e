"""Queries for the pages that join the features: columns only, and always of one patient."""

import uuid
from datetime import date

from sqlalchemy import Select, func, select, union, union_all

from tracker.diary.models import DayTags, Entry, LifeEvent
from tracker.review.queries.reviews import SessionRow
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, in_days, select_as
from tracker.treatment.models import Dose, TreatmentSession

DAY_COLUMNS = (Entry.for_date, TreatmentSession.local_day, Dose.local_day, LifeEvent.for_date, DayTags.for_date)


@prepared
def sessions(patient_id: uuid.UUID, first: date, last: date) -> RowSelect[SessionRow]:
    """The sessions of the days from `first` to `last`, oldest first."""
    return (
        select_as(SessionRow, TreatmentSession)
        .where(TreatmentSession.live(patient_id), in_days(TreatmentSession.local_day, first, last))
        .order_by(TreatmentSession.started_at, TreatmentSession.id)
    )


@prepared
def dose_days(patient_id: uuid.UUID, first: date, last: date) -> Select[date]:
    """The days on which medicine was taken."""
    return (
        select(Dose.local_day)
        .where(Dose.live(patient_id), Dose.none_taken.is_(False), in_days(Dose.local_day, first, last))
        .distinct()
        .order_by(Dose.local_day)
    )


@prepared
def recorded_days(patient_id: uuid.UUID, *, before: date | None, limit: int) -> Select[date]:
    """The latest days, before `before` where given, on which anything at all stands in the record; newest first."""
    found = []
    for column in DAY_COLUMNS:
        table = column.class_
        query = select(column.label("day")).where(table.live(patient_id))
        if before is not None:
            query = query.where(column < before)
        days = query.distinct().order_by(column.desc()).limit(limit).subquery()
        found.append(select(days.c.day))
    every = union(*found).subquery()
    return select(every.c.day).order_by(every.c.day.desc()).limit(limit)


@prepared
def first_recorded_day(patient_id: uuid.UUID) -> Select[date | None]:
    """The earliest day on which anything at all stands in the record; empty where nothing does."""
    each = (select(func.min(column).label("day")).where(column.class_.live(patient_id)) for column in DAY_COLUMNS)
    every = union_all(*each).subquery()
    return select(func.min(every.c.day))
