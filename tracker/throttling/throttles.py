"""Limits on guessing and on making accounts: tries are rows in the database, counted in moving windows.

A try that can be guessed right is counted before it is judged, in a transaction of its own, and given back when it was
right: so many guesses at once count like one after another, whichever worker they reach. Those not judged yet are
counted apart, so that right ones under way refuse nobody. Names and addresses are kept as keyed digests only. The
figures are in `throttling.limits`.
"""

import hashlib
import hmac
import math
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from tracker.storage.postgres import take_turns
from tracker.storage.rows import changes_any
from tracker.throttling.browsers import Browsers
from tracker.throttling.limits import DAY, RULES, LimitedAct, Limits, Scope
from tracker.throttling.models import Attempt

__all__ = ["LimitedAct", "Scope", "Throttle", "Throttled", "Who"]

POSTGRES_LOCK: Final = 0x53434941
JUDGED_WITHIN: Final = timedelta(minutes=1)  # one that is under way for longer is taken for wrong
SOON: Final = timedelta(seconds=5)
Lane = Mapping[Scope, Limits]


class Throttled(Exception):
    """Too many tries; another may be made after `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Who:
    """Whose try it is: the name typed (as its key) or the account, and the network it comes from.

    `place` is the network and `browser` the mark of the browser where that account was signed in from them before.
    """

    account: str = ""
    address: str = ""
    place: str = ""
    browser: str = ""

    def part(self, scope: Scope) -> str:
        pair = f"{self.account}\x00{self.address}"
        return {
            Scope.PAIR: pair,
            Scope.SLOW: pair,
            Scope.ACCOUNT: self.account,
            Scope.ADDRESS: self.address,
            Scope.SLOW_ADDRESS: self.address,
            Scope.ALL: "",
            Scope.KNOWN_BROWSER: f"{self.account}\x00{self.browser}",
            Scope.KNOWN_PLACE: f"{self.account}\x00{self.place}",
        }[scope]


def lanes(act: LimitedAct, who: Who) -> Iterator[Lane]:
    """Under which limits this one may try, the best first."""
    rule = RULES[act]
    if who.browser and rule.browser:
        yield {Scope.KNOWN_BROWSER: rule.browser}
    yield _joined(rule.always, {Scope.KNOWN_PLACE: rule.place} if who.place and rule.place else rule.lane)
    if rule.slow:
        yield _joined(rule.always, rule.slow)


def _joined(one: Lane, other: Lane) -> Lane:
    return {scope: (*one.get(scope, ()), *other.get(scope, ())) for scope in (*one, *other)}


class Throttle:
    """Counts tries; `secret` keys the digests, and older secrets are still good for the marks of browsers."""

    def __init__(self, secret: str, older: Sequence[str] = ()) -> None:
        self._secret = secret.encode()
        self.browsers = Browsers((secret, *older))

    def _key(self, scope: Scope, who: Who) -> bytes:
        return hmac.digest(self._secret, f"attempt {scope} {who.part(scope)}".encode(), hashlib.sha256)

    def take(self, db_session: Session, act: LimitedAct, who: Who, now: datetime) -> tuple[uuid.UUID, ...]:
        """Count one try and say under which ids; `Throttled` where there have been too many. The caller commits.

        Where the act is judged afterwards, `give_back` says that it was right and `settle` that it was wrong.
        """
        open_to = [{self._key(scope, who): limits for scope, limits in lane.items()} for lane in lanes(act, who)]
        keys = {key for lane in open_to for key in lane}
        take_turns(db_session, POSTGRES_LOCK)  # or two could both be the last one allowed
        if _ignore_clock_gone_back(db_session, act, keys, now):
            # Kept even where this try is refused, or each one would find them in the future anew until it has come.
            db_session.commit()
            take_turns(db_session, POSTGRES_LOCK)
        waits = []
        for lane in open_to:
            wait = max(_wait(db_session, act, key, limits, now) for key, limits in lane.items())
            if not wait:
                return _count(db_session, act, lane, now)
            waits.append(wait)
        raise Throttled(max(1, math.ceil(min(waits).total_seconds())))

    def settle(self, db_session: Session, tries: Sequence[uuid.UUID]) -> None:
        """The try was wrong: it is under way no more."""
        db_session.execute(update(Attempt).where(Attempt.id.in_(tries)).values(under_way=False))

    def write_again(self, db_session: Session, tries: Sequence[uuid.UUID]) -> None:
        """Write the try once more as it stands: it takes as long as writing something new."""
        db_session.execute(update(Attempt).where(Attempt.id.in_(tries)).values(act=Attempt.act))

    def give_back(self, db_session: Session, tries: Sequence[uuid.UUID]) -> None:
        """The try was right, and does not count."""
        db_session.execute(delete(Attempt).where(Attempt.id.in_(tries)))


def _ignore_clock_gone_back(db_session: Session, act: LimitedAct, keys: set[bytes], now: datetime) -> bool:
    """Tries from a future that was none count as of now: they neither vanish nor stand longer than their window."""
    to_come = update(Attempt).where(Attempt.act == act.value, Attempt.key.in_(keys), Attempt.at > now)
    return changes_any(db_session, to_come.values(at=now))


def _wait(db_session: Session, act: LimitedAct, key: bytes, limits: Limits, now: datetime) -> timedelta:
    """How long until a try under this key is within its limits; nothing where it is now."""
    spare = RULES[act].under_way
    since = now - max(limit.window for limit in limits)
    rows = db_session.execute(
        select(Attempt.at, Attempt.under_way)
        .where(Attempt.act == act.value, Attempt.key == key, Attempt.at > since)
        .order_by(Attempt.at.desc())
        .limit(max(limit.count for limit in limits) + spare)
    ).all()
    wrong = [at for at, under_way in rows if not under_way or at <= now - JUDGED_WITHIN]
    waits = [timedelta(0)]
    for limit in limits:
        if len(wrong) >= limit.count and wrong[limit.count - 1] > now - limit.window:
            waits.append(wrong[limit.count - 1] + limit.window - now)
        elif sum(at > now - limit.window for at, _ in rows) >= limit.count + spare:
            waits.append(SOON)
    return max(waits)


def _count(db_session: Session, act: LimitedAct, keys: Mapping[bytes, Limits], now: datetime) -> tuple[uuid.UUID, ...]:
    db_session.execute(delete(Attempt).where(Attempt.at <= now - DAY))
    ids = tuple(uuid.uuid4() for _ in keys)
    under_way = RULES[act].under_way > 0
    rows = [
        {"id": one, "act": act.value, "key": key, "at": now, "under_way": under_way}
        for one, key in zip(ids, keys, strict=True)
    ]
    db_session.execute(insert(Attempt), rows)
    return ids
