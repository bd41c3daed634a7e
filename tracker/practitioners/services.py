"""What a practitioner states about themselves, and the code by which patients find them."""

import secrets
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from tracker.accounts.models import Account
from tracker.domain.values.codes import PRACTITIONER_LENGTH, new_code
from tracker.practitioners import queries
from tracker.practitioners.models import PractitionerProfile
from tracker.storage.rows import row_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a practitioner fills in; nobody checks it."""

    name: str
    kind: str
    licence_body: str | None
    licence_number: str | None
    certification: str | None
    years: int | None
    clinic: str | None
    working_hours: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile(Statement):
    """What was stated, by which account; `code` is canonical, or None where it is switched off."""

    account_id: uuid.UUID
    code: str | None


def find_profile(db_session: Session, account_id: uuid.UUID) -> Profile | None:
    """What this account has stated; None where it never did."""
    row = row_of(db_session, *queries.profile(account_id))
    return None if row is None else Profile(**row._asdict())


def find_by_code(db_session: Session, code: str) -> Profile | None:
    """The practitioner with this canonical code (`domain.codes.read_code`), as long as it stands."""
    row = row_of(db_session, *queries.profile_by_code(code))
    return None if row is None else Profile(**row._asdict())


def save_profile(db_session: Session, account_id: uuid.UUID, statement: Statement, now: datetime) -> None:
    """Keep what is stated. Whoever states something practises: the account is a practitioner's from here on."""
    known = db_session.get(PractitionerProfile, account_id)
    if known is None:
        known = PractitionerProfile(account_id=account_id)
        db_session.add(known)
    for name, value in asdict(statement).items():
        setattr(known, name, value)
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
    query = update(PractitionerProfile).where(PractitionerProfile.account_id == account_id).values(code=code)
    return bool(db_session.execute(query).rowcount)  # type: ignore[attr-defined]
