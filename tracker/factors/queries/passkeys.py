"""Queries about passkeys, as named builders."""

import uuid
from typing import Any

from sqlalchemy import Select, func, select

from tracker.factors.models import Passkey


def credential(credential_id: bytes) -> Select[*tuple[Any, ...]]:
    """What is needed to check an answer signed with this passkey."""
    return select(Passkey.id, Passkey.account_id, Passkey.public_key, Passkey.sign_count).where(
        Passkey.credential_id == credential_id
    )


def credential_ids(account_id: uuid.UUID) -> Select[bytes]:
    return select(Passkey.credential_id).where(Passkey.account_id == account_id).order_by(Passkey.made_at, Passkey.id)


def count(account_id: uuid.UUID) -> Select[int]:
    return select(func.count()).select_from(Passkey).where(Passkey.account_id == account_id)


def lines(account_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """An account's passkeys as their owner sees them, in the order they were added."""
    return (
        select(Passkey.id, Passkey.label, Passkey.made_at, Passkey.used_at)
        .where(Passkey.account_id == account_id)
        .order_by(Passkey.made_at, Passkey.id)
    )
