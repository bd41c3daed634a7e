"""Queries of share links and of the log of looks."""

import uuid
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, func, select

from tracker.accounts.models import Account
from tracker.domain.sharing.access_log import Act
from tracker.practitioners.models import PractitionerProfile
from tracker.sharing.models import AccessEvent, Grant, ShareLink
from tracker.storage.prepared import prepared

OPENINGS_SHOWN: Final = 5


@prepared
def link_by_secret(hashed: bytes) -> Select[ShareLink]:
    """The one look-up of an opening, whatever the address holds."""
    return select(ShareLink).where(ShareLink.secret_hash == hashed)


@prepared
def passphrase_hash(patient_id: uuid.UUID, link_id: uuid.UUID) -> Select[str | None]:
    return select(ShareLink.passphrase_hash).where(ShareLink.patient_id == patient_id, ShareLink.id == link_id)


@prepared
def link_exists(patient_id: uuid.UUID, link_id: uuid.UUID) -> Select[uuid.UUID]:
    return select(ShareLink.id).where(ShareLink.patient_id == patient_id, ShareLink.id == link_id)


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


@prepared
def openings(patient_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """For each link its last openings, newest first, with how many there were in all."""
    newest_first = func.row_number().over(partition_by=AccessEvent.share_id, order_by=AccessEvent.number.desc())
    in_all = func.count().over(partition_by=AccessEvent.share_id)
    numbered = (
        select(AccessEvent.share_id, AccessEvent.at, newest_first.label("place"), in_all.label("in_all"))
        .where(AccessEvent.patient_id == patient_id, AccessEvent.act == Act.LINK_OPENED.value)
        .subquery()
    )
    return (
        select(numbered.c.share_id, numbered.c.at, numbered.c.in_all)
        .where(numbered.c.place <= OPENINGS_SHOWN)
        .order_by(numbered.c.share_id, numbered.c.place)
    )


@prepared
def events(patient_id: uuid.UUID, most: int, skipped: int) -> Select[*tuple[Any, ...]]:
    """A page of the log, newest first; `about` is the practitioner of its grant, or whom its link is for."""
    about = func.coalesce(ShareLink.label, PractitionerProfile.name, Account.user_name)
    return (
        select(
            AccessEvent.at,
            AccessEvent.actor,
            AccessEvent.name,
            AccessEvent.account_id,
            AccessEvent.share_id,
            AccessEvent.act,
            AccessEvent.page,
            AccessEvent.detail,
            about.label("about"),
        )
        .outerjoin(ShareLink, (ShareLink.patient_id == AccessEvent.patient_id) & (ShareLink.id == AccessEvent.share_id))
        .outerjoin(Grant, (Grant.patient_id == AccessEvent.patient_id) & (Grant.id == AccessEvent.share_id))
        .outerjoin(PractitionerProfile, PractitionerProfile.account_id == Grant.practitioner_account_id)
        .outerjoin(Account, Account.id == Grant.practitioner_account_id)
        .where(AccessEvent.patient_id == patient_id)
        .order_by(AccessEvent.number.desc())
        .limit(most)
        .offset(skipped)
    )
