"""Queries about treatment. Each takes the patient first and sees live rows alone.

A session whose course was deleted keeps its link, so that undoing the deletion puts everything back; every query here
gives such a session no course. A "took none" statement stands only as long as its day holds no dose.
"""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlalchemy.orm import aliased

from tracker.domain.vocabularies import SELF_CARE_KINDS
from tracker.patients.models import Caution
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, select_as, whole
from tracker.treatment.models import Course, Dose, TreatmentSession
from tracker.treatment.queries.session_records import is_recorded

RECENT_DOSES = 60
LATEST_LOOKED_AT = 5
MOST_PLANNED = 20
NAMES_OFFERED = 12


def _live_course() -> ColumnElement[bool]:
    return and_(
        Course.live(TreatmentSession.patient_id),
        Course.id == TreatmentSession.course_id,
    )


def _in_days(column: Any, first_day: date | None, last_day: date | None) -> ColumnElement[bool]:
    limits = [true()]
    if first_day is not None:
        limits.append(column >= first_day)
    if last_day is not None:
        limits.append(column <= last_day)
    return and_(*limits)


def _sessions(patient_id: uuid.UUID) -> RowSelect[TreatmentSession]:
    return (
        whole(TreatmentSession, course_id=Course.id)
        .select_from(TreatmentSession)
        .outerjoin(Course, _live_course())
        .where(TreatmentSession.live(patient_id))
    )


@prepared
def sessions_between(
    patient_id: uuid.UUID, first_day: date | None, last_day: date | None
) -> RowSelect[TreatmentSession]:
    """Every column of the sessions of these local days, both included, oldest first; None is no limit."""
    return (
        _sessions(patient_id)
        .where(_in_days(TreatmentSession.local_day, first_day, last_day))
        .order_by(TreatmentSession.started_at, TreatmentSession.id)
    )


class SessionDoneRow(NamedTuple):
    """What was attended or done."""

    id: uuid.UUID
    kind: str
    minutes: int | None
    local_day: date
    other_name: str | None


@prepared
def sessions_done_between(patient_id: uuid.UUID, first_day: date, last_day: date) -> RowSelect[SessionDoneRow]:
    """Id, kind, minutes, day and own name of what was attended or done on these days, both included, oldest first."""
    return (
        select_as(SessionDoneRow, TreatmentSession)
        .where(TreatmentSession.live(patient_id), TreatmentSession.status == "attended")
        .where(_in_days(TreatmentSession.local_day, first_day, last_day))
        .order_by(TreatmentSession.started_at, TreatmentSession.id)
    )


@prepared
def course_sessions(patient_id: uuid.UUID, course_id: uuid.UUID) -> RowSelect[TreatmentSession]:
    """Every column of the sessions of a course, of any status, oldest first."""
    return (
        _sessions(patient_id)
        .where(TreatmentSession.course_id == course_id, Course.id.is_not(None))
        .order_by(TreatmentSession.started_at, TreatmentSession.id)
    )


class Mark(NamedTuple):
    """What numbering needs of a session."""

    id: uuid.UUID
    started_at: datetime
    status: str
    course_id: uuid.UUID
    local_day: date


def marks_of(patient_id: uuid.UUID, course_ids: Iterable[uuid.UUID]) -> RowSelect[Mark]:
    """What numbering needs of the sessions of some courses: id, started_at, status, course_id; and their local day."""
    return select_as(Mark, TreatmentSession).where(
        TreatmentSession.live(patient_id), TreatmentSession.course_id.in_(list(course_ids))
    )


class SessionListed(NamedTuple):
    """A session in the list, with its course, if any, and whether a practitioner recorded it."""

    id: uuid.UUID
    kind: str
    status: str
    started_at: datetime
    started_offset: int
    minutes: int | None
    practitioner: str | None
    leg_before: int | None
    leg_after: int | None
    back_before: int | None
    back_after: int | None
    helped: str | None
    distance_m: int | None
    side_effects: str | None
    other_name: str | None
    course_id: uuid.UUID | None
    course_kind: str
    course_started_on: date
    course_planned: int
    course_phase: str
    recorded: bool


def session_page(patient_id: uuid.UUID, show: str, limit: int, offset: int) -> RowSelect[SessionListed]:
    """Attended and missed sessions: by course, the newest first, then those without one."""
    query = (
        select_as(
            SessionListed,
            TreatmentSession,
            course_id=Course.id,
            course_kind=Course.kind,
            course_started_on=Course.started_on,
            course_planned=Course.planned_sessions,
            course_phase=Course.phase,
            recorded=is_recorded(),
        )
        .outerjoin(Course, _live_course())
        .where(TreatmentSession.live(patient_id))
    )
    if show == "courses":
        query = query.where(Course.id.is_not(None))
    elif show == "others":
        query = query.where(Course.id.is_(None))
    return (
        query.where(TreatmentSession.status != "planned")
        .order_by(
            Course.id.is_(None),
            Course.started_on.desc(),
            Course.id,
            TreatmentSession.started_at.desc(),
            TreatmentSession.id,
        )
        .limit(limit)
        .offset(offset)
    )


class LooseSession(NamedTuple):
    """A session in no course."""

    id: uuid.UUID
    status: str
    started_at: datetime
    started_offset: int
    local_day: date
    practitioner: str | None


@prepared
def loose_sessions(patient_id: uuid.UUID, kind: str) -> RowSelect[LooseSession]:
    """The sessions of a kind, of any status, that are in no course: id, status, time, local day, who; oldest first."""
    return (
        select_as(LooseSession, TreatmentSession)
        .select_from(TreatmentSession)
        .outerjoin(Course, _live_course())
        .where(TreatmentSession.live(patient_id), TreatmentSession.kind == kind, Course.id.is_(None))
        .order_by(TreatmentSession.started_at, TreatmentSession.id)
    )


