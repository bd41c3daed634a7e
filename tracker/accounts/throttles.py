"""Limits on guessing and on making accounts: tries are rows in the database, counted in moving windows.

A try is counted before it is judged, in a transaction of its own, and given back when it was right: so many guesses at
once count like one after another, whichever worker they reach. Names and addresses are kept as keyed digests only.
"""

import hashlib
import hmac
import math
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from tracker.accounts.models import Attempt

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
FIVE_MINUTES = timedelta(minutes=5)
POSTGRES_LOCK = 0x53434941


class Act(StrEnum):
    """What is tried."""

    SIGN_IN = "sign_in"
    CONFIRM = "confirm"
    RECOVER = "recover"
    SECOND_FACTOR = "second_factor"
    PASSKEY = "passkey"
    SIGN_UP = "sign_up"
    LOOK_UP_NAME = "look_up_name"
    TAKE_CODE = "take_code"
    FIND_PRACTITIONER = "find_practitioner"
    OPEN_LINK = "open_link"
    LINK_PASSPHRASE = "link_passphrase"  # noqa: S105
    EXPORT_FILE = "export_file"
    EXPORT_ALL = "export_all"
    TELL_OF_THROTTLED = "tell_of_throttled"


class Scope(StrEnum):
    """Whose tries are counted together."""

    ACCOUNT = "account"
    ADDRESS = "address"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` tries in any `window`."""

    count: int
    window: timedelta


LIMITS: Mapping[Act, Mapping[Scope, tuple[Limit, ...]]] = MappingProxyType(
    {
        Act.SIGN_IN: {
            Scope.ACCOUNT: (Limit(10, FIVE_MINUTES),),
            Scope.ADDRESS: (Limit(10, FIVE_MINUTES), Limit(100, DAY)),
            Scope.ALL: (Limit(1000, FIVE_MINUTES),),
        },
        # The password asked for again by somebody signed in: kept apart, so that strangers' guesses never stop them.
        Act.CONFIRM: {Scope.ACCOUNT: (Limit(10, FIVE_MINUTES),)},
        Act.RECOVER: {
            Scope.ACCOUNT: (Limit(5, FIVE_MINUTES), Limit(20, HOUR), Limit(50, DAY)),
            Scope.ADDRESS: (Limit(10, FIVE_MINUTES), Limit(50, HOUR)),
        },
        # Codes of an app, and recovery codes in their place, after a right password or a right recovery code.
        Act.SECOND_FACTOR: {
            Scope.ACCOUNT: (Limit(5, FIVE_MINUTES), Limit(20, HOUR), Limit(50, DAY)),
            Scope.ADDRESS: (Limit(10, FIVE_MINUTES), Limit(50, HOUR)),
        },
        # Challenges for passkeys, asked for by strangers. No account is ever kept from its own passkey.
        Act.PASSKEY: {Scope.ADDRESS: (Limit(30, FIVE_MINUTES),)},
        Act.SIGN_UP: {Scope.ADDRESS: (Limit(5, HOUR),), Scope.ALL: (Limit(100, DAY),)},
        # Codes that were not right. The account is the one that types them.
        Act.TAKE_CODE: {
            Scope.ACCOUNT: (Limit(10, FIVE_MINUTES), Limit(50, DAY)),
            Scope.ADDRESS: (Limit(20, FIVE_MINUTES), Limit(100, DAY)),
        },
        Act.FIND_PRACTITIONER: {
            Scope.ACCOUNT: (Limit(10, FIVE_MINUTES), Limit(50, DAY)),
            Scope.ADDRESS: (Limit(20, FIVE_MINUTES), Limit(100, DAY)),
        },
        # Secrets of share links that are none; for passphrases the account is the link.
        Act.OPEN_LINK: {Scope.ADDRESS: (Limit(20, FIVE_MINUTES),), Scope.ALL: (Limit(1000, HOUR),)},
        Act.LINK_PASSPHRASE: {
            Scope.ACCOUNT: (Limit(10, FIVE_MINUTES), Limit(50, DAY)),
            Scope.ADDRESS: (Limit(10, FIVE_MINUTES),),
        },
        Act.EXPORT_FILE: {Scope.ACCOUNT: (Limit(120, HOUR),)},
        Act.EXPORT_ALL: {Scope.ACCOUNT: (Limit(10, HOUR),)},
        # How often an account's log says that somebody tries and tries: guesses may not fill it.
        Act.TELL_OF_THROTTLED: {Scope.ACCOUNT: (Limit(1, FIVE_MINUTES),)},
        # Signing up tells which names are taken; so it may not be asked without end.
        Act.LOOK_UP_NAME: {Scope.ADDRESS: (Limit(20, FIVE_MINUTES), Limit(100, DAY))},
    }
)


class Throttled(Exception):
    """Too many tries; another may be made after `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Who:
    """Whose try it is: the name typed (as its key) or the account, and the address it comes from."""

    account: str = ""
    address: str = ""

    def part(self, scope: Scope) -> str:
        return {Scope.ACCOUNT: self.account, Scope.ADDRESS: self.address, Scope.ALL: ""}[scope]


