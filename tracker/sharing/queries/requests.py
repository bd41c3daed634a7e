"""Queries of sharing that every request of somebody else needs: the live grant, and the link a browser opened."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, select

from tracker.practitioners.models import PractitionerProfile
from tracker.sharing.models import AccessEvent, Grant, LinkVisit, ShareLink
from tracker.storage.prepared import prepared


@prepared
def running_grant(patient_id: uuid.UUID, practitioner_account_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """The grant between the two that nobody has ended; whether its last day has passed is for its reader to say."""
    return select(
        Grant.id,
        Grant.practitioner_account_id,
        Grant.notes,
        Grant.others_records,
        Grant.first_day,
        Grant.may_record,
        Grant.last_day,
    ).where(
        Grant.patient_id == patient_id,
        Grant.practitioner_account_id == practitioner_account_id,
        Grant.ended_at.is_(None),
    )


@prepared
def visited_link(visit_hash: bytes) -> Select[*tuple[Any, ...]]:
    """The share link that a browser opened, by the SHA-256 of its cookie."""
    return (
        select(
            ShareLink.id,
            ShareLink.patient_id,
            ShareLink.label,
            ShareLink.notes,
            ShareLink.others_records,
            ShareLink.first_day,
            ShareLink.ends_at,
            ShareLink.ended_at,
            ShareLink.passphrase_hash,
            LinkVisit.opened_at,
            LinkVisit.let_in_at,
        )
        .join(ShareLink, (ShareLink.patient_id == LinkVisit.patient_id) & (ShareLink.id == LinkVisit.link_id))
        .where(LinkVisit.id_hash == visit_hash)
    )


@prepared
def practitioner_name(account_id: uuid.UUID) -> Select[str]:
    return select(PractitionerProfile.name).where(PractitionerProfile.account_id == account_id)


@prepared
def last_event(patient_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """`number` and `digest` of a record's latest event."""
    return (
        select(AccessEvent.number, AccessEvent.digest)
        .where(AccessEvent.patient_id == patient_id)
        .order_by(AccessEvent.number.desc())
        .limit(1)
    )


def last_listed(account_id: uuid.UUID, page: str, patient_ids: Sequence[uuid.UUID]) -> Select[*tuple[Any, ...]]:
    """`patient_id` and `at`: when this account last looked at this page of each record."""
    event = AccessEvent
    return (
        select(event.patient_id, func.max(event.at).label("at"))
        .where(event.patient_id.in_(patient_ids), event.account_id == account_id, event.page == page)
        .group_by(event.patient_id)
    )
