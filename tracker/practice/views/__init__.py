"""A practitioner's pages: the list of patients, and the brief."""

from tracker.practice.views import brief, patients
from tracker.practice.views.base import blueprint

__all__ = ["blueprint", "brief", "patients"]