class Throttle:
    """Counts tries; `secret` keys the digests."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()

    def _key(self, scope: Scope, who: Who) -> bytes:
        return hmac.digest(self._secret, f"attempt {scope} {who.part(scope)}".encode(), hashlib.sha256)

    def take(self, db_session: Session, act: Act, who: Who, now: datetime) -> tuple[uuid.UUID, ...]:
        """Count one try and say under which ids; `Throttled` where there have been too many. The caller commits."""
        keys = {scope: self._key(scope, who) for scope in LIMITS[act]}
        _take_turns(db_session)
        if _ignore_clock_gone_back(db_session, act, keys.values(), now):
            # Kept even where this try is refused, or each one would find them in the future anew until it has come.
            db_session.commit()
            _take_turns(db_session)
        for scope, limits in LIMITS[act].items():
            for limit in limits:
                _check(db_session, act, keys[scope], limit, now)
        db_session.execute(delete(Attempt).where(Attempt.at <= now - DAY))
        rows = [{"id": uuid.uuid4(), "act": act.value, "key": key, "at": now} for key in keys.values()]
        db_session.execute(insert(Attempt), rows)
        return tuple(row["id"] for row in rows)  # type: ignore[misc]

    def write_again(self, db_session: Session, tries: Sequence[uuid.UUID]) -> None:
        """Write the try once more as it stands: it takes as long as writing something new."""
        db_session.execute(update(Attempt).where(Attempt.id.in_(tries)).values(act=Attempt.act))

    def give_back(self, db_session: Session, tries: Sequence[uuid.UUID]) -> None:
        """The try was right, and does not count."""
        db_session.execute(delete(Attempt).where(Attempt.id.in_(tries)))


def _take_turns(db_session: Session) -> None:
    """SQLite lets one writer in at a time anyway; PostgreSQL is asked to, or two could both be the last one allowed."""
    if db_session.get_bind().dialect.name == "postgresql":
        db_session.execute(select(func.pg_advisory_xact_lock(POSTGRES_LOCK)))


def _ignore_clock_gone_back(db_session: Session, act: Act, keys: object, now: datetime) -> bool:
    """Tries from a future that was none count as of now: they neither vanish nor stand longer than their window."""
    found = db_session.execute(
        update(Attempt).where(Attempt.act == act.value, Attempt.key.in_(keys), Attempt.at > now).values(at=now)  # type: ignore[arg-type]
    )
    return bool(found.rowcount)  # type: ignore[attr-defined]


def _check(db_session: Session, act: Act, key: bytes, limit: Limit, now: datetime) -> None:
    oldest_that_counts = db_session.execute(
        select(Attempt.at)
        .where(Attempt.act == act.value, Attempt.key == key, Attempt.at > now - limit.window)
        .order_by(Attempt.at.desc())
        .offset(limit.count - 1)
        .limit(1)
    ).scalar()
    if oldest_that_counts is not None:
        raise Throttled(max(1, math.ceil((oldest_that_counts + limit.window - now).total_seconds())))
