"""What an account's owner is told is mailed too, where they have confirmed an address: without any detail."""

import uuid
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from tracker.accounts.services.activity import when_news
from tracker.channels import queries
from tracker.channels.services.addresses import waiting_mail
from tracker.domain.accounts.security_log import SecurityAct
from tracker.storage.rows import row_of, value_of

# One mail says "look at your account" for all that waits; guesses may not have one sent each.
SAME_AGAIN: Final = timedelta(hours=1)


@when_news
def queue_mail(db_session: Session, account_id: uuid.UUID, act: SecurityAct, at: datetime) -> None:
    """Write down, in the transaction of the act, that a mail is to be sent. It goes where mail went before the act."""
    to = row_of(db_session, queries.recipient(account_id))
    if to is None or value_of(db_session, queries.waits(account_id, act.value, at - SAME_AGAIN)):
        return
    db_session.add(waiting_mail(account_id, act.value, to, at))
    db_session.flush()
