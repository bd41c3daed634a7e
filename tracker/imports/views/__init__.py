"""Pages of bringing a diary along: a file is chosen, looked at, brought in, and taken back."""

from tracker.imports.views.bringing import blueprint
from tracker.imports.views.choosing import upload

__all__ = ["blueprint", "upload"]
