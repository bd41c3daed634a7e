"""Pages for everyone."""

from tracker.guide.views import asking, fit, pages
from tracker.guide.views.base import blueprint

__all__ = ["asking", "blueprint", "fit", "pages"]
