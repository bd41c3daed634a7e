"""Queries about treatment. Each takes the patient first and sees live rows alone.

A session whose course was deleted keeps its link, so that undoing the deletion puts everything back; every query here
gives such a session no course. A "took none" statement stands only as long as its day holds no dose.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlalchemy.orm import aliased

from tracker.domain.vocabularies import SELF_CARE_KINDS
from tracker.patients.models import Caution, Revision
from tracker.storage.prepared import prepared
from tracker.treatment.models import Course, Dose, PlanChange, TreatmentSession
from tracker.treatment.queries.session_records import is_recorded

RECENT_DOSES = 60
LATEST_LOOKED_AT = 5
MOST_PLANNED = 20
NAMES_OFFERED = 12
_NOT_SHOWN = frozenset({"patient_id", "deleted_at"})


def _columns(model: Any, *without: str) -> list[Any]:
    return [column for column in model.__table__.columns if column.key not in _NOT_SHOWN.union(without)]


def _live_course() -> ColumnElement[bool]:
    return and_(
        Course.patient_id == TreatmentSession.patient_id,
        Course.id == TreatmentSession.course_id,
        Course.deleted_at.is_(None),
    )


def _live_sessions(patient_id: uuid.UUID) -> ColumnElement[bool]:
    return and_(TreatmentSession.patient_id == patient_id, TreatmentSession.deleted_at.is_(None))


def _in_days(column: Any, first_day: date | None, last_day: date | None) -> ColumnElement[bool]:
    limits = [true()]
    if first_day is not None:
        limits.append(column >= first_day)
    if last_day is not None:
        limits.append(column <= last_day)
    return and_(*limits)


def _sessions(patient_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(*_columns(TreatmentSession, "course_id"), Course.id.label("course_id"))
        .select_from(TreatmentSession)
        .outerjoin(Course, _live_course())
        .where(_live_sessions(patient_id))
    )


@prepared
def sessions_between(patient_id: uuid.UUID, first_day: date | None, last_day: date | None) -> Select[*tuple[Any, ...]]:
    """Every column of the sessions of these local days, both included, oldest first; None is no limit."""
    return (
        _sessions(patient_id)
        .where(_in_days(TreatmentSession.local_day, first_day, last_day))
        .order_by(TreatmentSession.started_at, TreatmentSession.id)
    )


@prepared
def acts_between(patient_id: uuid.UUID, first_day: date, last_day: date) -> Select[*tuple[Any, ...]]:
    """Id, kind, minutes, day and own name of what was attended or done on these days, both included, oldest first."""
    return (
        select(
            TreatmentSession.id,
            TreatmentSession.kind,
            TreatmentSession.minutes,
            TreatmentSession.local_day,
            TreatmentSession.other_name,
        )
        .where(_live_sessions(patient_id), TreatmentSession.status == "attended")
        .where(_in_days(TreatmentSession.local_day, first_day, last_day))
        .order_by(TreatmentSession.started_at, TreatmentSession.id)
    )


@prepared
def course_sessions(patient_id: uuid.UUID, course_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """Every column of the sessions of a course, of any status, oldest first."""
    return (
        _sessions(patient_id)
        .where(TreatmentSession.course_id == course_id, Course.id.is_not(None))
        .order_by(TreatmentSession.started_at, TreatmentSession.id)
    )


def marks_of(patient_id: uuid.UUID, course_ids: Iterable[uuid.UUID]) -> Select[*tuple[Any, ...]]:
    """What numbering needs of the sessions of some courses: id, started_at, status, course_id; and their local day."""
    return select(
        TreatmentSession.id,
        TreatmentSession.started_at,
        TreatmentSession.status,
        TreatmentSession.course_id,
        TreatmentSession.local_day,
    ).where(_live_sessions(patient_id), TreatmentSession.course_id.in_(list(course_ids)))


def session_page(patient_id: uuid.UUID, show: str, limit: int, offset: int) -> Select[*tuple[Any, ...]]:
    """Attended and missed sessions: by course, the newest first, then those without one.

    Each with its course, and `recorded`: whether a practitioner recorded it.
    """
    query = _sessions(patient_id).add_columns(
        Course.kind.label("course_kind"),
        Course.started_on.label("course_started_on"),
        Course.planned_sessions.label("course_planned"),
        Course.phase.label("course_phase"),
        is_recorded().label("recorded"),
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


@prepared
def loose_sessions(patient_id: uuid.UUID, kind: str) -> Select[*tuple[Any, ...]]:
    """The sessions of a kind, of any status, that are in no course: id, status, time, local day, who; oldest first."""
    return (
        select(
            TreatmentSession.id,
            TreatmentSession.status,
            TreatmentSession.started_at,
            TreatmentSession.started_offset,
            TreatmentSession.local_day,
            TreatmentSession.practitioner,
        )
        .select_from(TreatmentSession)
        .outerjoin(Course, _live_course())
        .where(_live_sessions(patient_id), TreatmentSession.kind == kind, Course.id.is_(None))
        .order_by(TreatmentSession.started_at, TreatmentSession.id)
    )


@prepared
def planned_sessions(patient_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """Appointments by time, those whose time has passed first."""
    return (
        select(
            TreatmentSession.id,
            TreatmentSession.kind,
            TreatmentSession.started_at,
            TreatmentSession.started_offset,
            TreatmentSession.practitioner,
            Course.id.label("course_id"),
            TreatmentSession.other_name,
        )
        .select_from(TreatmentSession)
        .outerjoin(Course, _live_course())
        .where(_live_sessions(patient_id), TreatmentSession.status == "planned")
        .order_by(TreatmentSession.started_at, TreatmentSession.id)
        .limit(MOST_PLANNED)
    )


@prepared
def latest_of_kind(patient_id: uuid.UUID, kind: str, other_than: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """The attended sessions of this kind that came last, but for one: what the form of that one offers to repeat."""
    return (
        _sessions(patient_id)
        .where(TreatmentSession.kind == kind, TreatmentSession.status == "attended", TreatmentSession.id != other_than)
        .order_by(TreatmentSession.started_at.desc(), TreatmentSession.id)
        .limit(LATEST_LOOKED_AT)
    )


@prepared
def other_names(patient_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """What the person called other treatments, the newest name first."""
    return (
        select(TreatmentSession.other_name)
        .where(_live_sessions(patient_id), TreatmentSession.other_name.is_not(None))
        .group_by(TreatmentSession.other_name)
        .order_by(func.max(TreatmentSession.started_at).desc(), TreatmentSession.other_name)
        .limit(NAMES_OFFERED)
    )


@prepared
def latest_self_care(patient_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """Kind and minutes of the latest attended act of self-care of each kind."""
    attended = and_(
        _live_sessions(patient_id),
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
        select(TreatmentSession.kind, TreatmentSession.minutes)
        .join(
            latest,
            and_(TreatmentSession.kind == latest.c.kind, TreatmentSession.started_at == latest.c.started_at),
        )
        .where(attended)
        .order_by(TreatmentSession.kind, TreatmentSession.id)
    )


def _courses(patient_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    counts = (
        select(
            TreatmentSession.course_id,
            func.count().filter(TreatmentSession.status == "attended").label("done"),
            func.count().filter(TreatmentSession.status == "missed").label("missed"),
        )
        .where(_live_sessions(patient_id))
        .group_by(TreatmentSession.course_id)
        .subquery()
    )
    return (
        select(
            *_columns(Course),
            func.coalesce(counts.c.done, 0).label("done"),
            func.coalesce(counts.c.missed, 0).label("missed"),
        )
        .select_from(Course)
        .outerjoin(counts, counts.c.course_id == Course.id)
        .where(Course.patient_id == patient_id, Course.deleted_at.is_(None))
    )


@prepared
def courses_of(patient_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """Every column of each course, with `done` and `missed` sessions counted; the newest first."""
    return _courses(patient_id).order_by(Course.started_on.desc(), Course.created_at.desc(), Course.id)


@prepared
def one_course(patient_id: uuid.UUID, course_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """One course, as `courses_of` gives it."""
    return _courses(patient_id).where(Course.id == course_id)


def _plan_changes(patient_id: uuid.UUID, *columns: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(PlanChange.at, PlanChange.changed, *columns)
        .outerjoin(Revision, and_(Revision.patient_id == PlanChange.patient_id, Revision.id == PlanChange.id))
        .where(
            PlanChange.patient_id == patient_id,
            PlanChange.deleted_at.is_(None),
            Revision.undone_at.is_(None),
        )
        .order_by(PlanChange.at, Revision.number, PlanChange.id)
    )


@prepared
def plan_changes(patient_id: uuid.UUID, course_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """The changes of a course's plan that were not undone, oldest first."""
    found = _plan_changes(patient_id, PlanChange.id, PlanChange.by_name, PlanChange.reason)
    return found.where(PlanChange.course_id == course_id)


