"""Queries of calendar feeds, and of the appointments that stand in them."""

import uuid
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, func, null, or_, select

from tracker.accounts.models import Account
from tracker.calendars.models import CalendarFeed
from tracker.diary.models import Entry
from tracker.domain.sharing.access_log import Act
from tracker.domain.vocabularies import COURSE_KINDS
from tracker.patients.models import Patient, Revision
from tracker.practitioners.models import PractitionerProfile
from tracker.sharing.models import AccessEvent, Grant, PatientLabel
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, in_days, select_as
from tracker.treatment.models import TreatmentSession


class Owner(NamedTuple):
    """Whose feed it is: the account, its own record if it has one, and what a practitioner is called."""

    account_id: uuid.UUID
    user_name: str
    time_zone: str
    is_practitioner: bool
    second_factor_since: datetime | None
    disabled_at: datetime | None
    erase_at: datetime | None
    patient_id: uuid.UUID | None
    stated_name: str | None


class Appointment(NamedTuple):
    """One appointment as a calendar tells it. `called` is what a practitioner calls the patient; own ones have none."""

    patient_id: uuid.UUID
    id: uuid.UUID
    kind: str
    other_name: str | None
    status: str
    started_at: datetime
    minutes: int | None
    practitioner: str | None
    entered_at: datetime
    deleted_at: datetime | None
    called: str | None
    changes: int | None
    changed_at: datetime | None


@prepared
def feed_by_secret(hashed: bytes) -> Select[CalendarFeed]:
    """The one look-up of a fetch, whatever the address holds."""
    return select(CalendarFeed).where(CalendarFeed.secret_hash == hashed)


@prepared
def feeds_of(account_id: uuid.UUID) -> Select[CalendarFeed]:
    """Every feed of an account that has not ended, the newest first."""
    return (
        select(CalendarFeed)
        .where(CalendarFeed.account_id == account_id, CalendarFeed.ended_at.is_(None))
        .order_by(CalendarFeed.made_at.desc(), CalendarFeed.id)
    )


@prepared
def owner(account_id: uuid.UUID) -> RowSelect[Owner]:
    """The account of a feed."""
    return (
        select_as(
            Owner,
            Account,
            account_id=Account.id,
            patient_id=Patient.id,
            stated_name=PractitionerProfile.name,
        )
        .outerjoin(Patient, Patient.account_id == Account.id)
        .outerjoin(PractitionerProfile, PractitionerProfile.account_id == Account.id)
        .where(Account.id == account_id)
    )


def _shows(now: Any) -> ColumnElement[bool]:
    """Whether anything of an account is shown to others: neither disabled nor past the days before it is erased."""
    return and_(Account.disabled_at.is_(None), or_(Account.erase_at.is_(None), Account.erase_at > now))


def _latest(column: Any) -> ScalarSelect[Any]:
    """Of the changes of the session that the query around this is about, the greatest of a column."""
    return (
        select(func.max(column))
        .where(
            Revision.patient_id == TreatmentSession.patient_id,
            Revision.table_name == TreatmentSession.__tablename__,
            Revision.row_id == TreatmentSession.id,
        )
        .correlate(TreatmentSession)
        .scalar_subquery()
    )


def _appointments(called: Any) -> RowSelect[Appointment]:
    """Visits and whatever is planned, also what was planned and deleted: that is told as cancelled."""
    changes, changed_at = _latest(Revision.number), _latest(Revision.at)
    return select_as(Appointment, TreatmentSession, changes=changes, changed_at=changed_at, called=called).where(
        TreatmentSession.time_unknown.is_(False),
        or_(TreatmentSession.kind.in_(COURSE_KINDS), TreatmentSession.status == "planned"),
        or_(TreatmentSession.deleted_at.is_(None), TreatmentSession.status == "planned"),
    )


@prepared
def own_appointments(patient_id: uuid.UUID, from_moment: datetime) -> RowSelect[Appointment]:
    """Those of one's own record from a moment on, the earliest first."""
    query = _appointments(null()).where(
        TreatmentSession.patient_id == patient_id, TreatmentSession.started_at >= from_moment
    )
    return query.order_by(TreatmentSession.started_at, TreatmentSession.id)


@prepared
def one_appointment(patient_id: uuid.UUID, session_id: uuid.UUID) -> RowSelect[Appointment]:
    """One of them, where it was not deleted."""
    return _appointments(null()).where(TreatmentSession.live(patient_id), TreatmentSession.id == session_id)


@prepared
def shared_appointments(account_id: uuid.UUID, from_moment: datetime, now: datetime) -> RowSelect[Appointment]:
    """Those of everybody who shares with a practitioner, on the days that are shared, the earliest first.

    The last day of a grant is for the caller to see: it is counted in the patient's own zone.
    """
    label = (
        select(PatientLabel.text)
        .where(PatientLabel.patient_id == Grant.patient_id, PatientLabel.grant_id == Grant.id)
        .correlate(Grant)
        .scalar_subquery()
    )
    query = _appointments(func.coalesce(label, Account.user_name))
    return (
        query.join(Grant, Grant.patient_id == TreatmentSession.patient_id)
        .join(Patient, Patient.id == TreatmentSession.patient_id)
        .join(Account, Account.id == Patient.account_id)
        .where(
            Grant.practitioner_account_id == account_id,
            Grant.ended_at.is_(None),
            _shows(now),
            TreatmentSession.started_at >= from_moment,
            TreatmentSession.kind.in_(COURSE_KINDS),
            or_(Grant.first_day.is_(None), TreatmentSession.local_day >= Grant.first_day),
        )
        .order_by(TreatmentSession.started_at, TreatmentSession.id)
    )


class GrantLasting(NamedTuple):
    """A grant of a practitioner, its last day, and the zone in which that is counted."""

    patient_id: uuid.UUID
    id: uuid.UUID
    last_day: date | None
    time_zone: str


@prepared
def grants(account_id: uuid.UUID, now: datetime) -> RowSelect[GrantLasting]:
    """What is shared with a practitioner and was not ended."""
    return (
        select_as(GrantLasting, Grant, time_zone=Account.time_zone)
        .join(Patient, Patient.id == Grant.patient_id)
        .join(Account, Account.id == Patient.account_id)
        .where(Grant.practitioner_account_id == account_id, Grant.ended_at.is_(None), _shows(now))
    )


@prepared
def logged_since(account_id: uuid.UUID, page: str, moment: datetime) -> Select[uuid.UUID]:
    """The records in whose log this account stands with this page since a moment."""
    return select(AccessEvent.patient_id).where(
        AccessEvent.account_id == account_id,
        AccessEvent.page == page,
        AccessEvent.act == Act.LOOKED.value,
        AccessEvent.at >= moment,
    )


@prepared
def logged_days(patient_id: uuid.UUID, first: date, last: date) -> Select[date]:
    """The days of a record on which anything was scored, both included."""
    return select(Entry.for_date).where(Entry.live(patient_id), in_days(Entry.for_date, first, last)).distinct()
