"""The pages of sharing: who sees the record, invitations, and the practitioner's side of taking one."""

from tracker.sharing.views import grants, invites, links, log, still_shared
from tracker.sharing.views.base import blueprint

__all__ = ["blueprint", "grants", "invites", "links", "log", "still_shared"]
