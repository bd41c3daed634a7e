"""Queries of sharing that every request of somebody else needs: the live grant, and the link a browser opened."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Select, func, select

from tracker.practitioners.models import PractitionerProfile
from tracker.sharing.models import AccessEvent, Grant, LinkVisit, ShareLink
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, select_as


class RunningGrant(NamedTuple):
    """A grant that nobody has ended."""

    id: uuid.UUID
    practitioner_account_id: uuid.UUID
    notes: bool
    others_records: bool | None
    first_day: date | None
    may_record: bool
    last_day: date | None


@prepared
def running_grant(patient_id: uuid.UUID, practitioner_account_id: uuid.UUID) -> RowSelect[RunningGrant]:
    """The grant between the two that nobody has ended; whether its last day has passed is for its reader to say."""
    return select_as(RunningGrant, Grant).where(
        Grant.patient_id == patient_id,
        Grant.practitioner_account_id == practitioner_account_id,
        Grant.ended_at.is_(None),
    )


class VisitedLink(NamedTuple):
    """A share link that a browser opened."""

    id: uuid.UUID
    patient_id: uuid.UUID
    label: str
    notes: bool
    others_records: bool | None
    first_day: date | None
    ends_at: datetime
    ended_at: datetime | None
    passphrase_hash: str | None
    opened_at: datetime
    let_in_at: datetime | None


@prepared
def visited_link(visit_hash: bytes) -> RowSelect[VisitedLink]:
    """The share link that a browser opened, by the SHA-256 of its cookie."""
    return (
        select_as(VisitedLink, ShareLink, opened_at=LinkVisit.opened_at, let_in_at=LinkVisit.let_in_at)
        .join(ShareLink, (ShareLink.patient_id == LinkVisit.patient_id) & (ShareLink.id == LinkVisit.link_id))
        .where(LinkVisit.id_hash == visit_hash)
    )


@prepared
def practitioner_name(account_id: uuid.UUID) -> Select[str]:
    return select(PractitionerProfile.name).where(PractitionerProfile.account_id == account_id)


class LastEvent(NamedTuple):
    """The end of a record's log."""

    number: int
    digest: bytes


@prepared
def last_event(patient_id: uuid.UUID) -> RowSelect[LastEvent]:
    """`number` and `digest` of a record's latest event."""
    return (
        select_as(LastEvent, AccessEvent)
        .where(AccessEvent.patient_id == patient_id)
        .order_by(AccessEvent.number.desc())
        .limit(1)
    )


class LastListed(NamedTuple):
    """When an account last looked at a page of a record."""

    patient_id: uuid.UUID
    at: datetime


def last_listed(account_id: uuid.UUID, page: str, patient_ids: Sequence[uuid.UUID]) -> RowSelect[LastListed]:
    event = AccessEvent
    return (
        select_as(LastListed, event, at=func.max(event.at))
        .where(event.patient_id.in_(patient_ids), event.account_id == account_id, event.page == page)
        .group_by(event.patient_id)
    )
