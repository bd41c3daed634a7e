"""One visit, counted once: whoever says that a session was attended is asked where it may be here already."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.domain.treatment.one_visit import IsItThisOne, Visit, near_visits
from tracker.domain.treatment.sessions import SessionFacts
from tracker.domain.values.periods import local
from tracker.domain.vocabularies import COURSE_KINDS
from tracker.storage.rows import rows_of
from tracker.treatment.queries import treatment
from tracker.treatment.queries.treatment import SessionShort

A_DAY: Final = timedelta(days=1)


def every_visit(db_session: Session, patient_id: UUID) -> list[Visit]:
    """All sessions of the record, in one query."""
    return [visit_in(row) for row in rows_of(db_session, *treatment.every_session(patient_id))]


def visit_of(session_id: UUID, facts: SessionFacts) -> Visit:
    return Visit(session_id, facts.kind, facts.status, facts.started_at, facts.practitioner, facts.other_name)


def near_ones(db_session: Session, patient_id: UUID, new: Visit) -> tuple[Visit, ...]:
    """The sessions of the record that this one may be, the likeliest first, in one query; none for self-care."""
    day = new.started_at.date()
    if new.kind not in COURSE_KINDS or day in (date.min, date.max):
        return ()
    rows = rows_of(db_session, *treatment.visits_between(patient_id, new.kind, day - A_DAY, day + A_DAY))
    return near_visits(new, [visit_in(row) for row in rows])


def check_not_here(
    db_session: Session,
    patient_id: UUID,
    new: Visit,
    looked_at: Collection[UUID] | None,
    before: Visit | None = None,
) -> None:
    """`IsItThisOne` where an attended session may be one that is here and that nobody has `looked_at` (None: all were).

    `before` is the same session as it stood: what it was near then already is not asked about once more.
    """
    if looked_at is None:
        return
    seen = set(looked_at)
    if before is not None:
        seen.update(one.id for one in near_ones(db_session, patient_id, before))
    found = [one for one in near_ones(db_session, patient_id, new) if one.id not in seen]
    if found:
        raise IsItThisOne(found)


def visit_in(row: SessionShort) -> Visit:
    """The visit of a session in short, at its local time."""
    started = local(row.started_at, row.started_offset)
    return Visit(
        row.id, row.kind, row.status, started, row.practitioner, row.other_name, row.course_id, row.time_unknown
    )
