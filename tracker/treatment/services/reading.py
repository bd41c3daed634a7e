"""What pages read of treatment, as small frozen facts from a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.domain.course.counting import SessionMark, review_window
from tracker.domain.treatment.sessions import SideEffect, parse_side_effects
from tracker.domain.vocabularies import SELF_CARE_KINDS
from tracker.storage.rows import rows_of
from tracker.treatment.queries import courses as course_queries
from tracker.treatment.queries import treatment
from tracker.treatment.queries.courses import CountedCourse
from tracker.treatment.queries.treatment import SessionListed
from tracker.treatment.services.moments import local
from tracker.treatment.services.sessions import SELF_CARE_MINUTES, numbers_by_course
from tracker.wording.treatment import COMMON_OTHERS, amount_words, medicine_words

MOST_MEDICINES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseCard:
    """A course in numbers. `next_number` is None once the plan is done; so is the review window of a plan of one."""

    id: UUID
    kind: str
    phase: str
    started_on: date
    ended_on: date | None
    goal: str | None
    done: int
    missed: int
    planned: int
    next_number: int | None
    per_week: int | None
    review_low: int | None
    review_high: int | None


@dataclass(frozen=True, slots=True)
class SelfCareChip:
    """One tap: what it logs, and for how many minutes, as last time."""

    kind: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Appointment:
    """A planned session, at the local time it was planned for; `course_id` is None where it belongs to no course."""

    id: UUID
    kind: str
    started_at: datetime
    practitioner: str | None
    course_id: UUID | None
    other_name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayTreatment:
    """What the Today page says of treatment beside the course."""

    self_care: tuple[SelfCareChip, ...]
    coming: tuple[Appointment, ...]
    overdue: tuple[Appointment, ...]
    doses_today: int
    none_taken_today: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLine:
    """One session in a list. `number` is its number in its course, for an attended one.

    `recorded`: a practitioner recorded it as well.
    """

    id: UUID
    kind: str
    status: str
    started_at: datetime
    minutes: int | None
    practitioner: str | None
    course_id: UUID | None
    number: int | None
    leg_before: int | None
    leg_after: int | None
    back_before: int | None
    back_after: int | None
    helped: str | None
    distance_m: int | None
    side_effects: tuple[SideEffect, ...]
    course: tuple[str, date, int, str] | None
    recorded: bool
    other_name: str | None


@dataclass(frozen=True, slots=True)
class SessionGroup:
    """The sessions of one course on a page, or those of none. `course` is (kind, started on, planned, phase)."""

    course_id: UUID | None
    course: tuple[str, date, int, str] | None
    lines: tuple[SessionLine, ...]


@dataclass(frozen=True, slots=True)
class DoseLine:
    """One dose in a list, or the statement that none was taken."""

    id: UUID
    day: date
    none_taken: bool
    taken_at: datetime | None
    name: str | None
    amount: str
    helped: str | None
    minutes_to_relief: int | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Medicine:
    """A medicine taken lately: `dose_id` is the dose that one tap repeats."""

    dose_id: UUID
    name: str
    amount: str

    @property
    def words(self) -> str:
        return medicine_words(self.name, self.amount)


def today_facts(db_session: Session, patient_id: UUID, day: date, now: datetime) -> TodayTreatment:
    """What Today says of treatment beside the course, in three queries."""
    coming, overdue = appointments(db_session, patient_id, now)
    marks = [row.none_taken for row in rows_of(db_session, *treatment.doses_of_day(patient_id, day))]
    doses = marks.count(False)
    return TodayTreatment(
        self_care=self_care(db_session, patient_id),
        coming=coming,
        overdue=overdue,
        doses_today=doses,
        none_taken_today=bool(marks) and doses == 0,
    )


def self_care(db_session: Session, patient_id: UUID) -> tuple[SelfCareChip, ...]:
    """What one tap logs for each kind of self-care, in one query."""
    latest = {row.kind: row.minutes for row in rows_of(db_session, *treatment.latest_self_care(patient_id))}
    return tuple(
        SelfCareChip(kind, SELF_CARE_MINUTES[kind] if (minutes := latest.get(kind)) is None else minutes)
        for kind in SELF_CARE_KINDS
    )


def appointments(
    db_session: Session, patient_id: UUID, now: datetime
) -> tuple[tuple[Appointment, ...], tuple[Appointment, ...]]:
    """The appointments to come and those whose time has passed, each by time."""
    every = tuple(
        Appointment(
            row.id,
            row.kind,
            local(row.started_at, row.started_offset),
            row.practitioner,
            row.course_id,
            row.other_name,
        )
        for row in rows_of(db_session, *treatment.planned_sessions(patient_id))
    )
    return tuple(a for a in every if a.started_at >= now), tuple(a for a in every if a.started_at < now)


def course_card(row: CountedCourse) -> CourseCard:
    """A course as its card shows it."""
    window = review_window(row.planned_sessions) or (None, None)
    return CourseCard(
        id=row.id,
        kind=row.kind,
        phase=row.phase,
        started_on=row.started_on,
        ended_on=row.ended_on,
        goal=row.goal,
        done=row.done,
        missed=row.missed,
        planned=row.planned_sessions,
        next_number=row.done + 1 if row.done < row.planned_sessions else None,
        per_week=row.per_week,
        review_low=window[0],
        review_high=window[1],
    )


def courses(db_session: Session, patient_id: UUID) -> tuple[CourseCard, ...]:
    """Every course, the newest first, in one query."""
    return tuple(course_card(row) for row in rows_of(db_session, *course_queries.courses_of(patient_id)))


def other_names(db_session: Session, patient_id: UUID) -> tuple[str, ...]:
    """What to offer as the name of another treatment: the person's own names, the newest first, then common ones."""
    own = [row.name for row in rows_of(db_session, *treatment.other_names(patient_id))]
    known = {name.casefold() for name in own}
    return (*own, *(name for name in COMMON_OTHERS if name.casefold() not in known))


