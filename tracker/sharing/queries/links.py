"""Queries of share links and of the log of looks."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import Select, func, select

from tracker.accounts.models import Account
from tracker.audit.queries import LastEvent
from tracker.practitioners.models import PractitionerProfile
from tracker.sharing.models import AccessEvent, Grant, HealthLink, LinkVisit, ShareLink
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, select_as

OPENINGS_SHOWN: Final = 5


@prepared
def link_by_secret(hashed: bytes) -> Select[ShareLink]:
    """The one look-up of an opening, whatever the address holds."""
    return select(ShareLink).where(ShareLink.secret_hash == hashed)


@prepared
def visited_link(visit_hash: bytes) -> Select[ShareLink, datetime, datetime | None]:
    """The share link that a browser opened, by the SHA-256 of its cookie; when it was opened, and let in."""
    return (
        select(ShareLink, LinkVisit.opened_at, LinkVisit.let_in_at)
        .join(LinkVisit, (ShareLink.patient_id == LinkVisit.patient_id) & (ShareLink.id == LinkVisit.link_id))
        .where(LinkVisit.id_hash == visit_hash)
    )


@prepared
def passphrase_hash(patient_id: uuid.UUID, link_id: uuid.UUID) -> Select[str | None]:
    return select(ShareLink.passphrase_hash).where(ShareLink.patient_id == patient_id, ShareLink.id == link_id)


@prepared
def links(patient_id: uuid.UUID) -> Select[ShareLink]:
    """Every link of a record, the newest first."""
    return select(ShareLink).where(ShareLink.patient_id == patient_id).order_by(ShareLink.made_at.desc(), ShareLink.id)


@prepared
def overdue_links(patient_id: uuid.UUID, now: datetime) -> Select[ShareLink]:
    """Links whose time is over, and which nobody has written as ended yet."""
    return select(ShareLink).where(
        ShareLink.patient_id == patient_id, ShareLink.ended_at.is_(None), ShareLink.ends_at <= now
    )


class Opening(NamedTuple):
    """One opening of a link."""

    share_id: uuid.UUID
    at: datetime
    in_all: int


@prepared
def openings(patient_id: uuid.UUID, act: str) -> RowSelect[Opening]:
    """For each link that `act` opens its last openings, newest first, with how many there were in all."""
    newest_first = func.row_number().over(partition_by=AccessEvent.share_id, order_by=AccessEvent.number.desc())
    in_all = func.count().over(partition_by=AccessEvent.share_id)
    numbered = (
        select(AccessEvent.share_id, AccessEvent.at, newest_first.label("place"), in_all.label("in_all"))
        .where(AccessEvent.patient_id == patient_id, AccessEvent.act == act)
        .subquery()
    )
    return (
        select_as(Opening, share_id=numbered.c.share_id, at=numbered.c.at, in_all=numbered.c.in_all)
        .where(numbered.c.place <= OPENINGS_SHOWN)
        .order_by(numbered.c.share_id, numbered.c.place)
    )


@prepared
def last_event(patient_id: uuid.UUID) -> RowSelect[LastEvent]:
    """The end of a record's log."""
    of_record = select_as(LastEvent, AccessEvent).where(AccessEvent.patient_id == patient_id)
    return of_record.order_by(AccessEvent.number.desc()).limit(1)


class LastListed(NamedTuple):
    """When an account last looked at a page of a record."""

    patient_id: uuid.UUID
    at: datetime


@prepared
def last_listed(
    account_id: uuid.UUID, page: str, patient_ids: Sequence[uuid.UUID], since: datetime
) -> RowSelect[LastListed]:
    """Of each record the last look since a moment: whoever asks for less has fewer looks to go through."""
    event = AccessEvent
    return (
        select_as(LastListed, event, at=func.max(event.at))
        .where(event.patient_id.in_(patient_ids), event.account_id == account_id, event.page == page)
        .where(event.at >= since)
        .group_by(event.patient_id)
    )


class EventRow(NamedTuple):
    """A line of the log."""

    at: datetime
    actor: str
    name: str
    account_id: uuid.UUID | None
    share_id: uuid.UUID | None
    act: str
    page: str | None
    detail: str | None
    about: str | None


@prepared
def events(patient_id: uuid.UUID, most: int, skipped: int) -> RowSelect[EventRow]:
    """A page of the log, newest first; `about` is the practitioner of its grant, or whom its link is for."""
    about = func.coalesce(ShareLink.label, HealthLink.label, PractitionerProfile.name, Account.user_name)
    return (
        select_as(EventRow, AccessEvent, about=about)
        .outerjoin(ShareLink, (ShareLink.patient_id == AccessEvent.patient_id) & (ShareLink.id == AccessEvent.share_id))
        .outerjoin(
            HealthLink, (HealthLink.patient_id == AccessEvent.patient_id) & (HealthLink.id == AccessEvent.share_id)
        )
        .outerjoin(Grant, (Grant.patient_id == AccessEvent.patient_id) & (Grant.id == AccessEvent.share_id))
        .outerjoin(PractitionerProfile, PractitionerProfile.account_id == Grant.practitioner_account_id)
        .outerjoin(Account, Account.id == Grant.practitioner_account_id)
        .where(AccessEvent.patient_id == patient_id)
        .order_by(AccessEvent.number.desc())
        .limit(most)
        .offset(skipped)
    )
