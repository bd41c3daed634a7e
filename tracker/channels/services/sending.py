"""Sends what waits, each at most once: a process takes it before it sends, and nobody takes it up again after it.

What certainly was not taken waits longer and longer, and is given up after three days.
"""

import logging
import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from tracker.channels import queries
from tracker.channels.models import Notice
from tracker.channels.queries import State
from tracker.channels.services import addresses, browsers
from tracker.channels.services.means import Means
from tracker.channels.services.messages import pushed_test
from tracker.domain.errors import Invalid
from tracker.domain.outbound.answers import Outcome
from tracker.domain.outbound.mailboxes import read_mailbox
from tracker.domain.webhooks.retries import KEPT_FOR, wait_after
from tracker.outbound.mail import Letter, Went
from tracker.storage.rows import changes_any, column_of, row_of
from tracker.storage.sqlite import only_reading
from tracker.wording import mailed
from tracker.wording.catalogues import in_language

log = logging.getLogger(__name__)
AT_A_TURN: Final = 20
LISTED_FOR: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Sending:
    """What sending takes. `chance` gives numbers from 0 to 1; `goes_on` is false once the server is being stopped."""

    means: Means
    now: Callable[[], datetime]
    chance: Callable[[], float] = secrets.SystemRandom().random
    goes_on: Callable[[], bool] = lambda: True


def send_due(sending: Sending) -> int:
    """Send what is due, one after the other; says how much was tried."""
    with only_reading(), Session(sending.means.engine) as db_session:
        found = list(column_of(db_session, *queries.due(sending.now(), AT_A_TURN)))
    tried = 0
    for notice_id in found:
        if not sending.goes_on():
            break
        tried += _send(sending, notice_id)
    return tried


def forget(db_session: Session, now: datetime) -> None:
    """Take away what was done with long ago, and what nobody came to send. The caller commits."""
    db_session.execute(delete(Notice).where(Notice.at < now - LISTED_FOR))


def _send(sending: Sending, notice_id: uuid.UUID) -> bool:
    now, means = sending.now(), sending.means
    with Session(means.engine) as db_session:
        free = Notice.id == notice_id, Notice.state == State.WAITING.value
        mine = changes_any(db_session, update(Notice).where(*free).values(state=State.SENDING.value))
        notice = row_of(db_session, queries.notice(notice_id)) if mine else None
        letter = None if notice is None or notice.address is None else _letter(db_session, means, notice, now)
        db_session.commit()
    if notice is None:
        return False
    if notice.at < now - KEPT_FOR:
        went = Went.REFUSED
    elif notice.subscription_id is not None:
        went = _push(means, notice, now)
    else:
        went = Went.REFUSED if letter is None or means.mailer is None else means.mailer.send(letter, now)
    with Session(means.engine) as db_session:
        _note(db_session, sending, notice, went)
        db_session.commit()
    return True


def _note(db_session: Session, sending: Sending, notice: Notice, went: Went) -> None:
    done = {"tries": notice.tries + 1, "outcome": went.value}
    this = update(Notice).where(Notice.id == notice.id)
    if went is Went.SENT:
        db_session.execute(this.values(**done, state=State.SENT.value))
        return
    log.warning("notice.not_sent notice=%s outcome=%s", notice.id, went.value)
    if went is not Went.FAILED:
        db_session.execute(this.values(**done, state=State.GIVEN_UP.value))
        return
    wait = wait_after(notice.tries + 1, sending.chance())
    db_session.execute(this.values(**done, state=State.WAITING.value, not_before=sending.now() + wait))


def _push(means: Means, notice: Notice, now: datetime) -> Went:
    """A test: tried once, for its owner is looking."""
    with Session(means.engine) as db_session:
        target = row_of(db_session, queries.target(notice.subscription_id or uuid.UUID(int=0)))
    if target is None:
        return Went.REFUSED
    with in_language(notice.language):
        message = pushed_test(notice.account_id)
    answer = browsers.send(means, target, message, now)
    return Went.SENT if answer is not None and answer.outcome is Outcome.TAKEN else Went.REFUSED


def _letter(db_session: Session, means: Means, notice: Notice, now: datetime) -> Letter | None:
    """The mail of a notice; None where there is nothing to say any more."""
    address, base = notice.address or "", means.settings.public_address or ""
    try:
        to = read_mailbox(address)
    except Invalid:
        return None
    with in_language(notice.language):
        if notice.kind != addresses.CONFIRM:
            text = mailed.account_text(f"{base}/settings/activity")
            return Letter(to=to, subject=mailed.account_subject(), text=text)
        secret = addresses.draw_secret(db_session, notice.account_id, address, now)
        if secret is None:
            return None
        return Letter(to=to, subject=mailed.confirm_subject(), text=mailed.confirm_text(f"{base}/s/mail/{secret}"))
