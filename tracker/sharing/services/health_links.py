"""SMART Health Links: made, listed, opened, locked after wrong passcodes, and ended.

Source: SMART Health Cards and Links 1.0.0 (STU1), links-specification. What is encrypted and how it is fetched is in
`tracker.manifests`; here is who may.
"""

import hmac
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from tracker.audit.services.events import Caller
from tracker.domain.acting import By
from tracker.domain.errors import Invalid, Problems
from tracker.domain.sharing.access import LinkPass
from tracker.domain.sharing.access_log import Act, Actor
from tracker.domain.values import parsing
from tracker.passwords.tokens import new_secret, secret_hash
from tracker.patients import queries as patients
from tracker.patients.queries import OwnedPatient
from tracker.patients.services.turns import take_turn
from tracker.sharing.models import HealthLink
from tracker.sharing.queries import health_links as queries
from tracker.sharing.queries import links as log_queries
from tracker.sharing.services import live_shares
from tracker.sharing.services.events import log_act
from tracker.sharing.services.health_keys import KEY_BYTES, key_of_files, mac_of_passcode
from tracker.sharing.services.links import AlreadyMade, is_overdue
from tracker.storage.rows import grouped, row_of, rows_of
from tracker.throttling.throttles import LimitedAct, Throttle, Who
from tracker.wording import errors
from tracker.wording.health_links import PASSCODE_LEAST, passcode_too_short
from tracker.wording.language import _
from tracker.wording.sharing import DAY_TO_COME, WRONG_WAY_ROUND

WRONG_PASSCODES_MOST: Final = 5
PASSCODE_MOST: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthLinkFacts:
    """What a patient decides about a link: whom it is for, for how many days, which files of which days, and notes.

    `holds` is a code of `wording.health_links.HOLDS`.
    """

    label: str
    days: int
    holds: str
    first_day: date | None
    last_day: date | None
    notes: bool
    others: bool
    passcode: str | None


@dataclass(frozen=True, slots=True)
class Made:
    """What is shown of a new link this once: the secret of its address, the key of its files, and when it ends."""

    secret: str
    key: bytes
    ends_at: datetime
    has_passcode: bool


@dataclass(frozen=True, slots=True)
class HealthLinkLine:
    """A link as its owner sees it. `openings` counts them all, `opened_at` holds the last five, newest first."""

    link: HealthLink
    lives: bool
    openings: int
    opened_at: tuple[datetime, ...]

    @property
    def is_locked(self) -> bool:
        """Whether it ended for too many wrong passcodes."""
        return self.link.tries_left <= 0


@dataclass(frozen=True, slots=True)
class Opened:
    """A link that was opened: whose record, what of it is shown, which files of which days, and with which key."""

    link: LinkPass
    owner: OwnedPatient
    holds: str
    last_day: date | None
    key: bytes


@dataclass(frozen=True, slots=True)
class Knock:
    """What somebody who wants a link opened gives: the secret of its address, what they call themselves, a passcode."""

    secret: str
    recipient: str
    passcode: str | None


@dataclass(frozen=True, slots=True)
class WrongPasscode:
    """The passcode is wrong, or was not given; so many more wrong ones end the link."""

    left: int


def check_link(facts: HealthLinkFacts, today: date) -> None:
    """`Problems` where the link would show nothing, or its passcode is too easily guessed."""
    problems = {}
    if facts.first_day is not None and facts.first_day > today:
        problems["first_day"] = _(DAY_TO_COME)
    elif facts.first_day is not None and facts.last_day is not None and facts.last_day < facts.first_day:
        problems["last_day"] = _(WRONG_WAY_ROUND)
    try:
        if facts.passcode is not None and len(_spelled(facts.passcode)) < PASSCODE_LEAST:
            problems["new_password"] = passcode_too_short()
    except Invalid as error:
        problems["new_password"] = errors.said(error)
    if problems:
        raise Problems(problems)


def make_link(db_session: Session, link_id: uuid.UUID, facts: HealthLinkFacts, by: By) -> Made:
    """Make a link; gives what its address is made of, which is kept nowhere. `AlreadyMade`. The caller commits."""
    take_turn(db_session, by.patient_id)
    if exists(db_session, by.patient_id, link_id):
        raise AlreadyMade
    secret, salt = new_secret(), secrets.token_bytes(KEY_BYTES)
    mac = None if facts.passcode is None else mac_of_passcode(secret, salt, _spelled(facts.passcode))
    ends_at = by.now + timedelta(days=facts.days)
    link = HealthLink(
        patient_id=by.patient_id,
        id=link_id,
        secret_hash=secret_hash(secret),
        key_salt=salt,
        passcode_mac=mac,
        tries_left=WRONG_PASSCODES_MOST,
        label=facts.label,
        holds=facts.holds,
        notes=facts.notes,
        others_records=facts.others,
        first_day=facts.first_day,
        last_day=facts.last_day,
        made_at=by.now,
        ends_at=ends_at,
    )
    db_session.add(link)
    db_session.flush()
    log_act(db_session, Act.HEALTH_LINK_MADE, replace(by, share_id=link_id))
    return Made(secret, key_of_files(secret, salt), ends_at, mac is not None)


