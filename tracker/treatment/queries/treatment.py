"""Queries about treatment. Each takes the patient first and sees live rows alone.

A session whose course was deleted keeps its link, so that undoing the deletion puts everything back; every query here
gives such a session no course. A "took none" statement stands only as long as its day holds no dose.
"""

import uuid
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from tracker.domain.treatment.painkillers import DoseOfDay
from tracker.domain.vocabularies import SELF_CARE_KINDS
from tracker.patients.models import Caution
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, in_days, select_as, whole
from tracker.treatment.models import Course, Dose, SessionRecord, TreatmentSession

RECENT_DOSES = 60
LATEST_LOOKED_AT = 5
MOST_PLANNED = 60
NAMES_OFFERED = 12
NAMED = "other"  # the one kind that has names of its own


class SessionShort(NamedTuple):
    """A session in short: what it was, when, for how long, with whom, and the course it was given to."""

    id: uuid.UUID
    kind: str
    other_name: str | None
    status: str
    started_at: datetime
    started_offset: int
    local_day: date
    minutes: int | None
    practitioner: str | None
    course_id: uuid.UUID | None
    time_unknown: bool


def in_short(patient_id: uuid.UUID, **columns: Any) -> RowSelect[SessionShort]:
    """Every session in short, in no order. Its course may be deleted, unless that column is given otherwise."""
    return select_as(SessionShort, TreatmentSession, **columns).where(TreatmentSession.live(patient_id))


def is_recorded(by_account_id: uuid.UUID | None = None) -> ColumnElement[bool]:
    """Whether a practitioner recorded the session that the query around this is about; one of them, where named."""
    query = exists().where(
        SessionRecord.live(TreatmentSession.patient_id),
        SessionRecord.session_id == TreatmentSession.id,
    )
    return query if by_account_id is None else query.where(SessionRecord.by_account_id == by_account_id)


def live_course() -> ColumnElement[bool]:
    """Joins to a session its course, unless that is gone or not shown."""
    return and_(
        Course.live(TreatmentSession.patient_id),
        Course.id == TreatmentSession.course_id,
    )


def _sessions(patient_id: uuid.UUID) -> RowSelect[TreatmentSession]:
    return (
        whole(TreatmentSession, course_id=Course.id)
        .select_from(TreatmentSession)
        .outerjoin(Course, live_course())
        .where(TreatmentSession.live(patient_id))
    )


@prepared
def session_key(patient_id: uuid.UUID, session_id: uuid.UUID) -> Select[uuid.UUID]:
    """The id of a session itself, where there is one, also a deleted one."""
    return select(TreatmentSession.id).where(
        TreatmentSession.patient_id == patient_id, TreatmentSession.id == session_id
    )


@prepared
def sessions_between(
    patient_id: uuid.UUID, first_day: date | None, last_day: date | None
) -> RowSelect[TreatmentSession]:
    """Every column of the sessions of these local days, both included, oldest first; None is no limit."""
    return (
        _sessions(patient_id)
        .where(in_days(TreatmentSession.local_day, first_day, last_day))
        .order_by(TreatmentSession.started_at, TreatmentSession.id)
    )


class SessionOfDay(NamedTuple):
    """A session as the lines, the calendar and the chart of its day tell it."""

    id: uuid.UUID
    kind: str
    other_name: str | None
    status: str
    started_at: datetime
    started_offset: int
    local_day: date
    minutes: int | None
    practitioner: str | None
    leg_before: int | None
    back_before: int | None
    leg_after: int | None
    back_after: int | None
    helped: str | None
    side_effects: str | None
    note: str | None
    imported_from: str | None
    time_unknown: bool


@prepared
def sessions_of_days(patient_id: uuid.UUID, first_day: date, last_day: date) -> RowSelect[SessionOfDay]:
    """The sessions of these local days, both included, oldest first."""
    return (
        select_as(SessionOfDay, TreatmentSession)
        .where(TreatmentSession.live(patient_id), in_days(TreatmentSession.local_day, first_day, last_day))
        .order_by(TreatmentSession.started_at, TreatmentSession.id)
    )


