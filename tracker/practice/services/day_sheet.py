"""What is booked with everybody who shares with a practitioner: their appointments of today, and the next one."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.domain.brief.day_sheet import Visit, visit_of
from tracker.domain.values.periods import ONE_DAY, local
from tracker.practice.queries import appointments as queries
from tracker.practice.queries.appointments import Appointment
from tracker.practice.services.everybody import Shared
from tracker.storage.rows import grouped, rows_of


@dataclass(frozen=True, slots=True)
class Booked:
    """The appointments of one record: those of today, in order, and the next one from now on."""

    today: tuple[Visit, ...] = ()
    coming: Visit | None = None


NOTHING_BOOKED = Booked()
Bookings = Mapping[uuid.UUID, Booked]


def read_bookings(
    db_session: Session, account_id: uuid.UUID, shared: Sequence[Shared], now: datetime, *, ahead: bool = True
) -> Bookings:
    """What is booked with everybody of `shared` who has an appointment, in two queries; today is each one's own day.

    Without `ahead` nothing is told of the next ones, in one query.
    """
    day = now.date()
    near = rows_of(db_session, *queries.near(account_id, day - ONE_DAY, day + ONE_DAY))
    by_record = grouped(near, lambda row: row.patient_id)
    next_ones = rows_of(db_session, *queries.coming(account_id, now)) if ahead else ()
    coming = {row.patient_id: row for row in next_ones}
    found = {}
    for one in shared:
        following = coming.get(one.patient_id)
        today = [_visit(row, now) for row in by_record.get(one.patient_id, ()) if row.local_day == one.today]
        if today or following is not None:
            found[one.patient_id] = Booked(tuple(today), None if following is None else _visit(following, now))
    return found


def _visit(row: Appointment, now: datetime) -> Visit:
    return visit_of(local(row.started_at, row.started_offset), row.kind, row.status, now)
