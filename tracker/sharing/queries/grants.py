"""Queries of grants and invitations: who sees a record and who did, what is open, and whose a code is."""

import uuid
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import func, select

from tracker.accounts.models import Account
from tracker.domain.sharing.access_log import Act
from tracker.patients.models import Patient
from tracker.practitioners.models import PractitionerProfile
from tracker.sharing.models import AccessEvent, Grant, Invite
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, select_as

LOOKS = (Act.LOOKED.value, Act.EXPORTED.value)
MOST_FORMER = 50


# What says whether a practitioner can see what is shared with them.
ACCOUNT = (Account.is_practitioner, Account.is_demo, Account.disabled_at, Account.second_factor_since)


class GrantRow(NamedTuple):
    """A grant with its practitioner and their last look."""

    id: uuid.UUID
    practitioner_account_id: uuid.UUID
    notes: bool
    others_records: bool | None
    may_record: bool
    first_day: date | None
    last_day: date | None
    made_at: datetime
    changed_at: datetime | None
    ended_at: datetime | None
    ended_by: str | None
    name: str
    kind: str | None
    is_practitioner: bool
    is_demo: bool
    disabled_at: datetime | None
    second_factor_since: datetime | None
    looked_at: datetime | None


def _grants(patient_id: uuid.UUID) -> RowSelect[GrantRow]:
    """A record's grants, each with the practitioner's name and kind as they state them, and their last look."""
    looked = (
        select(AccessEvent.share_id, func.max(AccessEvent.at).label("at"))
        .where(AccessEvent.patient_id == patient_id, AccessEvent.act.in_(LOOKS))
        .group_by(AccessEvent.share_id)
        .subquery()
    )
    return (
        select_as(
            GrantRow,
            Grant,
            name=func.coalesce(PractitionerProfile.name, Account.user_name),
            kind=PractitionerProfile.kind,
            is_practitioner=Account.is_practitioner,
            is_demo=Account.is_demo,
            disabled_at=Account.disabled_at,
            second_factor_since=Account.second_factor_since,
            looked_at=looked.c.at,
        )
        .join(Account, Account.id == Grant.practitioner_account_id)
        .outerjoin(PractitionerProfile, PractitionerProfile.account_id == Grant.practitioner_account_id)
        .outerjoin(looked, looked.c.share_id == Grant.id)
        .where(Grant.patient_id == patient_id)
    )


@prepared
def running_grants(patient_id: uuid.UUID) -> RowSelect[GrantRow]:
    """Those nobody has ended, the newest first; whether their last day has passed is for the reader to say."""
    return _grants(patient_id).where(Grant.ended_at.is_(None)).order_by(Grant.made_at.desc(), Grant.id)


@prepared
def ended_grants(patient_id: uuid.UUID) -> RowSelect[GrantRow]:
    """Those that have ended, the latest first."""
    return (
        _grants(patient_id)
        .where(Grant.ended_at.is_not(None))
        .order_by(Grant.ended_at.desc(), Grant.id)
        .limit(MOST_FORMER)
    )


@prepared
def one_grant(patient_id: uuid.UUID, grant_id: uuid.UUID) -> RowSelect[GrantRow]:
    return _grants(patient_id).where(Grant.id == grant_id)


class AccountState(NamedTuple):
    """What says whether a practitioner can see what is shared with them."""

    is_practitioner: bool
    is_demo: bool
    disabled_at: datetime | None
    second_factor_since: datetime | None


@prepared
def account_of(account_id: uuid.UUID) -> RowSelect[AccountState]:
    return select_as(AccountState, Account).where(Account.id == account_id)


class OpenInvite(NamedTuple):
    """An invitation that can be taken."""

    id: uuid.UUID
    notes: bool
    others_records: bool | None
    may_record: bool
    first_day: date | None
    last_day: date | None
    made_at: datetime
    expires_at: datetime


@prepared
def open_invites(patient_id: uuid.UUID, now: datetime) -> RowSelect[OpenInvite]:
    """Invitations that can still be taken, the newest first."""
    return (
        select_as(OpenInvite, Invite)
        .where(
            Invite.patient_id == patient_id,
            Invite.taken_at.is_(None),
            Invite.ended_at.is_(None),
            Invite.expires_at > now,
        )
        .order_by(Invite.made_at.desc(), Invite.id)
    )


class InviteRow(NamedTuple):
    """An invitation, whose record it opens and who took it."""

    patient_id: uuid.UUID
    id: uuid.UUID
    notes: bool
    others_records: bool | None
    may_record: bool
    first_day: date | None
    last_day: date | None
    expires_at: datetime
    taken_at: datetime | None
    ended_at: datetime | None
    owner_account_id: uuid.UUID
    user_name: str
    time_zone: str
    grant_id: uuid.UUID | None
    taken_by: uuid.UUID | None
    grant_ended_at: datetime | None


@prepared
def invite_by_code(code_hash: bytes) -> RowSelect[InviteRow]:
    """The invitation with this code, in whatever state, with whose record it opens and who took it."""
    return (
        select_as(
            InviteRow,
            Invite,
            owner_account_id=Account.id,
            user_name=Account.user_name,
            time_zone=Account.time_zone,
            grant_id=Grant.id,
            taken_by=Grant.practitioner_account_id,
            grant_ended_at=Grant.ended_at,
        )
        .join(Patient, Patient.id == Invite.patient_id)
        .join(Account, Account.id == Patient.account_id)
        .outerjoin(Grant, (Grant.patient_id == Invite.patient_id) & (Grant.id == Invite.grant_id))
        .where(Invite.code_hash == code_hash)
    )
