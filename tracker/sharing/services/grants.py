"""Making, changing and listing grants. Every grant is made by `make_grant`, and none outlives its end."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from tracker.audit.services.withdrawals import Kind, withdraw
from tracker.domain.acting import Author, By
from tracker.domain.sharing.access_log import Act
from tracker.domain.sharing.former import NARROWED
from tracker.domain.sharing.terms import Reach, ShareTerms, reach_of
from tracker.patients.services.row_writing import NotFound
from tracker.patients.services.turns import take_turn
from tracker.sharing.models import Grant, Invite
from tracker.sharing.queries import grants as queries
from tracker.sharing.queries.grants import GrantRow, InviteRow, Reachable
from tracker.sharing.services import archives, live_shares
from tracker.sharing.services.events import log_act
from tracker.storage.rows import changes_any, one_of, row_of, rows_of


class EndedSince(Exception):
    """The form made a grant before, and that one has ended: whether to share again is the owner's to say."""


@dataclass(frozen=True, slots=True)
class Grants:
    """Who sees a record now, and who did."""

    running: Sequence[GrantRow]
    former: Sequence[GrantRow]


def terms_of(row: GrantRow | InviteRow | Invite) -> ShareTerms:
    """The terms of a row of grants or of invitations."""
    return ShareTerms(
        notes=row.notes,
        others=bool(row.others_records),
        first_day=row.first_day,
        may_record=row.may_record,
        last_day=row.last_day,
    )


def columns_of(terms: ShareTerms) -> dict[str, Any]:
    """The same the other way round: the columns of a row with these terms."""
    columns = asdict(terms)
    return {"others_records": columns.pop("others"), **columns}


def runs(row: GrantRow, today: date) -> bool:
    """False once it was ended or its last day has passed, even where nobody has written that down yet."""
    return row.ended_at is None and (row.last_day is None or today <= row.last_day)


def list_grants(db_session: Session, patient_id: uuid.UUID, today: date) -> Grants:
    """All grants of a record; those that the calendar has ended lead the former ones."""
    unended = rows_of(db_session, *queries.running_grants(patient_id))
    ended = rows_of(db_session, *queries.ended_grants(patient_id))
    return Grants(
        running=[row for row in unended if runs(row, today)],
        former=[*(row for row in unended if not runs(row, today)), *ended],
    )


def find_grant(db_session: Session, patient_id: uuid.UUID, grant_id: uuid.UUID) -> GrantRow:
    """One grant, running or not; `NotFound` where it is not of this record."""
    row = row_of(db_session, *queries.one_grant(patient_id, grant_id))
    if row is None:
        raise NotFound
    return row


def reach(row: GrantRow | Reachable, *, factor_needed: bool) -> Reach:
    """Whether the practitioner could see what is shared with them now."""
    return reach_of(practises=row.practises, has_factor=row.has_factor, factor_needed=factor_needed)


def reach_of_account(db_session: Session, account_id: uuid.UUID, *, factor_needed: bool) -> Reach:
    """The same of somebody with whom nothing is shared yet."""
    return reach(one_of(db_session, *queries.reachable(account_id)), factor_needed=factor_needed)


def running_with(
    db_session: Session, patient_id: uuid.UUID, practitioner_account_id: uuid.UUID, today: date
) -> uuid.UUID | None:
    """The grant by which this practitioner sees the record today."""
    share = live_shares.find_share(db_session, patient_id, practitioner_account_id)
    return share.grant_id if share is not None and share.lives(today) else None


def make_grant(
    db_session: Session, grant_id: uuid.UUID, practitioner_account_id: uuid.UUID, terms: ShareTerms, author: Author
) -> uuid.UUID:
    """Let a practitioner see a record, and log it.

    There is one running grant between the two: another one is ended, by whom the new one is made, or by the calendar
    where its last day has passed. The same `grant_id` sent twice makes one grant: `EndedSince` where that one ended.
    """
    patient_id = author.patient_id
    take_turn(db_session, patient_id)
    known = db_session.get(Grant, (patient_id, grant_id))
    if known is not None and known.ended_at is not None:
        raise EndedSince
    if known is not None:
        return grant_id
    share = live_shares.find_share(db_session, patient_id, practitioner_account_id)
    if share is not None:
        ended = live_shares.by_the_calendar(patient_id, share.grant_id, author.name, author.now)
        live_shares.end_grant(db_session, share.grant_id, author if share.lives(author.today) else ended)
    grant = Grant(
        patient_id=patient_id,
        id=grant_id,
        practitioner_account_id=practitioner_account_id,
        made_at=author.now,
        **columns_of(terms),
    )
    db_session.add(grant)
    db_session.flush()
    log_act(db_session, Act.SHARE_MADE, replace(author, share_id=grant_id))
    return grant_id


def change_grant(db_session: Session, row: GrantRow, terms: ShareTerms, by: By) -> None:
    """Let other terms hold from now on, and log it; the same terms are no change. `NotFound` where it has ended.

    Of a grant that is older than the question about others' records, the same terms are the answer to it.

    What the practitioner wrote about days that are not shown any more stays theirs.
    """
    if terms == terms_of(row) and row.others_records is not None:
        return
    take_turn(db_session, by.patient_id)
    running = update(Grant).where(Grant.patient_id == by.patient_id, Grant.id == row.id, Grant.ended_at.is_(None))
    if not changes_any(db_session, running.values(changed_at=by.now, **columns_of(terms))):
        raise NotFound
    if terms.first_day is not None and (row.first_day is None or terms.first_day > row.first_day):
        archives.keep(db_session, by.patient_id, row.account_id, ended_at=by.now, ended_by=NARROWED)
    withdraw(db_session, Kind.TERMS, row.id, by.now)
    log_act(db_session, Act.SHARE_CHANGED, replace(by, share_id=row.id))
