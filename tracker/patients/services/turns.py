"""Taking turns: changes of one record wait for each other, and judge what stands once it is their turn.

Locks are taken in one order wherever they are taken: the account, the record, the row, then the logs. `db_session` is
handed in. SQLite has one writer at a time anyway, so there is nothing to lock on it.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from tracker.accounts.services.accounts import before_erasure
from tracker.patients import queries
from tracker.patients.models import Patient, PatientRow
from tracker.storage.rows import every_column

HELD: Final = "turns of this transaction"


def take_turn(db_session: Session, patient_id: uuid.UUID) -> bool:
    """Wait for other changes of this record, and hold them off until the transaction is over.

    Whatever the session had read before is read again when it is next looked at: it may have changed while this
    waited. Asked again in the same transaction it costs nothing. False where there is no such record any more.
    """
    if not _locks(db_session) or patient_id in _held(db_session):
        return True
    there = db_session.execute(
        select(Patient.id).where(Patient.id == patient_id).with_for_update(key_share=True)
    ).first()
    if not db_session.in_nested_transaction():  # the lock goes with a savepoint that is rolled back
        db_session.info[HELD] = (db_session.get_transaction(), _held(db_session) | {patient_id})
    for row in db_session.identity_map.values():
        if not inspect(row).modified:
            db_session.expire(row)
    return there is not None


def take_turns(db_session: Session, patient_ids: Iterable[uuid.UUID]) -> None:
    """The same for several records, in an order in which two who do so cannot wait for each other."""
    for patient_id in sorted(set(patient_ids)):
        take_turn(db_session, patient_id)


def hold(db_session: Session, row: PatientRow) -> bool:
    """Lock the row itself and read it as it stands, after the turn of its record; False where it is gone."""
    identity = inspect(row).identity
    assert identity is not None, "a row that is stored"  # noqa: S101
    if not take_turn(db_session, identity[0]):
        return False
    if not _locks(db_session):
        return True
    model: Any = type(row)
    query = select(model).where(model.patient_id == identity[0], model.id == identity[1])
    found = db_session.execute(
        query.with_for_update(key_share=True).execution_options(populate_existing=True)
    ).scalar_one_or_none()
    return found is not None


def held(db_session: Session, model: Any, row: Any) -> Any | None:
    """The same for a row that was read by its columns: it as it stands then; None where it is gone."""
    if not take_turn(db_session, row.patient_id):
        return None
    if not _locks(db_session):
        return row
    query = every_column(model).where(model.patient_id == row.patient_id, model.id == row.id)
    return db_session.connection().execute(query.with_for_update(key_share=True)).one_or_none()


@before_erasure
def let_changes_finish(db_session: Session, account_id: uuid.UUID, _now: datetime) -> None:
    """Before a record goes with its account: what is being saved in it comes first, and what comes after finds none."""
    patient_id = db_session.execute(*queries.own_patient_id(account_id)).scalar()
    if patient_id is not None:
        take_turn(db_session, patient_id)


def _locks(db_session: Session) -> bool:
    return db_session.get_bind().dialect.name == "postgresql"


def _held(db_session: Session) -> frozenset[uuid.UUID]:
    transaction, held = db_session.info.get(HELD, (None, frozenset()))
    return held if transaction is not None and transaction is db_session.get_transaction() else frozenset()
