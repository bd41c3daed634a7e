"""What whoever runs the server does with an account: they start a recovery, take factors away, end, close, open, erase.

They never learn a password by it: whoever has lost theirs is given a code that works once, for a day, and chooses the
new password alone. Each act is one event in the account's own log. Source: OWASP ASVS 5.0.0, 6.4.6, 7.4.2, 7.4.5.
"""

import uuid
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete
from sqlalchemy.orm import Session

from tracker.accounts.models import Account, RecoveryCode
from tracker.accounts.services import codes, factors, judging, sessions
from tracker.accounts.services.accounts import UnknownAccount, delete_account, find_by_name
from tracker.accounts.services.activity import tell
from tracker.audit.services.events import Caller
from tracker.domain.accounts.security_log import SecurityAct

CODE_LASTS: Final = timedelta(hours=24)


def _found(db_session: Session, user_name: str) -> Account:
    """The account of this name as it stands once nobody else changes it."""
    account = find_by_name(db_session, user_name)
    if account is None:
        raise UnknownAccount(user_name)
    judging.wait_for(db_session, account.id)
    db_session.refresh(account)
    return account


def make_recovery_code(db_session: Session, user_name: str, now: datetime) -> str:
    """One code that sets a new password once within a day, in place of an earlier one of the host's; `UnknownAccount`.

    The account's own codes stay, and so does its second factor: the code alone does not get past it.
    """
    account_id, code = _found(db_session, user_name).id, codes.new_codes()[0]
    db_session.execute(
        delete(RecoveryCode).where(RecoveryCode.account_id == account_id, RecoveryCode.expires_at.is_not(None))
    )
    hashed = codes.code_hash(code)
    db_session.add(RecoveryCode(account_id=account_id, code_hash=hashed, created_at=now, expires_at=now + CODE_LASTS))
    db_session.flush()
    tell(db_session, account_id, SecurityAct.HOST_RESET, Caller(now=now))
    return code


def remove_factors(db_session: Session, user_name: str, now: datetime) -> bool:
    """Take every second factor away and end every sign-in; False where there was no factor. `UnknownAccount`."""
    account_id = _found(db_session, user_name).id
    had_factor = factors.remove_all_factors(db_session, account_id, now)
    if had_factor:
        tell(db_session, account_id, SecurityAct.HOST_REMOVED_FACTORS, Caller(now=now))
    return had_factor


def sign_out(db_session: Session, user_name: str, now: datetime) -> None:
    """End every sign-in, and every one that is half done; `UnknownAccount`."""
    account_id = _found(db_session, user_name).id
    _end_all(db_session, account_id)
    tell(db_session, account_id, SecurityAct.HOST_ENDED_SIGN_INS, Caller(now=now))


def disable(db_session: Session, user_name: str, now: datetime) -> bool:
    """Close the account: nobody signs in to it, and its record is shown to nobody. False where it was closed before.

    `UnknownAccount`.
    """
    account = _found(db_session, user_name)
    if account.disabled_at is not None:
        return False
    account.disabled_at = now
    _end_all(db_session, account.id)
    tell(db_session, account.id, SecurityAct.HOST_DISABLED, Caller(now=now))
    return True


def enable(db_session: Session, user_name: str, now: datetime) -> bool:
    """Open the account again, with everything as it was; False where it was not closed. `UnknownAccount`."""
    account = _found(db_session, user_name)
    if account.disabled_at is None:
        return False
    account.disabled_at = None
    db_session.flush()
    tell(db_session, account.id, SecurityAct.HOST_ENABLED, Caller(now=now))
    return True


def erase(db_session: Session, user_name: str, now: datetime) -> None:
    """Erase the account and everything that belongs to it, now and for good; `UnknownAccount`."""
    delete_account(db_session, _found(db_session, user_name).id, now)


def _end_all(db_session: Session, account_id: uuid.UUID) -> None:
    db_session.flush()
    judging.end_all(db_session, account_id)
    sessions.end_all(db_session, account_id)
