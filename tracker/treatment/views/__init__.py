"""The pages of treatment: sessions, one-tap self-care, courses and medication."""

from tracker.treatment.views import courses, medication, sessions
from tracker.treatment.views.base import blueprint

__all__ = ["blueprint", "courses", "medication", "sessions"]
