"""Who stands before and after a patient on the day sheet."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.patients.services.scope import whole_record
from tracker.practice.services.day_sheet import read_bookings
from tracker.practice.services.everybody import Shared, read_shared
from tracker.practice.services.patients import DAY, NEXT, in_order


@dataclass(frozen=True, slots=True)
class Beside:
    """One patient of the sheet, the `number`-th of `count`, with those beside them; None at its ends."""

    own: Shared
    before: Shared | None
    after: Shared | None
    number: int
    count: int


def read_beside(
    db_session: Session, account_id: uuid.UUID, patient_id: uuid.UUID, now: datetime, sort: str = DAY
) -> Beside | None:
    """Where a patient stands on the practitioner's day sheet now, in two or three queries; None for nobody of theirs.

    `sort` is the code of the order that they chose there.

    A page of one record sees that record alone: the names of others come from their own grants to this account.
    """
    with whole_record(db_session):
        everybody = read_shared(db_session, account_id, now)
        bookings = read_bookings(db_session, account_id, everybody, now, ahead=sort == NEXT)
        order = in_order(everybody, bookings, sort)
    place = next((number for number, one in enumerate(order) if one.patient_id == patient_id), None)
    if place is None:
        return None
    around = [None, *order, None]
    return Beside(order[place], around[place], around[place + 2], place + 1, len(order))
