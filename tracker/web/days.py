"""The day that an address names, and the way to the page of a day."""

from datetime import date
from uuid import UUID

from flask import abort, g
from werkzeug.wrappers import Response

from tracker.domain.values import parsing
from tracker.web.gate import Patient
from tracker.web.undo_banner import go_on


def day_or_404(raw: str) -> date:
    """The day of an address."""
    return parsing.readable(parsing.day, raw) or abort(404)


def to_day(day: date, saved: UUID | None, anchor: str | None = None) -> Response:
    """On to the page of the day that was written about."""
    patient: Patient = g.patient
    if day == patient.today():
        return go_on("dashboard.today", patient_id=patient.id, saved=saved, anchor=anchor)
    return go_on("dashboard.day", patient_id=patient.id, day=day, saved=saved, anchor=anchor)
