"""Queries of what a practitioner keeps of a record whose share has ended, and of the shares that have."""

import uuid
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, null, or_, select
from sqlalchemy.orm import aliased

from tracker.accounts.models import Account
from tracker.patients.models import Patient
from tracker.sharing.models import Archive, ArchivedWriting, Grant
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, select_as


@prepared
def named(patient_id: uuid.UUID, account_id: uuid.UUID) -> Select[str, datetime]:
    """How the owner of a record is called now, and since when this practitioner could see it at all."""
    return (
        select(Account.user_name, func.min(Grant.made_at))
        .select_from(Patient)
        .join(Account, Account.id == Patient.account_id)
        .join(Grant, Grant.patient_id == Patient.id)
        .where(Patient.id == patient_id, Grant.practitioner_account_id == account_id)
        .group_by(Account.user_name)
    )


@prepared
def archive_of(account_id: uuid.UUID, patient_id: uuid.UUID) -> Select[Archive]:
    """What this practitioner keeps of this record."""
    return select(Archive).where(Archive.practitioner_account_id == account_id, Archive.patient_id == patient_id)


class Written(NamedTuple):
    """One thing that was written: the table it was in, when, and the writer's own columns with what was beside."""

    table_name: str
    row_id: uuid.UUID
    at: datetime
    content: Any


@prepared
def writings(account_id: uuid.UUID, archive_id: uuid.UUID) -> RowSelect[Written]:
    """What was written, the newest first."""
    return (
        select_as(Written, ArchivedWriting, at=ArchivedWriting.written_at)
        .where(ArchivedWriting.practitioner_account_id == account_id, ArchivedWriting.archive_id == archive_id)
        .order_by(ArchivedWriting.written_at.desc(), ArchivedWriting.row_id)
    )


class Former(NamedTuple):
    """A patient whose record a practitioner no longer sees: how they were named, since when, and how it ended.

    `ended_by` is a code of `domain.former.HOW_ENDED`. `archive_id` is None where the share ended before what was
    written was kept; `ended_at` is None where it has not ended and the record is only not shown.
    """

    patient_id: uuid.UUID
    archive_id: uuid.UUID | None
    name: str
    began_at: datetime
    ended_at: datetime | None
    ended_by: str | None
    written: int


def _kept(account_id: uuid.UUID) -> RowSelect[Former]:
    """Whom this practitioner keeps something of, with how many things they wrote."""
    written = select(func.count()).where(
        ArchivedWriting.practitioner_account_id == Archive.practitioner_account_id,
        ArchivedWriting.archive_id == Archive.id,
    )
    return select_as(
        Former, Archive, archive_id=Archive.id, name=Archive.patient_name, written=written.scalar_subquery()
    ).where(Archive.practitioner_account_id == account_id)


def _runs_with(account_id: uuid.UUID, patient_id: Any, *, in_full: bool = False) -> ColumnElement[bool]:
    running = aliased(Grant)
    return exists().where(
        running.patient_id == patient_id,
        running.practitioner_account_id == account_id,
        running.ended_at.is_(None),
        *([running.first_day.is_(None)] if in_full else []),
    )


@prepared
def kept(account_id: uuid.UUID) -> RowSelect[Former]:
    """Whom this practitioner used to see; not who shares all days again."""
    again = _runs_with(account_id, Archive.patient_id, in_full=True)
    former = _kept(account_id).where(or_(Archive.ended_at.is_(None), ~again))
    return former.order_by(Archive.ended_at.desc(), Archive.id)


@prepared
def kept_as(account_id: uuid.UUID, archive_id: uuid.UUID) -> RowSelect[Former]:
    return _kept(account_id).where(Archive.id == archive_id)


@prepared
def kept_of(account_id: uuid.UUID, patient_id: uuid.UUID) -> RowSelect[Former]:
    return _kept(account_id).where(Archive.patient_id == patient_id)


@prepared
def ended_before(account_id: uuid.UUID) -> RowSelect[Former]:
    """Shares that ended before anything was kept of them, the latest of each record first."""
    is_kept = exists().where(Archive.practitioner_account_id == account_id, Archive.patient_id == Grant.patient_id)
    return (
        select_as(Former, Grant, archive_id=null(), name=Account.user_name, began_at=Grant.made_at, written=literal(0))
        .join(Patient, Patient.id == Grant.patient_id)
        .join(Account, Account.id == Patient.account_id)
        .where(
            Grant.practitioner_account_id == account_id,
            Grant.ended_at.is_not(None),
            ~is_kept,
            ~_runs_with(account_id, Grant.patient_id),
        )
        .order_by(Grant.ended_at.desc(), Grant.id)
    )


class UnendedGrant(NamedTuple):
    """A grant, with what says whether its record is shown."""

    patient_id: uuid.UUID
    id: uuid.UUID
    first_day: date | None
    last_day: date | None
    time_zone: str
    disabled_at: datetime | None
    erase_at: datetime | None


@prepared
def unended(account_id: uuid.UUID) -> RowSelect[UnendedGrant]:
    """Grants to this practitioner that nobody has ended, with what says whether their record is shown."""
    return (
        select_as(UnendedGrant, Grant, Account)
        .join(Patient, Patient.id == Grant.patient_id)
        .join(Account, Account.id == Patient.account_id)
        .where(Grant.practitioner_account_id == account_id, Grant.ended_at.is_(None))
    )


@prepared
def running_on_record_of(owner_account_id: uuid.UUID) -> Select[uuid.UUID, uuid.UUID]:
    """Which record it is that this account has, and who can see it now."""
    return (
        select(Grant.patient_id, Grant.practitioner_account_id)
        .join(Patient, and_(Patient.id == Grant.patient_id, Patient.account_id == owner_account_id))
        .where(Grant.ended_at.is_(None))
    )


@prepared
def running_on(patient_id: uuid.UUID) -> Select[uuid.UUID]:
    """Whose grants on this record nobody has ended."""
    return select(Grant.practitioner_account_id).where(Grant.patient_id == patient_id, Grant.ended_at.is_(None))
