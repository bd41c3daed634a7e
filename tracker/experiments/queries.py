"""What an experiment is read by: columns only, and always of one patient."""

import uuid
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import or_

from tracker.diary.models import Entry
from tracker.diary.queries import IS_DAILY
from tracker.domain.learning.experiment_plan import OUTCOMES
from tracker.experiments.models import Experiment
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, in_days, select_as, whole
from tracker.treatment.models import Dose, TreatmentSession

# Leg and back pain of a day may be those of its moments; the others are asked of a whole day alone.
OF_THE_DAY: Final = tuple(name for name in OUTCOMES if name not in {"leg_pain", "back_pain"})


class Answered(NamedTuple):
    """What a day's entry answers beside leg and back pain, 0 to 10."""

    for_date: date
    worst_leg_pain: int | None
    numbness_tingling: int | None
    weakness: int | None
    sleep_disturbed: int | None


class Signed(NamedTuple):
    """A day with warning signs."""

    for_date: date
    warning_signs: tuple[str, ...] | None


class Done(NamedTuple):
    """A day on which a kind of self-care was done."""

    local_day: date
    kind: str


class Named(NamedTuple):
    """A medicine that was taken, by its name."""

    name: str | None


@prepared
def experiments(patient_id: uuid.UUID, first: date | None = None, last: date | None = None) -> RowSelect[Experiment]:
    """The experiments that began on these days, the latest first."""
    query = whole(Experiment).where(Experiment.live(patient_id), in_days(Experiment.started_on, first, last))
    return query.order_by(Experiment.started_on.desc(), Experiment.entered_at.desc(), Experiment.id)


@prepared
def one(patient_id: uuid.UUID, experiment_id: uuid.UUID) -> RowSelect[Experiment]:
    return whole(Experiment).where(Experiment.live(patient_id), Experiment.id == experiment_id)


@prepared
def answers(patient_id: uuid.UUID, first: date, last: date) -> RowSelect[Answered]:
    """The days' own entries that answer any of these questions."""
    columns: list[Any] = [getattr(Entry, name) for name in OF_THE_DAY]
    return select_as(Answered, Entry).where(
        Entry.live(patient_id),
        Entry.kind == IS_DAILY,
        in_days(Entry.for_date, first, last),
        or_(*(column.is_not(None) for column in columns)),
    )


@prepared
def signs(patient_id: uuid.UUID, first: date, last: date) -> RowSelect[Signed]:
    """The entries and moments that hold warning signs."""
    return select_as(Signed, Entry).where(
        Entry.live(patient_id), Entry.warning_signs.is_not(None), in_days(Entry.for_date, first, last)
    )


@prepared
def done(patient_id: uuid.UUID, first: date, last: date) -> RowSelect[Done]:
    """Which kinds were done on which of these days."""
    return (
        select_as(Done, TreatmentSession)
        .where(
            TreatmentSession.live(patient_id),
            TreatmentSession.status == "attended",
            in_days(TreatmentSession.local_day, first, last),
        )
        .distinct()
    )


@prepared
def medicines(patient_id: uuid.UUID) -> RowSelect[Named]:
    """Every medicine that was taken."""
    return select_as(Named, Dose).where(Dose.live(patient_id), Dose.name.is_not(None)).distinct()
