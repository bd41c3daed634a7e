"""The e-mail address of an account: confirmed by a link that was mailed there, and how reminders stop going there.

The secret of the link is drawn when the mail is sent, and only its SHA-256 is kept. The link at the foot of a reminder
is made of the server's key: it works without signing in, and can do nothing but stop them.
"""

import hashlib
import hmac
import uuid
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Final

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from tracker.accounts.models import Account
from tracker.accounts.services import judging
from tracker.accounts.services.accounts import Keeper
from tracker.accounts.services.activity import tell
from tracker.audit.services.events import Caller
from tracker.channels import queries
from tracker.channels.models import MailAddress, Notice
from tracker.channels.queries import AddressLine, Recipient, State
from tracker.domain.accounts.security_log import SecurityAct
from tracker.domain.errors import Invalid
from tracker.domain.outbound.mailboxes import read_mailbox
from tracker.passwords.tokens import new_secret, secret_hash
from tracker.storage.rows import changes_any, one_of, row_of
from tracker.throttling.throttles import LimitedAct, Who
from tracker.wording.catalogues import spoken_tag

LINK_LASTS: Final = timedelta(days=1)
CONFIRM: Final = "confirm"
STOP_BYTES: Final = 16


class Link(Enum):
    """What came of asking for one. NEEDLESS: the address is confirmed; NOWHERE: there is none that can be mailed to."""

    ASKED = auto()
    NEEDLESS = auto()
    NOWHERE = auto()


def find_address(db_session: Session, account_id: uuid.UUID) -> AddressLine:
    return one_of(db_session, queries.address_line(account_id))


def ask_link(db_session: Session, keeper: Keeper, account_id: uuid.UUID, caller: Caller) -> Link:
    """Have a link mailed to the account's address.

    `Throttled` after too many. An address that is confirmed stays so, and another that was is not any more: a page
    that was left open takes nothing from its owner. The caller commits.
    """
    who = Who(account=str(account_id), address=caller.network)
    keeper.throttle.take(db_session, LimitedAct.MAIL_LINK, who, caller.now)
    judging.wait_for(db_session, account_id)
    email = db_session.execute(select(Account.email).where(Account.id == account_id)).scalar()
    if email is None or not can_be_mailed(email):
        return Link.NOWHERE
    if row_of(db_session, queries.recipient(account_id)) is not None:
        return Link.NEEDLESS
    _take_away(db_session, account_id)
    db_session.add(MailAddress(account_id=account_id, address=email, language=spoken_tag(), asked_at=caller.now))
    db_session.add(waiting_mail(account_id, CONFIRM, Recipient(email, spoken_tag(), None), caller.now))
    return Link.ASKED


def can_be_mailed(email: str) -> bool:
    """Whether an address that was taken as one (it may be of long ago) can be sent to."""
    try:
        read_mailbox(email)
    except Invalid:
        return False
    return True


def waiting_mail(account_id: uuid.UUID, kind: str, to: Recipient, at: datetime) -> Notice:
    """A mail that waits."""
    return Notice(
        id=uuid.uuid4(),
        account_id=account_id,
        kind=kind,
        address=to.address,
        language=to.language,
        at=at,
        state=State.WAITING.value,
        tries=0,
    )


def draw_secret(db_session: Session, account_id: uuid.UUID, address: str, now: datetime) -> str | None:
    """A new secret for the link that is mailed now; None where nothing is to be confirmed any more.

    The caller commits.
    """
    secret = new_secret()
    this = MailAddress.account_id == account_id, MailAddress.address == address, MailAddress.confirmed_at.is_(None)
    mine = update(MailAddress).where(*this).values(secret_hash=secret_hash(secret), asked_at=now)
    return secret if changes_any(db_session, mine) else None


def find_asked(db_session: Session, keeper: Keeper, secret: str, caller: Caller) -> MailAddress | None:
    """What the link of this secret confirms. None counts against the network; `Throttled`. The caller commits."""
    found = row_of(db_session, queries.by_secret(secret_hash(secret), caller.now - LINK_LASTS))
    if found is None:
        keeper.throttle.take(db_session, LimitedAct.OPEN_LINK, Who(address=caller.network), caller.now)
    return found


def confirm(db_session: Session, keeper: Keeper, secret: str, caller: Caller) -> bool:
    """The address is its owner's; the link works once. The caller commits."""
    found = find_asked(db_session, keeper, secret, caller)
    if found is None:
        return False
    this = MailAddress.account_id == found.account_id, MailAddress.secret_hash == secret_hash(secret)
    done = update(MailAddress).where(*this).values(secret_hash=None, confirmed_at=caller.now)
    return changes_any(db_session, done)


def forget_address(db_session: Session, account_id: uuid.UUID, caller: Caller) -> None:
    """Mail nothing more; the address stays where the account's owner gave it. The caller commits.

    What the owner is told of already goes there all the same, and that it was the last: whoever has got into an
    account could keep its owner from hearing of it.
    """
    judging.wait_for(db_session, account_id)
    if row_of(db_session, queries.recipient(account_id)) is not None:
        tell(db_session, account_id, SecurityAct.MAIL_ENDED, caller)
    _take_away(db_session, account_id)


def _take_away(db_session: Session, account_id: uuid.UUID) -> None:
    """The address, confirmed or not, and the link that waits to be mailed there."""
    db_session.execute(delete(MailAddress).where(MailAddress.account_id == account_id))
    link = Notice.account_id == account_id, Notice.kind == CONFIRM, Notice.state == State.WAITING.value
    db_session.execute(delete(Notice).where(*link))


def stop_token(secrets_: Sequence[str], account_id: uuid.UUID, address: str) -> str:
    """What the link at the foot of a reminder to this address holds."""
    return urlsafe_b64encode(account_id.bytes + _proof(secrets_[0], account_id, address)).decode("ascii")


def find_stopping(db_session: Session, secrets_: Sequence[str], token: str) -> uuid.UUID | None:
    """Whose reminders such a link stops; None for one that is none, or is of an address of before."""
    try:
        raw = urlsafe_b64decode(token.encode("ascii"))
        account_id = uuid.UUID(bytes=raw[:STOP_BYTES])
    except ValueError:
        return None
    found = row_of(db_session, queries.recipient(account_id))
    proven = found is not None and any(
        hmac.compare_digest(raw[STOP_BYTES:], _proof(secret, account_id, found.address)) for secret in secrets_
    )
    return account_id if proven else None


def _proof(secret: str, account_id: uuid.UUID, address: str) -> bytes:
    said = b"stop reminders\0" + account_id.bytes + address.encode()
    return hmac.digest(secret.encode(), said, hashlib.sha256)[:STOP_BYTES]


def stop_reminders(db_session: Session, account_id: uuid.UUID, now: datetime) -> None:
    """Mail no reminder any more; what an account is told goes on. The caller commits."""
    this = MailAddress.account_id == account_id, MailAddress.stopped_at.is_(None)
    db_session.execute(update(MailAddress).where(*this).values(stopped_at=now))


def resume_reminders(db_session: Session, account_id: uuid.UUID) -> None:
    """Their owner wants them again. The caller commits."""
    judging.wait_for(db_session, account_id)
    db_session.execute(update(MailAddress).where(MailAddress.account_id == account_id).values(stopped_at=None))
