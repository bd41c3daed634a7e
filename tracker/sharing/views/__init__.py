"""The pages of sharing: who sees the record, invitations, and the practitioner's side of taking one."""

from tracker.sharing.views import ended, grants, health_links, invites, links
from tracker.sharing.views.base import blueprint

__all__ = ["blueprint", "ended", "grants", "health_links", "invites", "links"]
