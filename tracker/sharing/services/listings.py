"""Notes once a day that somebody's line stood in a practitioner's list of patients: it tells of the record too."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tracker.domain.acting import By
from tracker.domain.sharing.access_log import Act, Actor
from tracker.sharing.queries import links
from tracker.sharing.services import live_shares
from tracker.sharing.services.events import log_act
from tracker.storage.rows import rows_of

LIST: Final = "practice.patients"
LONGEST_DAY: Final = timedelta(hours=26)  # clocks may go back on it


def not_yet_today(
    db_session: Session, account_id: uuid.UUID, zones: Mapping[uuid.UUID, ZoneInfo], now: datetime
) -> list[uuid.UUID]:
    """Of these records those that were not in the practitioner's list yet, on the day it is for their owner."""
    rows = rows_of(db_session, *links.last_listed(account_id, LIST, list(zones), now - LONGEST_DAY))
    known = {row.patient_id: row.at for row in rows}
    return [
        patient_id
        for patient_id, zone in zones.items()
        if patient_id not in known or known[patient_id].astimezone(zone).date() != now.astimezone(zone).date()
    ]


def log_listed(
    db_session: Session, account_id: uuid.UUID, user_name: str, patient_ids: list[uuid.UUID], now: datetime
) -> None:
    """One event for each of these records, in the caller's transaction."""
    name = live_shares.practitioner_name(db_session, account_id, user_name)
    for patient_id in sorted(patient_ids):
        share = live_shares.find_share(db_session, patient_id, account_id)
        if share is not None:
            by = By(
                patient_id=patient_id,
                now=now,
                account_id=account_id,
                name=name,
                actor=Actor.PRACTITIONER,
                share_id=share.grant_id,
            )
            log_act(db_session, Act.LOOKED, by, page=LIST)
