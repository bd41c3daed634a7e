"""Queries of reminders: who wants any, what was called, and what decides whether a call is wanted."""

import uuid
from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from tracker.accounts.models import Account
from tracker.diary.models import Entry
from tracker.domain.reminders.trying import State
from tracker.domain.vocabularies import COURSE_KINDS
from tracker.patients.models import Patient, Revision
from tracker.reminders.models import ReminderCall, ReminderSettings
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, select_as, whole
from tracker.treatment.models import TreatmentSession


class Wishing(NamedTuple):
    """Who wants calls, of their own record, and which; as `ReminderSettings` has it."""

    account_id: uuid.UUID
    patient_id: uuid.UUID
    time_zone: str
    settings: ReminderSettings


class AppointmentRow(NamedTuple):
    """A session as it is needed for the calls around it."""

    patient_id: uuid.UUID
    local_day: date
    started_at: datetime
    minutes: int | None
    status: str
    entered_at: datetime
    time_unknown: bool
    leg_after: int | None
    back_after: int | None


def _is_called() -> ColumnElement[bool]:
    """Nobody whose account is closed, or is to be erased: who has asked for that has said goodbye."""
    return and_(Account.disabled_at.is_(None), Account.erase_at.is_(None), ReminderSettings.kinds.is_not(None))


@prepared
def wishing() -> Select[ReminderSettings, uuid.UUID, str]:
    """Everybody who wants any call and may be called, with their record and their zone."""
    return (
        select(ReminderSettings, Patient.id, Account.time_zone)
        .join(Account, Account.id == ReminderSettings.account_id)
        .join(Patient, Patient.account_id == Account.id)
        .where(_is_called())
        .order_by(ReminderSettings.account_id)
    )


def appointments(patient_ids: Collection[uuid.UUID], first: datetime, last: datetime) -> RowSelect[AppointmentRow]:
    """The sessions of these records around a moment: those with a practitioner, and whatever is planned."""
    return select_as(AppointmentRow, TreatmentSession).where(
        TreatmentSession.patient_id.in_(patient_ids),
        TreatmentSession.deleted_at.is_(None),
        TreatmentSession.status != "missed",
        or_(TreatmentSession.kind.in_(COURSE_KINDS), TreatmentSession.status == "planned"),
        TreatmentSession.started_at.between(first, last),
    )


def calls_since(account_ids: Collection[uuid.UUID], first: date) -> RowSelect[ReminderCall]:
    """The calls of these accounts about a day and those after it."""
    return whole(ReminderCall).where(ReminderCall.account_id.in_(account_ids), ReminderCall.day >= first)


@prepared
def latest(account_id: uuid.UUID, most: int) -> RowSelect[ReminderCall]:
    """The last calls of an account, the newest first."""
    query = whole(ReminderCall).where(ReminderCall.account_id == account_id)
    return query.order_by(ReminderCall.at.desc(), ReminderCall.kind).limit(most)


@prepared
def scored(patient_id: uuid.UUID, day: date) -> Select[uuid.UUID]:
    """Whether a day has any score: a row, if so."""
    return select(Entry.id).where(Entry.live(patient_id), Entry.for_date == day).limit(1)


@prepared
def last_change(patient_id: uuid.UUID, account_id: uuid.UUID) -> Select[datetime]:
    """When an account last wrote anything into a record."""
    return select(func.max(Revision.at)).where(Revision.patient_id == patient_id, Revision.by_account_id == account_id)


@prepared
def went(since: datetime) -> Select[str, int]:
    """How many calls were tried since a moment, by how they stand."""
    return (
        select(ReminderCall.state, func.count())
        .where(ReminderCall.at >= since, ReminderCall.state != State.TRYING.value)
        .group_by(ReminderCall.state)
    )


@prepared
def wanted() -> Select[int]:
    """How many people want any call and may be called."""
    return (
        select(func.count())
        .select_from(ReminderSettings)
        .join(Account, Account.id == ReminderSettings.account_id)
        .join(Patient, Patient.account_id == Account.id)
        .where(_is_called())
    )
