"""Share links: made, listed, opened, and ended; their secrets are seen once and kept as SHA-256 alone."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from tracker.accounts.services.accounts import Keeper
from tracker.audit.services.events import Caller
from tracker.domain.acting import By
from tracker.domain.errors import Invalid, Problems
from tracker.domain.sharing.access import LinkPass
from tracker.domain.sharing.access_log import Act, Actor
from tracker.domain.values import parsing
from tracker.passwords.hashing import MOST, Hasher
from tracker.passwords.tokens import new_secret, secret_hash
from tracker.patients.services.turns import take_turn
from tracker.sharing.models import LinkVisit, ShareLink
from tracker.sharing.queries import links as queries
from tracker.sharing.services import live_shares
from tracker.sharing.services.events import log_act
from tracker.storage.rows import grouped, rows_of
from tracker.throttling.throttles import LimitedAct, Who
from tracker.wording import errors
from tracker.wording.language import _
from tracker.wording.sharing import DAY_TO_COME, passphrase_too_short

PASSPHRASE_LEAST = 8


class AlreadyMade(Exception):
    """The same form has made this link before, and its address was shown then."""


class WrongPassphrase(Exception):
    """This is not the passphrase of the link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFacts:
    """What a patient decides about a link: whom it is for, for how many days, and what it shows."""

    label: str
    days: int
    notes: bool
    others: bool
    first_day: date | None
    passphrase: str | None


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link as its owner sees it. `openings` counts them all, `opened_at` holds the last five, newest first."""

    link: ShareLink
    lives: bool
    openings: int
    opened_at: tuple[datetime, ...]


@dataclass(frozen=True, slots=True)
class Visit:
    """A browser that has opened a link: the link, since when, and whether it is let in to the pages."""

    link: LinkPass
    opened_at: datetime
    is_in: bool

    def lasts(self, now: datetime) -> bool:
        return self.link.lives(now) and self.opened_at <= now < self.opened_at + live_shares.VISIT_LASTS


def check_link(facts: LinkFacts, today: date) -> None:
    """`Problems` where the link would show nothing, or its passphrase is too easily guessed."""
    problems = {}
    if facts.first_day is not None and facts.first_day > today:
        problems["first_day"] = _(DAY_TO_COME)
    try:
        if facts.passphrase is not None and len(parsing.storable(facts.passphrase, most=MOST)) < PASSPHRASE_LEAST:
            problems["new_password"] = passphrase_too_short(PASSPHRASE_LEAST)
    except Invalid as error:
        problems["new_password"] = errors.said(error)
    if problems:
        raise Problems(problems)


def make_link(db_session: Session, link_id: uuid.UUID, facts: LinkFacts, by: By, hasher: Hasher) -> str:
    """Make a link; gives the secret of its address, which is kept nowhere. `AlreadyMade`.

    The database is let go of while a passphrase is hashed. The caller commits.
    """
    if exists(db_session, by.patient_id, link_id):
        raise AlreadyMade
    hashed = None
    if facts.passphrase is not None:
        db_session.commit()
        hashed = hasher.hash(facts.passphrase)
    take_turn(db_session, by.patient_id)
    secret = new_secret()
    link = ShareLink(
        patient_id=by.patient_id,
        id=link_id,
        secret_hash=secret_hash(secret),
        label=facts.label,
        passphrase_hash=hashed,
        notes=facts.notes,
        others_records=facts.others,
        first_day=facts.first_day,
        made_at=by.now,
        ends_at=by.now + timedelta(days=facts.days),
    )
    db_session.add(link)
    db_session.flush()
    log_act(db_session, Act.LINK_MADE, replace(by, share_id=link_id))
    return secret


def exists(db_session: Session, patient_id: uuid.UUID, link_id: uuid.UUID) -> bool:
    return db_session.execute(*queries.passphrase_hash(patient_id, link_id)).first() is not None


def find_open(db_session: Session, keeper: Keeper, secret: str, caller: Caller) -> ShareLink | None:
    """The link of this secret, while it lives.

    None where there is no such link or it is over, which counts against the address; `Throttled` after too many of
    those. A secret that is right is never refused: nobody guesses one. The caller commits.
    """
    now = caller.now
    link: ShareLink | None = db_session.execute(*queries.link_by_secret(secret_hash(secret))).scalar()
    if link is not None and is_overdue(live_shares.pass_of(link), now):
        end_by_itself(db_session, live_shares.pass_of(link), now)
    if link is None or not live_shares.pass_of(link).lives(now):
        keeper.throttle.take(db_session, LimitedAct.OPEN_LINK, Who(address=caller.network), now)
        return None
    return link


def open_link(db_session: Session, keeper: Keeper, secret: str, before: str | None, caller: Caller) -> str | None:
    """Open the link of this secret: counted, logged, and the secret of the visit given, for the browser's cookie.

    None and `Throttled` as for `find_open`. `before` is the visit this browser had, which the new one takes the place
    of. The caller commits.
    """
    link = find_open(db_session, keeper, secret, caller)
    if link is None:
        return None
    now = caller.now
    if before is not None:
        leave(db_session, before)
    by = By(patient_id=link.patient_id, now=now, name=link.label, actor=Actor.LINK, share_id=link.id)
    log_act(db_session, Act.LINK_OPENED, by)
    return _begin_visit(db_session, live_shares.pass_of(link), now, now if link.passphrase_hash is None else None)


def _begin_visit(db_session: Session, link: LinkPass, opened_at: datetime, let_in_at: datetime | None) -> str:
    """A new visit; all those that are over make room for it."""
    db_session.execute(delete(LinkVisit).where(LinkVisit.opened_at <= opened_at - live_shares.VISIT_LASTS))
    secret = new_secret()
    db_session.add(
        LinkVisit(
            id_hash=secret_hash(secret),
            patient_id=link.patient_id,
            link_id=link.link_id,
            opened_at=opened_at,
            let_in_at=let_in_at,
        )
    )
    db_session.flush()
    return secret


def is_overdue(link: LinkPass, now: datetime) -> bool:
    """Whether the time of a link is over, and nobody has written it as ended."""
    return not link.ended and not link.lives(now)


def end_by_itself(db_session: Session, link: LinkPass, now: datetime) -> None:
    """The first look past its end writes a link as ended: it never comes back. The caller commits."""
    by = live_shares.by_the_calendar(link.patient_id, link.link_id, link.label, now)
    live_shares.end_link(db_session, link.link_id, by)


def find_visit(db_session: Session, visit_secret: str) -> Visit | None:
    """The visit of a browser's cookie, let in or not; whether it lasts is for its reader to ask."""
    row = db_session.execute(*queries.visited_link(secret_hash(visit_secret))).one_or_none()
    return None if row is None else Visit(live_shares.pass_of(row[0]), row.opened_at, row.let_in_at is not None)


