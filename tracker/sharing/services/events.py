"""The log of looks: written once, numbered and chained for each record, so that a gap or a change shows.

What a practitioner changed is logged from the changes themselves: no feature can forget to.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tracker.audit.services import chain
from tracker.domain.acting import By
from tracker.domain.course.proposal import WITHDRAWN
from tracker.domain.sharing.access_log import Act, Actor
from tracker.patients.services.history import RowChange, Snapshot
from tracker.patients.services.turns import take_turn
from tracker.sharing.models import AccessEvent
from tracker.sharing.queries import links as queries
from tracker.storage.rows import row_of, rows_of
from tracker.wording.access import BY_A_PROGRAM, Logged

# What making, changing and deleting a row of a table is called in the log.
ACTS: Final[Mapping[str, tuple[Act, Act, Act]]] = MappingProxyType(
    {
        "review_note": (Act.NOTE_WRITTEN, Act.NOTE_CORRECTED, Act.NOTE_DELETED),
        "plan_proposal": (Act.PLAN_PROPOSED, Act.PLAN_PROPOSED, Act.PLAN_WITHDRAWN),
        "review_request": (Act.REVIEW_SUGGESTED, Act.REVIEW_SUGGESTED, Act.REVIEW_UNSUGGESTED),
        "flag_answer": (Act.FLAG_ANSWERED, Act.FLAG_ANSWERED, Act.FLAG_REOPENED),
        "session_record": (Act.SESSION_RECORDED, Act.RECORD_CORRECTED, Act.RECORD_DELETED),
        "treatment_session": (Act.SESSION_ADDED, Act.SESSION_CHANGED, Act.SESSION_DELETED),
    }
)
# A session that was added so that its record has something to stand on is told with the record.
WITH_ANOTHER: Final = MappingProxyType({"treatment_session": "session_record"})


def log_act(db_session: Session, act: Act, by: By, *, page: str | None = None, detail: str | None = None) -> None:
    """Add one event to a record's log, in the caller's transaction.

    `page` is the code of a page, `detail` the fixed name of a file or what whoever opened a SMART Health Link calls
    themselves; nothing of what was seen or written may be in them.
    """
    take_turn(db_session, by.patient_id)
    event = AccessEvent(
        patient_id=by.patient_id,
        id=uuid.uuid4(),
        at=by.now.astimezone(UTC).replace(microsecond=0),
        actor=by.actor.value,
        account_id=by.account_id,
        name=by.name,
        share_id=by.share_id,
        act=act.value,
        page=page,
        detail=detail,
    )
    chain.add(db_session, event, row_of(db_session, *queries.last_event(by.patient_id)))


def log_changes(db_session: Session, changes: Sequence[RowChange], by: By) -> None:
    """One event for each thing that was done to one record in this transaction."""
    touched = {change.table_name for change in changes}
    for change in changes:
        if WITH_ANOTHER.get(change.table_name) in touched:
            continue
        page = BY_A_PROGRAM if change.through else None
        log_act(db_session, _act(change), replace(by, patient_id=change.patient_id, now=change.at), page=page)


def _act(change: RowChange) -> Act:
    """A table that is not named above may not be changed by a practitioner at all."""
    made, changed, deleted = ACTS[change.table_name]
    gone_before = change.before is not None and _is_gone(change.before)
    if _is_gone(change.after) and not gone_before:
        return deleted
    return made if change.before is None or gone_before else changed


def _is_gone(row: Snapshot) -> bool:
    """Deleted, or a proposal that was taken back and stays in sight as that."""
    return row["deleted_at"] is not None or row.get("state") == WITHDRAWN


def read_log(db_session: Session, patient_id: uuid.UUID, zone: ZoneInfo, most: int, skipped: int) -> Sequence[Logged]:
    """A page of the log for its owner, newest first, on the patient's clock."""
    return [
        Logged(
            at=row.at.astimezone(zone),
            actor=Actor(row.actor),
            name=row.name,
            who=row.account_id or row.share_id,
            act=Act(row.act),
            page=row.page,
            detail=row.detail,
            about=row.about,
        )
        for row in rows_of(db_session, *queries.events(patient_id, most, skipped))
    ]


def broken_logs(db_session: Session) -> tuple[int, list[uuid.UUID]]:
    """How many records have a log, and whose is not whole any more."""
    return chain.broken(db_session, AccessEvent, "patient_id")
