"""The pages of the diary: the day's entry, moments and dated changes."""

from tracker.diary import change_views, day_views, entry_views
from tracker.diary.blueprint import blueprint

__all__ = ["blueprint", "change_views", "day_views", "entry_views"]
