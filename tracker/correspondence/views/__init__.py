"""The pages of what patient and practitioner write to each other, all on one blueprint."""

from tracker.correspondence.views import flags, notes, proposals, questions, reviews
from tracker.correspondence.views.base import blueprint

__all__ = ["blueprint", "flags", "notes", "proposals", "questions", "reviews"]