def session_lines(db_session: Session, patient_id: UUID, show: str, limit: int, offset: int) -> tuple[SessionLine, ...]:
    """A page of the list of sessions, in two queries."""
    rows = rows_of(db_session, treatment.session_page(patient_id, show, limit, offset))
    course_ids = {row.course_id for row in rows if row.course_id is not None}
    marks: dict[UUID, list[SessionMark]] = {}
    for mark in rows_of(db_session, treatment.marks_of(patient_id, course_ids)):
        marks.setdefault(mark.course_id, []).append(SessionMark(mark.id, mark.started_at, mark.status))
    numbers = numbers_by_course(marks)
    return tuple(_line(row, numbers.get(row.id)) for row in rows)


def _line(row: SessionListed, number: int | None) -> SessionLine:
    course = None
    if row.course_id is not None:
        course = (row.course_kind, row.course_started_on, row.course_planned, row.course_phase)
    return SessionLine(
        id=row.id,
        kind=row.kind,
        status=row.status,
        started_at=local(row.started_at, row.started_offset),
        minutes=row.minutes,
        practitioner=row.practitioner,
        course_id=row.course_id,
        number=number,
        leg_before=row.leg_before,
        leg_after=row.leg_after,
        back_before=row.back_before,
        back_after=row.back_after,
        helped=row.helped,
        distance_m=row.distance_m,
        side_effects=parse_side_effects(row.side_effects or ""),
        course=course,
        recorded=row.recorded,
        other_name=row.other_name,
    )


def by_course(lines: Sequence[SessionLine]) -> tuple[SessionGroup, ...]:
    """The lines of a page in their groups, in the order they come."""
    groups = []
    for course_id, found in groupby(lines, key=lambda line: line.course_id):
        members = tuple(found)
        groups.append(SessionGroup(course_id, members[0].course, members))
    return tuple(groups)


def dose_lines(db_session: Session, patient_id: UUID, limit: int, offset: int) -> tuple[DoseLine, ...]:
    """A page of the list of medication, in one query."""
    return tuple(
        DoseLine(
            row.id,
            row.local_day,
            row.none_taken,
            None if row.taken_at is None else local(row.taken_at, row.taken_offset),
            row.name,
            amount_words(row.amount, row.unit),
            row.helped,
            row.minutes_to_relief,
            row.note,
        )
        for row in rows_of(db_session, *treatment.dose_page(patient_id, limit, offset))
    )


def recent_medicines(db_session: Session, patient_id: UUID) -> tuple[Medicine, ...]:
    """Each medicine taken lately with its latest amount, the latest first, in one query."""
    found: dict[str, Medicine] = {}
    for row in rows_of(db_session, *treatment.recent_doses(patient_id)):
        found.setdefault(row.name.casefold(), Medicine(row.id, row.name, amount_words(row.amount, row.unit)))
    return tuple(found.values())


def current_cautions(db_session: Session, patient_id: UUID) -> tuple[str, ...]:
    """The codes of the cautions that hold now, in one query."""
    return tuple(db_session.execute(*treatment.caution_kinds(patient_id)).scalars())
