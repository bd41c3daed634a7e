"""Who may come in: the live grant of a practitioner and the open link of a browser; and what is over is written so."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from tracker.audit.services.withdrawals import Kind, withdraw
from tracker.domain.acting import By
from tracker.domain.sharing.access import LinkPass, Share, Terms
from tracker.domain.sharing.access_log import Act, Actor
from tracker.patients.services.turns import take_turn
from tracker.sharing.models import Grant, HealthLink, HealthLinkFile, ShareLink
from tracker.sharing.queries import grants as queries
from tracker.sharing.services import archives, labels
from tracker.sharing.services.events import log_act
from tracker.storage.rows import changes_any, row_of, value_of

VISIT_LASTS: Final = timedelta(hours=12)
ENDABLE: Final[Mapping[type[Grant | ShareLink | HealthLink], Kind]] = {
    Grant: Kind.GRANT,
    ShareLink: Kind.LINK,
    HealthLink: Kind.HEALTH_LINK,
}


Ending = Callable[[Session, uuid.UUID, uuid.UUID, datetime], None]
_WHEN_ENDED: list[Ending] = []


def when_ended(act: Ending) -> Ending:
    """Have this done whenever a grant or link has ended, in the same transaction: for features unknown here.

    It is given the session, the record, what has ended, and when.
    """
    _WHEN_ENDED.append(act)
    return act


def find_share(db_session: Session, patient_id: uuid.UUID, account_id: uuid.UUID) -> Share | None:
    """What the patient granted to this account, if nobody has ended it."""
    row = row_of(db_session, *queries.running_grant(patient_id, account_id))
    if row is None:
        return None
    return Share(
        grant_id=row.id,
        practitioner_account_id=row.practitioner_account_id,
        terms=_terms(row),
        may_record=row.may_record,
        last_day=row.last_day,
        ended=False,
    )


def _terms(row: Grant | ShareLink | HealthLink) -> Terms:
    return Terms(notes=row.notes, first_day=row.first_day, others=bool(row.others_records))


def pass_of(link: ShareLink | HealthLink) -> LinkPass:
    """What the holder of a link may do."""
    return LinkPass(
        link_id=link.id,
        patient_id=link.patient_id,
        label=link.label,
        terms=_terms(link),
        ends_at=link.ends_at,
        ended=link.ended_at is not None,
    )


def practitioner_name(db_session: Session, account_id: uuid.UUID, user_name: str) -> str:
    """How a practitioner is named to patients: as their profile says, or else by their user name."""
    return value_of(db_session, *queries.practitioner_name(account_id)) or user_name


def end_grant(db_session: Session, grant_id: uuid.UUID, by: By) -> bool:
    """End a grant for good and log it; False where it had ended before.

    What the practitioner wrote stays theirs, but for the label they gave the patient.
    """
    if not _end(db_session, Grant, Act.SHARE_ENDED, replace(by, share_id=grant_id)):
        return False
    labels.forget(db_session, by.patient_id, grant_id)
    grant = db_session.get(Grant, (by.patient_id, grant_id))
    assert grant is not None, "it has just been ended"  # noqa: S101
    archives.keep(db_session, by.patient_id, grant.practitioner_account_id, ended_at=by.now, ended_by=by.actor.value)
    return True


def end_link(db_session: Session, link_id: uuid.UUID, by: By) -> bool:
    """The same for a share link."""
    return _end(db_session, ShareLink, Act.LINK_ENDED, replace(by, share_id=link_id))


def end_health_link(db_session: Session, link_id: uuid.UUID, by: By, act: Act = Act.HEALTH_LINK_ENDED) -> bool:
    """The same for a SMART Health Link; what waits to be fetched goes with it. `act` is another where it was locked."""
    if not _end(db_session, HealthLink, act, replace(by, share_id=link_id)):
        return False
    of_link = HealthLinkFile.patient_id == by.patient_id, HealthLinkFile.link_id == link_id
    db_session.execute(delete(HealthLinkFile).where(*of_link))
    return True


def _end(db_session: Session, model: type[Grant | ShareLink | HealthLink], act: Act, by: By) -> bool:
    take_turn(db_session, by.patient_id)
    running = update(model).where(model.patient_id == by.patient_id, model.id == by.share_id, model.ended_at.is_(None))
    ends = running.values(ended_at=by.now, ended_by=by.actor.value)
    if by.share_id is None or not changes_any(db_session, ends):
        return False
    withdraw(db_session, ENDABLE[model], by.share_id, by.now)
    log_act(db_session, act, by)
    for follows in _WHEN_ENDED:
        follows(db_session, by.patient_id, by.share_id, by.now)
    return True


def by_the_calendar(patient_id: uuid.UUID, share_id: uuid.UUID, name: str, now: datetime) -> By:
    """Nobody in particular: the day that was agreed has passed."""
    return By(patient_id=patient_id, now=now, name=name, actor=Actor.NOBODY, share_id=share_id)
