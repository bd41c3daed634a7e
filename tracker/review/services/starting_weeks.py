"""Keeps the record of each course's starting week: every value it was given once it was settled, when and by whom.

Pages, charts and exports work the starting week out anew from the diary; what is frozen is its record. It begins when
the starting week is settled: session 1 was attended, and four days before it are logged, or else seven days in all.
From then on each change of the value adds a row, whatever brought it.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from sqlalchemy.orm import Session

from tracker.diary.models import Entry
from tracker.domain.acting import By
from tracker.domain.scores.baseline import Baseline, baseline_of
from tracker.domain.scores.daily import leg_by_day, leg_given_by_day
from tracker.domain.values.periods import DAYS_IN_WEEK
from tracker.domain.values.rounding import two_decimals
from tracker.patients.services.history import RowChange
from tracker.patients.services.turns import take_turn
from tracker.review.models import StartingWeek
from tracker.review.queries import starting_weeks as queries
from tracker.review.queries.starting_weeks import StartingWeekNow, StartingWeekRow
from tracker.review.services.measuring import days_between
from tracker.storage.rows import rows_of
from tracker.treatment.models import Course, TreatmentSession

WEEK: Final = timedelta(days=DAYS_IN_WEEK)
READ_FIRST: Final = timedelta(days=27)
A_SECOND: Final = timedelta(seconds=1)
# The columns that a starting week depends on, by table.
MATTERING: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        Entry.__tablename__: ("kind", "for_date", "leg_pain", "deleted_at"),
        TreatmentSession.__tablename__: ("course_id", "status", "local_day", "deleted_at"),
        Course.__tablename__: ("ended_on", "deleted_at"),
    }
)


def history(db_session: Session, patient_id: uuid.UUID, course_id: uuid.UUID) -> Sequence[StartingWeekRow]:
    """Every value a course's starting week was given, newest first; nothing while it is still being gathered."""
    return rows_of(db_session, *queries.starting_weeks(patient_id, course_id))


def keep_starting_weeks(db_session: Session, noted: Sequence[RowChange]) -> None:
    """Note what the changes of this transaction did to starting weeks, before it is committed."""
    by_patient: dict[uuid.UUID, list[RowChange]] = {}
    for change in noted:
        if change.touches(MATTERING):
            by_patient.setdefault(change.patient_id, []).append(change)
    for patient_id, changes in by_patient.items():
        days, courses = _touched(changes)
        rows = [row for row in _rows(db_session, patient_id) if row.id in courses or _looks_at(row, days)]
        _record(db_session, rows, By(patient_id=patient_id, now=changes[-1].at, account_id=changes[-1].by))


def record_starting_weeks(db_session: Session, author: By) -> None:
    """The same for every course of a record, however it was changed."""
    _record(db_session, _rows(db_session, author.patient_id), author)
    db_session.flush()


def _touched(changes: Iterable[RowChange]) -> tuple[set[date], set[uuid.UUID]]:
    """The days and the courses that were changed."""
    days: set[date] = set()
    courses: set[uuid.UUID] = set()
    for change in changes:
        for stood in filter(None, (change.before, change.after)):
            course_id = stood["id"] if change.table_name == Course.__tablename__ else stood.get("course_id")
            if change.table_name == Entry.__tablename__:
                days.add(date.fromisoformat(stood["for_date"]))
            elif course_id is not None:
                courses.add(uuid.UUID(course_id))
    return days, courses


def _rows(db_session: Session, patient_id: uuid.UUID) -> Sequence[StartingWeekNow]:
    """The courses with what is known of them. One request at a time, so that none misses what another changes."""
    take_turn(db_session, patient_id)
    return rows_of(db_session, *queries.starting_weeks_now(patient_id))


def _looks_at(row: StartingWeekNow, days: Iterable[date]) -> bool:
    """Whether the starting week may rest on one of the days.

    A settled one before treatment looks at no day from session 1 on, one of the first seven days at none after them.
    """
    first = row.first_session_day
    if first is None:
        return False
    if row.mean is None:
        end = date.max
    elif not row.overlaps:
        end = first - timedelta(days=1)
    else:
        end = (row.last_day if row.days == DAYS_IN_WEEK else None) or date.max
    return any(first - WEEK <= day <= end for day in days)


def _record(db_session: Session, rows: Iterable[StartingWeekNow], author: By) -> None:
    for row in rows:
        baseline = _baseline(db_session, author.patient_id, row)
        if _is_news(row, baseline):
            db_session.add(_starting_week(row, baseline, author))


def _baseline(db_session: Session, patient_id: uuid.UUID, row: StartingWeekNow) -> Baseline | None:
    first = row.first_session_day
    if first is None or (row.ended_on is not None and row.ended_on < first):
        return None
    start = first - WEEK
    days = days_between(db_session, patient_id, start, start + READ_FIRST)
    if len(leg_by_day(days)) < DAYS_IN_WEEK:
        days = days_between(db_session, patient_id, start, None)
    return baseline_of(leg_by_day(days), first, leg_given_by_day(days))


def _is_news(row: StartingWeekNow, baseline: Baseline | None) -> bool:
    """Whether this is the first value of a settled starting week, or another than the one recorded last."""
    if row.at is None:
        return baseline is not None and (not baseline.overlaps_treatment or baseline.days == DAYS_IN_WEEK)
    if baseline is None:
        return row.mean is not None
    # To two decimals, as files write it: what was read back from one is the same value.
    stands = (two_decimals(baseline.mean), baseline.days, baseline.first_day, baseline.last_day)
    known = (two_decimals(row.mean), row.days, row.first_day, row.last_day)
    return (*stands, baseline.overlaps_treatment) != (*known, row.overlaps)


def _starting_week(row: StartingWeekNow, baseline: Baseline | None, author: By) -> StartingWeek:
    # A second apart at the least, so that the newest stays the newest in files, which keep whole seconds.
    at = author.now if row.at is None else max(author.now, row.at + A_SECOND)
    return StartingWeek(
        patient_id=author.patient_id,
        id=uuid.uuid4(),
        course_id=row.id,
        at=at,
        by_account_id=author.account_id,
        first_session_day=row.first_session_day or row.known_session_day,
        mean=None if baseline is None else baseline.mean,
        days=0 if baseline is None else baseline.days,
        first_day=None if baseline is None else baseline.first_day,
        last_day=None if baseline is None else baseline.last_day,
        overlaps=False if baseline is None else baseline.overlaps_treatment,
        late_days=0 if baseline is None else baseline.late.days,
    )
