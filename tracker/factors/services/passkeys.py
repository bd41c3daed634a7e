"""Passkeys: asked for, added, checked, listed and removed.

A passkey is two factors at once, a device and whatever unlocks it (a fingerprint, a face, a PIN); so the device must
have checked who holds it every time (user verification). The server keeps the public half alone.
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import urlsplit

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from tracker.audit.services.withdrawals import Kind, withdraw
from tracker.factors import queries
from tracker.factors.models import Passkey
from tracker.factors.services import steps
from tracker.factors.services.steps import Pending, Purpose
from tracker.storage.rows import changes_any, is_there, row_of, rows_of

MOST: Final = 20
CREDENTIAL_ID_MOST: Final = 1023
PUBLIC_KEY_MOST: Final = 2048
LOCAL: Final = "localhost"


class Wrong(StrEnum):
    """Why a passkey was not taken."""

    LATE = "late"
    UNKNOWN = "unknown"
    NOT_RIGHT = "not_right"
    ADDED_BEFORE = "added_before"
    TOO_MANY = "too_many"
    NO_SITE = "no_site"


class Refused(Exception):
    """A passkey was not taken; `account_id` is whose it is, where that is known."""

    def __init__(self, why: Wrong, account_id: uuid.UUID | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.account_id = account_id


@dataclass(frozen=True, slots=True)
class Site:
    """What passkeys are bound to: the server's name, and the whole origin of its pages."""

    rp_id: str
    origin: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a device was asked to sign: the challenge, None where none was made, for this site."""

    site: Site
    challenge: bytes | None


def site_of(host: str, *, https: bool) -> Site | None:
    """The site of pages opened at this host (already known to be ours); None where no passkey can work.

    Browsers allow passkeys over HTTPS or at localhost, and never at a bare address.
    Source: W3C Web Authentication Level 2, sections 5.1.3 and 13.4.9 (secure contexts, RP ID is a domain).
    """
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return None
    is_local = name == LOCAL or name.endswith(f".{LOCAL}")
    if not name or _is_address(name) or not (https or is_local):
        return None
    return Site(name, f"{'https' if https else 'http'}://{host.lower()}")


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def options_to_add(db_session: Session, site: Site, account_id: uuid.UUID, user_name: str, challenge: bytes) -> str:
    """What the browser is told to make, as JSON; `Refused` where the account has as many as it may.

    Phones and password managers show and copy what is said here, so it holds the user name and the server's name, and
    not what the site is about.
    """
    known = _known(db_session, account_id)
    if len(known) >= MOST:
        raise Refused(Wrong.TOO_MANY, account_id)
    options: str = _library().to_add(
        rp_id=site.rp_id, owner=account_id.bytes, user_name=user_name, challenge=challenge, known=known
    )
    return options


def options_to_use(db_session: Session, site: Site, challenge: bytes, *, account_id: uuid.UUID | None = None) -> str:
    """What the browser is told to sign, as JSON: with any passkey of this site, or with one of the account's."""
    known = [] if account_id is None else _known(db_session, account_id)
    options: str = _library().to_use(rp_id=site.rp_id, challenge=challenge, known=known)
    return options


def _library() -> Any:
    from tracker.factors.services import ceremonies  # noqa: PLC0415 - see there

    return ceremonies


def _known(db_session: Session, account_id: uuid.UUID) -> Sequence[bytes]:
    return [passkey.credential_id for passkey in list_passkeys(db_session, account_id)]


def take_step(
    db_session: Session, secret: str | None, purpose: Purpose, now: datetime, *, account_id: uuid.UUID | None = None
) -> Pending:
    """The step of this cookie, used up: an answer to its challenge counts once. `Refused` where it is over."""
    pending = steps.find(db_session, secret, purpose, now)
    if secret is None or pending is None or not steps.burn(db_session, secret) or pending.account_id != account_id:
        raise Refused(Wrong.LATE)
    return pending


