"""Queries about second factors, as named builders."""

import uuid
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, func, or_, select

from tracker.factors.models import Authenticator, Passkey
from tracker.storage.rows import RowSelect, select_as


def authenticator(account_id: uuid.UUID) -> Select[Authenticator]:
    return select(Authenticator).where(Authenticator.account_id == account_id)


class ConfirmedApp(NamedTuple):
    """An authenticator app that counts."""

    sealed_secret: bytes
    confirmed_at: datetime | None
    last_step: int | None


def confirmed_authenticator(account_id: uuid.UUID) -> RowSelect[ConfirmedApp]:
    """The app that counts, as it stands in the database and not as it was read before."""
    return select_as(ConfirmedApp, Authenticator).where(
        Authenticator.account_id == account_id, Authenticator.confirmed_at.is_not(None)
    )


def has_factor(account_id: uuid.UUID) -> ColumnElement[bool]:
    """Whether the account has an app that counts, or a passkey."""
    app = select(Authenticator.account_id).where(
        Authenticator.account_id == account_id, Authenticator.confirmed_at.is_not(None)
    )
    passkey = select(Passkey.id).where(Passkey.account_id == account_id)
    return or_(app.exists(), passkey.exists())


class FactorsHeld(NamedTuple):
    """Since when there is an app, and how many passkeys."""

    app_since: datetime | None
    passkeys: int


def factors_held(account_id: uuid.UUID) -> RowSelect[FactorsHeld]:
    """Since when there is an app (None for none), and how many passkeys."""
    since = select(Authenticator.confirmed_at).where(Authenticator.account_id == account_id).scalar_subquery()
    passkeys = select(func.count()).where(Passkey.account_id == account_id).scalar_subquery()
    return select_as(FactorsHeld, app_since=since, passkeys=passkeys)
