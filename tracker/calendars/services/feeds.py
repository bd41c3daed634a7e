"""Calendar feeds: made, listed and ended; their secrets are seen once and kept as SHA-256 alone."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Final

from sqlalchemy.orm import Session

from tracker.accounts.services.accounts import Keeper
from tracker.audit.services.events import Caller
from tracker.calendars import queries
from tracker.calendars.models import CalendarFeed
from tracker.domain.errors import Fault, Problems
from tracker.passwords.tokens import new_secret, secret_hash
from tracker.throttling.throttles import LimitedAct, Who

FEEDS_MOST: Final = 10


class AlreadyMade(Exception):
    """The same form has made this feed before, and its address was shown then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFacts:
    """What somebody decides about a feed. `reviews` and `log_at` are of one's own record alone."""

    label: str
    of_patients: bool
    words: bool
    reviews: bool
    log_at: time | None
    alarm: str


def make_feed(db_session: Session, feed_id: uuid.UUID, facts: FeedFacts, account_id: uuid.UUID, now: datetime) -> str:
    """Make a feed; gives the secret of its address, which is kept nowhere. The caller commits.

    `AlreadyMade`; `Problems` where the account has as many as it may.
    """
    if db_session.get(CalendarFeed, feed_id) is not None:
        raise AlreadyMade
    if len(list_feeds(db_session, account_id)) >= FEEDS_MOST:
        raise Problems({"label": Fault("too_many_calendars", most=FEEDS_MOST)})
    secret = new_secret()
    db_session.add(
        CalendarFeed(
            id=feed_id,
            account_id=account_id,
            secret_hash=secret_hash(secret),
            label=facts.label,
            of_patients=facts.of_patients,
            words=facts.words,
            reviews=facts.reviews and not facts.of_patients,
            log_at=None if facts.of_patients else facts.log_at,
            alarm=facts.alarm,
            made_at=now,
            reads=0,
        )
    )
    return secret


def list_feeds(db_session: Session, account_id: uuid.UUID) -> Sequence[CalendarFeed]:
    """Every feed of an account that has not ended, the newest first."""
    return db_session.execute(*queries.feeds_of(account_id)).scalars().all()


def end_feed(db_session: Session, account_id: uuid.UUID, feed_id: uuid.UUID, now: datetime) -> bool:
    """End a feed: its address is gone at once. Whether there was one of theirs. The caller commits."""
    feed = db_session.get(CalendarFeed, feed_id)
    if feed is None or feed.account_id != account_id:
        return False
    feed.ended_at = feed.ended_at or now
    return True


def find_feed(db_session: Session, keeper: Keeper, secret: str, caller: Caller, program: str) -> CalendarFeed | None:
    """The feed of this secret, while it lives, with this fetch by a `program` counted.

    None where there is none such or it has ended, which counts against the address.

    `Throttled` after too many of those; a secret that is right is never refused. The caller commits.
    """
    feed: CalendarFeed | None = db_session.execute(*queries.feed_by_secret(secret_hash(secret))).scalar()
    if feed is None or feed.ended_at is not None:
        keeper.throttle.take(db_session, LimitedAct.OPEN_LINK, Who(address=caller.network), caller.now)
        return None
    feed.read_at, feed.reads = caller.now, feed.reads + 1
    feed.read_by = program or None
    return feed