def add(
    db_session: Session, asked: Asked, answer: str, *, account_id: uuid.UUID, label: str, now: datetime
) -> uuid.UUID:
    """Keep the passkey that a device has made for the account; gives its id. `Refused` where it is not as asked."""
    site, challenge = asked.site, asked.challenge
    if not challenge:
        raise Refused(Wrong.LATE, account_id)
    made = _checked(
        lambda: _library().read_made(answer, challenge=challenge, rp_id=site.rp_id, origin=site.origin), account_id
    )
    if len(made.credential_id) > CREDENTIAL_ID_MOST or len(made.credential_public_key) > PUBLIC_KEY_MOST:
        raise Refused(Wrong.NOT_RIGHT, account_id)
    if is_there(db_session, queries.passkey(made.credential_id)):
        raise Refused(Wrong.ADDED_BEFORE, account_id)
    if len(_known(db_session, account_id)) >= MOST:
        raise Refused(Wrong.TOO_MANY, account_id)
    passkey = Passkey(
        id=uuid.uuid4(),
        account_id=account_id,
        credential_id=made.credential_id,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        label=label,
        made_at=now,
    )
    db_session.add(passkey)
    db_session.flush()
    return passkey.id


def check(
    db_session: Session, asked: Asked, answer: str, now: datetime, *, account_id: uuid.UUID | None = None
) -> uuid.UUID:
    """Whose passkey signed this challenge; `Refused` where it is nobody's, or not the account's that is asked for.

    A passkey whose count of signatures goes back may have been copied, and is refused; many count nothing and say 0.
    """
    site, challenge = asked.site, asked.challenge
    if not challenge:
        raise Refused(Wrong.LATE, account_id)
    given, row = _given(db_session, answer, account_id)
    if row is None or account_id not in {None, row.account_id}:
        raise Refused(Wrong.UNKNOWN, account_id)
    handle = given.response.user_handle
    if handle != row.account_id.bytes and not (handle is None and account_id is not None):
        raise Refused(Wrong.NOT_RIGHT, row.account_id)
    count = _checked(
        lambda: _library().count_of(
            given,
            challenge=challenge,
            rp_id=site.rp_id,
            origin=site.origin,
            public_key=row.public_key,
            sign_count=row.sign_count,
        ),
        row.account_id,
    )
    unused = update(Passkey).where(Passkey.id == row.id, Passkey.sign_count == row.sign_count)
    if not changes_any(db_session, unused.values(sign_count=count, used_at=now)):
        raise Refused(Wrong.NOT_RIGHT, row.account_id)
    return row.account_id


def find_owner(db_session: Session, answer: str) -> uuid.UUID | None:
    """Whose passkey answered, if what it says is true; None where it is nobody's."""
    _, row = _given(db_session, answer, None)
    return None if row is None else row.account_id


def _given(db_session: Session, answer: str, account_id: uuid.UUID | None) -> tuple[Any, Passkey | None]:
    """What a device answered, and the passkey that it names, if we know it."""
    given = _checked(lambda: _library().read_used(answer), account_id)
    return given, row_of(db_session, queries.passkey(given.raw_id))


def _checked(verify: Callable[[], Any], account_id: uuid.UUID | None) -> Any:
    try:
        return verify()
    except Exception as error:  # it is a stranger's bytes: whatever a parser trips over is no answer
        raise Refused(Wrong.NOT_RIGHT, account_id) from error


def list_passkeys(db_session: Session, account_id: uuid.UUID) -> Sequence[Passkey]:
    """An account's passkeys, in the order they were added."""
    return rows_of(db_session, queries.passkeys(account_id))


def remove(db_session: Session, account_id: uuid.UUID, passkey_id: uuid.UUID, now: datetime) -> bool:
    """Remove one of the account's passkeys for good; False where it has no such one."""
    if not changes_any(db_session, delete(Passkey).where(Passkey.account_id == account_id, Passkey.id == passkey_id)):
        return False
    withdraw(db_session, Kind.PASSKEY, passkey_id, now)
    return True
