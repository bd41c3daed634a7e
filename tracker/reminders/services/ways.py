"""By what somebody can be reached as things stand."""

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.channels import queries
from tracker.channels.services.means import Means
from tracker.domain.reminders.wishes import EMAIL, PUSH
from tracker.storage.rows import row_of, rows_of


def ways_to(db_session: Session, means: Means, account_id: uuid.UUID, now: datetime) -> frozenset[str]:
    """The channels by which a call would be sent: switched on by the host, and set up by the person."""
    found = set()
    if means.settings.push and rows_of(db_session, queries.targets(account_id, now, means.lasting)):
        found.add(PUSH)
    if means.settings.mail is not None and means.settings.public_address is not None:
        to = row_of(db_session, queries.open_recipient(account_id, now))
        if to is not None and to.stopped_at is None:
            found.add(EMAIL)
    return frozenset(found)
