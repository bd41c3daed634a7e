"""The diary as a list: the latest days that hold anything, each with everything on it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.dashboard.queries import days as day_queries
from tracker.dashboard.services.lines import EntryLine, LifeEventLine, TimelineDay, dose_line, empty_day, session_line
from tracker.diary import queries as diary_queries
from tracker.diary.services.reading import stored
from tracker.storage.rows import rows_of
from tracker.treatment.queries import treatment as treatment_queries

DAYS_ON_PAGE = 30


@dataclass(frozen=True, slots=True)
class Timeline:
    """One page of the list, newest day first. `older_than` is where the next page begins; None on the last."""

    days: tuple[TimelineDay, ...]
    older_than: date | None
    is_older: bool


def read_timeline(db_session: Session, patient_id: UUID, before: date | None, today: date) -> Timeline:
    """The latest 30 days before `before` that hold anything, in five queries."""
    query = day_queries.recorded_days(patient_id, before=before, limit=DAYS_ON_PAGE + 1)
    found = list(db_session.execute(*query).scalars())
    days = {day: empty_day(day, today) for day in found[:DAYS_ON_PAGE]}
    if not days:
        return Timeline((), None, is_older=before is not None)
    first, last = min(days), max(days)
    for row in rows_of(db_session, *diary_queries.entries_between(patient_id, first, last)):
        line = EntryLine(stored(row))
        if line.is_daily:
            days[row.for_date].entry = line
        else:
            days[row.for_date].moments.append(line)
    for session in rows_of(db_session, *treatment_queries.sessions_between(patient_id, first, last)):
        days[session.local_day].sessions.append(session_line(session))
    for dose in rows_of(db_session, *treatment_queries.doses_between(patient_id, first, last)):
        days[dose.local_day].doses.append(dose_line(dose))
    for change in rows_of(db_session, *diary_queries.life_events_between(patient_id, first, last)):
        days[change.for_date].changes.append(LifeEventLine(change.id, change.kind, change.note))
    older = first if len(found) > DAYS_ON_PAGE else None
    return Timeline(tuple(days.values()), older, is_older=before is not None)
