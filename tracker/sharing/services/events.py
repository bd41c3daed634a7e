"""The log of looks: written once, numbered and chained for each record, so that a gap or a change shows."""

import uuid
from datetime import UTC
from itertools import groupby
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.audit.services.chain import NO_DIGEST, digest_of, is_whole
from tracker.domain.acting import By
from tracker.domain.sharing.access_log import Act, Page
from tracker.patients.services.turns import take_turn
from tracker.sharing.models import AccessEvent
from tracker.sharing.queries import requests
from tracker.storage.rows import row_of

AT_ONCE: Final = 1000


def log_act(db_session: Session, act: Act, by: By, *, page: Page | None = None, detail: str | None = None) -> None:
    """Add one event to a record's log, in the caller's transaction.

    `page` is the code of a page and `detail` the fixed name of a file; nothing of what was seen or written may be in
    them.
    """
    take_turn(db_session, by.patient_id)
    last = row_of(db_session, *requests.last_event(by.patient_id))
    event = AccessEvent(
        patient_id=by.patient_id,
        id=uuid.uuid4(),
        number=1 if last is None else last.number + 1,
        at=by.now.astimezone(UTC).replace(microsecond=0),
        actor=by.actor.value,
        account_id=by.account_id,
        name=by.name,
        share_id=by.share_id,
        act=act.value,
        page=page,
        detail=detail,
    )
    event.digest = digest_of(NO_DIGEST if last is None else last.digest, event.told)
    db_session.add(event)
    db_session.flush()


def broken_logs(db_session: Session) -> tuple[int, list[uuid.UUID]]:
    """How many records have a log, and whose is not whole any more."""
    query = select(AccessEvent).order_by(AccessEvent.patient_id, AccessEvent.number)
    events = db_session.execute(query.execution_options(yield_per=AT_ONCE)).scalars()
    found = {patient_id: is_whole(log) for patient_id, log in groupby(events, key=lambda event: event.patient_id)}
    return len(found), [patient_id for patient_id, whole in found.items() if not whole]
