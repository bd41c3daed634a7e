"""Tables of sharing: grants, invitations, links, the append-only log of looks, and what is kept when a share ends."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from tracker.domain.limits import LABEL_LENGTH
from tracker.storage.base import Base, Code, Line, OptionalCode, OptionalLine

_LIVE = text("ended_at IS NULL")


class OfPatient:
    """What belongs to a record's sharing: only the owner's pages list it, and no practitioner's query finds it."""

    @declared_attr
    def patient_id(cls) -> Mapped[uuid.UUID]:  # noqa: N805
        return mapped_column(ForeignKey("patient.id", ondelete="CASCADE"), primary_key=True, sort_order=-2)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, sort_order=-1)


class Grant(OfPatient, Base):
    """What one practitioner may see of one record. `last_day` is counted in the patient's zone; ended stays ended.

    `others_records`: whether they see what other practitioners recorded of sessions. It is empty, which is no, where
    the grant is older than the question; so it is with invitations and links.
    """

    __tablename__ = "share_grant"
    __table_args__ = (
        Index("ix_share_grant_practitioner", "practitioner_account_id", "patient_id"),
        Index(
            "uq_share_grant_live",
            "patient_id",
            "practitioner_account_id",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
    )

    practitioner_account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    notes: Mapped[bool]
    others_records: Mapped[bool | None]
    may_record: Mapped[bool]
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[OptionalCode]


class PatientLabel(Base):
    """What a practitioner calls a patient for themselves: a name or a number that they know them by.

    It is the practitioner's alone: no page of the patient's, no log and no file names it. It goes with its grant.
    """

    __tablename__ = "patient_label"
    __table_args__ = (
        ForeignKeyConstraint(
            ["patient_id", "grant_id"], ["share_grant.patient_id", "share_grant.id"], ondelete="CASCADE"
        ),
    )

    patient_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    grant_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(String(LABEL_LENGTH))


class Invite(OfPatient, Base):
    """A one-time code that makes a grant with these terms for the practitioner who enters it; kept as its SHA-256."""

    __tablename__ = "invite"

    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    notes: Mapped[bool]
    others_records: Mapped[bool | None]
    may_record: Mapped[bool]
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    taken_at: Mapped[datetime | None]
    grant_id: Mapped[uuid.UUID | None]
    ended_at: Mapped[datetime | None]


class ShareLink(OfPatient, Base):
    """Read-only pages for whoever holds a secret address, of which only the SHA-256 stands here."""

    __tablename__ = "share_link"

    secret_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    label: Mapped[Line]
    passphrase_hash: Mapped[OptionalLine]
    notes: Mapped[bool]
    others_records: Mapped[bool | None]
    first_day: Mapped[date | None]
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[OptionalCode]


class LinkVisit(Base):
    """One browser that opened a share link: its cookie's SHA-256, and whether it has been let in to the pages."""

    __tablename__ = "link_visit"
    __table_args__ = (
        ForeignKeyConstraint(["patient_id", "link_id"], ["share_link.patient_id", "share_link.id"], ondelete="CASCADE"),
        Index("ix_link_visit_link", "patient_id", "link_id"),
    )

    id_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    patient_id: Mapped[uuid.UUID]
    link_id: Mapped[uuid.UUID]
    opened_at: Mapped[datetime]
    let_in_at: Mapped[datetime | None]


class HealthLink(OfPatient, Base):
    """A SMART Health Link: encrypted files of a record for a program that was given its address, key and passcode.

    Of the secret in the address only the SHA-256 stands here. The key of the files is made of that secret and of
    `key_salt`, and the passcode is kept as a MAC under a key of that secret, so neither this row nor the address alone
    tells them. `tries_left`: how many wrong passcodes may still be given, ever. `holds` says which files.
    """

    __tablename__ = "health_link"

    secret_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    key_salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    passcode_mac: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    tries_left: Mapped[int]
    label: Mapped[Line]
    holds: Mapped[Code]
    notes: Mapped[bool]
    others_records: Mapped[bool]
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[OptionalCode]


class HealthLinkFile(Base):
    """An encrypted file that waits to be fetched, once and soon, by whoever opened its link; `id_hash` as for visits.

    The key is not here: it is made of the link's secret, which is nowhere.
    """

    __tablename__ = "health_link_file"
    __table_args__ = (
        ForeignKeyConstraint(
            ["patient_id", "link_id"], ["health_link.patient_id", "health_link.id"], ondelete="CASCADE"
        ),
        Index("ix_health_link_file_link", "patient_id", "link_id"),
        Index("ix_health_link_file_made_at", "made_at"),
    )

    id_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    patient_id: Mapped[uuid.UUID]
    link_id: Mapped[uuid.UUID]
    made_at: Mapped[datetime]
    encrypted: Mapped[str] = mapped_column(Text)


class AccessEvent(OfPatient, Base):
    """One look, export or change by somebody else, or one act of sharing. Written once and never changed.

    Ids and codes alone, never what was seen. `digest` covers the event and the digest before it, so that a gap shows.
    """

    __tablename__ = "access_event"
    __table_args__ = (
        Index("uq_access_event_number", "patient_id", "number", unique=True),
        Index("ix_access_event_page", "patient_id", "account_id", "page", "at"),
    )

    number: Mapped[int]
    at: Mapped[datetime]
    actor: Mapped[Code]
    account_id: Mapped[uuid.UUID | None]
    name: Mapped[Line]
    share_id: Mapped[uuid.UUID | None]
    act: Mapped[Code]
    page: Mapped[OptionalLine]
    detail: Mapped[OptionalLine]
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))

    @property
    def told(self) -> list[str | int | None]:
        """What the digest covers."""
        return [
            str(self.patient_id),
            str(self.id),
            self.number,
            self.at.isoformat(),
            self.actor,
            str(self.account_id),
            self.name,
            str(self.share_id),
            self.act,
            self.page,
            self.detail,
        ]


class Archive(Base):
    """What one practitioner keeps of one patient: whom it is about, as they were named, and how the share ended.

    It is the practitioner's, so it goes with their account and not with the patient's. `ended_at` is None while the
    share goes on and its record is only not shown, as when the host has disabled the account.
    """

    __tablename__ = "archive"
    __table_args__ = (Index("uq_archive_of", "practitioner_account_id", "patient_id", unique=True),)

    practitioner_account_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    patient_id: Mapped[uuid.UUID]
    patient_name: Mapped[Line]
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[OptionalCode]


class ArchivedWriting(Base):
    """One thing a practitioner wrote, as it stood when the share ended: the writer's own columns of its row."""

    __tablename__ = "archived_writing"
    __table_args__ = (
        ForeignKeyConstraint(
            ["practitioner_account_id", "archive_id"],
            ["archive.practitioner_account_id", "archive.id"],
            ondelete="CASCADE",
        ),
    )

    practitioner_account_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    archive_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    table_name: Mapped[Code] = mapped_column(primary_key=True)
    row_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    written_at: Mapped[datetime]
    content: Mapped[dict[str, Any]]
