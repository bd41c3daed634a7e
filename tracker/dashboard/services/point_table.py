"""Gathers the points of many sessions side by side, for whoever adjusts a prescription."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from tracker.domain.points.points import Location, parse_points
from tracker.domain.points.side_by_side import PointGroup, side_by_side
from tracker.domain.scores.daily import leg_by_day
from tracker.review.services.measuring import NEXT_DAY, days_between
from tracker.storage.rows import grouped, rows_of
from tracker.treatment.models import SessionRecord, TreatmentSession
from tracker.treatment.queries import session_records, treatment
from tracker.treatment.services.sessions import numbers_in


@dataclass(frozen=True, slots=True)
class PointColumn:
    """One session of the table: its number in its course, the scores around it, and what is said of its needles.

    Leg scores are 0 to 10, needles a number, minutes those with needles in; None is not recorded. What practitioners
    recorded comes first, what the patient logged fills in.
    """

    id: uuid.UUID
    day: date
    number: int | None
    before: int | None
    after: int | None
    next_day: float | None
    needles: int | None
    minutes: int | None
    stimulation: str | None


@dataclass(frozen=True, slots=True)
class PointTable:
    """Sessions as columns, the newest first, and the points by place as rows."""

    columns: tuple[PointColumn, ...]
    groups: tuple[PointGroup, ...]


def read_table(db_session: Session, patient_id: uuid.UUID, sessions: Sequence[TreatmentSession]) -> PointTable:
    """The table of these sessions, in three queries."""
    if not sessions:
        return PointTable((), ())
    query = session_records.of_sessions(patient_id, [one.id for one in sessions])
    records = grouped(db_session.execute(query).scalars(), lambda row: row.session_id)
    courses = {one.course_id for one in sessions if one.course_id is not None}
    numbers = numbers_in(rows_of(db_session, *treatment.sessions_of(patient_id, courses)))
    days = [one.local_day for one in sessions]
    leg = leg_by_day(days_between(db_session, patient_id, min(days), max(days) + NEXT_DAY))
    columns = [
        PointColumn(
            id=one.id,
            day=one.local_day,
            number=numbers.get(one.id),
            before=one.leg_before,
            after=one.leg_after,
            next_day=leg.get(one.local_day + NEXT_DAY),
            needles=_first("needle_count", records[one.id], one),
            minutes=_first("needle_minutes", records[one.id], one),
            stimulation=_first("stimulation", records[one.id], one),
        )
        for one in sessions
    ]
    return PointTable(tuple(columns), side_by_side([_points(records[one.id], one) for one in sessions]))


def _points(records: Sequence[SessionRecord], session: TreatmentSession) -> tuple[Location, ...]:
    written = (*(row.points for row in records), session.points)
    return tuple(point for points in written for point in parse_points(points or ""))


def _first(name: str, records: Sequence[SessionRecord], session: TreatmentSession) -> Any:
    given = (getattr(row, name) for row in (*records, session))
    return next((value for value in given if value is not None), None)
