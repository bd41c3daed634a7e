"""Codes of an authenticator app: enrolled, confirmed, checked, used up and removed.

The codes are those that every such app makes: six digits, a new one every thirty seconds. The server's clock decides; a
phone may be one step before or behind it. A code works once: the step used is kept, and no code of that step or an
earlier one is taken any more, however long ago that was. Source: RFC 6238, section 5.2; OWASP ASVS 5.0.0, V6.5.
"""

import hmac
import logging
import re
import uuid
from datetime import datetime
from typing import Final

import pyotp
from sqlalchemy import delete, or_, update
from sqlalchemy.orm import Session

from tracker.domain.values.text import is_too_long, normal
from tracker.factors import queries
from tracker.factors.models import Authenticator
from tracker.factors.services.sealing import CannotOpen, Sealer
from tracker.storage.rows import changes_any, is_there, row_of

log = logging.getLogger("tracker")
SECONDS: Final = 30
SLACK_STEPS: Final = 1
KEY_LENGTH: Final = 32  # letters of base32: 160 random bits
GROUP: Final = 4
TYPED_MOST: Final = 60
_CODE = re.compile(r"[0-9]{6}")
_TWO_CODES = re.compile(r"[0-9]{12}")
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u2212]+")


class WrongCode(Exception):
    """Not the code of this app just now, or one that was used before; it is not said which."""


def plain_code(typed: str) -> str | None:
    """Six digits, however they were spaced; None where they cannot be a code. Both check and memory go through it."""
    plain = _plain(typed)
    return plain if _CODE.fullmatch(plain) else None


def two_codes(typed: str) -> str | None:
    """Twelve digits: two codes, one after the other; None where they cannot be."""
    plain = _plain(typed)
    return plain if _TWO_CODES.fullmatch(plain) else None


def _plain(typed: str) -> str:
    return "" if is_too_long(typed, TYPED_MOST) else _BETWEEN.sub("", normal("NFKC", typed))


def step_of(now: datetime) -> int:
    """Which thirty seconds these are."""
    return int(now.timestamp()) // SECONDS


def enrol(db_session: Session, sealer: Sealer, account_id: uuid.UUID, now: datetime) -> bool:
    """A new secret, to be confirmed with a code of it; False where the account has an app that counts."""
    if has_app(db_session, account_id):
        return False
    db_session.execute(
        delete(Authenticator).where(Authenticator.account_id == account_id, Authenticator.confirmed_at.is_(None))
    )
    sealed = sealer.seal(pyotp.random_base32(KEY_LENGTH).encode(), account_id.bytes)
    db_session.add(Authenticator(account_id=account_id, sealed_secret=sealed, made_at=now))
    db_session.flush()
    return True


def has_app(db_session: Session, account_id: uuid.UUID) -> bool:
    """Whether there is an app that counts."""
    return is_there(db_session, queries.confirmed_authenticator(account_id))


def key_to_confirm(db_session: Session, sealer: Sealer, account_id: uuid.UUID) -> str | None:
    """The secret in base32 while it waits for its first code: afterwards it is never shown again."""
    found: Authenticator | None = db_session.execute(queries.authenticator(account_id)).scalar()
    if found is None or found.confirmed_at is not None:
        return None
    try:
        return sealer.open(found.sealed_secret, account_id.bytes).decode()
    except CannotOpen:  # sealed with a key this server has no more: there will be another secret
        return None


def address_of(key: str, user_name: str, site: str) -> str:
    """What an authenticator app reads from the picture.

    Apps show it to whoever sees the phone: it names the server, and not what the server is about.
    """
    return pyotp.TOTP(key).provisioning_uri(name=user_name, issuer_name=site)


def grouped(key: str) -> str:
    """The key as it is typed by hand."""
    return " ".join(key[start : start + GROUP] for start in range(0, len(key), GROUP))


def confirm(db_session: Session, sealer: Sealer, account_id: uuid.UUID, typed: str, now: datetime) -> None:
    """The app counts from now on; `WrongCode` where the code is not one of it, or nothing waits for one."""
    key = key_to_confirm(db_session, sealer, account_id)
    step = None if key is None else _step_of_code(key, typed, now, None)
    waiting = update(Authenticator).where(Authenticator.account_id == account_id, Authenticator.confirmed_at.is_(None))
    if step is None or not changes_any(db_session, waiting.values(confirmed_at=now, last_step=step)):
        raise WrongCode


def matching_step(db_session: Session, sealer: Sealer, account_id: uuid.UUID, typed: str, now: datetime) -> int | None:
    """The step whose code this is, where it has not been used; nothing is written. None for every other code.

    Of two codes in a row it is the step of the second, where neither has been used.
    """
    row = row_of(db_session, queries.confirmed_authenticator(account_id))
    if row is None:
        return None
    try:
        key = sealer.open(row.sealed_secret, account_id.bytes).decode()
    except CannotOpen:
        log.error("factor.cannot_open account=%s", account_id)  # noqa: TRY400 - a traceback would add nothing
        return None
    return _step_of_code(key, typed, now, row.last_step)


def _step_of_code(key: str, typed: str, now: datetime, last_step: int | None) -> int | None:
    two, middle = two_codes(typed), step_of(now)
    code = two or plain_code(typed)
    if code is None:
        return None
    generator = pyotp.TOTP(key)

    def shown(step: int) -> str:
        return (generator.generate_otp(step - 1) if two else "") + generator.generate_otp(step)

    fitting = [
        step for step in range(middle - SLACK_STEPS, middle + SLACK_STEPS + 1) if hmac.compare_digest(shown(step), code)
    ]
    before = 1 if two else 0
    return next((step for step in fitting if last_step is None or step - before > last_step), None)


def use_up(db_session: Session, sealer: Sealer, account_id: uuid.UUID, step: int) -> bool:
    """No code of this step or an earlier one is taken from now on; False where somebody else was first.

    What a former key of the server sealed is sealed anew, so that the former key can be given up some day.
    """
    unused = update(Authenticator).where(
        Authenticator.account_id == account_id,
        Authenticator.confirmed_at.is_not(None),
        or_(Authenticator.last_step.is_(None), Authenticator.last_step < step),
    )
    if not changes_any(db_session, unused.values(last_step=step)):
        return False
    found: Authenticator = db_session.execute(queries.authenticator(account_id)).scalar_one()
    if not sealer.is_newest(found.sealed_secret):
        found.sealed_secret = sealer.seal(sealer.open(found.sealed_secret, account_id.bytes), account_id.bytes)
        db_session.flush()
    return True


def remove(db_session: Session, account_id: uuid.UUID) -> bool:
    """Take the app away, also one not yet confirmed; False where there was none that counts."""
    had_app = has_app(db_session, account_id)
    db_session.execute(delete(Authenticator).where(Authenticator.account_id == account_id))
    return had_app
