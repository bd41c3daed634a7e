"""What a practitioner states about themselves, and the code by which patients find them."""

import secrets
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import update
from sqlalchemy.orm import Session

from tracker.accounts.models import Account
from tracker.domain.values.codes import PRACTITIONER_LENGTH, new_code
from tracker.practitioners import queries
from tracker.practitioners.models import PractitionerProfile
from tracker.storage.rows import changes_any, row_of

# What a practitioner fills in; nobody checks it.
STATED: Final = ("name", "kind", "licence_body", "licence_number", "certification", "years", "clinic", "working_hours")


def find_profile(db_session: Session, account_id: uuid.UUID) -> PractitionerProfile | None:
    """What this account has stated; None where it never did."""
    return row_of(db_session, *queries.profile(account_id))


def find_by_code(db_session: Session, code: str) -> PractitionerProfile | None:
    """The practitioner with this canonical code (`domain.codes.read_code`), as long as it stands."""
    return row_of(db_session, *queries.profile_by_code(code))


def save_profile(db_session: Session, account_id: uuid.UUID, stated: Mapping[str, Any], now: datetime) -> None:
    """Keep what is stated. Whoever states something practises: the account is a practitioner's from here on."""
    known = db_session.get(PractitionerProfile, account_id)
    if known is None:
        known = PractitionerProfile(account_id=account_id)
        db_session.add(known)
    for name in STATED:
        setattr(known, name, stated[name])
    known.changed_at = now
    db_session.execute(update(Account).where(Account.id == account_id).values(is_practitioner=True))
    db_session.flush()


def change_code(
    db_session: Session, account_id: uuid.UUID, choose: Callable[[str], str] = secrets.choice
) -> str | None:
    """A fresh code in place of the one before, which finds nobody from here on; None where there is no profile.

    A code that somebody else has ends in an IntegrityError, after which the same request, run again, draws another.
    """
    code = new_code(PRACTITIONER_LENGTH, choose)
    return code if _set_code(db_session, account_id, code) else None


def end_code(db_session: Session, account_id: uuid.UUID) -> bool:
    """No code finds this practitioner any more; False where there is no profile."""
    return _set_code(db_session, account_id, None)


def _set_code(db_session: Session, account_id: uuid.UUID, code: str | None) -> bool:
    own = update(PractitionerProfile).where(PractitionerProfile.account_id == account_id)
    return changes_any(db_session, own.values(code=code))
