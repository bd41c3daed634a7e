"""The patients a practitioner used to see: who they were, who ended it and when, and what the practitioner wrote."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tracker.domain.sharing.former import PAUSED
from tracker.patients.services.row_writing import NotFound
from tracker.patients.services.turns import take_turns
from tracker.sharing.queries import archives as queries
from tracker.sharing.queries.archives import Former, Written
from tracker.sharing.services import archives, live_shares
from tracker.storage.rows import row_of, rows_of


@dataclass(frozen=True, slots=True)
class Unended:
    """Grants to one practitioner that nobody has ended: those that run, are over, or are not shown for now.

    Of those that run, `partly` show the days from some day on.
    """

    running: frozenset[uuid.UUID]
    partly: frozenset[uuid.UUID]
    over: Mapping[uuid.UUID, uuid.UUID]
    paused: frozenset[uuid.UUID]


def unended(db_session: Session, account_id: uuid.UUID, now: datetime) -> Unended:
    """The records of the practitioner's grants, as they stand on each patient's own day; `over` with its grant."""
    running, partly, over, paused = set(), set(), {}, set()
    for row in rows_of(db_session, *queries.unended(account_id)):
        if row.last_day is not None and row.last_day < now.astimezone(ZoneInfo(row.time_zone)).date():
            over[row.patient_id] = row.id
        elif row.disabled_at is not None or (row.erase_at is not None and row.erase_at <= now):
            paused.add(row.patient_id)
        else:
            running.add(row.patient_id)
            if row.first_day is not None:
                partly.add(row.patient_id)
    return Unended(frozenset(running), frozenset(partly), over, frozenset(paused))


def write_ends(db_session: Session, account_id: uuid.UUID, user_name: str, found: Unended, now: datetime) -> None:
    """Write as ended what the calendar has ended, and keep what was written where nothing is shown for now."""
    name = live_shares.practitioner_name(db_session, account_id, user_name)
    take_turns(db_session, [*found.over, *found.paused])
    for patient_id, grant_id in sorted(found.over.items()):
        live_shares.end_grant(db_session, grant_id, live_shares.by_the_calendar(patient_id, grant_id, name, now))
    for patient_id in sorted(found.paused):
        archives.keep(db_session, patient_id, account_id, ended_at=None, ended_by=PAUSED)


def list_former(db_session: Session, account_id: uuid.UUID, found: Unended) -> list[Former]:
    """Everybody this practitioner used to see, who ended last first; those who are only not shown lead them."""
    kept = rows_of(db_session, *queries.kept(account_id))
    ended = [one for one in kept if one.ended_at is not None and one.patient_id not in found.paused]
    ended += _once(rows_of(db_session, *queries.ended_before(account_id)))
    ended.sort(key=lambda one: one.ended_at or one.began_at, reverse=True)
    return [one for one in kept if one.patient_id in found.paused] + ended


def find_archive(db_session: Session, account_id: uuid.UUID, archive_id: uuid.UUID) -> tuple[Former, Sequence[Written]]:
    """One archive of this practitioner's with all of it, newest first; `NotFound` for everybody else's."""
    found = row_of(db_session, *queries.kept_as(account_id, archive_id))
    if found is None:
        raise NotFound
    return found, rows_of(db_session, *queries.writings(account_id, archive_id))


def what_ended(db_session: Session, account_id: uuid.UUID, patient_id: uuid.UUID) -> Former | None:
    """How this practitioner's share of this record ended; None for whoever never had one. Not where one runs."""
    kept = row_of(db_session, *queries.kept_of(account_id, patient_id))
    earlier = [] if kept is not None else rows_of(db_session, *queries.ended_before(account_id))
    return next((one for one in earlier if one.patient_id == patient_id), kept)


def _once(found: Iterable[Former]) -> list[Former]:
    """The first of each record."""
    by_record: dict[uuid.UUID, Former] = {}
    for one in found:
        by_record.setdefault(one.patient_id, one)
    return list(by_record.values())
