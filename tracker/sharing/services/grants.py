"""Making, changing and listing grants. Every grant is made by `make_grant`, and none outlives its end."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
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
from tracker.sharing.models import Grant
from tracker.sharing.queries import grants as queries
from tracker.sharing.queries.grants import AccountState, GrantRow
from tracker.sharing.services import archives, live_shares
from tracker.sharing.services.events import log_act
from tracker.storage.rows import one_of, row_of, rows_of


class EndedSince(Exception):
    """The form made a grant before, and that one has ended: whether to share again is the owner's to say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantLine:
    """One grant as the patient's pages show it; `kind` is None where the practitioner has stated nothing.

    `runs` is false once it was ended or its last day has passed, even where nobody has written that down yet. `asked`
    is false where it is older than the question about other practitioners' records. `practises`: the practitioner's
    account is one and in use; `has_factor`: nobody has to wait for their second factor.
    """

    id: uuid.UUID
    account_id: uuid.UUID
    name: str
    kind: str | None
    terms: ShareTerms
    made_at: datetime
    changed_at: datetime | None
    ended_at: datetime | None
    ended_by: str | None
    looked_at: datetime | None
    runs: bool
    asked: bool
    practises: bool
    has_factor: bool


@dataclass(frozen=True, slots=True)
class Grants:
    """Who sees a record now, and who did."""

    running: Sequence[GrantLine]
    former: Sequence[GrantLine]


def terms_of(row: Any) -> ShareTerms:
    """The terms of a row of grants or of invitations."""
    return ShareTerms(
        notes=row.notes,
        others=bool(row.others_records),
        first_day=row.first_day,
        may_record=row.may_record,
        last_day=row.last_day,
    )


def list_grants(db_session: Session, patient_id: uuid.UUID, today: date) -> Grants:
    """All grants of a record; those that the calendar has ended lead the former ones."""
    unended = [_line(row, today) for row in rows_of(db_session, *queries.running_grants(patient_id))]
    ended = [_line(row, today) for row in rows_of(db_session, *queries.ended_grants(patient_id))]
    return Grants(
        running=[line for line in unended if line.runs], former=[line for line in unended if not line.runs] + ended
    )


def find_grant(db_session: Session, patient_id: uuid.UUID, grant_id: uuid.UUID, today: date) -> GrantLine:
    """One grant, running or not; `NotFound` where it is not of this record."""
    row = row_of(db_session, *queries.one_grant(patient_id, grant_id))
    if row is None:
        raise NotFound
    return _line(row, today)


def reach_of_account(db_session: Session, account_id: uuid.UUID, *, factor_needed: bool) -> Reach:
    """Whether this practitioner could see what is shared with them now."""
    row = one_of(db_session, *queries.account_of(account_id))
    return reach_of(practises=_practises(row), has_factor=_has_factor(row), factor_needed=factor_needed)


def running_with(
    db_session: Session, patient_id: uuid.UUID, practitioner_account_id: uuid.UUID, today: date
) -> uuid.UUID | None:
    """The grant by which this practitioner sees the record today."""
    share = live_shares.find_share(db_session, patient_id, practitioner_account_id)
    return share.grant_id if share is not None and share.lives(today) else None


def make_grant(
    db_session: Session,
    grant_id: uuid.UUID,
    practitioner_account_id: uuid.UUID,
    terms: ShareTerms,
    author: Author,
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
        notes=terms.notes,
        others_records=terms.others,
        may_record=terms.may_record,
        first_day=terms.first_day,
        last_day=terms.last_day,
        made_at=author.now,
    )
    db_session.add(grant)
    db_session.flush()
    log_act(db_session, Act.SHARE_MADE, replace(author, share_id=grant_id))
    return grant_id


def change_grant(db_session: Session, line: GrantLine, terms: ShareTerms, by: By) -> None:
    """Let other terms hold from now on, and log it; the same terms are no change. `NotFound` where it has ended.

    Of a grant that is older than the question about others' records, the same terms are the answer to it.

    What the practitioner wrote about days that are not shown any more stays theirs.
    """
    if terms == line.terms and line.asked:
        return
    take_turn(db_session, by.patient_id)
    query = (
        update(Grant)
        .where(Grant.patient_id == by.patient_id, Grant.id == line.id, Grant.ended_at.is_(None))
        .values(
            notes=terms.notes,
            others_records=terms.others,
            may_record=terms.may_record,
            first_day=terms.first_day,
            last_day=terms.last_day,
            changed_at=by.now,
        )
    )
    if not db_session.execute(query).rowcount:  # type: ignore[attr-defined]
        raise NotFound
    if terms.first_day is not None and (line.terms.first_day is None or terms.first_day > line.terms.first_day):
        archives.keep(db_session, by.patient_id, line.account_id, ended_at=by.now, ended_by=NARROWED)
    withdraw(db_session, Kind.TERMS, line.id, by.now)
    log_act(db_session, Act.SHARE_CHANGED, replace(by, share_id=line.id))


def _practises(row: GrantRow | AccountState) -> bool:
    return bool(row.is_practitioner) and row.disabled_at is None


def _has_factor(row: GrantRow | AccountState) -> bool:
    return row.second_factor_since is not None or bool(row.is_demo)  # the made-up people are only asked for one


def _line(row: GrantRow, today: date) -> GrantLine:
    terms = terms_of(row)
    return GrantLine(
        id=row.id,
        account_id=row.practitioner_account_id,
        name=row.name,
        kind=row.kind,
        terms=terms,
        made_at=row.made_at,
        changed_at=row.changed_at,
        ended_at=row.ended_at,
        ended_by=row.ended_by,
        looked_at=row.looked_at,
        runs=row.ended_at is None and (terms.last_day is None or today <= terms.last_day),
        asked=row.others_records is not None,
        practises=_practises(row),
        has_factor=_has_factor(row),
    )
