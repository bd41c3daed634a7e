"""What "with and without" asks of each day, beside its scores: columns only, and always of one patient."""

import uuid
from datetime import date
from typing import NamedTuple

from tracker.diary.models import Entry
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, in_days, select_as
from tracker.treatment.models import Dose, TreatmentSession


class Ticked(NamedTuple):
    """What an entry answers."""

    for_date: date
    sleep_disturbed: int | None
    sitting_minutes: int | None
    walking_minutes: int | None
    aggravated_by: tuple[str, ...] | None
    eased_by: tuple[str, ...] | None


class Treated(NamedTuple):
    """A day on which somebody had a kind of treatment."""

    local_day: date
    kind: str


class Taken(NamedTuple):
    """A day on which a medicine was taken, and the name it was given, which each has."""

    local_day: date
    name: str | None


@prepared
def entries(patient_id: uuid.UUID, first: date, last: date) -> RowSelect[Ticked]:
    """What the entries of these days answer, oldest first, those that answer nothing as well."""
    query = select_as(Ticked, Entry).where(Entry.live(patient_id), in_days(Entry.for_date, first, last))
    return query.order_by(Entry.for_date)


@prepared
def treated(patient_id: uuid.UUID, first: date, last: date) -> RowSelect[Treated]:
    """Which kinds were attended, or done, on which of these days."""
    return (
        select_as(Treated, TreatmentSession)
        .where(
            TreatmentSession.live(patient_id),
            TreatmentSession.status == "attended",
            in_days(TreatmentSession.local_day, first, last),
        )
        .distinct()
    )


@prepared
def taken(patient_id: uuid.UUID, first: date, last: date) -> RowSelect[Taken]:
    """Which medicines were taken on which of these days, oldest first."""
    return (
        select_as(Taken, Dose)
        .where(Dose.live(patient_id), Dose.none_taken.is_(False), in_days(Dose.local_day, first, last))
        .distinct()
        .order_by(Dose.local_day)
    )
