"""Queries of grants and invitations: who sees a record and who did, what is open, and whose a code is."""

import uuid
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Select, and_, func, or_, select

from tracker.accounts.models import Account
from tracker.domain.sharing.access_log import Act
from tracker.patients.models import Patient
from tracker.practitioners.models import PractitionerProfile
from tracker.sharing.models import AccessEvent, Grant, Invite
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, select_as, whole

LOOKS = (Act.LOOKED.value, Act.EXPORTED.value)
MOST_FORMER = 50
# Whether a practitioner can see what is shared with them; the made-up people are only asked for a second factor.
PRACTISES = and_(Account.is_practitioner, Account.disabled_at.is_(None))
HAS_FACTOR = or_(Account.second_factor_since.is_not(None), Account.is_demo)


class GrantRow(NamedTuple):
    """One grant as the patient's pages show it; `kind` is None where the practitioner has stated nothing.

    `others_records` is None where it is older than the question about other practitioners' records. `practises`: the
    practitioner's account is one and in use; `has_factor`: nobody has to wait for their second factor.
    """

    id: uuid.UUID
    account_id: uuid.UUID
    name: str
    kind: str | None
    notes: bool
    others_records: bool | None
    may_record: bool
    first_day: date | None
    last_day: date | None
    made_at: datetime
    changed_at: datetime | None
    ended_at: datetime | None
    ended_by: str | None
    looked_at: datetime | None
    practises: bool
    has_factor: bool


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
            account_id=Grant.practitioner_account_id,
            name=func.coalesce(PractitionerProfile.name, Account.user_name),
            kind=PractitionerProfile.kind,
            looked_at=looked.c.at,
            practises=PRACTISES,
            has_factor=HAS_FACTOR,
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
    ended = _grants(patient_id).where(Grant.ended_at.is_not(None))
    return ended.order_by(Grant.ended_at.desc(), Grant.id).limit(MOST_FORMER)


@prepared
def one_grant(patient_id: uuid.UUID, grant_id: uuid.UUID) -> RowSelect[GrantRow]:
    return _grants(patient_id).where(Grant.id == grant_id)


@prepared
def running_grant(patient_id: uuid.UUID, practitioner_account_id: uuid.UUID) -> RowSelect[Grant]:
    """The grant between the two that nobody has ended; whether its last day has passed is for its reader to say."""
    return whole(Grant).where(
        Grant.patient_id == patient_id,
        Grant.practitioner_account_id == practitioner_account_id,
        Grant.ended_at.is_(None),
    )


@prepared
def practitioner_name(account_id: uuid.UUID) -> Select[str]:
    return select(PractitionerProfile.name).where(PractitionerProfile.account_id == account_id)


class Reachable(NamedTuple):
    """Whether a practitioner can see what is shared with them."""

    practises: bool
    has_factor: bool


@prepared
def reachable(account_id: uuid.UUID) -> RowSelect[Reachable]:
    return select_as(Reachable, practises=PRACTISES, has_factor=HAS_FACTOR).where(Account.id == account_id)


@prepared
def open_invites(patient_id: uuid.UUID, now: datetime) -> RowSelect[Invite]:
    """Invitations that can still be taken, the newest first."""
    return (
        whole(Invite)
        .where(
            Invite.patient_id == patient_id,
            Invite.taken_at.is_(None),
            Invite.ended_at.is_(None),
            Invite.expires_at > now,
        )
        .order_by(Invite.made_at.desc(), Invite.id)
    )


class InviteRow(NamedTuple):
    """An invitation, whose record it opens, and the grant it has made for whom.

    `time_zone` is the patient's, in which its days are counted.
    """

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
            Account,
            owner_account_id=Account.id,
            grant_id=Grant.id,
            taken_by=Grant.practitioner_account_id,
            grant_ended_at=Grant.ended_at,
        )
        .join(Patient, Patient.id == Invite.patient_id)
        .join(Account, Account.id == Patient.account_id)
        .outerjoin(Grant, (Grant.patient_id == Invite.patient_id) & (Grant.id == Invite.grant_id))
        .where(Invite.code_hash == code_hash)
    )
