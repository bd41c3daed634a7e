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
from tracker.storage.rows import column_of, grouped, rows_of

DAYS_ON_PAGE = 60
ENTRIES_ON_PAGE = 100


@dataclass(frozen=True, slots=True)
class Timeline:
    """One page of the list, newest day first. `older_than` is where the next page begins; None on the last."""

    days: tuple[TimelineDay, ...]
    older_than: date | None
    is_older: bool


def read_timeline(db_session: Session, patient_id: UUID, before: date | None, today: date) -> Timeline:
    """The latest 60 days before `before` that hold anything, in six queries.

    Fewer where they hold more than 100 entries: each that is shown is shown whole, and there is always one.
    """
    found = column_of(db_session, *pages.recorded_days(patient_id, before=before, limit=DAYS_ON_PAGE + 1))
    listed = found[:DAYS_ON_PAGE]
    if not listed:
        return Timeline((), None, is_older=before is not None)
    first, last = min(listed), max(listed)
    rows = rows_of(db_session, *diary_queries.latest_entries(patient_id, first, last, ENTRIES_ON_PAGE + 1))
    if len(rows) > ENTRIES_ON_PAGE:
        whole = [day for day in listed if day > rows[-1].for_date]
        listed, first = whole or listed[:1], min(whole, default=last)
        if not whole:
            rows = rows_of(db_session, *diary_queries.entries_between(patient_id, last, last))
    entries = grouped(map(stored, rows), lambda entry: entry.facts.for_date)
    held = read_held(db_session, patient_id, first, last)
    days = tuple(day_lines(day, today, entries[day], held) for day in listed)
    older = first if len(found) > len(listed) else None
    return Timeline(days, older, is_older=before is not None)
