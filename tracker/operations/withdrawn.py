"""What has ended stays ended: whatever a backup brings back of it is ended again, as if it were done now.

Each end is a row of the database and a line of a file beside it. A line that the database does not know tells that the
database is older than the line, and what it names is ended again; a row that the file lacks is added to the file.
"""

import logging
import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session

from tracker.accounts.models import Account
from tracker.accounts.services import factors
from tracker.accounts.services.accounts import delete_account
from tracker.audit.models import Withdrawal
from tracker.audit.services.withdrawals import FILE_NAME, Ended, Kind, append, read
from tracker.configuration.settings import Settings
from tracker.domain.acting import By
from tracker.domain.sharing.access_log import Actor
from tracker.domain.sharing.former import RESTORED
from tracker.factors.models import Authenticator, Passkey
from tracker.operations.schema import ADVISORY_LOCK
from tracker.sharing.models import Grant, HealthLink, Invite, ShareLink
from tracker.sharing.services import archives, invites, live_shares
from tracker.storage.postgres import take_turns
from tracker.storage.rows import changes_any, rows_of, whole
from tracker.tokens.models import ProgramToken
from tracker.webhooks.models import Webhook

log = logging.getLogger(__name__)
# Backups live for 35 days; who kept one longer than this has to look after it alone.
LASTS: Final = timedelta(days=400)
NEWEST_COUNTS: Final = frozenset({Kind.AUTHENTICATOR, Kind.TERMS})
HOST: Final = "the host"
Known = dict[tuple[Kind, uuid.UUID], Ended]


def gather(*sources: Iterable[Ended]) -> Known:
    """One end for each thing: the earliest, or the newest where it counts for what was made before it."""
    known: Known = {}
    for one in sorted(one for source in sources for one in source):
        if one.kind in NEWEST_COUNTS:
            known[one.kind, one.id] = one
        else:
            known.setdefault((one.kind, one.id), one)
    return known


def ended_rows(db_session: Session) -> list[Ended]:
    """What the database itself knows to have ended."""
    rows = rows_of(db_session, whole(Withdrawal))
    return [Ended(row.at, Kind(row.kind), row.id) for row in rows if row.kind in set(Kind)]


def catch_up(db_session: Session, file: Path, now: datetime) -> Counter[Kind]:
    """Before the app is served: end again what the file knows and the database does not. The caller commits."""
    in_rows, in_file = gather(ended_rows(db_session)), gather(read(file))
    try:
        append(file, missing(in_rows, in_file))
    except OSError as fault:  # the rows know it all the same
        log.error("withdrawals.not_mirrored fault=%s", fault.strerror)  # noqa: TRY400
    return apply(db_session, missing(in_file, in_rows), now)


def catch_up_at_start(engine: Engine, settings: Settings, now: datetime) -> None:
    """The same in a transaction of its own; of several processes that start at once, one does it."""
    with Session(engine) as db_session:
        take_turns(db_session, ADVISORY_LOCK)
        done = catch_up(db_session, settings.instance_path / FILE_NAME, now)
        db_session.commit()
    for kind, count in done.items():
        log.warning("withdrawals.ended_again kind=%s count=%s", kind.value, count)


def missing(told: Known, known: Known) -> list[Ended]:
    """What is told and not known, or known of an earlier moment only where the newest counts."""
    return [
        one for key, one in told.items() if key not in known or (one.kind in NEWEST_COUNTS and known[key].at < one.at)
    ]


def apply(db_session: Session, ended: Iterable[Ended], now: datetime) -> Counter[Kind]:
    """End all of it again and write that down; says how many of each kind were there. The caller commits."""
    done: Counter[Kind] = Counter()
    for one in sorted(ended, key=lambda one: (list(Kind).index(one.kind), one.at)):
        if _AGAIN[one.kind](db_session, one, now):
            done[one.kind] += 1
        db_session.merge(Withdrawal(kind=one.kind.value, id=one.id, at=one.at))
        db_session.flush()
    return done


def forget(db_session: Session, now: datetime) -> None:
    """Take away rows so old that no backup is as old. The caller commits."""
    db_session.execute(delete(Withdrawal).where(Withdrawal.at < now - LASTS))


