"""Planning an experiment, stopping it, taking it out of sight."""

import secrets
import uuid
from collections.abc import Collection
from functools import partial

from sqlalchemy.orm import Session

from tracker.diary.services.reading import recent_warning_signs
from tracker.domain.acting import Author
from tracker.domain.learning.experiment import toss
from tracker.domain.learning.experiment_plan import BY_OTHERS, ExperimentFacts, Surroundings, check_experiment
from tracker.domain.values.deeds import deed
from tracker.domain.values.facts import values_of
from tracker.experiments import queries
from tracker.experiments.models import Experiment
from tracker.experiments.services.reading import read_current
from tracker.patients.services import row_writing
from tracker.patients.services.turns import take_turn
from tracker.storage.rows import rows_of
from tracker.treatment.services.reading import current_cautions
from tracker.wording.vocabularies import SESSION_KINDS


def fair_coin() -> bool:
    """One toss, which nobody can foretell."""
    return bool(secrets.randbits(1))


def plan_experiment(db_session: Session, experiment_id: uuid.UUID, facts: ExperimentFacts, author: Author) -> uuid.UUID:
    """Plan an experiment and toss its coins, once, however often its form is sent; `Problems` where it cannot be."""
    take_turn(db_session, author.patient_id)
    given = values_of(facts)
    if db_session.get(Experiment, (author.patient_id, experiment_id)) is None:
        check_experiment(facts, surroundings(db_session, author), author.today)
    coins = "".join(toss(facts.pairs_planned, fair_coin))
    row = Experiment(
        patient_id=author.patient_id, id=experiment_id, coins=coins, stopped_on=None, entered_at=author.now, **given
    )
    return row_writing.create(db_session, row, author, deed=deed("experiment", day=facts.started_on), given=given)


def surroundings(db_session: Session, author: Author) -> Surroundings:
    """What in a record speaks against an experiment."""
    patient_id, today = author.patient_id, author.today
    current = read_current(partial(rows_of, db_session), patient_id, today)
    return Surroundings(
        cautions=current_cautions(db_session, patient_id),
        warning_sign=bool(recent_warning_signs(db_session, patient_id, today)),
        goes_on=current is not None and current.goes_on,
        medicines=[row.name for row in rows_of(db_session, *queries.medicines(patient_id)) if row.name],
        by_others=_by_others(),
    )


def _by_others() -> Collection[str]:
    return [name for kind in BY_OTHERS for name in (kind, SESSION_KINDS[kind])]


def stop_experiment(db_session: Session, row: Experiment, author: Author) -> uuid.UUID | None:
    """Stop it today; None where it was stopped before."""
    if row.stopped_on is not None:
        return None
    stopped = deed("experiment_stopped", day=row.started_on)
    return row_writing.change(db_session, row, {"stopped_on": author.today}, author, deed=stopped)


def delete_experiment(db_session: Session, row: Experiment, author: Author) -> uuid.UUID:
    return row_writing.remove(db_session, row, author, deed=deed("experiment_of", day=row.started_on))
