"""What a practitioner wrote stays theirs when a share ends: their own rows, copied, and nothing else of the record.

The copies belong to the practitioner's account. They outlive the patient's, as the notes of a practice do (GDPR,
Article 17 (3): erasure does not reach what a law makes the practitioner keep); the patient is told before they share.
"""

import uuid
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tracker.accounts.services.accounts import before_erasure
from tracker.domain.sharing.former import ERASED
from tracker.patients.models import PatientRow
from tracker.patients.services.history import Snapshot, before_forgetting, snapshot
from tracker.patients.services.scope import whole_record
from tracker.patients.services.turns import take_turn
from tracker.sharing.models import Archive, ArchivedWriting
from tracker.sharing.queries import archives as queries
from tracker.storage.base import Base, notes_hidden


def writers_models() -> Iterator[Any]:
    """Every table of a record in which others than its owner write."""
    for mapper in Base.registry.mappers:
        if issubclass(mapper.class_, PatientRow) and mapper.class_.authors_only:
            yield mapper.class_


def keep(
    db_session: Session,
    patient_id: uuid.UUID,
    account_id: uuid.UUID,
    *,
    ended_at: datetime | None,
    ended_by: str | None,
) -> None:
    """Copy what this practitioner wrote in this record to what is theirs, in the caller's transaction.

    Done again, it brings the copies up to date: what its writer took back goes, and what is no longer in the record
    for another reason stays. Without `ended_by` nothing ends, and what had ended stays so.
    """
    take_turn(db_session, patient_id)
    found = db_session.execute(*queries.named(patient_id, account_id)).one_or_none()
    if found is None:
        return
    row = db_session.execute(*queries.archive_of(account_id, patient_id)).scalar()
    if row is None:
        row = Archive(practitioner_account_id=account_id, id=uuid.uuid4(), patient_id=patient_id)
        db_session.add(row)
    row.patient_name, row.began_at = found
    if ended_by is not None:
        row.ended_at, row.ended_by = ended_at, ended_by
    db_session.flush()
    with whole_record(db_session), notes_hidden(on=False):
        for model in writers_models():
            _copy(db_session, row, model)


def _copy(db_session: Session, archive: Archive, model: Any) -> None:
    beside: Mapping[str, Any] = model.beside()
    query = select(model, *(column.label(name) for name, column in beside.items())).where(
        model.patient_id == archive.patient_id, model.by_account_id == archive.practitioner_account_id
    )
    for row, *found in db_session.execute(query):
        key = {
            "practitioner_account_id": archive.practitioner_account_id,
            "archive_id": archive.id,
            "table_name": model.__tablename__,
            "row_id": row.id,
        }
        if row.deleted_at is not None:
            db_session.execute(delete(ArchivedWriting).filter_by(**key))
            continue
        content = _own_words(model, snapshot(row)) | dict(zip(beside, map(_plain, found), strict=True))
        at = getattr(row, model.written)
        db_session.merge(ArchivedWriting(**key, written_at=at, content=content))
    db_session.flush()


def _own_words(model: Any, whole: Snapshot) -> dict[str, Any]:
    return {name: whole[name] for name in model.own_words if whole[name] is not None}


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str) else value.isoformat()


@before_erasure
def keep_of_erased(db_session: Session, account_id: uuid.UUID, now: datetime) -> None:
    """Before an account goes with its record: whoever can see it keeps what they wrote."""
    for patient_id, practitioner_id in db_session.execute(*queries.running_on_record_of(account_id)).all():
        keep(db_session, patient_id, practitioner_id, ended_at=now, ended_by=ERASED)


@before_forgetting
def keep_of_forgotten(db_session: Session, patient_id: uuid.UUID) -> None:
    """Before deleted rows of a record go for good: a session takes with it what practitioners wrote about it.

    They find it once their share has ended; until then nothing has, and nobody ended it.
    """
    for account_id in db_session.execute(*queries.running_on(patient_id)).scalars().all():
        keep(db_session, patient_id, account_id, ended_at=None, ended_by=None)
