"""What a browser asks for by itself to install the app, and the pages that open without network."""

from tracker.pocket.views import manifest, sharing, shell, waiting, worker
from tracker.pocket.views.blueprint import blueprint

__all__ = ["blueprint", "manifest", "sharing", "shell", "waiting", "worker"]
