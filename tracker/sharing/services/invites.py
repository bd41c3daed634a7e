"""Invitations: a code that is shown once, kept as its SHA-256, and makes one grant for whoever takes it."""

import secrets
import uuid
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Update, update
from sqlalchemy.orm import Session

from tracker.audit.services import withdrawals
from tracker.domain.acting import Author, By
from tracker.domain.limits import INVITE_DAYS
from tracker.domain.sharing.access_log import Act, Actor
from tracker.domain.sharing.terms import ShareTerms
from tracker.domain.values.codes import INVITE_LENGTH, new_code
from tracker.passwords.tokens import secret_hash
from tracker.patients.services.row_writing import NotFound
from tracker.patients.services.turns import take_turn
from tracker.sharing.models import Invite
from tracker.sharing.queries import grants as queries
from tracker.sharing.queries.grants import InviteRow
from tracker.sharing.services import grants, live_shares
from tracker.sharing.services.events import log_act
from tracker.sharing.services.grants import columns_of, terms_of
from tracker.storage.rows import changes_any, row_of, rows_of


class NotOpen(Exception):
    """Somebody was quicker, or the invitation was withdrawn meanwhile."""


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
        code_hash=secret_hash(code),
        made_at=by.now,
        expires_at=by.now + timedelta(days=INVITE_DAYS),
        **columns_of(terms),
    )
    db_session.add(invite)
    db_session.flush()
    log_act(db_session, Act.INVITE_MADE, by)
    return code


def open_invites(db_session: Session, patient_id: uuid.UUID, now: datetime) -> Sequence[Invite]:
    """What can still be taken, the newest first."""
    return rows_of(db_session, *queries.open_invites(patient_id, now))


def _still_open(patient_id: uuid.UUID, invite_id: uuid.UUID) -> Update:
    return update(Invite).where(
        Invite.patient_id == patient_id, Invite.id == invite_id, Invite.taken_at.is_(None), Invite.ended_at.is_(None)
    )


def withdraw(db_session: Session, invite_id: uuid.UUID, by: By) -> bool:
    """Let nobody take it any more, and log it; False where that was so. `NotFound` where it is not of this record."""
    take_turn(db_session, by.patient_id)
    if db_session.get(Invite, (by.patient_id, invite_id)) is None:
        raise NotFound
    if not changes_any(db_session, _still_open(by.patient_id, invite_id).values(ended_at=by.now)):
        return False
    withdrawals.withdraw(db_session, withdrawals.Kind.INVITE, invite_id, by.now)
    log_act(db_session, Act.INVITE_ENDED, by)
    return True


def find_invitation(db_session: Session, code: str, account_id: uuid.UUID, now: datetime) -> InviteRow | None:
    """The invitation with this canonical code, as a practitioner's account may take it.

    None where it is wrong, used, withdrawn or too old. One that this same account has taken is found as well, as long
    as its grant runs.
    """
    row = row_of(db_session, *queries.invite_by_code(secret_hash(code)))
    return row if row is not None and _is_open(row, account_id, now) else None


def _is_open(row: InviteRow, account_id: uuid.UUID, now: datetime) -> bool:
    if row.last_day is not None and row.last_day < now.astimezone(ZoneInfo(row.time_zone)).date():
        return False
    if row.taken_at is not None:
        return row.taken_by == account_id and row.grant_ended_at is None
    return row.ended_at is None and now < row.expires_at


def take(db_session: Session, invitation: InviteRow, account_id: uuid.UUID, user_name: str, now: datetime) -> uuid.UUID:
    """Make the grant the invitation stands for, once; `NotOpen` where that cannot be any more."""
    if invitation.grant_id is not None:
        return invitation.grant_id
    grant_id = uuid.uuid4()
    take_turn(db_session, invitation.patient_id)
    still_open = _still_open(invitation.patient_id, invitation.id)
    if not changes_any(db_session, still_open.values(taken_at=now, grant_id=grant_id)):
        raise NotOpen
    # A restored backup would know the code as unused, and it works once.
    withdrawals.withdraw(db_session, withdrawals.Kind.INVITE, invitation.id, now)
    name = live_shares.practitioner_name(db_session, account_id, user_name)
    author = Author(
        patient_id=invitation.patient_id,
        now=now,
        zone=ZoneInfo(invitation.time_zone),
        account_id=account_id,
        name=name,
        actor=Actor.PRACTITIONER,
    )
    return grants.make_grant(db_session, grant_id, account_id, terms_of(invitation), author)
