"""Encrypted files that wait to be fetched: each once, within a quarter of an hour, while its link lives.

Source: SMART Health Cards and Links 1.0.0, links-specification, ".files.location links": at most an hour.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from tracker.domain.sharing.access import LinkPass
from tracker.passwords.tokens import new_secret, secret_hash
from tracker.sharing.models import HealthLink, HealthLinkFile
from tracker.sharing.queries import health_links as queries
from tracker.sharing.services.health_links import shown_owner

WAITS: Final = timedelta(minutes=15)


def keep(db_session: Session, link: LinkPass, files: Sequence[str], now: datetime) -> list[str] | None:
    """Keep these files; gives the secret under which each is fetched. None where the link ended meanwhile.

    Those that waited too long make room. The caller commits.
    """
    row = db_session.execute(*queries.link_of_file(link.patient_id, link.link_id)).scalar()
    if row is None or shown_owner(db_session, row, now) is None:
        return None
    forget(db_session, now)
    found = [new_secret() for _file in files]
    common = {"patient_id": link.patient_id, "link_id": link.link_id, "made_at": now}
    rows = [
        common | {"id_hash": secret_hash(secret), "encrypted": file} for secret, file in zip(found, files, strict=True)
    ]
    if rows:
        db_session.execute(insert(HealthLinkFile), rows)
    return found


def forget(db_session: Session, now: datetime) -> None:
    """Take away what waited too long, or since a clock that was wrong. The caller commits."""
    made = HealthLinkFile.made_at
    db_session.execute(delete(HealthLinkFile).where((made <= now - WAITS) | (made > now)))


def take(db_session: Session, secret: str, now: datetime) -> str | None:
    """The file that waits under this secret, which is then gone; None where none does. The caller commits."""
    of_secret = delete(HealthLinkFile).where(HealthLinkFile.id_hash == secret_hash(secret))
    columns = HealthLinkFile.patient_id, HealthLinkFile.link_id, HealthLinkFile.made_at, HealthLinkFile.encrypted
    file = db_session.execute(of_secret.returning(*columns)).one_or_none()  # of two at once, one finds it
    if file is None:
        return None
    link: HealthLink | None = db_session.execute(*queries.link_of_file(file.patient_id, file.link_id)).scalar()
    is_shown = link is not None and shown_owner(db_session, link, now) is not None
    return file.encrypted if is_shown and timedelta(0) <= now - file.made_at < WAITS else None
