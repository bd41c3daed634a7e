"""What every change of a second factor brings with it, whichever factor it is.

`account.second_factor_since` says whether an account has one; it is kept by this module alone. Whoever changes a factor
is told so, is in the security log, and is signed out everywhere else. Source: OWASP ASVS 5.0.0, V6.3.7, V7.4.3.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from tracker.accounts.models import Account
from tracker.accounts.services import judging, sessions
from tracker.accounts.services.activity import tell
from tracker.audit.services.events import Caller
from tracker.audit.services.withdrawals import Kind, withdraw
from tracker.domain.accounts.security_log import SecurityAct
from tracker.factors import queries
from tracker.factors.models import Authenticator, Passkey


@dataclass(frozen=True, slots=True)
class FactorsHeld:
    """What an account has: an app since when (None for none), and how many passkeys."""

    app_since: datetime | None
    passkeys: int

    @property
    def any(self) -> bool:
        return self.app_since is not None or self.passkeys > 0


def factors_held(db_session: Session, account_id: uuid.UUID) -> FactorsHeld:
    return FactorsHeld(*db_session.execute(queries.factors_held(account_id)).one())


def has_factor(db_session: Session, account_id: uuid.UUID) -> bool:
    """Whether signing in asks this account for more than its password."""
    return bool(db_session.execute(select(queries.has_factor(account_id))).scalar())


def keep_factor_since(db_session: Session, account_id: uuid.UUID, now: datetime) -> None:
    """A factor has come or gone: what was judged without it is not used any more.

    Set since when the account has a second factor with its first, and clear it with its last.
    """
    judging.end_all(db_session, account_id)
    account = update(Account).where(Account.id == account_id)
    if has_factor(db_session, account_id):
        db_session.execute(account.where(Account.second_factor_since.is_(None)).values(second_factor_since=now))
    else:
        db_session.execute(account.values(second_factor_since=None))


def factor_changed(
    db_session: Session, account_id: uuid.UUID, act: SecurityAct, caller: Caller, *, object_id: uuid.UUID | None = None
) -> None:
    """A factor was added or removed: `caller.session_id` is the one sign-in that stays. The caller commits."""
    if act is SecurityAct.AUTHENTICATOR_REMOVED:
        withdraw(db_session, Kind.AUTHENTICATOR, account_id, caller.now)
    keep_factor_since(db_session, account_id, caller.now)
    tell(db_session, account_id, act, caller, object_id=object_id)
    sessions.end_all(db_session, account_id, except_for=caller.session_id)


def remove_all_factors(db_session: Session, account_id: uuid.UUID, now: datetime) -> bool:
    """The host takes every factor of an account away, and all its sign-ins end; False where it had none.

    The event of it (`HOST_REMOVED_FACTORS`) is the caller's to tell.
    """
    judging.wait_for(db_session, account_id)
    had_factor = has_factor(db_session, account_id)
    withdraw(db_session, Kind.AUTHENTICATOR, account_id, now)
    db_session.execute(delete(Authenticator).where(Authenticator.account_id == account_id))
    for passkey_id in db_session.execute(select(Passkey.id).where(Passkey.account_id == account_id)).scalars().all():
        withdraw(db_session, Kind.PASSKEY, passkey_id, now)
    db_session.execute(delete(Passkey).where(Passkey.account_id == account_id))
    keep_factor_since(db_session, account_id, now)
    sessions.end_all(db_session, account_id)
    return had_factor
