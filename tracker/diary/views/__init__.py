"""The pages of the diary: the day's entry, moments and life events."""

from tracker.diary.views import days, entries, life_events, tags
from tracker.diary.views.base import blueprint

__all__ = ["blueprint", "days", "entries", "life_events", "tags"]
