"""The patients a practitioner used to see: who they were, who ended it and when, and what the practitioner wrote."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tracker.domain.sharing.former import PAUSED
from tracker.patients.services.row_writing import NotFound
from tracker.patients.services.turns import take_turns
from tracker.sharing.queries import archives as queries
from tracker.sharing.queries.archives import ArchiveRow, EndedGrant
from tracker.sharing.services import archives, live_shares
from tracker.storage.rows import rows_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """A patient whose record a practitioner no longer sees: how they were named, since when, and how it ended.

    `ended_by` is a code of `domain.former.HOW_ENDED`. `archive_id` is None where the share ended before what was
    written was kept; `ended_at` is None where it has not ended and the record is only not shown.
    """

    patient_id: uuid.UUID
    archive_id: uuid.UUID | None
    name: str
    began_at: datetime
    ended_at: datetime | None
    ended_by: str | None
    written: int = 0


@dataclass(frozen=True, slots=True)
class Written:
    """One thing that was written: the table it was in, when, and the writer's own columns with what was beside."""

    table_name: str
    row_id: uuid.UUID
    at: datetime
    content: Mapping[str, Any]


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
    kept = [_kept(row) for row in rows_of(db_session, *queries.archives(account_id))]
    ended = [one for one in kept if one.ended_at is not None and one.patient_id not in found.paused]
    ended += _once(_earlier(row) for row in rows_of(db_session, *queries.ended_before(account_id)))
    ended.sort(key=lambda one: one.ended_at or one.began_at, reverse=True)
    return [one for one in kept if one.patient_id in found.paused] + ended


def find_archive(db_session: Session, account_id: uuid.UUID, archive_id: uuid.UUID) -> tuple[Former, list[Written]]:
    """One archive of this practitioner's with all of it, newest first; `NotFound` for everybody else's."""
    row = db_session.execute(*queries.one_archive(account_id, archive_id)).scalar()
    if row is None:
        raise NotFound
    written = [Written(*one) for one in rows_of(db_session, *queries.writings(account_id, archive_id))]
    return replace(_archive(row), written=len(written)), written


def what_ended(db_session: Session, account_id: uuid.UUID, patient_id: uuid.UUID) -> Former | None:
    """How this practitioner's share of this record ended; None for whoever never had one. Not where one runs."""
    row = db_session.execute(*queries.archive_of(account_id, patient_id)).scalar()
    if row is not None:
        return _archive(row)
    earlier = (_earlier(one) for one in rows_of(db_session, *queries.ended_before(account_id)))
    return next((one for one in earlier if one.patient_id == patient_id), None)


def _archive(row: Any) -> Former:
    return Former(
        patient_id=row.patient_id,
        archive_id=row.id,
        name=row.patient_name,
        began_at=row.began_at,
        ended_at=row.ended_at,
        ended_by=row.ended_by,
    )


def _kept(row: ArchiveRow) -> Former:
    return replace(_archive(row), written=row.written)


def _earlier(row: EndedGrant) -> Former:
    return Former(
        patient_id=row.patient_id,
        archive_id=None,
        name=row.user_name,
        began_at=row.made_at,
        ended_at=row.ended_at,
        ended_by=row.ended_by,
    )


def _once(found: Iterable[Former]) -> list[Former]:
    """The first of each record."""
    by_record: dict[uuid.UUID, Former] = {}
    for one in found:
        by_record.setdefault(one.patient_id, one)
    return list(by_record.values())
