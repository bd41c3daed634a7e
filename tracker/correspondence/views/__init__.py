"""The pages of what patient and practitioner write to each other, all on one blueprint."""

from tracker.correspondence.views import notes, proposals, questions
from tracker.correspondence.views.base import blueprint

__all__ = ["blueprint", "notes", "proposals", "questions"]
