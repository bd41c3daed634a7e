"""The five places: Today, Diary, Progress, Course and More."""

from tracker.dashboard import course, diary_page, more, progress, today
from tracker.dashboard.blueprint import blueprint

__all__ = ["blueprint", "course", "diary_page", "more", "progress", "today"]