def plan_changes_of(patient_id: uuid.UUID, course_ids: Sequence[uuid.UUID]) -> Select[*tuple[Any, ...]]:
    """Moment, what became what, and course of the same changes of some courses."""
    return _plan_changes(patient_id, PlanChange.course_id).where(PlanChange.course_id.in_(course_ids))


def _standing_doses(patient_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    taken = aliased(Dose)
    any_taken = (
        select(taken.id)
        .where(
            taken.patient_id == patient_id,
            taken.local_day == Dose.local_day,
            taken.none_taken.is_(False),
            taken.deleted_at.is_(None),
        )
        .exists()
    )
    return select(*_columns(Dose)).where(
        Dose.patient_id == patient_id, Dose.deleted_at.is_(None), or_(Dose.none_taken.is_(False), ~any_taken)
    )


@prepared
def doses_between(patient_id: uuid.UUID, first_day: date | None, last_day: date | None) -> Select[*tuple[Any, ...]]:
    """Every column of the doses and standing "took none" statements of these local days, oldest first."""
    return (
        _standing_doses(patient_id)
        .where(_in_days(Dose.local_day, first_day, last_day))
        .order_by(Dose.local_day, Dose.taken_at, Dose.id)
    )


@prepared
def dose_page(patient_id: uuid.UUID, limit: int, offset: int) -> Select[*tuple[Any, ...]]:
    """Doses and standing "took none" statements, the newest first."""
    return (
        _standing_doses(patient_id)
        .order_by(Dose.local_day.desc(), Dose.taken_at.desc(), Dose.id)
        .limit(limit)
        .offset(offset)
    )


@prepared
def recent_doses(patient_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """The last doses: id, name, amount, unit."""
    return (
        select(Dose.id, Dose.name, Dose.amount, Dose.unit)
        .where(Dose.patient_id == patient_id, Dose.deleted_at.is_(None), Dose.none_taken.is_(False))
        .order_by(Dose.local_day.desc(), Dose.taken_at.desc(), Dose.id)
        .limit(RECENT_DOSES)
    )


@prepared
def doses_of_day(patient_id: uuid.UUID, day: date) -> Select[*tuple[Any, ...]]:
    """Id and `none_taken` of what a day holds, statements that no longer stand included."""
    return (
        select(Dose.id, Dose.none_taken)
        .where(Dose.patient_id == patient_id, Dose.deleted_at.is_(None), Dose.local_day == day)
        .order_by(Dose.none_taken, Dose.entered_at, Dose.id)
    )


@prepared
def caution_kinds(patient_id: uuid.UUID) -> Select[str]:
    """The cautions that hold now."""
    return (
        select(Caution.kind)
        .where(Caution.patient_id == patient_id, Caution.deleted_at.is_(None), Caution.ended_on.is_(None))
        .order_by(Caution.noted_on, Caution.kind)
    )


@prepared
def running_courses(patient_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """The plan of each course that has not ended, with the day of its first session of any status.

    Beside it how many sessions were attended, and the day of the last of those.
    """
    attended = TreatmentSession.status == "attended"
    sessions = (
        select(
            TreatmentSession.course_id,
            func.min(TreatmentSession.local_day).label("first_session_day"),
            func.count().filter(attended).label("done"),
            func.max(TreatmentSession.local_day).filter(attended).label("last_on"),
        )
        .where(_live_sessions(patient_id))
        .group_by(TreatmentSession.course_id)
        .subquery()
    )
    return (
        select(
            Course.id,
            Course.kind,
            Course.phase,
            Course.started_on,
            sessions.c.first_session_day,
            func.coalesce(sessions.c.done, 0).label("done"),
            sessions.c.last_on,
        )
        .select_from(Course)
        .outerjoin(sessions, sessions.c.course_id == Course.id)
        .where(Course.patient_id == patient_id, Course.deleted_at.is_(None), Course.phase != "ended")
        .order_by(Course.started_on, Course.id)
    )
