"""Queries about practitioners' profiles, as named builders."""

import uuid
from typing import NamedTuple

from tracker.accounts.models import Account
from tracker.practitioners.models import PractitionerProfile
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, select_as

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


class Profile(NamedTuple):
    """Who a practitioner says they are."""

    account_id: uuid.UUID
    name: str
    kind: str
    licence_body: str | None
    licence_number: str | None
    certification: str | None
    years: int | None
    clinic: str | None
    working_hours: str | None
    code: str | None


@prepared
def profile(account_id: uuid.UUID) -> RowSelect[Profile]:
    return select_as(Profile, PractitionerProfile).where(PractitionerProfile.account_id == account_id)


@prepared
def profile_by_code(code: str) -> RowSelect[Profile]:
    """Whose code this is; a disabled account, or one that practises no more, is like none."""
    return (
        select_as(Profile, PractitionerProfile)
        .join(Account, Account.id == PractitionerProfile.account_id)
        .where(PractitionerProfile.code == code, Account.disabled_at.is_(None), Account.is_practitioner)
    )
