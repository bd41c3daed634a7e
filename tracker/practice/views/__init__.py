"""A practitioner's pages: the list of patients, who is beside whom, the brief, and former patients."""

from tracker.practice.views import beside, brief, former, patients
from tracker.practice.views.base import blueprint

__all__ = ["beside", "blueprint", "brief", "former", "patients"]
