"""Queries about whose record a page is about."""

import uuid
from typing import Any

from sqlalchemy import Select, select

from tracker.accounts.models import Account
from tracker.patients.models import Patient


def patient_with_owner(patient_id: uuid.UUID) -> Select[Any]:
    return (
        select(
            Patient.id,
            Patient.account_id,
            Patient.country,
            Patient.set_up_at,
            Account.user_name,
            Account.time_zone,
        )
        .join(Account, Account.id == Patient.account_id)
        .where(Patient.id == patient_id)
    )


def own_patient_id(account_id: uuid.UUID) -> Select[tuple[uuid.UUID]]:
    return select(Patient.id).where(Patient.account_id == account_id)
