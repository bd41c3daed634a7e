"""Queries about passkeys, as named builders."""

import uuid
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, func, select

from tracker.factors.models import Passkey
from tracker.storage.rows import RowSelect, select_as


class Credential(NamedTuple):
    """What checks an answer signed with a passkey."""

    id: uuid.UUID
    account_id: uuid.UUID
    public_key: bytes
    sign_count: int


def credential(credential_id: bytes) -> RowSelect[Credential]:
    """What is needed to check an answer signed with this passkey."""
    return select_as(Credential, Passkey).where(Passkey.credential_id == credential_id)


def credential_ids(account_id: uuid.UUID) -> Select[bytes]:
    return select(Passkey.credential_id).where(Passkey.account_id == account_id).order_by(Passkey.made_at, Passkey.id)


def count(account_id: uuid.UUID) -> Select[int]:
    return select(func.count()).select_from(Passkey).where(Passkey.account_id == account_id)


class PasskeyHeld(NamedTuple):
    """A passkey as its owner sees it."""

    id: uuid.UUID
    label: str
    made_at: datetime
    used_at: datetime | None


def lines(account_id: uuid.UUID) -> RowSelect[PasskeyHeld]:
    """An account's passkeys as their owner sees them, in the order they were added."""
    return select_as(PasskeyHeld, Passkey).where(Passkey.account_id == account_id).order_by(Passkey.made_at, Passkey.id)
