"""Everybody who shares with one practitioner, by grants that live on the day that it is for each of them."""

import uuid
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from tracker.domain.brief.attention import Known, Need, needs_attention, needs_of, within_terms
from tracker.domain.sharing.access import Share, Terms
from tracker.practice.queries import patients
from tracker.practice.queries.patients import CourseBegun, SharedRecord
from tracker.practice.services.patient_summary import RULES
from tracker.storage.rows import grouped, rows_of


@dataclass(frozen=True, slots=True)
class Shared:
    """One record that is shared with the practitioner: what they may know of it, and why to look at it today.

    `own_label` is what they call the patient for themselves, None where they have not said.
    """

    patient_id: uuid.UUID
    user_name: str
    name_key: str
    own_label: str | None
    zone: ZoneInfo
    today: date
    known: Known
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class Everybody:
    """Everybody who shares, in no order; `outdated` are records whose summary has to be worked out (anew)."""

    shared: Sequence[Shared]
    outdated: Sequence[uuid.UUID]

    @property
    def in_need(self) -> int:
        return sum(needs_attention(one.needs) for one in self.shared)


def read_everybody(db_session: Session, account_id: uuid.UUID, now: datetime) -> Everybody:
    """Everybody whose grant to this account lives on the day that it is for them, in two queries."""
    connection = db_session.connection()
    begun = grouped(rows_of(connection, *patients.courses_begun_since(account_id)), lambda row: row.patient_id)
    shared, outdated = [], []
    for row, zone, today in _living(connection, account_id, now):
        shared.append(_shared(row, zone, today))
        if _is_outdated(row, begun.get(row.patient_id, ()), zone, today):
            outdated.append(row.patient_id)
    return Everybody(shared, outdated)


def read_shared(db_session: Session, account_id: uuid.UUID, now: datetime) -> Sequence[Shared]:
    """The same people, for whoever works out no summary, in one query."""
    return [_shared(*one) for one in _living(db_session.connection(), account_id, now)]


def _living(
    connection: Connection, account_id: uuid.UUID, now: datetime
) -> Iterator[tuple[SharedRecord, ZoneInfo, date]]:
    """Rows as they are: making more of each costs more than all the rules. With each the day it is for its patient."""
    zones: dict[str, tuple[ZoneInfo, date]] = {}
    for row in rows_of(connection, *patients.shared_with(account_id)):
        if row.time_zone not in zones:
            zone = ZoneInfo(row.time_zone)
            zones[row.time_zone] = zone, now.astimezone(zone).date()
        zone, today = zones[row.time_zone]
        if _grant(row, account_id).lives(today):
            yield row, zone, today


def _grant(row: SharedRecord, account_id: uuid.UUID) -> Share:
    return Share(
        grant_id=row.id,
        practitioner_account_id=account_id,
        terms=Terms(notes=row.notes, first_day=row.first_day, others=bool(row.others_records)),
        may_record=row.may_record,
        last_day=row.last_day,
        ended=False,
    )


def _shared(row: SharedRecord, zone: ZoneInfo, today: date) -> Shared:
    known = within_terms(Known._make(row[-len(Known._fields) :]))
    needs = needs_of(known, today)
    if row.rules is None:  # nothing is known yet, which is no reason
        needs = tuple(need for need in needs if need is Need.ENDING)
    return Shared(row.patient_id, row.user_name, row.name_key, row.own_label, zone, today, known, needs)


def _is_outdated(row: SharedRecord, begun: Collection[CourseBegun], zone: ZoneInfo, today: date) -> bool:
    """Made by other rules, before this grant (it may have been shared with nobody then), or before a course began."""
    if row.rules != RULES or row.is_older:
        return True
    return any(course.made_at.astimezone(zone).date() < course.started_on <= today for course in begun)
