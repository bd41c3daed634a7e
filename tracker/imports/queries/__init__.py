"""Reads imports of a record."""

from uuid import UUID

from sqlalchemy import Select, select

from tracker.imports.models import ImportRun

SHOWN_MOST = 50


def runs(patient_id: UUID) -> Select[ImportRun]:
    """The imports of a record, the newest first."""
    live = ImportRun.live(patient_id)
    return select(ImportRun).where(live).order_by(ImportRun.at.desc(), ImportRun.id).limit(SHOWN_MOST)