def _spelled(passcode: str) -> str:
    """The passcode in one spelling of its letters, without outer blanks; `Invalid`."""
    return parsing.storable(passcode.strip(), most=PASSCODE_MOST)


def exists(db_session: Session, patient_id: uuid.UUID, link_id: uuid.UUID) -> bool:
    return db_session.execute(*queries.link_id(patient_id, link_id)).first() is not None


def open_link(db_session: Session, throttle: Throttle, knock: Knock, caller: Caller) -> Opened | WrongPasscode | None:
    """Open a link for whoever knocks at it: counted and logged.

    None where there is no such link, or it is over, which counts against the address; `Throttled` after too many of
    those, or where this link was opened too often. Passcodes of one link are judged one after the other, whichever
    process they reach. The caller commits.
    """
    found = _find_open(db_session, throttle, knock.secret, caller)
    if found is None:
        return None
    link, owner = found
    throttle.take(db_session, LimitedAct.OPEN_HEALTH_LINK, Who(account=str(link.id)), caller.now)
    if not take_turn(db_session, link.patient_id) or not live_shares.pass_of(link).lives(caller.now):
        return None
    by = By(patient_id=link.patient_id, now=caller.now, name=link.label, actor=Actor.LINK, share_id=link.id)
    if link.passcode_mac is not None:
        if knock.passcode is None:
            return WrongPasscode(link.tries_left)
        if not _is_right(link, knock.secret, knock.passcode):
            return WrongPasscode(_count_wrong(db_session, link, by))
    log_act(db_session, Act.HEALTH_LINK_OPENED, by, detail=knock.recipient)
    key = key_of_files(knock.secret, link.key_salt)
    return Opened(live_shares.pass_of(link), owner, link.holds, link.last_day, key)


def _find_open(
    db_session: Session, throttle: Throttle, secret: str, caller: Caller
) -> tuple[HealthLink, OwnedPatient] | None:
    link: HealthLink | None = db_session.execute(*queries.link_by_secret(secret_hash(secret))).scalar()
    if link is not None:
        if is_overdue(live_shares.pass_of(link), caller.now):
            end_by_itself(db_session, live_shares.pass_of(link), caller.now)
            db_session.expire(link)
        owner = shown_owner(db_session, link, caller.now)
        if owner is not None:
            return link, owner
    throttle.take(db_session, LimitedAct.OPEN_LINK, Who(address=caller.network), caller.now)
    return None


def shown_owner(db_session: Session, link: HealthLink, now: datetime) -> OwnedPatient | None:
    """Whose record a link shows now; None where it has ended, or nobody may see the record."""
    owner = row_of(db_session, *patients.patient_with_owner(link.patient_id))
    if owner is None or owner.disabled_at is not None or (owner.erase_at is not None and owner.erase_at <= now):
        return None
    return owner if live_shares.pass_of(link).lives(now) else None


def _is_right(link: HealthLink, secret: str, passcode: str) -> bool:
    try:
        given = mac_of_passcode(secret, link.key_salt, _spelled(passcode))
    except Invalid:
        return False
    return hmac.compare_digest(given, link.passcode_mac or b"")


def _count_wrong(db_session: Session, link: HealthLink, by: By) -> int:
    """One wrong passcode more, and the end of the link at the last one."""
    link.tries_left -= 1
    left = link.tries_left
    db_session.flush()
    log_act(db_session, Act.HEALTH_LINK_REFUSED, by)
    if left <= 0:
        locked = live_shares.by_the_calendar(by.patient_id, link.id, link.label, by.now)
        live_shares.end_health_link(db_session, link.id, locked, Act.HEALTH_LINK_LOCKED)
    return max(left, 0)


def end_by_itself(db_session: Session, link: LinkPass, now: datetime) -> None:
    """The first look past its end writes a link as ended: it never comes back. The caller commits."""
    by = live_shares.by_the_calendar(link.patient_id, link.link_id, link.label, now)
    live_shares.end_health_link(db_session, link.link_id, by)


def overdue(db_session: Session, patient_id: uuid.UUID, now: datetime) -> Sequence[LinkPass]:
    """The links of a record whose time is over and which nobody has written as ended."""
    found = db_session.execute(*queries.overdue_links(patient_id, now)).scalars()
    return [live_shares.pass_of(link) for link in found]


def list_links(db_session: Session, patient_id: uuid.UUID, now: datetime) -> Sequence[HealthLinkLine]:
    """Every link of a record with its openings, the newest first."""
    rows = rows_of(db_session, *log_queries.openings(patient_id, Act.HEALTH_LINK_OPENED.value))
    opened = grouped(rows, lambda one: one.share_id)
    return [
        HealthLinkLine(
            link,
            live_shares.pass_of(link).lives(now),
            openings=opened[link.id][0].in_all if link.id in opened else 0,
            opened_at=tuple(one.at for one in opened.get(link.id, ())),
        )
        for link in db_session.execute(*queries.links(patient_id)).scalars()
    ]
