"""What a program that keeps a copy of a record needs to know: from when on its changes can be told one by one."""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from tracker.domain.acting import By
from tracker.domain.limits import RESTORE_DAYS
from tracker.patients.models import Patient

# A change is dated when its request began, and is seen once that was committed, which no request may take longer to.
UNDER_WAY = timedelta(minutes=1)
BRINGING = timedelta(minutes=15)  # the same of a file that is brought in


def note_brought(db_session: Session, by: By) -> None:
    """Rows were written without a history of single changes: whoever keeps a copy must ask for all of them again."""
    db_session.execute(update(Patient).where(Patient.id == by.patient_id).values(brought_at=by.now))


def can_be_told(since: datetime, now: datetime, brought_at: datetime | None) -> bool:
    """Whether all that changed since then is still known: what was deleted goes for good after 30 days."""
    if brought_at is not None and since < brought_at + BRINGING:
        return False
    return now - timedelta(days=RESTORE_DAYS) + UNDER_WAY < since
