"""Queries about second factors, as named builders."""

import uuid
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from tracker.factors.models import Authenticator, Passkey


def authenticator(account_id: uuid.UUID) -> Select[Authenticator]:
    return select(Authenticator).where(Authenticator.account_id == account_id)


def confirmed_authenticator(account_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """The app that counts, as it stands in the database and not as it was read before."""
    return select(Authenticator.sealed_secret, Authenticator.confirmed_at, Authenticator.last_step).where(
        Authenticator.account_id == account_id, Authenticator.confirmed_at.is_not(None)
    )


def has_factor(account_id: uuid.UUID) -> ColumnElement[bool]:
    """Whether the account has an app that counts, or a passkey."""
    app = select(Authenticator.account_id).where(
        Authenticator.account_id == account_id, Authenticator.confirmed_at.is_not(None)
    )
    passkey = select(Passkey.id).where(Passkey.account_id == account_id)
    return or_(app.exists(), passkey.exists())


def factors_held(account_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """Since when there is an app (None for none), and how many passkeys."""
    since = select(Authenticator.confirmed_at).where(Authenticator.account_id == account_id).scalar_subquery()
    passkeys = select(func.count()).where(Passkey.account_id == account_id).scalar_subquery()
    return select(since.label("app_since"), passkeys.label("passkeys"))
