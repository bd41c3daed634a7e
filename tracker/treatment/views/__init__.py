"""The pages of treatment: sessions, one-tap self-care, courses and medication."""

from tracker.treatment.views import courses, medication, series, session_records, sessions
from tracker.treatment.views.base import blueprint

__all__ = ["blueprint", "courses", "medication", "series", "session_records", "sessions"]
