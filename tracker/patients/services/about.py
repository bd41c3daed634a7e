"""What stands beside a name wherever somebody works with the record: the bout in one line, and the cautions."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.domain.safety.cautions import Carried
from tracker.patients import queries
from tracker.storage.rows import row_of, rows_of
from tracker.wording.cautions import CAUTIONS, Cautions, told_cautions
from tracker.wording.patients import bout_words


@dataclass(frozen=True, slots=True)
class About:
    """The bout in words, empty where nothing was recorded, and the cautions that hold, on a page about a course.

    `began_on` is the day that course began; None on a page that is about none.
    """

    bout: str
    carried: tuple[Carried, ...]
    began_on: date | None

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(one.kind for one in self.carried)

    @property
    def cautions(self) -> Cautions:
        return told_cautions(self.carried, self.began_on)


def read_bout(db_session: Session, patient_id: uuid.UUID, today: date) -> str:
    """The running bout in words, else the latest one, in one query."""
    row = row_of(db_session, *queries.latest_bout(patient_id))
    return "" if row is None else bout_words(**row._asdict(), today=today)


def read_carried(db_session: Session, patient_id: uuid.UUID) -> list[Carried]:
    """The cautions that hold now in the vocabulary's order, in one query."""
    live = rows_of(db_session, *queries.cautions_held(patient_id))
    rows = {row.kind: Carried(row.kind, row.note, row.confirmed_on) for row in live}
    return [rows[kind] for kind in CAUTIONS if kind in rows]


def read_about(db_session: Session, patient_id: uuid.UUID, today: date, began_on: date | None) -> About:
    """Both, in two queries; `began_on` is the day the course began that the page is about."""
    return About(read_bout(db_session, patient_id, today), tuple(read_carried(db_session, patient_id)), began_on)
