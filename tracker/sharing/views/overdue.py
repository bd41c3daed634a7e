"""What the calendar has ended, written as ended before the owner reads of it: it never comes back after that."""

from uuid import UUID

from tracker.sharing.services import grants, links, live_shares
from tracker.web import clock, gate
from tracker.web.transactions import db_session, separate_session


def end_overdue(patient_id: UUID) -> None:
    """Write as ended the links whose time is over, and the grants whose last day has passed."""
    now = clock.now()
    over = links.overdue(db_session(), patient_id, now)
    former = grants.list_grants(db_session(), patient_id, gate.patient().today()).former
    unwritten = [line for line in former if line.ended_at is None]
    if not over and not unwritten:
        return
    with separate_session() as session:
        for link in over:
            links.end_by_itself(session, link, now)
        for line in unwritten:
            live_shares.end_grant(session, line.id, live_shares.by_the_calendar(patient_id, line.id, line.name, now))
