"""A practitioner's pages: the list of patients, the brief, and former patients."""

from tracker.practice.views import brief, former, patients
from tracker.practice.views.base import blueprint

__all__ = ["blueprint", "brief", "former", "patients"]
