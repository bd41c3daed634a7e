"""Tables of the security log, of what was withdrawn (erased accounts, ended grants and links), of jobs done."""

import uuid
from datetime import datetime

from sqlalchemy import Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.storage.base import Base, Code, OptionalLine


class SecurityEvent(Base):
    """One event, numbered and chained for each subject (an account, or the server). Triggers keep it as it is."""

    __tablename__ = "security_event"
    __table_args__ = (
        UniqueConstraint("subject_id", "number"),
        Index("ix_security_event_place", "subject_id", "act", "address"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    subject_id: Mapped[uuid.UUID]
    number: Mapped[int]
    at: Mapped[datetime]
    act: Mapped[Code]
    session_id: Mapped[uuid.UUID | None]
    address: Mapped[OptionalLine]
    device: Mapped[OptionalLine]
    object_id: Mapped[uuid.UUID | None]
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))

    @property
    def told(self) -> list[str | int | None]:
        """What the digest covers."""
        return [
            str(self.subject_id),
            str(self.id),
            self.number,
            self.at.isoformat(),
            self.act,
            str(self.session_id),
            self.address,
            self.device,
            str(self.object_id),
        ]


class Withdrawal(Base):
    """What has ended for good, so that no restored backup brings it back. It names ids alone, and outlives the rows."""

    __tablename__ = "withdrawal"

    kind: Mapped[Code] = mapped_column(primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class JobRun(Base):
    """One run of a job in one period of time (`slot`): whichever process makes the row first does the job."""

    __tablename__ = "job_run"

    job: Mapped[Code] = mapped_column(primary_key=True)
    slot: Mapped[Code] = mapped_column(primary_key=True)
    at: Mapped[datetime]
