"""Queries about practitioners' profiles, as named builders."""

import uuid
from typing import Any

from sqlalchemy import Select, select

from tracker.accounts.models import Account
from tracker.practitioners.models import PractitionerProfile
from tracker.storage.prepared import prepared

COLUMNS = (
    PractitionerProfile.account_id,
    PractitionerProfile.name,
    PractitionerProfile.kind,
    PractitionerProfile.licence_body,
    PractitionerProfile.licence_number,
    PractitionerProfile.certification,
    PractitionerProfile.years,
    PractitionerProfile.clinic,
    PractitionerProfile.working_hours,
    PractitionerProfile.code,
)


@prepared
def profile(account_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    return select(*COLUMNS).where(PractitionerProfile.account_id == account_id)


@prepared
def profile_by_code(code: str) -> Select[*tuple[Any, ...]]:
    """Whose code this is; a disabled account, or one that practises no more, is like none."""
    return (
        select(*COLUMNS)
        .join(Account, Account.id == PractitionerProfile.account_id)
        .where(PractitionerProfile.code == code, Account.disabled_at.is_(None), Account.is_practitioner)
    )
