"""Queries that tell visits apart. Each takes the patient first and sees live rows alone."""

import uuid
from datetime import date
from typing import Any

from sqlalchemy import Select, select

from tracker.storage.prepared import prepared
from tracker.treatment.models import TreatmentSession


@prepared
def visits_between(patient_id: uuid.UUID, kind: str, first_day: date, last_day: date) -> Select[*tuple[Any, ...]]:
    """What telling visits apart needs of the sessions of a kind on these local days that were not missed."""
    return _visits(patient_id).where(
        TreatmentSession.kind == kind,
        TreatmentSession.status != "missed",
        TreatmentSession.local_day.between(first_day, last_day),
    )


@prepared
def every_visit(patient_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """The same of all sessions of the record."""
    return _visits(patient_id)


def _visits(patient_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    return select(
        TreatmentSession.id,
        TreatmentSession.kind,
        TreatmentSession.other_name,
        TreatmentSession.status,
        TreatmentSession.started_at,
        TreatmentSession.started_offset,
        TreatmentSession.practitioner,
    ).where(TreatmentSession.patient_id == patient_id, TreatmentSession.deleted_at.is_(None))
