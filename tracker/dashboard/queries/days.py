"""Queries that cross the features: which days hold anything."""

import uuid
from datetime import date

from sqlalchemy import Select, select, union

from tracker.diary.models import Entry, LifeEvent
from tracker.storage.prepared import prepared
from tracker.treatment.models import Dose, TreatmentSession

DAY_COLUMNS = (Entry.for_date, TreatmentSession.local_day, Dose.local_day, LifeEvent.for_date)


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
