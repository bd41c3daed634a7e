"""Pages about the record itself."""

from tracker.patients.views.record import blueprint

__all__ = ["blueprint"]
