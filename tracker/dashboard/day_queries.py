"""Queries that cross the features: which days hold anything, and what is due."""

import uuid
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select, union

from tracker.diary.models import DatedChange, Entry
from tracker.patients.models import FunctionActivity, FunctionScore
from tracker.prepared import prepared
from tracker.treatment.models import Dose, TreatmentSession

DAY_COLUMNS = (Entry.for_date, TreatmentSession.local_day, Dose.local_day, DatedChange.for_date)


@prepared
def recorded_days(patient_id: uuid.UUID, *, before: date | None, limit: int) -> Select[Any]:
    """The latest days, before `before` where given, on which anything at all stands in the record; newest first."""
    found = []
    for column in DAY_COLUMNS:
        table = column.class_
        query = select(column.label("day")).where(table.patient_id == patient_id, table.deleted_at.is_(None))
        if before is not None:
            query = query.where(column < before)
        days = query.distinct().order_by(column.desc()).limit(limit).subquery()
        found.append(select(days.c.day))
    every = union(*found).subquery()
    return select(every.c.day).order_by(every.c.day.desc()).limit(limit)


@prepared
def function_state(patient_id: uuid.UUID) -> Select[Any]:
    """How many activities the patient scores now, and the last day on which any was scored."""
    named = (
        select(func.count())
        .select_from(FunctionActivity)
        .where(
            FunctionActivity.patient_id == patient_id,
            FunctionActivity.deleted_at.is_(None),
            FunctionActivity.retired_on.is_(None),
        )
        .scalar_subquery()
    )
    last = (
        select(func.max(FunctionScore.for_date))
        .where(FunctionScore.patient_id == patient_id, FunctionScore.deleted_at.is_(None))
        .scalar_subquery()
    )
    columns: list[Any] = [named.label("named"), last.label("last")]
    return select(*columns)
