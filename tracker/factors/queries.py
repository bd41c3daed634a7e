"""Queries about second factors, as named builders."""

import uuid
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, or_, select

from tracker.factors.models import Authenticator, Passkey
from tracker.storage.rows import RowSelect, whole


def authenticator(account_id: uuid.UUID) -> Select[Authenticator]:
    return select(Authenticator).where(Authenticator.account_id == account_id)


def confirmed_authenticator(account_id: uuid.UUID) -> RowSelect[Authenticator]:
    """The app that counts, as it stands in the database and not as it was read before."""
    return whole(Authenticator).where(Authenticator.account_id == account_id, Authenticator.confirmed_at.is_not(None))


def has_factor(account_id: uuid.UUID) -> ColumnElement[bool]:
    """Whether the account has an app that counts, or a passkey."""
    return or_(confirmed_authenticator(account_id).exists(), passkeys(account_id).exists())


def factors_held(account_id: uuid.UUID) -> Select[datetime | None, int]:
    """Since when there is an app (None for none), and how many passkeys."""
    since = select(Authenticator.confirmed_at).where(Authenticator.account_id == account_id).scalar_subquery()
    return select(since, select(func.count()).where(Passkey.account_id == account_id).scalar_subquery())


def passkeys(account_id: uuid.UUID) -> RowSelect[Passkey]:
    """An account's passkeys, in the order they were added."""
    return whole(Passkey).where(Passkey.account_id == account_id).order_by(Passkey.made_at, Passkey.id)


def passkey(credential_id: bytes) -> RowSelect[Passkey]:
    return whole(Passkey).where(Passkey.credential_id == credential_id)
