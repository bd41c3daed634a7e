"""The table of practitioners: what each states about themselves."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.domain.limits import YEARS_HIGH, YEARS_LOW
from tracker.storage.base import Base, Code, Line, OptionalLine, Whole, Words, between


class PractitionerProfile(Base):
    """What a practitioner states; nobody has checked it. A patient finds them by `code`, as long as they have one."""

    __tablename__ = "practitioner_profile"
    __table_args__ = (between("years", YEARS_LOW, YEARS_HIGH),)

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[Line]
    kind: Mapped[Code]
    licence_body: Mapped[OptionalLine]
    licence_number: Mapped[OptionalLine]
    certification: Mapped[OptionalLine]
    years: Mapped[Whole]
    clinic: Mapped[OptionalLine]
    working_hours: Mapped[Words]
    code: Mapped[str | None] = mapped_column(String(20), unique=True)
    changed_at: Mapped[datetime]
