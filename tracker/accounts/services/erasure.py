"""Erasing an account: asked for, waited for so that it can be taken back, and done. Source: GDPR, Article 17.

While it waits everything works as before. Once the time has come nobody gets in any more, whether or not the rows are
gone yet; they go with the next run of the daily job, or when the server starts.
"""

import uuid
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tracker.accounts.models import Account
from tracker.accounts.services.accounts import delete_account
from tracker.accounts.services.activity import tell
from tracker.audit.services.events import Caller
from tracker.domain.accounts.security_log import SecurityAct
from tracker.storage.rows import changes_any

WAIT: Final = timedelta(days=7)


def ask(db_session: Session, account_id: uuid.UUID, caller: Caller) -> None:
    """Erase the account in seven days; where that was asked for before, it stays as it was."""
    unasked = update(Account).where(Account.id == account_id, Account.erase_at.is_(None))
    if changes_any(db_session, unasked.values(erase_at=caller.now + WAIT)):
        tell(db_session, account_id, SecurityAct.ERASURE_ASKED, caller)


def keep(db_session: Session, account_id: uuid.UUID, caller: Caller) -> None:
    """Take it back, where there is something to take back."""
    asked = update(Account).where(Account.id == account_id, Account.erase_at.is_not(None))
    if changes_any(db_session, asked.values(erase_at=None)):
        tell(db_session, account_id, SecurityAct.ERASURE_CANCELLED, caller)


def erase_due(db_session: Session, now: datetime) -> int:
    """Erase every account whose time has come, and say how many; the caller commits."""
    due = db_session.execute(select(Account.id).where(Account.erase_at <= now)).scalars().all()
    for account_id in sorted(due):
        delete_account(db_session, account_id, now)
    return len(due)