class PlannedSession(NamedTuple):
    """An appointment."""

    id: uuid.UUID
    kind: str
    started_at: datetime
    started_offset: int
    practitioner: str | None
    course_id: uuid.UUID | None
    other_name: str | None


@prepared
def planned_sessions(patient_id: uuid.UUID) -> RowSelect[PlannedSession]:
    """Appointments by time, those whose time has passed first."""
    return (
        select_as(PlannedSession, TreatmentSession, course_id=Course.id)
        .select_from(TreatmentSession)
        .outerjoin(Course, _live_course())
        .where(TreatmentSession.live(patient_id), TreatmentSession.status == "planned")
        .order_by(TreatmentSession.started_at, TreatmentSession.id)
        .limit(MOST_PLANNED)
    )


@prepared
def latest_of_kind(patient_id: uuid.UUID, kind: str, other_than: uuid.UUID) -> RowSelect[TreatmentSession]:
    """The attended sessions of this kind that came last, but for one: what the form of that one offers to repeat."""
    return (
        _sessions(patient_id)
        .where(TreatmentSession.kind == kind, TreatmentSession.status == "attended", TreatmentSession.id != other_than)
        .order_by(TreatmentSession.started_at.desc(), TreatmentSession.id)
        .limit(LATEST_LOOKED_AT)
    )


class OtherName(NamedTuple):
    """What somebody called another treatment."""

    name: str


@prepared
def other_names(patient_id: uuid.UUID) -> RowSelect[OtherName]:
    """What the person called other treatments, the newest name first."""
    return (
        select_as(OtherName, name=TreatmentSession.other_name)
        .where(TreatmentSession.live(patient_id), TreatmentSession.other_name.is_not(None))
        .group_by(TreatmentSession.other_name)
        .order_by(func.max(TreatmentSession.started_at).desc(), TreatmentSession.other_name)
        .limit(NAMES_OFFERED)
    )


class SelfCare(NamedTuple):
    """The latest act of self-care of a kind."""

    kind: str
    minutes: int | None


@prepared
def latest_self_care(patient_id: uuid.UUID) -> RowSelect[SelfCare]:
    """Kind and minutes of the latest attended act of self-care of each kind."""
    attended = and_(
        TreatmentSession.live(patient_id),
        TreatmentSession.status == "attended",
        TreatmentSession.kind.in_(SELF_CARE_KINDS),
    )
    latest = (
        select(TreatmentSession.kind, func.max(TreatmentSession.started_at).label("started_at"))
        .where(attended)
        .group_by(TreatmentSession.kind)
        .subquery()
    )
    return (
        select_as(SelfCare, TreatmentSession)
        .join(
            latest,
            and_(TreatmentSession.kind == latest.c.kind, TreatmentSession.started_at == latest.c.started_at),
        )
        .where(attended)
        .order_by(TreatmentSession.kind, TreatmentSession.id)
    )


def _uncontradicted_doses(patient_id: uuid.UUID) -> RowSelect[Dose]:
    taken = aliased(Dose)
    any_taken = (
        select(taken.id)
        .where(
            taken.live(patient_id),
            taken.local_day == Dose.local_day,
            taken.none_taken.is_(False),
        )
        .exists()
    )
    return whole(Dose).where(Dose.live(patient_id), or_(Dose.none_taken.is_(False), ~any_taken))


@prepared
def doses_between(patient_id: uuid.UUID, first_day: date | None, last_day: date | None) -> RowSelect[Dose]:
    """The doses of these local days and the "took none" statements that none contradicts, oldest first."""
    return (
        _uncontradicted_doses(patient_id)
        .where(_in_days(Dose.local_day, first_day, last_day))
        .order_by(Dose.local_day, Dose.taken_at, Dose.id)
    )


@prepared
def dose_page(patient_id: uuid.UUID, limit: int, offset: int) -> RowSelect[Dose]:
    """Doses, and "took none" statements that none contradicts, the newest first."""
    return (
        _uncontradicted_doses(patient_id)
        .order_by(Dose.local_day.desc(), Dose.taken_at.desc(), Dose.id)
        .limit(limit)
        .offset(offset)
    )


class RecentDose(NamedTuple):
    """A dose taken lately."""

    id: uuid.UUID
    name: str
    amount: Decimal | None
    unit: str | None


@prepared
def recent_doses(patient_id: uuid.UUID) -> RowSelect[RecentDose]:
    """The last doses: id, name, amount, unit."""
    return (
        select_as(RecentDose, Dose)
        .where(Dose.live(patient_id), Dose.none_taken.is_(False))
        .order_by(Dose.local_day.desc(), Dose.taken_at.desc(), Dose.id)
        .limit(RECENT_DOSES)
    )


class DoseMark(NamedTuple):
    """What a day holds."""

    id: uuid.UUID
    none_taken: bool


@prepared
def doses_of_day(patient_id: uuid.UUID, day: date) -> RowSelect[DoseMark]:
    """Id and `none_taken` of what a day holds, statements that no longer stand included."""
    return (
        select_as(DoseMark, Dose)
        .where(Dose.live(patient_id), Dose.local_day == day)
        .order_by(Dose.none_taken, Dose.entered_at, Dose.id)
    )


@prepared
def caution_kinds(patient_id: uuid.UUID) -> Select[str]:
    """The cautions that hold now."""
    return (
        select(Caution.kind)
        .where(Caution.live(patient_id), Caution.ended_on.is_(None))
        .order_by(Caution.noted_on, Caution.kind)
    )
