"""A practitioner's pages: the list of patients."""

from tracker.practice.views import patients
from tracker.practice.views.base import blueprint

__all__ = ["blueprint", "patients"]
