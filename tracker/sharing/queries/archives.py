"""Queries of what a practitioner keeps of a record whose share has ended, and of the shares that have."""

import uuid
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from tracker.accounts.models import Account
from tracker.patients.models import Patient
from tracker.sharing.models import Archive, ArchivedWriting, Grant
from tracker.storage.prepared import prepared


@prepared
def named(patient_id: uuid.UUID, account_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """How the owner of a record is called now, and since when this practitioner could see it at all."""
    return (
        select(Account.user_name, func.min(Grant.made_at).label("began_at"))
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


@prepared
def writings(account_id: uuid.UUID, archive_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """What was written, the newest first."""
    return (
        select(ArchivedWriting.table_name, ArchivedWriting.row_id, ArchivedWriting.written_at, ArchivedWriting.content)
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


@prepared
def archives(account_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
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
        select(
            Archive.id,
            Archive.patient_id,
            Archive.patient_name,
            Archive.began_at,
            Archive.ended_at,
            Archive.ended_by,
            count.label("written"),
        )
        .where(
            Archive.practitioner_account_id == account_id,
            or_(Archive.ended_at.is_(None), ~_runs_with(account_id, Archive.patient_id, in_full=True)),
        )
        .order_by(Archive.ended_at.desc(), Archive.id)
    )


@prepared
def ended_before(account_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """Shares that ended before anything was kept of them, the latest of each record first."""
    kept = exists().where(Archive.practitioner_account_id == account_id, Archive.patient_id == Grant.patient_id)
    return (
        select(Grant.patient_id, Account.user_name, Grant.made_at, Grant.ended_at, Grant.ended_by)
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


@prepared
def unended(account_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """Grants to this practitioner that nobody has ended, with what says whether their record is shown."""
    return (
        select(
            Grant.patient_id,
            Grant.id,
            Grant.first_day,
            Grant.last_day,
            Account.time_zone,
            Account.disabled_at,
            Account.erase_at,
        )
        .join(Patient, Patient.id == Grant.patient_id)
        .join(Account, Account.id == Patient.account_id)
        .where(Grant.practitioner_account_id == account_id, Grant.ended_at.is_(None))
    )


@prepared
def running_on_record_of(owner_account_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """Who can see the record of this account now."""
    return (
        select(Grant.patient_id, Grant.practitioner_account_id)
        .join(Patient, and_(Patient.id == Grant.patient_id, Patient.account_id == owner_account_id))
        .where(Grant.ended_at.is_(None))
    )


@prepared
def running_on(patient_id: uuid.UUID) -> Select[uuid.UUID]:
    """Whose grants on this record nobody has ended."""
    return select(Grant.practitioner_account_id).where(Grant.patient_id == patient_id, Grant.ended_at.is_(None))
