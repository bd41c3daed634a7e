"""Queries for the pages that join the features: columns only, and always of one patient."""

import uuid
from datetime import date

from sqlalchemy import Select, select

from tracker.review.queries.reviews import SessionRow
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, select_as
from tracker.treatment.models import Dose, TreatmentSession


@prepared
def sessions(patient_id: uuid.UUID, first: date, last: date) -> RowSelect[SessionRow]:
    """The sessions of the days from `first` to `last`, oldest first."""
    return (
        select_as(SessionRow, TreatmentSession)
        .where(
            TreatmentSession.live(patient_id),
            TreatmentSession.local_day >= first,
            TreatmentSession.local_day <= last,
        )
        .order_by(TreatmentSession.started_at, TreatmentSession.id)
    )


@prepared
def dose_days(patient_id: uuid.UUID, first: date, last: date) -> Select[date]:
    """The days on which medicine was taken."""
    return (
        select(Dose.local_day)
        .where(
            Dose.live(patient_id),
            Dose.none_taken.is_(False),
            Dose.local_day >= first,
            Dose.local_day <= last,
        )
        .distinct()
        .order_by(Dose.local_day)
    )
