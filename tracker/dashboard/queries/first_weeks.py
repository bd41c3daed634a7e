"""What the cards of the first weeks ask for, and is known already."""

import uuid
from typing import NamedTuple

from sqlalchemy import ColumnElement, exists, or_

from tracker.patients.models import Caution, Episode, FunctionActivity
from tracker.sharing.models import Grant
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, select_as


class Answered(NamedTuple):
    """Whether each card was answered, by its code."""

    signs: bool
    episode: bool
    cautions: bool
    activities: bool
    sharing: bool


TOLD = (Episode.side, Episode.began_on, Episode.duration_at_start, Episode.cause_told, Episode.note)


@prepared
def answered(patient_id: uuid.UUID) -> RowSelect[Answered]:
    """One row: whether there is an answer to each. A share that has ended was one too."""
    told = or_(*(column.is_not(None) for column in TOLD))
    return select_as(
        Answered,
        signs=any_row(Episode.live(patient_id), Episode.warning_signs.is_not(None)),
        episode=any_row(Episode.live(patient_id), told),
        cautions=any_row(Caution.live(patient_id)),
        activities=any_row(FunctionActivity.live(patient_id)),
        sharing=any_row(Grant.patient_id == patient_id),
    )


def any_row(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether there is any such row."""
    return exists().where(*conditions)