@prepared
def sessions_done_between(patient_id: uuid.UUID, first_day: date, last_day: date) -> RowSelect[SessionShort]:
    """What was attended or done on these days, both included, oldest first."""
    return (
        in_short(patient_id)
        .where(TreatmentSession.status == "attended")
        .where(in_days(TreatmentSession.local_day, first_day, last_day))
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


@prepared
def sessions_of(patient_id: uuid.UUID, course_ids: Collection[uuid.UUID]) -> RowSelect[SessionShort]:
    """The sessions of some courses: what numbering needs of them, and more."""
    return in_short(patient_id).where(TreatmentSession.course_id.in_(course_ids))


def with_points(
    patient_id: uuid.UUID, course_id: uuid.UUID | None, limit: int, offset: int
) -> RowSelect[TreatmentSession]:
    """Attended sessions whose points the patient or a practitioner noted, of one course or all, the newest first."""
    noted = exists().where(
        SessionRecord.live(TreatmentSession.patient_id),
        SessionRecord.session_id == TreatmentSession.id,
        SessionRecord.points.is_not(None),
    )
    query = _sessions(patient_id).where(
        TreatmentSession.status == "attended", or_(TreatmentSession.points.is_not(None), noted)
    )
    if course_id is not None:
        query = query.where(Course.id == course_id)
    newest = (TreatmentSession.started_at.desc(), TreatmentSession.id)
    return query.order_by(*newest).limit(limit).offset(offset)


@prepared
def loose_sessions(patient_id: uuid.UUID, kind: str) -> RowSelect[SessionShort]:
    """The sessions of a kind, of any status, that are in no course; oldest first."""
    return (
        in_short(patient_id)
        .outerjoin(Course, live_course())
        .where(TreatmentSession.kind == kind, Course.id.is_(None))
        .order_by(TreatmentSession.started_at, TreatmentSession.id)
    )


@prepared
def planned_sessions(patient_id: uuid.UUID) -> RowSelect[SessionShort]:
    """Appointments by time, those whose time has passed first."""
    return (
        in_short(patient_id, course_id=Course.id)
        .select_from(TreatmentSession)
        .outerjoin(Course, live_course())
        .where(TreatmentSession.is_planned())
        .order_by(TreatmentSession.started_at, TreatmentSession.id)
        .limit(MOST_PLANNED)
    )


@prepared
def planned_from(patient_id: uuid.UUID, kind: str, started_at: datetime) -> Select[TreatmentSession]:
    """The rows of the appointments of a kind from a moment on, by time, to be changed."""
    return (
        select(TreatmentSession)
        .where(TreatmentSession.live(patient_id), TreatmentSession.kind == kind)
        .where(TreatmentSession.is_planned(), TreatmentSession.started_at >= started_at)
        .order_by(TreatmentSession.started_at, TreatmentSession.id)
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


def _of_kind(patient_id: uuid.UUID, kind: str, other_name: str | None) -> RowSelect[SessionShort]:
    return in_short(patient_id).where(
        TreatmentSession.kind == kind, TreatmentSession.other_name == other_name, TreatmentSession.status != "planned"
    )


@prepared
def one_before(
    patient_id: uuid.UUID, kind: str, other_name: str | None, started_at: datetime, session_id: uuid.UUID
) -> RowSelect[SessionShort]:
    """The session of this kind and name just before this one, attended or missed."""
    begun, own = TreatmentSession.started_at, TreatmentSession.id
    earlier = and_(begun <= started_at, or_(begun < started_at, own < session_id))
    return _of_kind(patient_id, kind, other_name).where(earlier).order_by(begun.desc(), own.desc()).limit(1)


@prepared
def one_after(
    patient_id: uuid.UUID, kind: str, other_name: str | None, started_at: datetime, session_id: uuid.UUID
) -> RowSelect[SessionShort]:
    """The session of this kind and name just after this one, attended or missed."""
    begun, own = TreatmentSession.started_at, TreatmentSession.id
    later = and_(begun >= started_at, or_(begun > started_at, own > session_id))
    return _of_kind(patient_id, kind, other_name).where(later).order_by(begun, own).limit(1)


@prepared
def other_names(patient_id: uuid.UUID) -> Select[str | None]:
    """What the person called other treatments, the newest name first."""
    return (
        select(TreatmentSession.other_name)
        .where(TreatmentSession.live(patient_id), TreatmentSession.kind == NAMED)
        .where(TreatmentSession.other_name.is_not(None))
        .group_by(TreatmentSession.other_name)
        .order_by(func.max(TreatmentSession.started_at).desc(), TreatmentSession.other_name)
        .limit(NAMES_OFFERED)
    )


@prepared
def latest_self_care(patient_id: uuid.UUID) -> RowSelect[SessionShort]:
    """The latest attended act of self-care of each kind, in no order."""
    return in_short(patient_id).where(newest_attended(patient_id, SELF_CARE_KINDS))


def newest_attended(
    patient_id: uuid.UUID, kinds: Iterable[str], *conditions: ColumnElement[bool]
) -> ColumnElement[bool]:
    """The sessions that were the last attended ones of their kinds.

    Each is looked for by itself, from the end of its kind in the index: together they would be looked for among all.
    """
    newest = (
        select(TreatmentSession.id)
        .where(TreatmentSession.live(patient_id), TreatmentSession.kind == kind, *conditions)
        .where(TreatmentSession.status == "attended")
        .order_by(TreatmentSession.started_at.desc(), TreatmentSession.id)
        .limit(1)
        .scalar_subquery()
        for kind in kinds
    )
    return TreatmentSession.id.in_(list(newest))


@prepared
def visits_between(patient_id: uuid.UUID, kind: str, first_day: date, last_day: date) -> RowSelect[SessionShort]:
    """The sessions of a kind on these local days that were not missed."""
    return in_short(patient_id).where(
        TreatmentSession.kind == kind,
        TreatmentSession.status != "missed",
        TreatmentSession.local_day.between(first_day, last_day),
    )


@prepared
def every_session(patient_id: uuid.UUID) -> RowSelect[SessionShort]:
    """All sessions of the record."""
    return in_short(patient_id)


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
        .where(in_days(Dose.local_day, first_day, last_day))
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


@prepared
def doses_by_day(patient_id: uuid.UUID, first_day: date) -> RowSelect[DoseOfDay]:
    """Which medicine was taken on each day from `first_day` on, each name once a day."""
    return select_as(DoseOfDay, Dose).where(Dose.live(patient_id), Dose.local_day >= first_day).distinct()


@prepared
def recent_doses(patient_id: uuid.UUID) -> RowSelect[Dose]:
    """The last doses."""
    return (
        whole(Dose)
        .where(Dose.live(patient_id), Dose.none_taken.is_(False))
        .order_by(Dose.local_day.desc(), Dose.taken_at.desc(), Dose.id)
        .limit(RECENT_DOSES)
    )


@prepared
def doses_of_day(patient_id: uuid.UUID, day: date) -> RowSelect[Dose]:
    """What a day holds, statements that no longer stand included."""
    return (
        whole(Dose)
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
