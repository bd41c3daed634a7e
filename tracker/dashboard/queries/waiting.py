"""What may wait for the owner on the page of today, in one row: what there is of it is read by its own feature."""

import uuid
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select

from tracker.correspondence.models import PlanProposal, ReviewNote, ReviewRequest
from tracker.dashboard.queries.first_weeks import any_row
from tracker.domain.course.proposal import OPEN
from tracker.patients.models import FunctionScore
from tracker.patients.queries import still_scored
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, select_as


class Waits(NamedTuple):
    """Whether there are notes nobody read, open proposals and suggested reviews; what decides on the weekly scores.

    `named` is how many activities are named, `scored_on` the day of the last score of any.
    """

    unread: bool
    proposals: bool
    requests: bool
    named: int
    scored_on: date | None


@prepared
def waits(patient_id: uuid.UUID) -> RowSelect[Waits]:
    """One row."""
    named = select(func.count()).where(still_scored(patient_id))
    scored = select(func.max(FunctionScore.for_date)).where(FunctionScore.live(patient_id))
    return select_as(
        Waits,
        unread=any_row(ReviewNote.live(patient_id), ReviewNote.read_at.is_(None)),
        proposals=any_row(PlanProposal.live(patient_id), PlanProposal.state == OPEN),
        requests=any_row(ReviewRequest.live(patient_id), ReviewRequest.state == OPEN),
        named=named.scalar_subquery(),
        scored_on=scored.scalar_subquery(),
    )