def let_in(db_session: Session, keeper: Keeper, visit: Visit, passphrase: str, caller: Caller) -> str:
    """Let a browser in that knows the passphrase, under a new secret. `WrongPassphrase` or `Throttled`.

    The visit it had stays as it was, outside: the same form sent twice is let in twice. The caller commits.
    """
    link, now = visit.link, caller.now
    browser = keeper.throttle.browsers.mark_of(caller.known, now.date(), str(link.link_id))
    who = Who(account=str(link.link_id), address=caller.network, browser=browser)
    tries = keeper.throttle.take(db_session, LimitedAct.LINK_PASSPHRASE, who, now)
    known = db_session.execute(*queries.passphrase_hash(link.patient_id, link.link_id)).scalar()
    db_session.commit()
    if not keeper.hasher.matches(known, passphrase):
        keeper.throttle.settle(db_session, tries)
        db_session.commit()
        raise WrongPassphrase
    keeper.throttle.give_back(db_session, tries)
    return _begin_visit(db_session, link, visit.opened_at, now)


def leave(db_session: Session, visit_secret: str) -> None:
    """End the visit of this cookie."""
    db_session.execute(delete(LinkVisit).where(LinkVisit.id_hash == secret_hash(visit_secret)))


def overdue(db_session: Session, patient_id: uuid.UUID, now: datetime) -> Sequence[LinkPass]:
    """The links of a record whose time is over and which nobody has written as ended."""
    return [live_shares.pass_of(link) for link in db_session.execute(*queries.overdue_links(patient_id, now)).scalars()]


def list_links(db_session: Session, patient_id: uuid.UUID, now: datetime) -> Sequence[LinkLine]:
    """Every link of a record with its openings, the newest first."""
    opened = grouped(
        rows_of(db_session, *queries.openings(patient_id, Act.LINK_OPENED.value)), lambda one: one.share_id
    )
    return [
        LinkLine(
            link,
            live_shares.pass_of(link).lives(now),
            openings=opened[link.id][0].in_all if link.id in opened else 0,
            opened_at=tuple(one.at for one in opened.get(link.id, ())),
        )
        for link in db_session.execute(*queries.links(patient_id)).scalars()
    ]
