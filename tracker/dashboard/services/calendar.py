"""A month of the diary as a calendar: the score of each day, and what else it holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.diary import queries as diary_queries
from tracker.diary.services.reading import score_words
from tracker.domain.scores.daily import DAILY, DayScore, EntryScore, day_scores
from tracker.domain.values.periods import month_after, month_grid
from tracker.storage.rows import grouped, rows_of
from tracker.treatment.models import TreatmentSession
from tracker.treatment.queries import treatment as treatment_queries
from tracker.wording.dashboard import day_words, nothing_recorded
from tracker.wording.treatment import session_name
from tracker.wording.vocabularies import SESSION_KINDS


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day of the calendar: its score, and which treatments (`named` as they are called) and medicine it holds."""

    date: date
    score: DayScore | None
    kinds: tuple[str, ...]
    planned: tuple[str, ...]
    named: tuple[str, ...]
    named_planned: tuple[str, ...]
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
    def has_marks(self) -> bool:
        return bool(self.kinds or self.planned or self.medicine or self.changed)

    @property
    def words(self) -> str:
        """The day for those who do not see the tint and the marks."""
        return self.holds or nothing_recorded()

    @property
    def holds(self) -> str:
        """What is recorded for the day; empty where nothing."""
        return day_words(
            self.leg,
            self.back,
            late=self.score is not None and self.score.late,
            held=self.named,
            planned=self.named_planned,
            medicine=self.medicine,
            changed=self.changed,
            moments=bool(self.moments) and self.score is None,
        )


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the calendar, Monday first; None where a place belongs to another month."""

    first: date
    weeks: tuple[tuple[CalendarDay | None, ...], ...]
    before: str
    after: str

    @property
    def held(self) -> tuple[CalendarDay, ...]:
        """The days of the month on which anything is recorded."""
        return tuple(day for week in self.weeks for day in week if day is not None and day.holds)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of treatment of the month, for the legend."""
        held = {kind for day in self.held for kind in (*day.kinds, *day.planned)}
        return tuple(kind for kind in SESSION_KINDS if kind in held)

    @property
    def any_planned(self) -> bool:
        return any(day.planned for day in self.held)

    @property
    def any_medicine(self) -> bool:
        return any(day.medicine for day in self.held)

    @property
    def any_changed(self) -> bool:
        return any(day.changed for day in self.held)

    @property
    def any_back_alone(self) -> bool:
        return any(day.back and not day.leg for day in self.held)

    @property
    def any_late(self) -> bool:
        return any(day.score is not None and day.score.late for day in self.held)


def read_month(db_session: Session, patient_id: UUID, first: date) -> Month:
    """The calendar of the month that begins on `first`, in four queries."""
    grid = month_grid(first.year, first.month)
    last = max(day for week in grid for day in week if day is not None)
    asked = patient_id, first, last
    entries = grouped(rows_of(db_session, *diary_queries.entry_scores(*asked)), lambda row: row.for_date)
    sessions = grouped(rows_of(db_session, *treatment_queries.sessions_between(*asked)), lambda row: row.local_day)
    doses = grouped(rows_of(db_session, *treatment_queries.doses_between(*asked)), lambda row: row.local_day)
    changes = grouped(rows_of(db_session, *diary_queries.life_events_between(*asked)), lambda row: row.for_date)
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
            named=_names(held, "attended"),
            named_planned=_names(held, "planned"),
            medicine=any(not row.none_taken for row in doses[day]),
            changed=bool(changes[day]),
            moments=sum(row.kind != DAILY for row in entries[day]),
        )

    weeks = tuple(tuple(place(day) for day in week) for week in grid)
    return Month(first, weeks, _month_name(first, -1), _month_name(first, 1))


def month_of(day: date) -> date:
    return day.replace(day=1)


def _kinds(rows: Iterable[TreatmentSession], status: str) -> tuple[str, ...]:
    held = {row.kind for row in rows if row.status == status}
    return tuple(kind for kind in SESSION_KINDS if kind in held)


def _names(rows: Iterable[TreatmentSession], status: str) -> tuple[str, ...]:
    """What the sessions are called within a sentence, each once, in the order of the kinds."""
    order = list(SESSION_KINDS)
    held = sorted((row for row in rows if row.status == status), key=lambda row: order.index(row.kind))
    return tuple(dict.fromkeys(session_name(row.kind, row.other_name, in_sentence=True) for row in held))


def _month_name(first: date, steps: int) -> str:
    year, month = month_after(first.year, first.month, steps)
    return f"{year:04d}-{month:02d}"
