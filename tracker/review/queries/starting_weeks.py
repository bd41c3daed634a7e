"""Queries about starting weeks and their record: columns only, and always of one patient."""

import uuid
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import and_, func, select

from tracker.accounts.models import Account
from tracker.review.models import StartingWeek
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, select_as
from tracker.treatment.models import Course, TreatmentSession


class StartingWeekNow(NamedTuple):
    """A course, its first attended session, and its starting week as it was recorded last."""

    id: uuid.UUID
    ended_on: date | None
    first_session_day: date | None
    at: datetime | None
    known_session_day: date | None
    mean: float | None
    days: int | None
    first_day: date | None
    last_day: date | None
    overlaps: bool | None
    late_days: int | None


class StartingWeekRow(NamedTuple):
    """One value of a starting week: leg pain 0 to 10, or None where too few days were left to make one.

    `by_name` is None where the account is gone, or where files were read in.
    """

    at: datetime
    by_name: str | None
    mean: float | None
    days: int
    first_day: date | None
    last_day: date | None
    overlaps: bool
    late_days: int | None


@prepared
def starting_weeks_now(patient_id: uuid.UUID) -> RowSelect[StartingWeekNow]:
    """Every course with the local day of its first attended session and the newest record of its starting week."""
    # Attended ones among those of the course, and not the first of all that is one of these: that may be far.
    attended = func.min(TreatmentSession.local_day).filter(TreatmentSession.status == "attended")
    first_day = (
        select(attended)
        .where(TreatmentSession.live(patient_id), TreatmentSession.course_id == Course.id)
        .correlate(Course)
        .scalar_subquery()
    )
    newest = (
        select(StartingWeek.id)
        .where(StartingWeek.patient_id == patient_id, StartingWeek.course_id == Course.id)
        .order_by(StartingWeek.at.desc())
        .limit(1)
        .correlate(Course)
        .scalar_subquery()
    )
    return (
        select_as(
            StartingWeekNow,
            StartingWeek,
            id=Course.id,
            ended_on=Course.ended_on,
            first_session_day=first_day,
            known_session_day=StartingWeek.first_session_day,
        )
        .select_from(Course)
        .outerjoin(StartingWeek, and_(StartingWeek.patient_id == Course.patient_id, StartingWeek.id == newest))
        .where(Course.live(patient_id))
    )


@prepared
def starting_weeks(patient_id: uuid.UUID, course_id: uuid.UUID) -> RowSelect[StartingWeekRow]:
    """Every value a course's starting week was given, newest first, with the name of the account that gave it."""
    return (
        select_as(StartingWeekRow, StartingWeek, by_name=Account.user_name)
        .outerjoin(Account, Account.id == StartingWeek.by_account_id)
        .where(StartingWeek.patient_id == patient_id, StartingWeek.course_id == course_id)
        .order_by(StartingWeek.at.desc())
    )
