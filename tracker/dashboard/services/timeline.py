"""What the diary's list is made of: the latest days that hold anything, each with everything on it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.dashboard.queries import pages
from tracker.dashboard.services.calendar import read_held
from tracker.dashboard.services.lines import TimelineDay, day_lines
from tracker.diary import queries as diary_queries
from tracker.diary.services.reading import stored
from tracker.storage.rows import grouped, rows_of

DAYS_ON_PAGE = 60


@dataclass(frozen=True, slots=True)
class Timeline:
    """One page of the list, newest day first. `older_than` is where the next page begins; None on the last."""

    days: tuple[TimelineDay, ...]
    older_than: date | None
    is_older: bool


def read_timeline(db_session: Session, patient_id: UUID, before: date | None, today: date) -> Timeline:
    """The latest 60 days before `before` that hold anything, in six queries."""
    query = pages.recorded_days(patient_id, before=before, limit=DAYS_ON_PAGE + 1)
    found = list(db_session.execute(*query).scalars())
    listed = found[:DAYS_ON_PAGE]
    if not listed:
        return Timeline((), None, is_older=before is not None)
    first, last = min(listed), max(listed)
    rows = rows_of(db_session, *diary_queries.entries_between(patient_id, first, last))
    entries = grouped(map(stored, rows), lambda entry: entry.facts.for_date)
    held = read_held(db_session, patient_id, first, last)
    days = tuple(day_lines(day, today, entries[day], held) for day in listed)
    older = first if len(found) > DAYS_ON_PAGE else None
    return Timeline(days, older, is_older=before is not None)
