"""The label that a practitioner gives a patient for themselves; it belongs to the grant and ends with it."""

import uuid

from sqlalchemy import delete
from sqlalchemy.orm import Session

from tracker.patients.services.turns import take_turn
from tracker.sharing.models import PatientLabel


def find(db_session: Session, patient_id: uuid.UUID, grant_id: uuid.UUID) -> str | None:
    """The label under this grant, if there is one."""
    row = db_session.get(PatientLabel, (patient_id, grant_id))
    return None if row is None else row.text


def save(db_session: Session, patient_id: uuid.UUID, grant_id: uuid.UUID, text: str | None) -> None:
    """Keep this label, or none. The grant must live, and `text` be no longer than `LABEL_LENGTH`."""
    take_turn(db_session, patient_id)
    if text is None:
        forget(db_session, patient_id, grant_id)
    else:
        db_session.merge(PatientLabel(patient_id=patient_id, grant_id=grant_id, text=text))


def forget(db_session: Session, patient_id: uuid.UUID, grant_id: uuid.UUID) -> None:
    """The label is gone; whoever calls has the record's turn."""
    of_grant = PatientLabel.patient_id == patient_id, PatientLabel.grant_id == grant_id
    db_session.execute(delete(PatientLabel).where(*of_grant))