def _account(db_session: Session, one: Ended, now: datetime) -> bool:
    if db_session.get(Account, one.id) is None:
        return False
    delete_account(db_session, one.id, now)
    return True


def _grant(db_session: Session, one: Ended, now: datetime) -> bool:
    row = db_session.execute(_of_grant(one.id)).one_or_none()
    return row is not None and _end_grant(db_session, row, min(one.at, now))


def _terms(db_session: Session, one: Ended, now: datetime) -> bool:
    """Other terms were agreed since than the backup knows: nothing holds rather than the former ones."""
    row = db_session.execute(_of_grant(one.id)).one_or_none()
    is_older = row is not None and (row.changed_at or row.made_at) < one.at
    return is_older and _end_grant(db_session, row, now)


def _of_grant(grant_id: uuid.UUID) -> Any:
    return (
        select(Grant.patient_id, Grant.id, Grant.practitioner_account_id, Grant.made_at, Grant.changed_at)
        .add_columns(Account.user_name)
        .join(Account, Account.id == Grant.practitioner_account_id)
        .where(Grant.id == grant_id, Grant.ended_at.is_(None))
    )


def _end_grant(db_session: Session, row: Any, at: datetime) -> bool:
    """The list does not know who ended it, and it need not have been the calendar: none is named."""
    account_id = row.practitioner_account_id
    name = live_shares.practitioner_name(db_session, account_id, row.user_name)
    if not live_shares.end_grant(db_session, row.id, live_shares.by_the_calendar(row.patient_id, row.id, name, at)):
        return False
    archives.keep(db_session, row.patient_id, account_id, ended_at=at, ended_by=RESTORED)
    return True


def _link(db_session: Session, one: Ended, now: datetime) -> bool:
    link = db_session.execute(select(ShareLink).where(ShareLink.id == one.id)).scalar()
    if link is None:
        return False
    by = live_shares.by_the_calendar(link.patient_id, link.id, link.label, min(one.at, now))
    return live_shares.end_link(db_session, link.id, by)


def _health_link(db_session: Session, one: Ended, now: datetime) -> bool:
    link = db_session.execute(select(HealthLink).where(HealthLink.id == one.id)).scalar()
    if link is None:
        return False
    by = live_shares.by_the_calendar(link.patient_id, link.id, link.label, min(one.at, now))
    return live_shares.end_health_link(db_session, link.id, by)


def _token(db_session: Session, one: Ended, now: datetime) -> bool:
    live = update(ProgramToken).where(ProgramToken.id == one.id, ProgramToken.ended_at.is_(None))
    return changes_any(db_session, live.values(ended_at=min(one.at, now)))


def _invite(db_session: Session, one: Ended, now: datetime) -> bool:
    patient_id = db_session.execute(select(Invite.patient_id).where(Invite.id == one.id)).scalar()
    if patient_id is None:
        return False
    by = By(patient_id=patient_id, now=min(one.at, now), name=HOST, actor=Actor.NOBODY)
    return invites.withdraw(db_session, one.id, by)


def _passkey(db_session: Session, one: Ended, now: datetime) -> bool:
    passkey = db_session.get(Passkey, one.id)
    if passkey is None:
        return False
    db_session.execute(delete(Passkey).where(Passkey.id == one.id))
    factors.keep_factor_since(db_session, passkey.account_id, now)
    return True


def _authenticator(db_session: Session, one: Ended, now: datetime) -> bool:
    older = delete(Authenticator).where(Authenticator.account_id == one.id, Authenticator.made_at <= one.at)
    found = changes_any(db_session, older)
    factors.keep_factor_since(db_session, one.id, now)
    return found


def _webhook(db_session: Session, one: Ended, _now: datetime) -> bool:
    return changes_any(db_session, delete(Webhook).where(Webhook.id == one.id))


_AGAIN: Final[dict[Kind, Callable[[Session, Ended, datetime], bool]]] = {
    Kind.ACCOUNT: _account,
    Kind.GRANT: _grant,
    Kind.LINK: _link,
    Kind.HEALTH_LINK: _health_link,
    Kind.TOKEN: _token,
    Kind.INVITE: _invite,
    Kind.PASSKEY: _passkey,
    Kind.AUTHENTICATOR: _authenticator,
    Kind.TERMS: _terms,
    Kind.WEBHOOK: _webhook,
}
