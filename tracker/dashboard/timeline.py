"""What the diary page shows: a month as a calendar, or the latest days with everything on them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.dashboard import day_queries
from tracker.diary import queries as diary_queries
from tracker.diary.reading import StoredEntry, score_words, stored
from tracker.domain.body import farthest_point
from tracker.domain.periods import month_after, month_grid
from tracker.domain.scores import DAILY, DayScore, EntryScore, day_scores
from tracker.domain.vocabularies import REGIONS, SESSION_KINDS
from tracker.treatment import queries as treatment_queries
from tracker.treatment.services.doses import amount_words
from tracker.treatment.services.sessions import local

DAYS_ON_PAGE = 30


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A day's entry or a moment in the list."""

    id: UUID
    entry: StoredEntry

    @property
    def is_daily(self) -> bool:
        return self.entry.facts.kind == DAILY

    @property
    def farthest(self) -> str | None:
        """The farthest point in words."""
        code = farthest_point(self.entry.facts.regions)
        return None if code is None else REGIONS[code]


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session in the list, at its own local time."""

    id: UUID
    kind: str
    status: str
    at: datetime
    minutes: int | None
    leg_before: int | None
    leg_after: int | None
    practitioner: str | None


@dataclass(frozen=True, slots=True)
class DoseLine:
    """A dose in the list, or the statement that none was taken."""

    id: UUID
    none_taken: bool
    at: datetime | None
    name: str | None
    amount: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A dated change in the list."""

    id: UUID
    kind: str
    note: str | None


@dataclass(slots=True)
class TimelineDay:
    """Everything recorded for one day."""

    date: date
    entry: EntryLine | None = None
    moments: list[EntryLine] = field(default_factory=list)
    sessions: list[SessionLine] = field(default_factory=list)
    doses: list[DoseLine] = field(default_factory=list)
    changes: list[ChangeLine] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Timeline:
    """One page of the list, newest day first. `older_than` is where the next page begins; None on the last."""

    days: tuple[TimelineDay, ...]
    older_than: date | None


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day of the calendar: its score, and which treatments and medicine it holds."""

    date: date
    score: DayScore | None
    kinds: tuple[str, ...]
    planned: tuple[str, ...]
    medicine: bool
    changed: bool
    moments: int

    @property
    def leg(self) -> str:
        return score_words(None if self.score is None else self.score.leg)

    @property
    def back(self) -> str:
        return score_words(None if self.score is None else self.score.back)

    @property
    def step(self) -> int | None:
        """The tint of the day: the leg score to a whole number."""
        return None if self.score is None or self.score.leg is None else round(self.score.leg)

    @property
    def words(self) -> str:
        """The day for those who do not see the tint and the marks."""
        parts = [f"leg {self.leg}" if self.leg else "", f"back {self.back}" if self.back else ""]
        parts.append("added later" if self.score is not None and self.score.late else "")
        parts.extend(SESSION_KINDS[kind].lower() for kind in self.kinds)
        parts.extend(f"{SESSION_KINDS[kind].lower()} planned" for kind in self.planned)
        parts.append("medicine" if self.medicine else "")
        parts.append("a change noted" if self.changed else "")
        return ", ".join(part for part in parts if part) or "nothing recorded"


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the calendar, Monday first; None where a place belongs to another month."""

    first: date
    weeks: tuple[tuple[CalendarDay | None, ...], ...]
    before: str
    after: str


def read_month(db_session: Session, patient_id: UUID, first: date) -> Month:
    """The calendar of the month that begins on `first`, in four queries."""
    grid = month_grid(first.year, first.month)
    last = max(day for week in grid for day in week if day is not None)
    entries = _by_day(_run(db_session, diary_queries.entry_scores(patient_id, first, last)), "for_date")
    sessions = _by_day(_run(db_session, treatment_queries.sessions_between(patient_id, first, last)), "local_day")
    doses = _by_day(_run(db_session, treatment_queries.doses_between(patient_id, first, last)), "local_day")
    changes = _by_day(_run(db_session, diary_queries.changes_between(patient_id, first, last)), "for_date")
    scores = day_scores(EntryScore(*row) for rows in entries.values() for row in rows)

    def place(day: date | None) -> CalendarDay | None:
        if day is None:
            return None
        held = sessions[day]
        return CalendarDay(
            date=day,
            score=scores.get(day),
            kinds=_kinds(held, "attended"),
            planned=_kinds(held, "planned"),
            medicine=any(not row.none_taken for row in doses[day]),
            changed=bool(changes[day]),
            moments=sum(row.kind != DAILY for row in entries[day]),
        )

    weeks = tuple(tuple(place(day) for day in week) for week in grid)
    return Month(first, weeks, _month_name(first, -1), _month_name(first, 1))


def read_timeline(db_session: Session, patient_id: UUID, before: date | None) -> Timeline:
    """The latest 30 days before `before` that hold anything, in five queries."""
    query = day_queries.recorded_days(patient_id, before=before, limit=DAYS_ON_PAGE + 1)
    found = list(db_session.execute(query).scalars())
    days = {day: TimelineDay(day) for day in found[:DAYS_ON_PAGE]}
    if not days:
        return Timeline((), None)
    first, last = min(days), max(days)
    for row in _run(db_session, diary_queries.entries_between(patient_id, first, last)):
        line = EntryLine(row.id, stored(row))
        if line.is_daily:
            days[row.for_date].entry = line
        else:
            days[row.for_date].moments.append(line)
    for row in _run(db_session, treatment_queries.sessions_between(patient_id, first, last)):
        days[row.local_day].sessions.append(_session_line(row))
    for row in _run(db_session, treatment_queries.doses_between(patient_id, first, last)):
        days[row.local_day].doses.append(_dose_line(row))
    for row in _run(db_session, diary_queries.changes_between(patient_id, first, last)):
        days[row.for_date].changes.append(ChangeLine(row.id, row.kind, row.note))
    older = first if len(found) > DAYS_ON_PAGE else None
    return Timeline(tuple(days.values()), older)


def month_of(day: date) -> date:
    return day.replace(day=1)


def next_month(first: date) -> date:
    """The first day of the month after."""
    return (first + timedelta(days=31)).replace(day=1)


def _run(db_session: Session, query: Any) -> list[Any]:
    return list(db_session.execute(query).all())


def _by_day(rows: Iterable[Any], name: str) -> defaultdict[date, list[Any]]:
    days: defaultdict[date, list[Any]] = defaultdict(list)
    for row in rows:
        days[getattr(row, name)].append(row)
    return days


def _kinds(rows: Iterable[Any], status: str) -> tuple[str, ...]:
    held = {row.kind for row in rows if row.status == status}
    return tuple(kind for kind in SESSION_KINDS if kind in held)


def _month_name(first: date, steps: int) -> str:
    year, month = month_after(first.year, first.month, steps)
    return f"{year:04d}-{month:02d}"


def _session_line(row: Any) -> SessionLine:
    return SessionLine(
        id=row.id,
        kind=row.kind,
        status=row.status,
        at=local(row.started_at, row.started_offset),
        minutes=row.minutes,
        leg_before=row.leg_before,
        leg_after=row.leg_after,
        practitioner=row.practitioner,
    )


def _dose_line(row: Any) -> DoseLine:
    at = None if row.taken_at is None else local(row.taken_at, row.taken_offset)
    return DoseLine(row.id, row.none_taken, at, row.name, amount_words(row.amount, row.unit))
