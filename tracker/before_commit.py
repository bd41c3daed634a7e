"""What every change of a record settles before its commit: starting weeks, how it stands, what others did, webhooks."""

from flask import g
from sqlalchemy.orm import Session

from tracker.patients.services.history import take_changes
from tracker.patients.services.scope import whole_record
from tracker.practice.services.patient_summary import keep_summaries
from tracker.review.services.starting_weeks import keep_starting_weeks
from tracker.sharing.services.events import log_changes
from tracker.storage.base import notes_hidden
from tracker.web.acting import author
from tracker.web.app_settings import settings
from tracker.webhooks.services.noticing import queue_events


def settle(db_session: Session) -> None:
    """Work out what the changes of this request bring along, in the same transaction, whoever made them."""
    changes = take_changes(db_session)
    with whole_record(db_session), notes_hidden(on=False):
        keep_starting_weeks(db_session, changes)
        keep_summaries(db_session, changes)
        if changes and g.get("patient") is not None and not g.patient.is_own:
            log_changes(db_session, changes, author())
        if settings().webhooks:
            queue_events(db_session, changes)
