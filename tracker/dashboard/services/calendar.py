"""What each of some days holds, and a month of them as a calendar: the score of a day, and what else was recorded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.diary import queries as diary_queries
from tracker.diary.models import LifeEvent
from tracker.diary.services.beside import beside_days
from tracker.diary.services.reading import score_words
from tracker.domain.scores.daily import DAILY, DayScore, EntryScore, day_scores
from tracker.domain.values.periods import month_after, month_grid
from tracker.storage.rows import grouped, rows_of
from tracker.treatment.models import Dose
from tracker.treatment.queries import treatment as treatment_queries
from tracker.treatment.queries.treatment import SessionOfDay
from tracker.wording.diary import day_words, nothing_recorded
from tracker.wording.formats import commas
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
    tags: tuple[str, ...] = ()

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
        return bool(self.kinds or self.planned or self.medicine or self.changed or self.tags)

    @property
    def words(self) -> str:
        """The day for those who do not see the tint and the marks."""
        return self.holds or nothing_recorded()

    @property
    def holds(self) -> str:
        """What is recorded for the day; empty where nothing."""
        said = day_words(
            self.leg,
            self.back,
            late=self.score is not None and self.score.late,
            held=self.named,
            planned=self.named_planned,
            medicine=self.medicine,
            changed=self.changed,
            moments=bool(self.moments) and self.score is None,
        )
        return commas([part for part in (said, *self.tags) if part])


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
    def any_tagged(self) -> bool:
        return any(day.tags for day in self.held)

    @property
    def any_back_alone(self) -> bool:
        return any(day.back and not day.leg for day in self.held)

    @property
    def any_late(self) -> bool:
        return any(day.score is not None and day.score.late for day in self.held)


@dataclass(frozen=True, slots=True)
class Held:
    """What a stretch of days of a record holds beside its entries, by day: rows of the queries named like it."""

    sessions: Mapping[date, Sequence[SessionOfDay]]
    doses: Mapping[date, Sequence[Dose]]
    changes: Mapping[date, Sequence[LifeEvent]]
    tags: Mapping[date, tuple[str, ...]]
    counted: Mapping[date, str]


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a stretch, with their scores and all else that they hold."""

    held: Held
    entries: Mapping[date, Sequence[EntryScore]]
    scores: Mapping[date, DayScore]

    def place(self, day: date) -> CalendarDay:
        """What the calendar shows of one of the days."""
        sessions = self.held.sessions.get(day, ())
        return CalendarDay(
            date=day,
            score=self.scores.get(day),
            kinds=_kinds(sessions, "attended"),
            planned=_kinds(sessions, "planned"),
            named=_names(sessions, "attended"),
            named_planned=_names(sessions, "planned"),
            medicine=any(not row.none_taken for row in self.held.doses.get(day, ())),
            changed=bool(self.held.changes.get(day)),
            moments=sum(row.kind != DAILY for row in self.entries.get(day, ())),
            tags=self.held.tags.get(day, ()),
        )


def read_held(db_session: Session, patient_id: UUID, first: date, last: date) -> Held:
    """What the days from `first` to `last` hold beside their entries, in four queries."""
    asked = patient_id, first, last
    beside = beside_days(db_session, *asked)
    return Held(
        sessions=grouped(rows_of(db_session, *treatment_queries.sessions_of_days(*asked)), lambda row: row.local_day),
        doses=grouped(rows_of(db_session, *treatment_queries.doses_between(*asked)), lambda row: row.local_day),
        changes=grouped(rows_of(db_session, *diary_queries.life_events_between(*asked)), lambda row: row.for_date),
        tags=beside.tags,
        counted=beside.counted,
    )


def read_entries(db_session: Session, patient_id: UUID, first: date, last: date) -> list[EntryScore]:
    """The scores of every entry and moment of the days from `first` to `last`, by day."""
    return [EntryScore(*row) for row in rows_of(db_session, *diary_queries.entry_scores(patient_id, first, last))]


def read_days(db_session: Session, patient_id: UUID, first: date, last: date) -> Days:
    """The days from `first` to `last`, in five queries."""
    return days_with(read_entries(db_session, patient_id, first, last), read_held(db_session, patient_id, first, last))


def days_with(entries: Sequence[EntryScore], held: Held) -> Days:
    """Days whose entries were read already."""
    return Days(held=held, entries=grouped(entries, lambda row: row.for_date), scores=day_scores(entries))


def read_month(db_session: Session, patient_id: UUID, first: date) -> Month:
    """The calendar of the month that begins on `first`, in five queries."""
    grid = month_grid(first.year, first.month)
    last = max(day for week in grid for day in week if day is not None)
    days = read_days(db_session, patient_id, first, last)
    weeks = tuple(tuple(None if day is None else days.place(day) for day in week) for week in grid)
    return Month(first, weeks, _month_name(first, -1), _month_name(first, 1))


def month_of(day: date) -> date:
    return day.replace(day=1)


def _kinds(rows: Iterable[SessionOfDay], status: str) -> tuple[str, ...]:
    held = {row.kind for row in rows if row.status == status}
    return tuple(kind for kind in SESSION_KINDS if kind in held)


def _names(rows: Iterable[SessionOfDay], status: str) -> tuple[str, ...]:
    """What the sessions are called within a sentence, each once, in the order of the kinds."""
    order = list(SESSION_KINDS)
    held = sorted((row for row in rows if row.status == status), key=lambda row: order.index(row.kind))
    return tuple(dict.fromkeys(session_name(row.kind, row.other_name, in_sentence=True) for row in held))


def _month_name(first: date, steps: int) -> str:
    year, month = month_after(first.year, first.month, steps)
    return f"{year:04d}-{month:02d}"
