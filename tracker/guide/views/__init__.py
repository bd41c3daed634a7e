"""Pages for everyone."""

from tracker.guide.views import fit
from tracker.guide.views.pages import blueprint

__all__ = ["blueprint", "fit"]
