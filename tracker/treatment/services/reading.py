"""What pages read of treatment, as small frozen facts from a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.domain.sharing.terms import RunningCourse
from tracker.domain.treatment.medication import DoseFacts
from tracker.domain.treatment.one_visit import Visit
from tracker.domain.treatment.painkillers import MedicineMonth, medicine_months
from tracker.domain.treatment.sessions import SideEffect, noticed, parse_side_effects
from tracker.domain.values.periods import local, month_after
from tracker.domain.vocabularies import SELF_CARE_KINDS
from tracker.storage.rows import column_of, rows_of
from tracker.treatment.queries import courses as course_queries
from tracker.treatment.queries import treatment
from tracker.treatment.queries.courses import CourseRow
from tracker.treatment.queries.session_list import SessionListed, session_page
from tracker.treatment.services.doses import facts_of
from tracker.treatment.services.one_visit import visit_in
from tracker.treatment.services.sessions import SELF_CARE_MINUTES, numbers_in
from tracker.wording.imported import when_from
from tracker.wording.treatment import COMMON_OTHERS, amount_words, medicine_words

MOST_MEDICINES = 3
MONTHS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class SelfCareChip:
    """One tap: what it logs, and for how many minutes, as last time."""

    kind: str
    minutes: int


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session in a list. `number` is its number in its course, for an attended one."""

    row: SessionListed
    number: int | None

    @property
    def started_at(self) -> datetime:
        return local(self.row.started_at, self.row.started_offset)

    @property
    def when(self) -> str:
        """17:30, imported from Bearable."""
        return when_from(self.started_at, self.row.time_unknown, self.row.imported_from)

    @property
    def side_effects(self) -> tuple[SideEffect, ...]:
        return noticed(parse_side_effects(self.row.side_effects or ""))


@dataclass(frozen=True, slots=True)
class DoseLine:
    """One dose in a list, or the statement that none was taken."""

    id: UUID
    facts: DoseFacts

    imported_from: str | None = None

    @property
    def when(self) -> str:
        """08:00, imported from Bearable; blank where none was taken."""
        at = self.facts.taken_at
        return "" if at is None else when_from(at, self.facts.time_unknown, self.imported_from)

    @property
    def day(self) -> date:
        return self.facts.for_date

    @property
    def month(self) -> date:
        return self.day.replace(day=1)

    @property
    def amount(self) -> str:
        return amount_words(self.facts.amount, self.facts.unit)

    @property
    def words(self) -> str:
        return medicine_words(self.facts.name, self.amount)


def self_care(db_session: Session, patient_id: UUID) -> tuple[SelfCareChip, ...]:
    """What one tap logs for each kind of self-care, in one query."""
    latest = {row.kind: row.minutes for row in rows_of(db_session, *treatment.latest_self_care(patient_id))}
    return tuple(
        SelfCareChip(kind, SELF_CARE_MINUTES[kind] if (minutes := latest.get(kind)) is None else minutes)
        for kind in SELF_CARE_KINDS
    )


def appointments(db_session: Session, patient_id: UUID, now: datetime) -> tuple[tuple[Visit, ...], tuple[Visit, ...]]:
    """The appointments to come and those whose time has passed, each by time."""
    every = [visit_in(row) for row in rows_of(db_session, *treatment.planned_sessions(patient_id))]
    return tuple(a for a in every if a.started_at >= now), tuple(a for a in every if a.started_at < now)


def courses(db_session: Session, patient_id: UUID) -> Sequence[CourseRow]:
    """Every course, the newest first, in one query."""
    return rows_of(db_session, *course_queries.courses_of(patient_id))


def other_names(db_session: Session, patient_id: UUID) -> tuple[str, ...]:
    """What to offer as the name of another treatment: the person's own names, the newest first, then common ones."""
    own = [name for name in column_of(db_session, *treatment.other_names(patient_id)) if name is not None]
    known = {name.casefold() for name in own}
    return (*own, *(name for name in COMMON_OTHERS if name.casefold() not in known))


def session_lines(db_session: Session, patient_id: UUID, show: str, limit: int, offset: int) -> tuple[SessionLine, ...]:
    """A page of the list of sessions, in one query, and one more for the numbers of those of courses."""
    rows = rows_of(db_session, *session_page(patient_id, show, limit, offset))
    courses = {row.course_id for row in rows if row.course_id is not None}
    numbers = numbers_in(rows_of(db_session, *treatment.sessions_of(patient_id, courses))) if courses else {}
    return tuple(SessionLine(row, numbers.get(row.id)) for row in rows)


def by_course(lines: Sequence[SessionLine]) -> list[list[SessionLine]]:
    """The lines of a page in groups of one course, or of none, in the order they come."""
    return [list(found) for _course_id, found in groupby(lines, key=lambda line: line.row.course_id)]


def dose_lines(db_session: Session, patient_id: UUID, limit: int, offset: int) -> tuple[DoseLine, ...]:
    """A page of the list of medication, in one query."""
    rows = rows_of(db_session, *treatment.dose_page(patient_id, limit, offset))
    return tuple(DoseLine(row.id, facts_of(row), row.imported_from) for row in rows)


def months_of_medicine(db_session: Session, patient_id: UUID, today: date) -> tuple[MedicineMonth, ...]:
    """The last twelve months in which anything was said of medicine, newest first, in one query."""
    first = date(*month_after(today.year, today.month, 1 - MONTHS_SHOWN), 1)
    return medicine_months(rows_of(db_session, *treatment.doses_by_day(patient_id, first)))


def recent_medicines(db_session: Session, patient_id: UUID) -> tuple[DoseLine, ...]:
    """The latest dose of each medicine taken lately, which one tap repeats, the latest first, in one query."""
    found: dict[str, DoseLine] = {}
    for row in rows_of(db_session, *treatment.recent_doses(patient_id)):
        found.setdefault((row.name or "").casefold(), DoseLine(row.id, facts_of(row)))
    return tuple(found.values())


def running_courses(db_session: Session, patient_id: UUID) -> tuple[RunningCourse, ...]:
    """The courses that have not ended, by their planned first day: what a patient chooses from when they share."""
    return tuple(
        RunningCourse(
            kind=row.kind,
            began_on=min(row.started_on, row.first_session_day or row.started_on),
            id=row.id,
            phase=row.phase,
            done=row.done,
            last_on=row.last_on,
        )
        for row in rows_of(db_session, *course_queries.running_courses(patient_id))
    )


def current_cautions(db_session: Session, patient_id: UUID) -> tuple[str, ...]:
    """The codes of the cautions that hold now, in one query."""
    return tuple(column_of(db_session, *treatment.caution_kinds(patient_id)))
