"""Tables of imports from other apps: one row an import, what it took the place of, and how columns were mapped.

The rows that an import brought name it (`Imported` of `patients/models.py`): undoing it deletes those of them that have
no `Revision`, for nobody changed them since, and puts back what it took the place of.
"""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.patients.models import OwnersAlone, PatientRow
from tracker.storage.base import Base, Code, Line


class ImportRun(OwnersAlone, PatientRow, Base):
    """One import of one file: which app it was from (a code), how much came of it, and when it was taken back."""

    __tablename__ = "import_run"
    __table_args__ = (Index("ix_import_run_at", "patient_id", "at"),)

    source: Mapped[Code]
    file_name: Mapped[Line]
    at: Mapped[datetime]
    by_account_id: Mapped[uuid.UUID | None]
    by_name: Mapped[Line]
    counts: Mapped[dict[str, Any]]
    undone_at: Mapped[datetime | None]


class ImportReplaced(OwnersAlone, PatientRow, Base):
    """A row of the record that an import took the place of, as it stood before.

    It is written with `deleted_at` set to the moment of the import, so that it goes for good when all that was deleted
    then does: an import can be undone for as long.
    """

    __tablename__ = "import_replaced"
    __table_args__ = (
        ForeignKeyConstraint(
            ["patient_id", "import_id"], ["import_run.patient_id", "import_run.id"], ondelete="CASCADE"
        ),
        Index("uq_import_replaced_row", "patient_id", "import_id", "table_name", "row_id", unique=True),
    )

    import_id: Mapped[uuid.UUID]
    table_name: Mapped[Code]
    row_id: Mapped[uuid.UUID]
    before: Mapped[dict[str, Any]]


class ColumnMapping(Base):
    """How an account read the columns of a spreadsheet, found again by the SHA-256 of its header in hexadecimal."""

    __tablename__ = "column_mapping"

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    header: Mapped[str] = mapped_column(String(64), primary_key=True)
    mapping: Mapped[dict[str, Any]]
    at: Mapped[datetime]
