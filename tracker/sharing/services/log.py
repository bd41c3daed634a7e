"""The log of looks, read for its owner."""

import uuid
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tracker.domain.sharing.access_log import Act, Actor
from tracker.sharing.queries import links
from tracker.storage.rows import rows_of
from tracker.wording.access import Logged


def read_log(db_session: Session, patient_id: uuid.UUID, zone: ZoneInfo, most: int, skipped: int) -> Sequence[Logged]:
    """A page of the log, newest first, on the patient's clock."""
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
        for row in rows_of(db_session, *links.events(patient_id, most, skipped))
    ]
