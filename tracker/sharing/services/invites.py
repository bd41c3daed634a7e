"""Invitations: a code that is shown once, kept as its SHA-256, and makes one grant for whoever takes it."""

import secrets
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import update
from sqlalchemy.orm import Session

from tracker.audit.services import withdrawals
from tracker.domain.acting import Author, By
from tracker.domain.limits import INVITE_DAYS
from tracker.domain.sharing.access_log import Act, Actor
from tracker.domain.sharing.terms import ShareTerms
from tracker.domain.values.codes import INVITE_LENGTH, new_code
from tracker.patients.services.row_writing import NotFound
from tracker.patients.services.turns import take_turn
from tracker.sharing.models import Invite
from tracker.sharing.queries import grants as queries
from tracker.sharing.queries.grants import InviteRow
from tracker.sharing.services import grants, live_shares
from tracker.sharing.services.events import log_act
from tracker.sharing.services.grants import terms_of
from tracker.storage.rows import row_of, rows_of


class NotOpen(Exception):
    """Somebody was quicker, or the invitation was withdrawn meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteLine:
    """One open invitation, as the patient's page lists it."""

    id: uuid.UUID
    terms: ShareTerms
    made_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """An invitation as the practitioner sees it: whose it is, what it opens, and the grant it has made for them.

    `zone` is the patient's, in which its days are counted; `is_own`: the one who asks made it.
    """

    patient_id: uuid.UUID
    id: uuid.UUID
    user_name: str
    zone: ZoneInfo
    terms: ShareTerms
    is_own: bool
    taken_as: uuid.UUID | None


def make_invite(
    db_session: Session,
    invite_id: uuid.UUID,
    terms: ShareTerms,
    by: By,
    choose: Callable[[str], str] = secrets.choice,
) -> str | None:
    """Make an invitation for a week and say its code; None where this id made one before, whose code nobody has."""
    take_turn(db_session, by.patient_id)
    if db_session.get(Invite, (by.patient_id, invite_id)) is not None:
        return None
    code = new_code(INVITE_LENGTH, choose)
    invite = Invite(
        patient_id=by.patient_id,
        id=invite_id,
        code_hash=live_shares.secret_hash(code),
        notes=terms.notes,
        others_records=terms.others,
        may_record=terms.may_record,
        first_day=terms.first_day,
        last_day=terms.last_day,
        made_at=by.now,
        expires_at=by.now + timedelta(days=INVITE_DAYS),
    )
    db_session.add(invite)
    db_session.flush()
    log_act(db_session, Act.INVITE_MADE, by)
    return code


def open_invites(db_session: Session, patient_id: uuid.UUID, now: datetime) -> Sequence[InviteLine]:
    """What can still be taken, the newest first."""
    rows = rows_of(db_session, *queries.open_invites(patient_id, now))
    return [InviteLine(id=row.id, terms=terms_of(row), made_at=row.made_at, expires_at=row.expires_at) for row in rows]


def withdraw(db_session: Session, invite_id: uuid.UUID, by: By) -> bool:
    """Let nobody take it any more, and log it; False where that was so. `NotFound` where it is not of this record."""
    take_turn(db_session, by.patient_id)
    if db_session.get(Invite, (by.patient_id, invite_id)) is None:
        raise NotFound
    query = (
        update(Invite)
        .where(
            Invite.patient_id == by.patient_id,
            Invite.id == invite_id,
            Invite.taken_at.is_(None),
            Invite.ended_at.is_(None),
        )
        .values(ended_at=by.now)
    )
    if not db_session.execute(query).rowcount:  # type: ignore[attr-defined]
        return False
    withdrawals.withdraw(db_session, withdrawals.Kind.INVITE, invite_id, by.now)
    log_act(db_session, Act.INVITE_ENDED, by)
    return True


def find_invitation(db_session: Session, code: str, account_id: uuid.UUID, now: datetime) -> Invitation | None:
    """The invitation with this canonical code, as a practitioner's account may take it.

    None where it is wrong, used, withdrawn or too old. One that this same account has taken is found as well, as long
    as its grant runs.
    """
    row = row_of(db_session, *queries.invite_by_code(live_shares.secret_hash(code)))
    if row is None or not _is_open(row, account_id, now):
        return None
    return Invitation(
        patient_id=row.patient_id,
        id=row.id,
        user_name=row.user_name,
        zone=ZoneInfo(row.time_zone),
        terms=terms_of(row),
        is_own=row.owner_account_id == account_id,
        taken_as=row.grant_id,
    )


def _is_open(row: InviteRow, account_id: uuid.UUID, now: datetime) -> bool:
    if row.last_day is not None and row.last_day < now.astimezone(ZoneInfo(row.time_zone)).date():
        return False
    if row.taken_at is not None:
        return row.taken_by == account_id and row.grant_ended_at is None
    return row.ended_at is None and now < row.expires_at


def take(
    db_session: Session, invitation: Invitation, account_id: uuid.UUID, user_name: str, now: datetime
) -> uuid.UUID:
    """Make the grant the invitation stands for, once; `NotOpen` where that cannot be any more."""
    if invitation.taken_as is not None:
        return invitation.taken_as
    grant_id = uuid.uuid4()
    take_turn(db_session, invitation.patient_id)
    query = (
        update(Invite)
        .where(
            Invite.patient_id == invitation.patient_id,
            Invite.id == invitation.id,
            Invite.taken_at.is_(None),
            Invite.ended_at.is_(None),
        )
        .values(taken_at=now, grant_id=grant_id)
    )
    if not db_session.execute(query).rowcount:  # type: ignore[attr-defined]
        raise NotOpen
    # A restored backup would know the code as unused, and it works once.
    withdrawals.withdraw(db_session, withdrawals.Kind.INVITE, invitation.id, now)
    name = live_shares.practitioner_name(db_session, account_id, user_name)
    author = Author(
        patient_id=invitation.patient_id,
        now=now,
        zone=invitation.zone,
        account_id=account_id,
        name=name,
        actor=Actor.PRACTITIONER,
    )
    return grants.make_grant(db_session, grant_id, account_id, invitation.terms, author)
