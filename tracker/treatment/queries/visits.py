"""Queries that tell visits apart. Each takes the patient first and sees live rows alone."""

import uuid
from datetime import date, datetime
from typing import NamedTuple

from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, select_as
from tracker.treatment.models import TreatmentSession


class VisitRow(NamedTuple):
    """What telling visits apart needs of a session."""

    id: uuid.UUID
    kind: str
    other_name: str | None
    status: str
    started_at: datetime
    started_offset: int
    practitioner: str | None


@prepared
def visits_between(patient_id: uuid.UUID, kind: str, first_day: date, last_day: date) -> RowSelect[VisitRow]:
    """What telling visits apart needs of the sessions of a kind on these local days that were not missed."""
    return _visits(patient_id).where(
        TreatmentSession.kind == kind,
        TreatmentSession.status != "missed",
        TreatmentSession.local_day.between(first_day, last_day),
    )


@prepared
def every_visit(patient_id: uuid.UUID) -> RowSelect[VisitRow]:
    """The same of all sessions of the record."""
    return _visits(patient_id)


def _visits(patient_id: uuid.UUID) -> RowSelect[VisitRow]:
    return select_as(VisitRow, TreatmentSession).where(TreatmentSession.live(patient_id))
