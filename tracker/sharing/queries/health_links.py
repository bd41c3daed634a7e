"""Queries of SMART Health Links and of the files that wait to be fetched."""

import uuid
from datetime import datetime

from sqlalchemy import Select, select

from tracker.sharing.models import HealthLink
from tracker.storage.prepared import prepared


@prepared
def link_by_secret(hashed: bytes) -> Select[HealthLink]:
    """The one look-up of an opening, whatever the address holds."""
    return select(HealthLink).where(HealthLink.secret_hash == hashed)


@prepared
def link_id(patient_id: uuid.UUID, link_id: uuid.UUID) -> Select[uuid.UUID]:
    """The id of a link of this record, where there is one."""
    return select(HealthLink.id).where(HealthLink.patient_id == patient_id, HealthLink.id == link_id)


@prepared
def links(patient_id: uuid.UUID) -> Select[HealthLink]:
    """Every link of a record, the newest first."""
    of_record = select(HealthLink).where(HealthLink.patient_id == patient_id)
    return of_record.order_by(HealthLink.made_at.desc(), HealthLink.id)


@prepared
def overdue_links(patient_id: uuid.UUID, now: datetime) -> Select[HealthLink]:
    """Links whose time is over, and which nobody has written as ended yet."""
    return select(HealthLink).where(
        HealthLink.patient_id == patient_id, HealthLink.ended_at.is_(None), HealthLink.ends_at <= now
    )


@prepared
def link_of_file(patient_id: uuid.UUID, link_id: uuid.UUID) -> Select[HealthLink]:
    """The link by which a waiting file was asked for."""
    return select(HealthLink).where(HealthLink.patient_id == patient_id, HealthLink.id == link_id)
