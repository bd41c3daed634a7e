"""What was answered to "Does it fit me?", and what the record says to its questions."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import Select, select

from tracker.patients.models import Episode
from tracker.patients.queries import RUNNING_FIRST
from tracker.review.models import FitAnswers
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, select_as, whole
from tracker.treatment.models import TreatmentSession


@prepared
def day_of(patient_id: uuid.UUID, day: date) -> Select[FitAnswers]:
    """The live row of a day, to be changed."""
    return select(FitAnswers).where(FitAnswers.live(patient_id), FitAnswers.for_date == day)


@prepared
def answered(patient_id: uuid.UUID, most: int) -> RowSelect[FitAnswers]:
    """The answers, the latest first."""
    return whole(FitAnswers).where(FitAnswers.live(patient_id)).order_by(FitAnswers.for_date.desc()).limit(most)


class BoutAsked(NamedTuple):
    """What an episode says to the questions."""

    side: str | None
    began_on: date | None
    duration_at_start: str | None
    cause_told: str | None
    created_at: datetime


@prepared
def running_bout(patient_id: uuid.UUID) -> RowSelect[BoutAsked]:
    """The bout that goes on, the newest of several."""
    running = (Episode.live(patient_id), Episode.ended_on.is_(None))
    return select_as(BoutAsked, Episode).where(*running).order_by(*RUNNING_FIRST).limit(1)


class KindDone(NamedTuple):
    """A kind of treatment that was attended or done."""

    kind: str


@prepared
def kinds_done(patient_id: uuid.UUID) -> RowSelect[KindDone]:
    """Which kinds were attended, or done, ever."""
    done = (TreatmentSession.live(patient_id), TreatmentSession.status == "attended")
    return select_as(KindDone, TreatmentSession).where(*done).distinct()


class Cost(NamedTuple):
    """What a session cost."""

    cost: Decimal | None


@prepared
def latest_cost(patient_id: uuid.UUID) -> RowSelect[Cost]:
    """What the latest acupuncture session cost, of those whose cost is recorded."""
    costly = (
        TreatmentSession.live(patient_id),
        TreatmentSession.kind == "acupuncture",
        TreatmentSession.cost.is_not(None),
    )
    return select_as(Cost, TreatmentSession).where(*costly).order_by(TreatmentSession.started_at.desc()).limit(1)
