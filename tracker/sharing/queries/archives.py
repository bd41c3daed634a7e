"""Queries of what a practitioner keeps of a record whose share has ended, and of the shares that have."""

import uuid
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from tracker.accounts.models import Account
from tracker.patients.models import Patient
from tracker.sharing.models import Archive, ArchivedWriting, Grant
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, select_as


class Known(NamedTuple):
    """An owner's name, and since when a practitioner could see their record."""

    user_name: str
    began_at: datetime


@prepared
def named(patient_id: uuid.UUID, account_id: uuid.UUID) -> RowSelect[Known]:
    """How the owner of a record is called now, and since when this practitioner could see it at all."""
    return (
        select_as(Known, user_name=Account.user_name, began_at=func.min(Grant.made_at))
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


@prepared
def one_archive(account_id: uuid.UUID, archive_id: uuid.UUID) -> Select[Archive]:
    return select(Archive).where(Archive.practitioner_account_id == account_id, Archive.id == archive_id)


class Writing(NamedTuple):
    """What was written."""

    table_name: str
    row_id: uuid.UUID
    written_at: datetime
    content: Any


@prepared
def writings(account_id: uuid.UUID, archive_id: uuid.UUID) -> RowSelect[Writing]:
    """What was written, the newest first."""
    return (
        select_as(Writing, ArchivedWriting)
        .where(ArchivedWriting.practitioner_account_id == account_id, ArchivedWriting.archive_id == archive_id)
        .order_by(ArchivedWriting.written_at.desc(), ArchivedWriting.row_id)
    )


def _runs_with(account_id: uuid.UUID, patient_id: Any, *, in_full: bool = False) -> ColumnElement[bool]:
    running = aliased(Grant)
    return exists().where(
        running.patient_id == patient_id,
        running.practitioner_account_id == account_id,
        running.ended_at.is_(None),
        *([running.first_day.is_(None)] if in_full else []),
    )


class ArchiveRow(NamedTuple):
    """What is kept of a former patient."""

    id: uuid.UUID
    patient_id: uuid.UUID
    patient_name: str
    began_at: datetime
    ended_at: datetime | None
    ended_by: str | None
    written: int


@prepared
def archives(account_id: uuid.UUID) -> RowSelect[ArchiveRow]:
    """Whom this practitioner used to see, with how many things they wrote; not who shares all days again."""
    count = (
        select(func.count())
        .where(
            ArchivedWriting.practitioner_account_id == Archive.practitioner_account_id,
            ArchivedWriting.archive_id == Archive.id,
        )
        .scalar_subquery()
    )
    return (
        select_as(ArchiveRow, Archive, written=count)
        .where(
            Archive.practitioner_account_id == account_id,
            or_(Archive.ended_at.is_(None), ~_runs_with(account_id, Archive.patient_id, in_full=True)),
        )
        .order_by(Archive.ended_at.desc(), Archive.id)
    )


class EndedGrant(NamedTuple):
    """A share of which nothing is kept."""

    patient_id: uuid.UUID
    user_name: str
    made_at: datetime
    ended_at: datetime | None
    ended_by: str | None


@prepared
def ended_before(account_id: uuid.UUID) -> RowSelect[EndedGrant]:
    """Shares that ended before anything was kept of them, the latest of each record first."""
    kept = exists().where(Archive.practitioner_account_id == account_id, Archive.patient_id == Grant.patient_id)
    return (
        select_as(EndedGrant, Grant, user_name=Account.user_name)
        .join(Patient, Patient.id == Grant.patient_id)
        .join(Account, Account.id == Patient.account_id)
        .where(
            Grant.practitioner_account_id == account_id,
            Grant.ended_at.is_not(None),
            ~kept,
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
        select_as(
            UnendedGrant, Grant, time_zone=Account.time_zone, disabled_at=Account.disabled_at, erase_at=Account.erase_at
        )
        .join(Patient, Patient.id == Grant.patient_id)
        .join(Account, Account.id == Patient.account_id)
        .where(Grant.practitioner_account_id == account_id, Grant.ended_at.is_(None))
    )


class Between(NamedTuple):
    """Who can see which record."""

    patient_id: uuid.UUID
    practitioner_account_id: uuid.UUID


@prepared
def running_on_record_of(owner_account_id: uuid.UUID) -> RowSelect[Between]:
    """Who can see the record of this account now."""
    return (
        select_as(Between, Grant)
        .join(Patient, and_(Patient.id == Grant.patient_id, Patient.account_id == owner_account_id))
        .where(Grant.ended_at.is_(None))
    )


@prepared
def running_on(patient_id: uuid.UUID) -> Select[uuid.UUID]:
    """Whose grants on this record nobody has ended."""
    return select(Grant.practitioner_account_id).where(Grant.patient_id == patient_id, Grant.ended_at.is_(None))
