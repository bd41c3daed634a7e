"""Pages for everyone."""

from tracker.guide.views.pages import blueprint

__all__ = ["blueprint"]
