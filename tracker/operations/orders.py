"""What every restore has in common: what is asked for, when it is refused, and what must not come back."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import delete
from sqlalchemy.orm import Session

from tracker.accounts.models import AccountSession
from tracker.audit.services.events import Caller, log_event
from tracker.audit.services.withdrawals import FILE_NAME, Ended, Kind, append, read
from tracker.channels.models import MailAddress, Notice
from tracker.configuration.settings import Settings
from tracker.domain.accounts.security_log import SERVER, SecurityAct
from tracker.factors.models import Step
from tracker.operations import withdrawn
from tracker.operations.copies import Contents, CopyFault
from tracker.operations.rotation import PUT_ASIDE_STAMP
from tracker.reminders.services import sending as reminders
from tracker.sharing.models import LinkVisit

# Where mail may go was perhaps taken back since: it is confirmed anew. Browsers go with their sign-ins.
MAIL: Final = frozenset({"mail_address", "notice"})
# Where rows go because they ended; everywhere else a row that is missing is a fault.
ENDING: Final = (
    frozenset({"account_session", "step", "link_visit", "passkey", "authenticator", "push_subscription"}) | MAIL
)


class RestoreFault(Exception):
    """Nothing was restored, and nothing changed; says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is asked for: which backup to bring back, and whether what is there may be put aside for it."""

    settings: Settings
    file: Path
    now: datetime
    force: bool

    @property
    def stamp(self) -> str:
        return self.now.astimezone(UTC).strftime(PUT_ASIDE_STAMP)

    @property
    def withdrawn_file(self) -> Path:
        return self.settings.instance_path / FILE_NAME


def check_may_replace(order: Order, accounts: int | None) -> None:
    """`accounts`: how many there are now; None where that cannot be read."""
    if order.force or accounts == 0:
        return
    there = "what is there cannot be read" if accounts is None else f"there are {accounts} accounts already"
    raise RestoreFault(f"{there}; give --force to put it aside and bring the backup back in its place")


def keep_ends(order: Order, of_current: Iterable[Ended]) -> withdrawn.Known:
    """What must not come back, from the file and from the database that goes; the file now holds all of it."""
    in_file = withdrawn.gather(read(order.withdrawn_file))
    known = withdrawn.gather(in_file.values(), of_current)
    append(order.withdrawn_file, withdrawn.missing(known, in_file))
    return known


def settle(db_session: Session, order: Order, known: withdrawn.Known) -> Counter[Kind]:
    """End in the restored rows what has ended since, every sign-in and every step, and log it. The caller commits."""
    for what in (AccountSession, Step, LinkVisit, MailAddress, Notice):
        db_session.execute(delete(what))
    reminders.begin_anew(db_session, order.now)
    told = withdrawn.gather(withdrawn.ended_rows(db_session))
    ended = withdrawn.apply(db_session, withdrawn.missing(known, told), order.now)
    log_event(db_session, SERVER, SecurityAct.RESTORED, Caller(now=order.now))
    return ended


def check_settled(contents: Contents, found: Contents, ended: Counter[Kind]) -> None:
    """`CopyFault` where a row is missing that did not end. With an account goes whatever belongs to it."""
    fewer = [name for name, count in contents.rows.items() if found.rows.get(name, count) < count]
    lost = [name for name in fewer if name not in ENDING and not ended[Kind.ACCOUNT]]
    if lost:
        raise CopyFault(f"rows of {', '.join(lost)} would be missing")
