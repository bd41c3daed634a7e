"""Reaches an account by what it has switched on. Nothing of the database is held while another server is asked."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy.orm import Session

from tracker.channels import queries
from tracker.channels.queries import Target
from tracker.channels.services import addresses, browsers
from tracker.channels.services.means import Means
from tracker.channels.services.messages import Call, pushed
from tracker.domain.errors import Invalid
from tracker.domain.outbound.answers import Outcome as Answered
from tracker.domain.outbound.mailboxes import read_mailbox
from tracker.outbound.mail import Letter, Went
from tracker.outbound.web_push import ENDED, Message
from tracker.storage.rows import row_of, rows_of
from tracker.storage.sqlite import only_reading
from tracker.wording import mailed

__all__ = ["CHANNELS", "EMAIL", "PUSH", "Call", "Means", "Outcome", "reach"]

PUSH: Final = "push"
EMAIL: Final = "email"
CHANNELS: Final = frozenset({PUSH, EMAIL})


class Outcome(StrEnum):
    """How it went by one channel. FAILED may be tried again; REFUSED not: it was refused for good, or perhaps taken."""

    SENT = "sent"
    NOTHING_TO_SEND_TO = "nothing_to_send_to"
    FAILED = "failed"
    REFUSED = "refused"


def reach(means: Means, call: Call, channels: frozenset[str], now: datetime) -> dict[str, Outcome]:
    """Say it by each of the channels that are asked for; how each of them went. No transaction may be open.

    By push to every browser of the account: sent, once one of them has it.
    """
    by = {PUSH: _push, EMAIL: _mail}
    return {channel: by[channel](means, call, now) for channel in sorted(channels & CHANNELS)}


def _push(means: Means, call: Call, now: datetime) -> Outcome:
    if means.pusher is None:
        return Outcome.NOTHING_TO_SEND_TO
    with only_reading(), Session(means.engine) as db_session:
        targets = rows_of(db_session, queries.targets(call.account_id, now, means.lasting))
    message = pushed(call)
    went = [_push_to(means, target, message, now) for target in targets]
    best = (Outcome.SENT, Outcome.FAILED, Outcome.REFUSED)
    return next((one for one in best if one in went), Outcome.NOTHING_TO_SEND_TO)


def _push_to(means: Means, target: Target, message: Message, now: datetime) -> Outcome:
    if target.not_before is not None and target.not_before > now:
        return Outcome.FAILED
    answer = browsers.send(means, target, message, now)
    if answer is None or answer.status in ENDED:
        return Outcome.NOTHING_TO_SEND_TO
    if answer.outcome is Answered.TAKEN:
        return Outcome.SENT
    if answer.outcome is Answered.NOT_ALLOWED or (answer.status is not None and not _may_pass(answer.status)):
        return Outcome.REFUSED
    return Outcome.FAILED


def _may_pass(status: int) -> bool:
    """Whether another try may be answered otherwise. Source: RFC 9110, 15.5.9 and 15.6; RFC 6585, 4."""
    return status in {408, 429} or status >= 500  # noqa: PLR2004 - the classes of HTTP


def _mail(means: Means, call: Call, now: datetime) -> Outcome:
    base = means.settings.public_address
    if means.mailer is None or base is None:
        return Outcome.NOTHING_TO_SEND_TO
    with only_reading(), Session(means.engine) as db_session:
        to = row_of(db_session, queries.open_recipient(call.account_id, now))
    if to is None or to.stopped_at is not None:
        return Outcome.NOTHING_TO_SEND_TO
    stop = f"{base}/s/stop/{addresses.stop_token(means.secrets, call.account_id, to.address)}"
    links = [(None, base + call.path), *([] if call.other is None else [(call.other[0], base + call.other[1])])]
    try:
        box = read_mailbox(to.address)
    except Invalid:
        return Outcome.REFUSED
    letter = Letter(
        to=box,
        subject=call.title,
        text=mailed.reminder_text(call.text, links, stop),
        headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )
    went = means.mailer.send(letter, now)
    return {Went.SENT: Outcome.SENT, Went.FAILED: Outcome.FAILED}.get(went, Outcome.REFUSED)
