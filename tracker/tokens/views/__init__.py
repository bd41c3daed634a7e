"""Pages of one's tokens, and who a program is by the token it sends."""

from tracker.tokens.views import bearer, programs
from tracker.tokens.views.programs import blueprint

__all__ = ["bearer", "blueprint", "programs"]
