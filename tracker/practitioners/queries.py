"""Queries about practitioners' profiles, as named builders."""

import uuid

from tracker.accounts.models import Account
from tracker.practitioners.models import PractitionerProfile
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, whole


@prepared
def profile(account_id: uuid.UUID) -> RowSelect[PractitionerProfile]:
    return whole(PractitionerProfile).where(PractitionerProfile.account_id == account_id)


@prepared
def profile_by_code(code: str) -> RowSelect[PractitionerProfile]:
    """Whose code this is; a disabled account, or one that practises no more, is like none."""
    return (
        whole(PractitionerProfile)
        .join(Account, Account.id == PractitionerProfile.account_id)
        .where(PractitionerProfile.code == code, Account.disabled_at.is_(None), Account.is_practitioner)
    )
