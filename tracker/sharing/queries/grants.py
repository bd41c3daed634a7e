"""Queries of grants and invitations: who sees a record and who did, what is open, and whose a code is."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from tracker.accounts.models import Account
from tracker.domain.sharing.access_log import Act
from tracker.patients.models import Patient
from tracker.practitioners.models import PractitionerProfile
from tracker.sharing.models import AccessEvent, Grant, Invite
from tracker.storage.prepared import prepared

LOOKS = (Act.LOOKED.value, Act.EXPORTED.value)
MOST_FORMER = 50


# What says whether a practitioner can see what is shared with them.
ACCOUNT = (Account.is_practitioner, Account.is_demo, Account.disabled_at, Account.second_factor_since)


def _grants(patient_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """A record's grants, each with the practitioner's name and kind as they state them, and their last look."""
    looked = (
        select(AccessEvent.share_id, func.max(AccessEvent.at).label("at"))
        .where(AccessEvent.patient_id == patient_id, AccessEvent.act.in_(LOOKS))
        .group_by(AccessEvent.share_id)
        .subquery()
    )
    return (
        select(
            Grant.id,
            Grant.practitioner_account_id,
            Grant.notes,
            Grant.others_records,
            Grant.may_record,
            Grant.first_day,
            Grant.last_day,
            Grant.made_at,
            Grant.changed_at,
            Grant.ended_at,
            Grant.ended_by,
            func.coalesce(PractitionerProfile.name, Account.user_name).label("name"),
            PractitionerProfile.kind,
            *ACCOUNT,
            looked.c.at.label("looked_at"),
        )
        .join(Account, Account.id == Grant.practitioner_account_id)
        .outerjoin(PractitionerProfile, PractitionerProfile.account_id == Grant.practitioner_account_id)
        .outerjoin(looked, looked.c.share_id == Grant.id)
        .where(Grant.patient_id == patient_id)
    )


@prepared
def running_grants(patient_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """Those nobody has ended, the newest first; whether their last day has passed is for the reader to say."""
    return _grants(patient_id).where(Grant.ended_at.is_(None)).order_by(Grant.made_at.desc(), Grant.id)


@prepared
def ended_grants(patient_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """Those that have ended, the latest first."""
    return (
        _grants(patient_id)
        .where(Grant.ended_at.is_not(None))
        .order_by(Grant.ended_at.desc(), Grant.id)
        .limit(MOST_FORMER)
    )


@prepared
def one_grant(patient_id: uuid.UUID, grant_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    return _grants(patient_id).where(Grant.id == grant_id)


@prepared
def account_of(account_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    return select(*ACCOUNT).where(Account.id == account_id)


@prepared
def open_invites(patient_id: uuid.UUID, now: datetime) -> Select[*tuple[Any, ...]]:
    """Invitations that can still be taken, the newest first."""
    return (
        select(
            Invite.id,
            Invite.notes,
            Invite.others_records,
            Invite.may_record,
            Invite.first_day,
            Invite.last_day,
            Invite.made_at,
            Invite.expires_at,
        )
        .where(
            Invite.patient_id == patient_id,
            Invite.taken_at.is_(None),
            Invite.ended_at.is_(None),
            Invite.expires_at > now,
        )
        .order_by(Invite.made_at.desc(), Invite.id)
    )


@prepared
def invite_by_code(code_hash: bytes) -> Select[*tuple[Any, ...]]:
    """The invitation with this code, in whatever state, with whose record it opens and who took it."""
    return (
        select(
            Invite.patient_id,
            Invite.id,
            Invite.notes,
            Invite.others_records,
            Invite.may_record,
            Invite.first_day,
            Invite.last_day,
            Invite.expires_at,
            Invite.taken_at,
            Invite.ended_at,
            Account.id.label("owner_account_id"),
            Account.user_name,
            Account.time_zone,
            Grant.id.label("grant_id"),
            Grant.practitioner_account_id.label("taken_by"),
            Grant.ended_at.label("grant_ended_at"),
        )
        .join(Patient, Patient.id == Invite.patient_id)
        .join(Account, Account.id == Patient.account_id)
        .outerjoin(Grant, (Grant.patient_id == Invite.patient_id) & (Grant.id == Invite.grant_id))
        .where(Invite.code_hash == code_hash)
    )
