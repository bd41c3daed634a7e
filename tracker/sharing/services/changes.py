"""Logs what a practitioner changed in a record, from the changes themselves: no feature can forget to."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from sqlalchemy.orm import Session

from tracker.domain.acting import By
from tracker.domain.course.proposal import WITHDRAWN
from tracker.domain.sharing.access_log import Act
from tracker.patients.services.history import RowChange, Snapshot
from tracker.sharing.services.events import log_act

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


def log_changes(db_session: Session, changes: Sequence[RowChange], by: By) -> None:
    """One event for each thing that was done to one record in this transaction."""
    touched = {change.table_name for change in changes}
    for change in changes:
        if WITH_ANOTHER.get(change.table_name) in touched:
            continue
        log_act(db_session, _act(change), replace(by, patient_id=change.patient_id, now=change.at))


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
