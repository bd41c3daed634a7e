"""What can be done with a person's record itself: make it, describe the episode, keep cautions and activities."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.acting import Author
from tracker.domain.errors import Problems
from tracker.domain.limits import ACTIVITIES_MOST
from tracker.domain.scores.entry import DAY_TO_COME
from tracker.domain.scores.function import mean_score
from tracker.domain.values.deeds import deed
from tracker.patients import queries
from tracker.patients.models import Caution, Episode, FunctionActivity, FunctionScore, Patient
from tracker.patients.queries import Activity
from tracker.patients.services import row_writing
from tracker.patients.services.cautions import read_cautions
from tracker.patients.services.row_writing import Step
from tracker.storage.rows import rows_of, value_of


@dataclass(frozen=True, slots=True)
class FunctionDay:
    """One day's scores by activity, and their mean."""

    day: date
    scores: tuple[tuple[str, int], ...]
    mean: float | None


FUNCTION_ROWS = 60


def make_patient(db_session: Session, account_id: uuid.UUID, now: datetime) -> uuid.UUID:
    """An empty record for an account."""
    patient = Patient(id=uuid.uuid4(), account_id=account_id, created_at=now)
    db_session.add(patient)
    db_session.flush()
    return patient.id


def start_record(db_session: Session, account_id: uuid.UUID, now: datetime) -> uuid.UUID:
    """The account's own record: the one it has, or else a new one. Two starts at once end in an IntegrityError."""
    known: uuid.UUID | None = value_of(db_session, *queries.own_patient_id(account_id))
    return make_patient(db_session, account_id, now) if known is None else known


def settle_card(db_session: Session, patient_id: uuid.UUID, card: str) -> None:
    """A card of the first weeks comes no more: it was put away, or answered with nothing that is kept elsewhere."""
    patient = db_session.get_one(Patient, patient_id)
    settled = patient.cards_settled or ()
    if card not in settled:
        patient.cards_settled = (*settled, card)


def set_country(db_session: Session, patient_id: uuid.UUID, country: str | None) -> None:
    db_session.get_one(Patient, patient_id).country = country


def find_episode(db_session: Session, patient_id: uuid.UUID) -> Episode | None:
    """The running episode, or else the latest one."""
    return db_session.execute(*queries.episodes(patient_id)).scalars().first()


def side_of_episode(db_session: Session, patient_id: uuid.UUID) -> str | None:
    """The leg that was said to hurt when the record was set up."""
    episode = find_episode(db_session, patient_id)
    return None if episode is None else episode.side


def save_episode(
    db_session: Session, values: Mapping[str, Any], author: Author, *, brought_by: uuid.UUID | None = None
) -> uuid.UUID | None:
    """Write the running episode; the first answers make it. None where nothing was answered.

    `Problems` where it has not begun yet.
    """
    began = values.get("began_on")
    if began is not None and began > author.today:
        raise Problems({"began_on": DAY_TO_COME})
    patient_id = author.patient_id
    episode = find_episode(db_session, patient_id)
    if episode is None or episode.ended_on is not None:
        if not any(value is not None for value in values.values()):
            return None
        fresh = Episode(patient_id=patient_id, id=uuid.uuid4(), created_at=author.now, **values)
        return row_writing.create(db_session, fresh, author, deed=deed("episode"), given={}, brought_by=brought_by)
    return row_writing.change(db_session, episode, values, author, deed=deed("episode"), brought_by=brought_by)


def live_cautions(db_session: Session, patient_id: uuid.UUID) -> Sequence[Caution]:
    return read_cautions(db_session, patient_id).live


def confirm_cautions(db_session: Session, author: Author, *, brought_by: uuid.UUID | None = None) -> None:
    """Note that every live caution is still true today; each keeps its own note."""
    today = author.today
    for row in live_cautions(db_session, author.patient_id):
        if row.confirmed_on != today:
            still = deed("caution", kind=row.kind)
            row_writing.change(db_session, row, {"confirmed_on": today}, author, deed=still, brought_by=brought_by)


def activities(db_session: Session, patient_id: uuid.UUID) -> Sequence[Activity]:
    """The activities still scored, in the patient's order, each with its latest score."""
    return rows_of(db_session, *queries.activities_with_scores(patient_id))


def save_activities(db_session: Session, names: Sequence[str], author: Author) -> uuid.UUID | None:
    """Keep exactly `names` (at most five, in this order), as one change; None where they are kept like that.

    One that is left out keeps its past scores.
    """
    patient_id, today = author.patient_id, author.today
    live = {row.name: row for row in db_session.execute(*queries.live_activities(patient_id)).scalars().all()}
    wanted = {name: position for position, name in enumerate(names[:ACTIVITIES_MOST])}
    moved = [row for name, row in live.items() if name in wanted and row.position != wanted[name]]
    over = [row for name, row in live.items() if name not in wanted]
    fresh = [name for name in wanted if name not in live]
    kept = deed("activities", names=(*fresh, *(row.name for row in moved)), retired=tuple(row.name for row in over))
    steps: list[Step[FunctionActivity]] = []
    for name in fresh:
        row = FunctionActivity(
            patient_id=patient_id, id=uuid.uuid4(), name=name, position=wanted[name], created_at=author.now
        )
        steps.append((row, None))
    steps += [(row, {"position": wanted[row.name]}) for row in moved]
    steps += [(row, {"retired_on": today}) for row in over]
    return row_writing.write_together(db_session, steps, author, kept)


def save_function_scores(db_session: Session, scores: Mapping[uuid.UUID, int], author: Author) -> uuid.UUID | None:
    """Write today's score of each activity given, as one change; a second answer on the same day replaces the first."""
    patient_id, today = author.patient_id, author.today
    known = {
        row.activity_id: row
        for row in db_session.execute(
            select(FunctionScore).where(FunctionScore.patient_id == patient_id, FunctionScore.for_date == today)
        ).scalars()
    }
    steps: list[Step[FunctionScore]] = []
    for activity_id, score in scores.items():
        row = known.get(activity_id)
        if row is None:
            keys = {"patient_id": patient_id, "id": uuid.uuid4(), "activity_id": activity_id}
            steps.append((FunctionScore(**keys, for_date=today, score=score, entered_at=author.now), None))
        elif row.score != score or row.deleted_at is not None:
            steps.append((row, {"score": score, "deleted_at": None}))
    given = deed("function", day=today, scores=tuple(scores.values()))
    return row_writing.write_together(db_session, steps, author, given)


def note_warning_signs(
    db_session: Session, signs: Sequence[str], author: Author, *, brought_by: uuid.UUID | None = None
) -> uuid.UUID | None:
    """Keep with the episode what is ticked when it is first asked; where nothing ever was, nothing is written."""
    return save_episode(db_session, {"warning_signs": tuple(signs) or None}, author, brought_by=brought_by)


def function_history(db_session: Session, patient_id: uuid.UUID) -> Sequence[FunctionDay]:
    """The latest days on which activities were scored, newest first, each with its mean (0 to 10)."""
    rows = rows_of(db_session, *queries.function_scores(patient_id, FUNCTION_ROWS))
    by_day: dict[date, list[tuple[str, int]]] = {}
    for row in rows:
        by_day.setdefault(row.for_date, []).append((row.name, row.score))
    return [FunctionDay(day, tuple(scores), mean_score(score for _, score in scores)) for day, scores in by_day.items()]
