"""Who shares with a practitioner now, and the note in each record that its line was looked at."""

import uuid
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.practice.services.everybody import Everybody, Shared, read_everybody
from tracker.practice.services.patient_summary import make_summaries
from tracker.practice.services.patients import MADE_AT_ONCE
from tracker.sharing.services import listings

# Begins a transaction of its own, which is committed when its block ends.
Separate = Callable[[], AbstractContextManager[Session]]


def everybody_now(db_session: Session, separate: Separate, account_id: uuid.UUID, now: datetime) -> Everybody:
    """Everybody who shares; how a record stands is worked out first where it is not known, for some of them."""
    everybody = read_everybody(db_session, account_id, now)
    if not everybody.outdated:
        return everybody
    with separate() as session:
        make_summaries(session, everybody.outdated[:MADE_AT_ONCE], now)
    return read_everybody(db_session, account_id, now)


def log_listed(
    db_session: Session, separate: Separate, by: tuple[uuid.UUID, str], shown: Sequence[Shared], now: datetime
) -> None:
    """Before the list is shown, each of these patients can read that it was; once a day is enough.

    `by` is the practitioner's account and user name.
    """
    zones = {one.patient_id: one.zone for one in shown}
    new = listings.not_yet_today(db_session, by[0], zones, now)
    if new:
        with separate() as session:
            listings.log_listed(session, *by, new, now)
